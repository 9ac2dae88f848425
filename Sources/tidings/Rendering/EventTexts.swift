internal import Storage
internal import Terminal
internal import Values

/// What the independent texts of an event say, one behind the other.
struct EventTexts {
    struct Item {
        let entry: EntryRecord
        /// The summary, where there is one that the text does not begin with.
        let lead: String?
        /// Plain, paragraphs set apart by empty lines; nil: it has expired.
        let text: String?
    }

    let items: [Item]

    /// Reads the texts of `detail` that are no copies, and of copies whose origin is elsewhere one.
    init(_ detail: ClusterDetail, in store: StoreSession) throws(StoreError) {
        var items: [Item] = []
        for item in FoldedTimeline(detail.members).items {
            let entry = item.member.entry
            let detail = try store.entry(entry.id)
            items.append(Item(entry: entry, lead: detail?.lead, text: detail?.text))
        }
        self.items = items
    }

    /// The lines below the heading of an event.
    ///
    /// - Parameter columns: of the terminal, into which the text is broken; nil in a pipe.
    func lines(style: Style, now: Timestamp, columns: Int?) -> [String] {
        items.flatMap { item in
            [""] + head(item.entry, style: style, now: now, columns: columns)
                + Self.paragraphs(lead: item.lead, item.text, style: style, width: columns)
        }
    }

    private func head(
        _ entry: EntryRecord, style: Style, now: Timestamp, columns: Int?
    ) -> [String] {
        let time = PageClock(now: now, columns: columns).time(entry.sortTime)
        let facts = "\(time)  \(entry.feedTitle ?? entry.publisher)  entry \(entry.id)"
        let title = PrintableText.line(entry.headline)
        let link = WebURL.shown(entry.link).map { [style.dim(PrintableText.line($0))] } ?? []
        return Wrapping.lines(PrintableText.line(facts), width: columns).map(style.dim)
            + Wrapping.lines(title, width: columns).map(style.bold) + link
    }

    /// The summary and the text below it, line by line.
    ///
    /// - Parameter text: nil where it has expired.
    static func paragraphs(
        lead: String?, _ text: String?, style: Style, width: Int?
    ) -> [String] {
        guard let text else { return ["", style.dim("its text has expired")] }
        let parts = [lead, text].compactMap(\.self).filter { !$0.isEmpty }
        if parts.isEmpty { return ["", style.dim("the feed gives no text")] }
        return parts.flatMap { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            return [""]
                + lines.flatMap { Wrapping.lines(PrintableText.line(String($0)), width: width) }
        }
    }
}
