internal import Values

/// Somebody who wrote an entry or a feed.
struct Person {
    var name: String?
    var email: String?

    /// The name, or else the address.
    var text: String? { name ?? email }

    /// The name or the names in a text, on one line; some feeds make links of them. A tag without
    /// attributes says nothing of somebody and stays as it is written.
    static func name(in text: [UInt8]) -> String? {
        let isMarkup =
            text.contains(UInt8(ascii: "="))
            && text.indices.dropLast().contains {
                text[$0] == UInt8(ascii: "<") && text[$0 + 1] == UInt8(ascii: "/")
            }
        let line = isMarkup ? PlainText.title(text, rereading: true) : PlainText.line(text)
        return line.map(name(in:))
    }

    /// RSS writes people as `jane@example.org (Jane Doe)`, some as `Jane Doe (jane@example.org)` or
    /// `Jane Doe <jane@example.org>`: the name is what counts. Of several in one field each is read so,
    /// and they are told as they stand, with what parts them.
    static func name(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        var names = ""
        var isChanged = false
        var start = text.startIndex
        for end in partings(of: text) + [text.endIndex] {
            let person = text[start..<end]
            let name = nameBesideAddress(person)
            isChanged = isChanged || name != nil
            if !names.isEmpty, let parting = text[..<start].last, !trimmed(person).isEmpty {
                names.append(parting)
                names += person.prefix(while: \.isWhitespace)
            }
            names += name ?? trimmed(person)
            start = end < text.endIndex ? text.index(after: end) : end
        }
        return isChanged ? names : text
    }

    /// The name of one person whose address stands beside it, or that address in brackets without a name;
    /// nil where none does.
    private static func nameBesideAddress(_ text: Substring) -> String? {
        let text = trimmed(text)
        for (open, close) in [("(", ")"), ("<", ">")] as [(Character, Character)] {
            guard text.last == close, let start = opening(of: text, open, close) else { continue }
            let inner = trimmed(text[text.index(after: start)...].dropLast())
            let outer = trimmed(text[..<start])
            if isAddress(outer) { return inner.isEmpty ? outer : unquoted(inner) }
            if isAddress(inner) { return outer.isEmpty ? inner : unquoted(outer) }
        }
        return nil
    }

    /// Where what the last character closes was opened: `(Jane (The Paper))` holds another.
    private static func opening(
        of text: String, _ open: Character, _ close: Character
    ) -> String.Index? {
        var depth = 0
        return text.indices.reversed().first { index in
            if text[index] == close { depth += 1 }
            if text[index] == open { depth -= 1 }
            return depth == 0
        }
    }

    /// Where people are parted: by commas and semicolons outside of quotes, parentheses and brackets.
    private static func partings(of text: String) -> [String.Index] {
        var depth = 0
        var isQuoted = false
        return text.indices.filter { index in
            switch text[index] {
            case "\"": isQuoted.toggle()
            case "(", "<": depth += 1
            case ")", ">": depth = max(0, depth - 1)
            case ",", ";": return depth == 0 && !isQuoted
            default: break
            }
            return false
        }
    }

    /// Without the quotes that mail needs around a name with a comma (RFC 5322, 3.2.4).
    private static func unquoted(_ name: String) -> String {
        guard name.count > 2, name.first == "\"", name.last == "\"" else { return name }
        let inner = name.dropFirst().dropLast()
        return inner.contains("\"") ? name : trimmed(inner)
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
