/// Somebody who wrote an entry or a feed.
struct Person {
    var name: String?
    var email: String?

    /// The name, or else the address.
    var text: String? { name ?? email }

    /// RSS writes people as `jane@example.org (Jane Doe)`, some as `Jane Doe (jane@example.org)` or
    /// `Jane Doe <jane@example.org>`: the name is what counts.
    static func name(in text: String) -> String {
        for (open, close) in [("(", ")"), ("<", ">")] as [(Character, Character)] {
            guard text.utf8.last == close.asciiValue, text.last == close,
                let start = text.lastIndex(of: open)
            else { continue }
            let inner = trimmed(text[text.index(after: start)...].dropLast())
            let outer = trimmed(text[..<start])
            if isAddress(outer), !inner.isEmpty { return inner }
            if isAddress(inner), !outer.isEmpty { return outer }
        }
        return text
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Whether the text is one mail address.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && !text.utf8.contains(0x20) && !text.utf8.contains(UInt8(ascii: ":"))
    }
}
