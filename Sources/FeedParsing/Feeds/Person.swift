internal import Values

/// Somebody who wrote an entry or a feed.
struct Person {
    var name: String?
    var email: String?

    /// The name, or else the address.
    var text: String? { name ?? email }

    /// The longest text in bytes that people are told by, as large collaborations need it; what is beyond
    /// is cut.
    private static let longest = 64 << 10

    private static func shortened(_ text: [UInt8]) -> [UInt8] {
        guard text.count > longest else { return text }
        var kept = Array(text.prefix(longest))
        TextValue.endBeforeCutCharacter(&kept)
        return kept
    }

    /// A name, or an address, as it stands in a field of its own.
    static func line(_ text: [UInt8]) -> String? { PlainText.line(shortened(text)) }

    /// The name or the names in a text, on one line; some feeds make links of them. A tag without
    /// attributes says nothing of somebody and stays as it is written.
    static func name(in text: [UInt8]) -> String? {
        let text = shortened(text)
        let isMarkup =
            text.contains(UInt8(ascii: "="))
            && text.indices.dropLast().contains {
                text[$0] == UInt8(ascii: "<") && text[$0 + 1] == UInt8(ascii: "/")
            }
        let line = isMarkup ? PlainText.title(text, rereading: true) : PlainText.line(text)
        return line.map(name(in:))
    }

    // MARK: - Scalars

    // All marks are ASCII, and a step back over one character may lead over all of a text: flags are told
    // apart from its beginning on.
    private typealias Scalars = Substring.UnicodeScalarView

    /// RSS writes people as `jane@example.org (Jane Doe)`, some as `Jane Doe (jane@example.org)` or
    /// `Jane Doe <jane@example.org>`: the name is what counts. Of several in one field each is read so,
    /// and they are told as they stand, with what parts them.
    private static func name(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        let scalars = text[...].unicodeScalars
        var names = Scalars()
        var isChanged = false
        var start = scalars.startIndex
        var parting: Unicode.Scalar?
        for end in partings(of: scalars) + [scalars.endIndex] {
            let written = scalars[start..<end]
            let person = trimmed(written)
            let name = nameBesideAddress(person)
            isChanged = isChanged || name != nil
            if !names.isEmpty, let parting, !person.isEmpty {
                names.append(parting)
                names.append(contentsOf: written.prefix(while: \.properties.isWhitespace))
            }
            names.append(contentsOf: name ?? person)
            guard end < scalars.endIndex else { break }
            parting = scalars[end]
            start = scalars.index(after: end)
        }
        return isChanged ? String(names) : text
    }

    /// The name of one person whose address stands beside it, or that address in brackets without a name;
    /// nil where none does.
    private static func nameBesideAddress(_ text: Scalars) -> Scalars? {
        for (open, close) in [("(", ")"), ("<", ">")] as [(Unicode.Scalar, Unicode.Scalar)] {
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
        of text: Scalars, _ open: Unicode.Scalar, _ close: Unicode.Scalar
    ) -> Scalars.Index? {
        var depth = 0
        return text.indices.reversed().first { index in
            if text[index] == close { depth += 1 }
            if text[index] == open { depth -= 1 }
            return depth == 0
        }
    }

    /// Where people are parted: by commas and semicolons outside of quotes, parentheses and brackets.
    private static func partings(of text: Scalars) -> [Scalars.Index] {
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
    private static func unquoted(_ name: Scalars) -> Scalars {
        guard name.count > 2, name.first == "\"", name.last == "\"" else { return name }
        let inner = name.dropFirst().dropLast()
        return inner.contains("\"") ? name : trimmed(inner)
    }

    private static func trimmed(_ text: Scalars) -> Scalars {
        var text = text.drop(while: \.properties.isWhitespace)
        while text.last?.properties.isWhitespace == true { text.removeLast() }
        return text
    }

    /// Whether a name as it is told is nothing but a mail address.
    static func isAddress(_ name: String) -> Bool {
        name.utf8.contains(UInt8(ascii: "@")) && isAddress(name[...].unicodeScalars)
    }

    /// Whether the text is one mail address.
    private static func isAddress(_ text: Scalars) -> Bool {
        let parts = text.split(separator: "@", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && !text.contains(" ") && !text.contains(":")
    }
}
