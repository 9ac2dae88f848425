import JSONSchema

/// The tables of docs/json.md, made of the schemas, so that the two say the same.
struct JSONPage {
    private let files: [String: JSONValue]

    /// Below which the tables begin; what stands above is written by hand.
    static let mark =
        "<!-- Made of docs/schema by `TIDINGS_RENEW_SNAPSHOTS=1 swift test --filter JSON`. -->"

    init() throws {
        files = try JSONSchema.published()
    }

    var text: String {
        var text = "\n## Documents\n"
        for (name, schema) in files.sorted(by: { $0.key < $1.key }) where name != Self.records {
            let title = schema["title"]?.text ?? ""
            text +=
                "\n### \(title)\n\n\(schema["description"]?.text ?? ""): [\(name)](schema/\(name))\n"
            text += body(schema)
            for (part, definition) in sorted(schema["$defs"]) {
                text += "\n`\(part)`: \(definition["description"]?.text ?? "see above")\n"
                text += body(definition)
            }
        }
        text += "\n## Records\n"
        for (name, schema) in sorted(files[Self.records]?["$defs"]) {
            text += "\n### Record \(name)\n\n\(schema["description"]?.text ?? "")\n" + body(schema)
        }
        return text
    }

    private static let records = "records.json"

    private func sorted(_ definitions: JSONValue?) -> [(String, JSONValue)] {
        (definitions?.fields ?? [:]).sorted { $0.key < $1.key }
    }

    /// What a schema refers to, and its own fields.
    private func body(_ schema: JSONValue) -> String {
        let links = references(schema)
        let rows = self.rows(schema, below: "")
        let beginning = rows.isEmpty ? "Has" : "Beside these it has"
        let link = links.isEmpty ? "" : "\n\(beginning) the fields of \(links).\n"
        if rows.isEmpty { return link }
        return "\n| field | type | meaning |\n| --- | --- | --- |\n"
            + rows.map { "| `\($0.name)` | \($0.type) | \($0.meaning) |\n" }.joined() + link
    }

    private typealias Row = (name: String, type: String, meaning: String)

    private func rows(
        _ schema: JSONValue, below path: String, isAlternative: Bool = false
    ) -> [Row] {
        let required = schema["required"]?.texts ?? []
        let properties = schema["properties"]?.fields ?? [:]
        let others = properties.keys.filter { !required.contains($0) }.sorted()
        var rows: [Row] = []
        for name in required + others {
            guard let field = properties[name] else { continue }
            var meaning = field["description"]?.text ?? ""
            let words = field["enum"]?.texts ?? []
            if !words.isEmpty {
                meaning += " One of " + words.map { "`\($0)`" }.joined(separator: ", ") + "."
            }
            let links = references(field["items"] ?? field)
            if !links.isEmpty { meaning += " Fields: \(links)." }
            if isAlternative || others.contains(name) { meaning += " Not always there." }
            rows.append((path + name, type(of: field), meaning.trimmingBlanks))
            rows += self.rows(
                field["items"] ?? field, below: path + name + (field["items"] == nil ? "." : "[]."))
        }
        for part in schema["allOf"]?.elements ?? [] {
            rows += self.rows(part, below: path, isAlternative: isAlternative)
        }
        // What one of several has the others may lack.
        for part in schema["anyOf"]?.elements ?? [] {
            rows += self.rows(part, below: path, isAlternative: true)
        }
        return rows
    }

    private func type(of field: JSONValue) -> String {
        if let items = field["items"] { return "list of " + type(of: items) }
        if let value = field["const"] { return value.text.map { "`\($0)`" } ?? "1" }
        if field["format"] != nil {
            return (field["type"]?.elements ?? []).isEmpty ? "time" : "time or null"
        }
        let types = field["type"]?.text.map { [$0] } ?? field["type"]?.texts ?? []
        if !types.isEmpty { return types.joined(separator: " or ") }
        let alternatives = (field["anyOf"]?.elements ?? []).map { type(of: $0) }
        if field["allOf"] == nil, !alternatives.isEmpty {
            return alternatives.joined(separator: " or ")
        }
        return "object"
    }

    /// Links to the records that a schema refers to, directly or as parts and alternatives.
    private func references(_ schema: JSONValue) -> String {
        targets(schema).map { reference in
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            return reference.hasPrefix(Self.records) ? "[\(name)](#record-\(name))" : "`\(name)`"
        }.joined(separator: ", ")
    }

    private func targets(_ schema: JSONValue) -> [String] {
        let parts = (schema["allOf"]?.elements ?? []) + (schema["anyOf"]?.elements ?? [])
        return [schema["$ref"]?.text].compactMap { $0 } + parts.flatMap(targets)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        return String(text)
    }
}
