internal import CommandLineInterface
internal import Values

/// A line for each row of a list, as `--format` says it: text with the names of fields in braces.
///
/// `{{` and `}}` are braces, `\t` a TAB, `\n` a line's end and `\\` a backslash.
struct LineTemplate<Record: ListedRecord>: ArgumentValue {
    private enum Part: Sendable {
        case text(String)
        case field(RecordField<Record>)
    }

    private let parts: [Part]

    static var expectation: String {
        "text with fields in braces, such as '{\(names.first ?? "id")}'; the fields are "
            + names.joined(separator: ", ")
    }

    static func expectation(of argument: String) -> String {
        guard case .failure(let fault) = read(argument) else { return expectation }
        let known = "; the fields are " + names.joined(separator: ", ")
        switch fault {
        case .empty: return expectation
        case .open: return "a } behind each {, and {{ for a brace" + known
        case .unknown(let name):
            let nearest = Spelling.nearest(to: name, among: names).map { ", perhaps {\($0)}" }
            return "another field than {\(name)}" + (nearest ?? "") + known
        }
    }

    init?(argument: String) {
        guard case .success(let parts) = Self.read(argument) else { return nil }
        self.parts = parts
    }

    /// The line of a row, its end included.
    func line(_ record: Record) -> String {
        var line = ""
        for part in parts {
            switch part {
            case .text(let text): line += text
            case .field(let field): line += field.line(record)
            }
        }
        return line + "\n"
    }

    private static var names: [String] { Record.fields.map(\.name) }

    private enum Fault: Error {
        case empty
        /// A brace that is not closed.
        case open
        case unknown(String)
    }

    private static func read(_ template: String) -> Result<[Part], Fault> {
        if template.isEmpty { return .failure(.empty) }
        var parts: [Part] = []
        var text = String.UnicodeScalarView()
        // By scalars, so that a combining mark behind a brace leaves it one.
        var rest = template.unicodeScalars[...]
        func takeText() {
            if !text.isEmpty { parts.append(.text(String(text))) }
            text.removeAll()
        }
        while let scalar = rest.popFirst() {
            switch (scalar, rest.first) {
            case ("\\", "t"?), ("\\", "n"?), ("\\", "\\"?):
                let letter = rest.removeFirst()
                text.append(letter == "t" ? "\t" : letter == "n" ? "\n" : "\\")
            case ("{", "{"?), ("}", "}"?): text.append(rest.removeFirst())
            case ("{", _):
                guard let end = rest.firstIndex(of: "}") else { return .failure(.open) }
                let name = String(rest[..<end])
                guard let field = Record.fields.first(where: { $0.name == name }) else {
                    return .failure(.unknown(name))
                }
                rest = rest[rest.index(after: end)...]
                takeText()
                parts.append(.field(field))
            default: text.append(scalar)
            }
        }
        takeText()
        return .success(parts)
    }
}
