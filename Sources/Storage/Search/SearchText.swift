/// What the search index gets of an entry, in the form that its tokenizer takes.
///
/// The index holds no copy: to take an entry out, the same words have to be told again. They are
/// derived from what is stored of the entry alone, so that they are the same each time.
struct SearchText: Equatable {
    /// To be raised whenever the same entry would get other words: by a change here, in
    /// `SearchFolding`, or of how plain text is had from HTML. The index is then made anew, in steps.
    static let edition: Int64 = 1

    /// The bytes of an entry that are searched: beyond the length of any article, and what keeps a
    /// hostile document from filling the index.
    static let limit = 262_144

    let title: String
    let body: String
    /// The token of all entries, and that of the feed: what a query is narrowed by.
    let scope: String

    init(feed: FeedID, title: String?, summary: String?, content: String?, text: String?) {
        self.title = SearchFolding.folded(Self.clipped(title ?? ""))
        body = SearchFolding.folded(
            Self.clipped(Self.body(summary: summary, content: content, text: text)))
        scope = "\(Self.everything) \(feed)"
    }

    /// The token in the scope of every entry; no feed has this number.
    static let everything: FeedID = 0

    /// The text, and behind it the summary where that is no beginning of the text.
    private static func body(summary: String?, content: String?, text: String?) -> String {
        let body = StoredBody.plainText(text: text, summary: summary, content: content)
        guard text == nil, content != nil, let summary else { return body }
        let teaser = StoredBody.plainText(text: nil, summary: summary, content: nil)
        return begins(body, with: teaser) ? body : body + "\n" + teaser
    }

    /// Teasers often end in an ellipsis that the text goes on instead of.
    private static func begins(_ body: String, with teaser: String) -> Bool {
        var teaser = teaser.utf8[...]
        for ending in ["[…]", "[...]", "…", "..."]
        where teaser.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
            teaser = teaser.dropLast(ending.utf8.count)
            break
        }
        while teaser.last == UInt8(ascii: " ") { teaser = teaser.dropLast() }
        return body.utf8.starts(with: teaser)
    }

    /// The part of a text that is searched.
    static func clipped(_ text: String) -> String {
        guard text.utf8.count > limit else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: limit)
        return String(text[..<text.unicodeScalars.index(before: end)])
    }
}
