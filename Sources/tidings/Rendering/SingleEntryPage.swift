internal import FeedParsing
internal import Storage
internal import Terminal
internal import Values

/// One entry with all that it says.
struct SingleEntryPage {
    let entry: EntryRecord
    /// The summary, where there is one that the text does not begin with.
    let lead: String?
    /// Plain, paragraphs set apart by empty lines; nil: it has expired.
    let text: String?
    let corrections: [Correction]
    /// What it said before, told below the text.
    let changes: [EntryChange]
    /// The files that belong to it, such as the sound of a podcast.
    let enclosures: [ParsedEntry.Enclosure]
    /// Whether people pinned it to its event.
    let isPinned: Bool
    let now: Timestamp
    /// The columns of the terminal, into which the text is broken; nil in a pipe.
    let columns: Int?

    private static let margin = 11

    func text(style: Style) -> String {
        let title = PrintableText.line(entry.headline)
        let lines =
            Wrapping.lines(title, width: columns).map(style.bold)
            + facts.flatMap { row($0, $1, style) }
            + EventTexts.paragraphs(lead: lead, text, style: style, width: columns)
            + EarlierVersions(changes: changes).lines(style: style, columns: columns, time: time)
        return lines.joined(separator: "\n") + "\n"
    }

    private var facts: [(name: String, value: String)] {
        var facts = [("entry", "\(entry.id)")]
        if let cluster = entry.cluster {
            facts.append(("event", "#\(cluster)\(isPinned ? ", to which it is pinned" : "")"))
        }
        facts.append(("feed", "\(entry.feedTitle ?? entry.publisher) (\(entry.feed))"))
        if let author = entry.author { facts.append(("by", author)) }
        if let published = entry.published { facts.append(("published", time(published))) }
        facts.append(("came", time(entry.seen)))
        facts += Corrections(corrections).lines(time: time).map { ("", $0) }
        if let expired = entry.expired { facts.append(("expired", time(expired))) }
        if let copy = entry.copy {
            facts.append(
                ("copy of", "entry \(copy.origin), \(Amount.percent(copy.containment)) of the text")
            )
        }
        if let link = WebURL.shown(entry.link) { facts.append(("address", link)) }
        facts += enclosures.enumerated().map { ($0 == 0 ? "enclosure" : "", $1.line) }
        return facts
    }

    private func time(_ moment: Timestamp) -> String {
        PageClock(now: now, columns: columns).time(moment)
    }

    private func row(_ name: String, _ value: String, _ style: Style) -> [String] {
        let room = columns.map { max(20, $0 - Self.margin) }
        let blanks = String(repeating: " ", count: Self.margin)
        let lines = Wrapping.lines(PrintableText.line(value), width: room)
        return lines.enumerated().map { place, line in
            (place == 0 ? style.dim(name) + blanks.dropFirst(name.utf8.count) : blanks) + line
        }
    }
}
