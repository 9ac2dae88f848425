internal import FeedParsing

/// What the search index gets of an entry, in the form that its tokenizer takes.
///
/// The index holds no copy: to take an entry out, the same words have to be told again. They are
/// derived from what is stored of the entry alone, so that they are the same each time.
struct SearchText: Equatable {
    /// To be raised whenever the same entry would get other words: by a change here, in
    /// `SearchFolding`, or of how plain text is had from HTML. The index is then made anew, in steps.
    static let edition: Int64 = 3

    /// The bytes of an entry that are searched: beyond the length of any article, and what keeps a
    /// hostile document from filling the index.
    static let limit = 262_144

    let title: String
    let body: String
    /// The token of all entries, and that of the feed: what a query is narrowed by.
    let scope: String

    init(feed: FeedID, title: String?, summary: String?, content: String?, text: String?) {
        self.title = SearchFolding.folded(Self.clipped(title ?? ""))
        body = SearchFolding.folded(Self.body(summary: summary, content: content, text: text))
        scope = "\(Self.everything) \(feed)"
    }

    /// The token in the scope of every entry; no feed has this number.
    static let everything: FeedID = 0

    /// What is searched of a body: the longer of summary and content, and behind it the other where that
    /// is no beginning of it.
    static func body(summary: String?, content: String?, text: String?) -> String {
        guard text == nil, let content, let summary else {
            return clipped(StoredBody.plainText(text: text, summary: summary, content: content))
        }
        var parts = [content, summary].map(FeedParser.plainText(fromHTML:))
        if parts[1].utf8.count > parts[0].utf8.count { parts.swapAt(0, 1) }
        return clipped(
            ShownBody.begins(parts[0], with: parts[1]) ? parts[0] : parts.joined(separator: "\n"))
    }

    /// The part of a text that is searched.
    static func clipped(_ text: String) -> String {
        guard text.utf8.count > limit else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: limit)
        return String(text[..<text.unicodeScalars.index(before: end)])
    }
}
