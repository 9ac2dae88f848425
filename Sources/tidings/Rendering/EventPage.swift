internal import Events
internal import Storage
internal import Terminal
internal import Values

/// An event as a page of text: what it is, and its entries in the order of time.
struct EventPage {
    let story: EventStory
    let showsReasons: Bool
    let style: Style
    let now: Timestamp

    /// The columns of the terminal, into which the text is broken; nil in a pipe.
    let columns: Int?

    private var detail: ClusterDetail { story.detail }

    var text: String {
        let names = detail.members.map { DisplayWidth.of(Self.name(of: $0.entry)) }.max() ?? 0
        let widest = widestName
        let times = detail.members.map { time($0.entry.sortTime).utf8.count }.max() ?? 0
        // A decision is told of each entry, and so each stands by itself then.
        let items =
            showsReasons
            ? detail.members.map { FoldedTimeline.Item(member: $0) }
            : FoldedTimeline(detail.members).items
        var lines = heading + [""]
        for item in items { lines += block(item, times: times, names: min(names, widest)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the event is, in some lines.
    var heading: [String] {
        let cluster = detail.cluster
        let number = "#\(cluster.id)  "
        let title = PrintableText.line(cluster.headline.headline)
        let counts = [
            Output.count(cluster.entryCount, "entry", "entries"),
            Output.count(cluster.publisherCount, "publisher"),
            Output.count(cluster.independentTextCount, "independent text"),
        ].joined(separator: ", ")
        let span = "\(time(cluster.first)) – \(time(cluster.last))"
        let blanks = String(repeating: " ", count: number.utf8.count)
        return wrapped(title, behind: number.utf8.count).enumerated().map { place, line in
            style.bold((place == 0 ? number : blanks) + line)
        }
            + ["\(counts); \(span)", growth, topic, expired].flatMap { text in
                text.isEmpty ? [] : wrapped(text, behind: 4).map { "    \($0)" }
            }
    }

    private var growth: String {
        let growth = detail.cluster.growth
        return growth > 0 ? "growing by \(Amount.decimal(growth)) texts an hour" : ""
    }

    private var expired: String {
        let count = detail.members.count { $0.entry.expired != nil }
        if count == 0 { return "" }
        let whole = count == detail.members.count ? "all of its" : "\(count) of its"
        return
            "\(whole) texts have expired: what they said, and what later ones added, is no longer kept"
    }

    private var topic: String {
        detail.cluster.terms.isEmpty
            ? "" : "about: " + PrintableText.line(detail.cluster.terms.joined(separator: ", "))
    }

    private func block(_ item: FoldedTimeline.Item, times: Int, names: Int) -> [String] {
        let entry = item.member.entry
        let name = shown(Self.name(of: entry))
        let title = PrintableText.line(entry.headline)
        let indent = isNarrow ? 2 : times + names + 4
        let isHeadline = entry.id == detail.cluster.headline.id
        func below(_ text: String, _ emphasis: (String) -> String) -> [String] {
            wrapped(text, behind: indent).map {
                String(repeating: " ", count: indent) + emphasis($0)
            }
        }
        var lines = below(title) { isHeadline ? style.bold($0) : $0 }
        if isNarrow {
            lines = wrapped("\(time(entry.sortTime))  \(name)", behind: 0) + lines
        } else {
            let time = Self.padded(time(entry.sortTime), to: times)
            lines[0] = "\(time)  \(Self.padded(name, to: names))  " + lines[0].dropFirst(indent)
        }
        for line in Corrections(item.member.corrections).lines(time: self.time) {
            lines += below(PrintableText.line(line), style.dim)
        }
        let added = story.additions[entry.id] ?? []
        if !added.isEmpty {
            lines += below("new: " + PrintableText.line(added.joined(separator: ", "))) { $0 }
        }
        if let copy = entry.copy {
            let origin = PrintableText.line(copy.originPublisher ?? "an entry no longer stored")
            lines += below(
                "copy of \(origin): \(Amount.percent(copy.containment)) of the text; "
                    + PrintableText.line(copy.direction), style.warning)
        }
        if !item.copies.isEmpty { lines += below(told(item.copies), style.warning) }
        if let expired = entry.expired {
            lines += below("its text expired \(self.time(expired))", style.dim)
        }
        if showsReasons {
            let reason = item.member.membership.decision?.text ?? "no reason is stored"
            lines += below(PrintableText.line(reason), style.dim)
            if item.member.membership.isOfFormerText {
                lines += below(
                    "decided by what it said before it was changed; `tidings recluster` reads it again",
                    style.dim)
            }
        }
        // The number is what `split`, `pin` and `explain` take.
        let link = WebURL.shown(entry.link).map { "  " + PrintableText.line($0) } ?? ""
        let pin = story.pinned.contains(entry.id) ? ", pinned" : ""
        lines += below("entry \(entry.id)\(pin)\(link)", style.dim)
        return lines
    }

    /// So many of those who copied are named.
    private static let namedCopies = 8

    /// `+2 copies: The Norhaven Ledger 86 %, Valby Post 100 % (pinned)`.
    private func told(_ copies: [ClusterMember]) -> String {
        let names = copies.prefix(Self.namedCopies).map { member in
            let share = member.entry.copy.map { " " + Amount.percent($0.containment) } ?? ""
            let pin = story.pinned.contains(member.entry.id) ? " (pinned)" : ""
            return shown(Self.name(of: member.entry)) + share + pin
        }
        let rest = copies.count - names.count
        return "+\(Output.count(copies.count, "copy", "copies")): "
            + names.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
    }

    /// `text` in what is left of the terminal behind `indent` columns.
    private func wrapped(_ text: String, behind indent: Int) -> [String] {
        Wrapping.lines(text, width: columns.map { max(10, $0 - indent) })
    }

    private func time(_ time: Timestamp) -> String {
        PageClock(now: now, columns: columns).time(time)
    }

    /// Whether beside times and names no text has room to be read: then it stands below them.
    private var isNarrow: Bool { columns.map(Self.isNarrow) ?? false }

    static func isNarrow(_ columns: Int) -> Bool { columns < 50 }

    /// The columns in which names stand one under the other. A feed may have called itself by a text of a
    /// million letters, after which no other line is to be drawn.
    private var widestName: Int { columns.map { min(28, isNarrow ? $0 : $0 / 4) } ?? 28 }

    /// A name as the page shows it: in a pipe nothing is cut, and a longer one moves its own line alone.
    private func shown(_ name: String) -> String {
        columns == nil ? name : Table.clipped(name, to: widestName)
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    }

    private static func name(of entry: EntryRecord) -> String {
        PrintableText.line(entry.feedTitle ?? entry.publisher)
    }
}
