internal import FeedParsing

/// The columns that hold the body of an entry, each text once.
///
/// `content` is NULL where it is the same as `summary`, and `text` is NULL where it can be had from
/// the HTML, which is nearly always: plain text beside HTML would double the store, and deriving it
/// takes a few microseconds.
struct StoredBody {
    let summary: String?
    let content: String?
    let text: String?

    init(_ entry: ParsedEntry) {
        summary = entry.summary
        content = entry.content == entry.summary ? nil : entry.content
        text =
            entry.text == Self.plainText(nil, html: content ?? summary) ? nil : entry.text
    }

    /// The plain text of a row: `text` of it, and `content` or else `summary`.
    static func plainText(_ text: String?, html: String?) -> String {
        if let text { return text }
        guard let html else { return "" }
        return FeedParser.plainText(fromHTML: html)
    }
}
