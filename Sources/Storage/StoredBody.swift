internal import FeedParsing

/// The columns that hold the body of an entry, each text once.
///
/// `content` is NULL where it is the same as `summary`. Plain text beside HTML would double the
/// store, so it is derived when it is read, by the rule of the parser; `text` holds it only for an
/// entry without HTML.
struct StoredBody {
    let summary: String?
    let content: String?
    let text: String?

    init(_ entry: ParsedEntry) {
        self.init(summary: entry.summary, content: entry.content, plainText: entry.text)
    }

    init(summary: String?, content: String?, plainText: String) {
        self.summary = summary
        self.content = content == summary ? nil : content
        let isDerived = summary != nil || content != nil || plainText.isEmpty
        text = isDerived ? nil : plainText
    }

    /// The plain text of a row, which is compared and clustered: that of the longer of the two, of `content`
    /// when they are equal. What is shown to a person is told by `ShownBody`.
    static func plainText(text: String?, summary: String?, content: String?) -> String {
        if let text { return text }
        let derived = [content, summary].compactMap { html in
            html.map(FeedParser.plainText(fromHTML:))
        }
        return derived.max { $0.utf8.count < $1.utf8.count } ?? ""
    }
}
