internal import FeedParsing

/// What a row tells a person: its text, and above it the summary where that tells something of its own.
struct ShownBody {
    /// The subtitle of an article, a teaser written for it; nil where there is none, or the text begins
    /// with it.
    let lead: String?
    /// Paragraphs are set apart by an empty line.
    let text: String

    /// From the columns that hold a body; see `StoredBody`.
    ///
    /// The content is the text, also where it is shorter than the summary, unless that has all of it.
    init(summary: String?, content: String?, text: String?) {
        let shownSummary = summary.map(FeedParser.shownText(ofHTML:)) ?? ""
        let shownContent = content.map(FeedParser.shownText(ofHTML:)) ?? ""
        let (teaser, body) = (Self.words(shownSummary), Self.words(shownContent))
        if let text {
            (lead, self.text) = (nil, text)
        } else if body.isEmpty || !teaser.isEmpty && Self.holds(teaser, body) {
            (lead, self.text) = (nil, shownSummary)
        } else {
            let isKnown = Self.begins(body, with: Self.excerpt(teaser))
            lead = teaser.isEmpty || isKnown ? nil : shownSummary
            self.text = shownContent
        }
    }

    /// Whether a body has all of another, which may have been cut: ahead of what a blog adds to each of its
    /// summaries, or behind the name of its author.
    private static func holds(_ whole: String, _ part: String) -> Bool {
        let part = withoutEllipsis(part)
        return whole.hasPrefix(part) || whole.hasSuffix(part)
    }

    /// What a teaser has of its text: behind an ellipsis in brackets stands where the text goes on, or whose
    /// it is.
    private static func excerpt(_ teaser: String) -> String {
        let ends = ["[…]", "[...]"].compactMap { teaser.firstRange(of: $0)?.lowerBound }
        return ends.min().map { String(teaser[..<$0]) } ?? teaser
    }

    /// Whether a text begins as its teaser does.
    static func begins(_ body: String, with teaser: String) -> Bool {
        body.utf8.starts(with: withoutEllipsis(teaser).utf8)
    }

    /// Teasers often end in an ellipsis that the text goes on instead of.
    private static func withoutEllipsis(_ text: String) -> String {
        var text = text.utf8[...]
        for ending in ["[…]", "[...]", "…", "..."]
        where text.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
            text = text.dropLast(ending.utf8.count)
            break
        }
        while text.last == UInt8(ascii: " ") { text = text.dropLast() }
        return String(Substring(text))
    }

    /// On one line: how lines are broken says nothing of what is told.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
