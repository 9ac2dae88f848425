internal import SQLite
internal import Values

/// The beginning of an entry's text, for one that has no title.
enum EntryOpening {
    /// Characters that are shown of it at most, the … left out.
    static let most = 80

    /// Nil for one without text. Of the text no more is put into words than it takes: a link or two may
    /// stand before the first word, and so of HTML more than of what is shown.
    static func text(
        of id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> String? {
        let row = try connection.prepare(
            """
            SELECT substr(text, 1, 2000), substr(summary, 1, 2000), substr(content, 1, 2000)
            FROM entries WHERE id = ?1
            """)
        try row.bind(id)
        guard try row.step() else { return nil }
        let (text, summary, content) = (
            row.optionalString(0), row.optionalString(1), row.optionalString(2)
        )
        let isCut = [text, summary, content].contains { ($0?.unicodeScalars.count ?? 0) >= 2_000 }
        return line(
            StoredBody.plainText(
                text: text, summary: summary.map(withoutOpenTag),
                content: content.map(withoutOpenTag)),
            isCut: isCut)
    }

    /// HTML that was cut may end in the middle of a tag, which is no text.
    private static func withoutOpenTag(_ html: String) -> String {
        guard let open = html.utf8.lastIndex(of: UInt8(ascii: "<")),
            !html.utf8[open...].contains(UInt8(ascii: ">"))
        else { return html }
        return String(html[..<open])
    }

    /// The beginning of `text` on one line, to the end of a word; nil where it has none.
    ///
    /// - Parameter isCut: whether the text goes on behind its end.
    static func line(_ text: String, isCut: Bool = false) -> String? {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.isEmpty { return nil }
        guard line.count > most else { return isCut ? line + "…" : line }
        let head = line.prefix(most + 1)
        // A word without an end, as a long address and text in Chinese are, is cut where it is.
        if let blank = head.lastIndex(of: " "),
            head.distance(from: head.startIndex, to: blank) > most / 2
        {
            return line[..<blank] + "…"
        }
        return line.prefix(most) + "…"
    }
}
