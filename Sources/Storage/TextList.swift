internal import Bytes

/// How a column of text holds a list: an element a line, the fields of an element set apart by TABs.
///
/// A person can read it with the `sqlite3` program, and a query can search it. Parsed text has no
/// control characters but line breaks, and addresses have not even those.
enum TextList {
    /// Nil for an empty list, which is stored as NULL.
    static func text(_ elements: [String]) -> String? {
        elements.isEmpty ? nil : elements.map(plain).joined(separator: "\n")
    }

    static func elements(_ text: String?) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        return parts(of: text, at: "\n")
    }

    /// Nil for an empty list, which is stored as NULL.
    static func text(rows: [[String]]) -> String? {
        if rows.isEmpty { return nil }
        return rows.map { $0.map(plain).joined(separator: "\t") }.joined(separator: "\n")
    }

    static func rows(_ text: String?) -> [[String]] {
        elements(text).map { parts(of: $0, at: "\t") }
    }

    private static func parts(of text: String, at separator: Unicode.Scalar) -> [String] {
        text.utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }

    /// `element` with blanks for the bytes that set elements and fields apart.
    private static func plain(_ element: String) -> String {
        let (newline, tab, blank) = (UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: " "))
        if !element.holds(newline), !element.holds(tab) { return element }
        return String(
            decoding: element.utf8.map { $0 == newline || $0 == tab ? blank : $0 }, as: UTF8.self)
    }
}
