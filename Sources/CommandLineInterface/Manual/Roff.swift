/// Text in the format of man(7), in which no text can become a command of its own.
struct Roff {
    private(set) var text = ""

    /// A line that begins with a macro, each argument being one word to it.
    mutating func macro(_ name: String, _ arguments: String...) {
        let words = arguments.map { "\"\(Self.escaped($0))\"" }
        text += ([".\(name)"] + words).joined(separator: " ") + "\n"
    }

    /// A line that begins with a request or a macro whose arguments are of groff's own kind: numbers,
    /// names of characters.
    mutating func request(_ line: String) { text += ".\(line)\n" }

    /// Text with marks in it, as `inline` reads them.
    mutating func line(_ marked: String) { raw(Self.inline(marked)) }

    /// Lines that keep their breaks, apart from what stands around them.
    mutating func block(_ lines: [String]) {
        request("PP")
        request("RS 4")
        request("EX")
        for line in lines { raw(Self.escaped(line)) }
        request("EE")
        request("RE")
    }

    /// Text that is escaped already. A dot that begins a line would begin a macro.
    mutating func raw(_ line: String) {
        text += (line.hasPrefix(".") ? "\\&" : "") + line + "\n"
    }

    static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

    static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

    /// Text in which `code` and **strong** are bold, and of links the words stay.
    static func inline(_ marked: String) -> String {
        var result = ""
        var rest = marked[...]
        while let character = rest.first {
            if character == "`", let end = rest.dropFirst().firstIndex(of: "`") {
                result += bold(String(rest[rest.index(after: rest.startIndex)..<end]))
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("**"), let end = rest.dropFirst(2).firstRange(of: "**") {
                result += "\\fB" + inline(String(rest.dropFirst(2)[..<end.lowerBound])) + "\\fR"
                rest = rest[end.upperBound...]
            } else if character == "[", let middle = rest.firstRange(of: "]("),
                let end = rest[middle.upperBound...].firstIndex(of: ")")
            {
                result += inline(String(rest.dropFirst()[..<middle.lowerBound]))
                rest = rest[rest.index(after: end)...]
            } else {
                result += escaped(String(character))
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// The characters that mean something to groff, or that it would print as others, by their names
    /// (groff_char(7)).
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "\"": result += "\\(dq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case " "..."~": result.unicodeScalars.append(scalar)
            case _ where scalar.isASCII: result += " "
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count))
                result += digits + "]"
            }
        }
        return result
    }
}
