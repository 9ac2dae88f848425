internal import Events
internal import Storage
internal import Terminal
internal import Values

/// Why two things are together or apart, as a page of text.
struct ExplanationPage {
    let explanation: PairExplanation
    let style: Style
    let now: Timestamp

    /// The columns of the terminal, into which the text is broken; nil in a pipe.
    let columns: Int?

    var text: String {
        var lines = side(explanation.a) + side(explanation.b) + [""]
        lines += wrapped(explanation.verdict).map(style.bold)
        lines += decided
        for rule in explanation.keptApart { lines += wrapped("by hand: \(rule.text)", behind: 2) }
        if let (first, second) = explanation.languages {
            lines += [""]
            lines += wrapped(
                "different languages, \(first) and \(second): they have no term in common, so no"
                    + (explanation.areTogether
                        ? " score brought them together"
                        : " score brings them together; `tidings merge` and `tidings pin --to` can")
            )
        }
        if let text = explanation.text { lines += [""] + common(text) }
        for weighing in explanation.weighed { lines += [""] + block(weighing) }
        if !explanation.weighed.isEmpty {
            let count = Output.count(explanation.documentCount, "entry", "entries")
            lines += [""]
            lines += wrapped("weighed now, with the word frequencies of the \(count) held").map(
                style.dim)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func side(_ side: ExplainedSide) -> [String] {
        switch side {
        case .entry(let detail):
            let record = detail.record
            let facts = [
                time(record.sortTime), record.feedTitle ?? record.publisher,
                detail.membership.map { "in event #\($0.cluster)" } ?? "",
            ].map(PrintableText.line).joined(separator: ", ")
            return titled(side.label, record.headline, facts)
        case .event(let detail, _):
            let cluster = detail.cluster
            let facts =
                "\(Output.count(cluster.entryCount, "entry", "entries")), "
                + "\(time(cluster.first)) – \(time(cluster.last))"
                + (side.expiredCount > 0
                    ? "; the texts of \(side.expiredCount) have expired and are not weighed" : "")
            return titled(side.label, cluster.headline.headline, facts)
        }
    }

    private func titled(_ label: String, _ title: String, _ facts: String) -> [String] {
        wrapped("\(label): \(PrintableText.line(title))")
            + wrapped(facts, behind: 4).map(style.dim)
    }

    private var decided: [String] {
        var stored = explanation.stored.flatMap {
            wrapped(
                "decided of entry \($0.entry): \(PrintableText.line($0.decision.text))", behind: 2)
        }
        let changed = explanation.stored.filter(\.isOfFormerText).map { "\($0.entry)" }
        if !changed.isEmpty {
            stored += wrapped(
                "of entry \(changed.joined(separator: ", ")) it was decided by what it said before it"
                    + " was changed; `tidings recluster` decides by what it says now", behind: 2)
        }
        if stored.isEmpty, copies.isEmpty {
            return wrapped(
                explanation.weighed.isEmpty
                    && explanation.a.expiredCount + explanation.b.expiredCount > 0
                    ? "no decision about the two is stored, and texts that have expired cannot be weighed"
                    : "no decision about the two is stored; they are weighed now")
        }
        return stored + copies
    }

    /// So many copies of one side are told of.
    private static let mostCopies = 8

    /// That one is held as a copy, where no decision that is told says so.
    private var copies: [String] {
        let told = Set(explanation.stored.filter { $0.decision.rule == .copy }.map(\.entry))
        let origin = explanation.text == nil ? explanation.commonOrigin : nil
        return explanation.copies.filter { !told.contains($0.entry) }.prefix(Self.mostCopies)
            .flatMap { entry, copy in
                wrapped(
                    "entry \(entry) is held as a copy of entry \(copy.origin):"
                        + " \(Amount.percent(copy.containment)) of the text;"
                        + " \(PrintableText.line(copy.direction))", behind: 2)
            }
            + (origin.map {
                wrapped("both are held as copies of one text, that of entry \($0)", behind: 2)
            } ?? [])
    }

    private func common(_ text: TextComparison) -> [String] {
        if let origin = explanation.commonOrigin {
            return wrapped(
                "both are held as copies of one text, that of entry \(origin); of the word runs of"
                    + " the shorter of the two \(text.overlap.shared) of"
                    + " \(min(text.overlap.own, text.overlap.origin)) are in the other")
        }
        if text.isCopy, text.overlap.isIdentity {
            return wrapped("copies: their address, or the whole of a short text, is the same")
        }
        let shorter = min(text.overlap.own, text.overlap.origin)
        let runs =
            "\(text.overlap.shared) of \(shorter) word runs of the shorter text are in the other:"
        let verdict =
            text.isCopy
            ? "a copy (from \(text.needed) on); entry \(text.copy) is the copy: "
                + PrintableText.line(text.direction)
            : text.caveat.map { "no copy, since \(Self.reason($0))" }
                ?? (text.overlap.shared >= text.needed
                    ? "no copy, since it stands scattered or among other text"
                    : "no copy (it would be one from \(text.needed) on)")
        return wrapped("\(runs) \(verdict)")
    }

    private static func reason(_ caveat: TextComparison.Caveat) -> String {
        switch caveat {
        case .standingBody:
            "the body of one is standing text, which says nothing of its headline"
        case .notice:
            "it is one notice on two parties: each names one in its headline and its beginning that"
                + " the other does not"
        case .particulars: "their names and numbers differ in more places than agree"
        case .quotation: "most of it may be a statement that both quote"
        case .headlines:
            "the headlines differ, so that more of it has to be one passage; under one it would do"
        case .feed: "one feed has both, whose entries may share standing text"
        case .heldBefore: "an earlier report has the same words, without a mark of a reprint"
        }
    }

    private func block(_ weighing: PairExplanation.Weighing) -> [String] {
        let decision = weighing.decision
        let side = decision.isMet == true ? "one event" : "not one event"
        var lines = wrapped("\(weighing.label): \(decision.verdict), \(side)").map(style.bold)
        lines += wrapped(
            PrintableText.line(decision.difference.joined(separator: "; ")), behind: 2)
        var factors = Table([
            .init("FACTOR"), .init("VALUE", .right), .init("FROM", isFlexible: true),
        ])
        for factor in decision.factors {
            factors.add([factor.name, Decision.decimal(factor.value), factor.source ?? ""])
        }
        lines += rows(factors)
        var terms = Table([
            .init("TERM", isFlexible: true), .init("ADDS", .right), .init("OF LINK", .right),
        ])
        for term in decision.shared {
            let share = decision.factors.first.map { $0.value > 0 ? term.share / $0.value : 0 }
            terms.add([
                term.name, Decision.decimal(term.share), share.map(Amount.percent) ?? "",
            ])
        }
        return terms.rows.isEmpty ? lines + ["  no term is shared"] : lines + rows(terms)
    }

    private func rows(_ table: Table) -> [String] {
        guard let columns else {
            return table.tabSeparated.split(separator: "\n").map(String.init)
        }
        return table.aligned(width: columns - 2, style: style).split(separator: "\n")
            .map { "  \($0)" }
    }

    /// `text` in lines of the terminal's width, all of them set in by `indent`.
    private func wrapped(_ text: String, behind indent: Int = 0) -> [String] {
        if text.isEmpty { return [] }
        let blanks = String(repeating: " ", count: indent)
        return Wrapping.lines(text, width: columns.map { max(10, $0 - indent) }).map { blanks + $0 }
    }

    private func time(_ time: Timestamp) -> String {
        PageClock(now: now, columns: columns).time(time)
    }
}
