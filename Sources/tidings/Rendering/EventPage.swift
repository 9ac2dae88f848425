internal import Platform
internal import Storage
internal import Values

/// An event as a page of text: what it is, and its entries in the order of time.
struct EventPage {
    let detail: ClusterDetail
    let showsReasons: Bool
    let style: Style
    let now: Timestamp

    var text: String {
        var lines = heading + [""]
        let width = detail.members.map { DisplayWidth.of(name(of: $0.entry)) }.max() ?? 0
        for member in detail.members { lines += block(member, width: min(width, 28)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let cluster = detail.cluster
        let title = PrintableText.line(cluster.headline.title ?? "(no title)")
        let counts = [
            Output.count(cluster.entryCount, "entry", "entries"),
            Output.count(cluster.publisherCount, "publisher", "publishers"),
            Output.count(cluster.independentTextCount, "independent text", "independent texts"),
        ].joined(separator: ", ")
        let span =
            "\(Moment.short(cluster.first, now: now)) – \(Moment.short(cluster.last, now: now))"
        return [
            "\(style.bold("#\(cluster.id)  \(title)"))",
            "    \(counts); \(span)",
        ]
    }

    private func block(_ member: ClusterMember, width: Int) -> [String] {
        let entry = member.entry
        let time = Moment.short(entry.sortTime, now: now)
        let name = Table.clipped(name(of: entry), to: width)
        let blanks = String(repeating: " ", count: width - DisplayWidth.of(name))
        let title = PrintableText.line(entry.title ?? "(no title)")
        let margin = String(repeating: " ", count: DisplayWidth.of(time) + width + 4)
        let isHeadline = entry.id == detail.cluster.headline.id
        var lines = ["\(time)  \(name)\(blanks)  \(isHeadline ? style.bold(title) : title)"]
        if let copy = entry.copy {
            let origin = PrintableText.line(copy.originPublisher ?? "an entry no longer stored")
            lines.append(
                margin
                    + style.warning(
                        "copy of \(origin): \(Self.percent(copy.containment)) of the text; "
                            + PrintableText.line(copy.direction)))
        }
        // Of a copy the line above says it all.
        if showsReasons, entry.copy == nil {
            lines.append(margin + style.dim(PrintableText.line(member.membership.reason)))
        }
        if let link = WebURL.shown(entry.link) {
            lines.append(margin + style.dim(PrintableText.line(link)))
        }
        return lines
    }

    private func name(of entry: EntryRecord) -> String {
        PrintableText.line(entry.feedTitle ?? entry.publisher)
    }

    private static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }
}
