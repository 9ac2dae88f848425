internal import Checkout
internal import Platform

/// JSON Schema (draft 2020-12) as far as `docs/schema` uses it. A keyword that is not understood is a
/// fault: nothing that a schema says goes unheeded.
///
/// A field that no part of the schema names is a fault too, though the published schema lets it
/// through: readers have to bear fields that a later version adds, and no version may add one that
/// is not documented.
public struct JSONSchema: Sendable {
    /// By file name, `entries.json`.
    private let files: [String: JSONValue]
    private let root: Place

    /// A schema and the file that it stands in, which its references are relative to.
    private struct Place: Sendable {
        let schema: JSONValue
        let file: String
    }

    /// The schemas of `docs/schema` by their file names.
    public static func published() throws -> [String: JSONValue] {
        var files: [String: JSONValue] = [:]
        for name in FolderListing.names(in: Checkout.path("docs/schema")) {
            files[name] = try JSONValue(parsing: Checkout.text("docs/schema/\(name)"))
        }
        return files
    }

    /// The schema of the file `name`, which may refer to the others of `files`.
    public init(_ name: String, among files: [String: JSONValue]) {
        self.files = files
        root = Place(schema: files[name] ?? .null, file: name)
    }

    /// The schema at a pointer, such as `#/$defs/entry`, of the same file.
    public init(_ name: String, at pointer: String, among files: [String: JSONValue]) {
        self.files = files
        let start = Place(schema: files[name] ?? .null, file: name)
        root = Self.place(of: pointer, from: start, files) ?? Place(schema: .null, file: name)
    }

    /// What of `value` is not as the schema says, with its place: `members[2].title: …`.
    public func faults(of value: JSONValue) -> [String] {
        faults(of: value, root, at: "") + unnamed(in: value, [root], at: "")
    }

    private static let remarks: Set<String> = ["$schema", "title", "description", "$defs"]

    private func faults(of value: JSONValue, _ place: Place, at path: String) -> [String] {
        guard case .object(let keywords) = place.schema else { return ["\(path): no schema"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, operand in
            faults(of: value, keyword, operand, place, at: path)
        }
    }

    private func faults(
        of value: JSONValue, _ keyword: String, _ operand: JSONValue, _ place: Place,
        at path: String
    ) -> [String] {
        func part(_ schema: JSONValue) -> Place { Place(schema: schema, file: place.file) }
        func expected(_ isMet: Bool) -> [String] {
            isMet ? [] : ["\(path): \(keyword) \(operand), is \(value)"]
        }
        switch keyword {
        case "type":
            let types = operand.text.map { [$0] } ?? operand.texts
            return expected(types.contains { Self.isOf($0, value) })
        case "const": return expected(value == operand)
        case "enum": return expected(operand.elements.contains(value))
        case "minimum", "maximum":
            guard case .number(let number) = value, case .number(let bound) = operand else {
                return []
            }
            return expected(keyword == "minimum" ? number >= bound : number <= bound)
        case "format":
            guard let text = value.text else { return [] }
            return expected(operand == .text("date-time") && Self.isDateTime(text))
        case "required":
            guard case .object(let fields) = value else { return [] }
            return operand.texts.filter { fields[$0] == nil }.map { "\(path): no \($0)" }
        case "properties":
            return value.fields.sorted { $0.key < $1.key }.flatMap { name, field in
                operand[name].map { faults(of: field, part($0), at: "\(path).\(name)") } ?? []
            }
        case "items":
            return value.elements.enumerated().flatMap { number, element in
                faults(of: element, part(operand), at: "\(path)[\(number)]")
            }
        case "allOf": return operand.elements.flatMap { faults(of: value, part($0), at: path) }
        case "anyOf":
            let tried = operand.elements.map { faults(of: value, part($0), at: path) }
            if tried.contains([]) { return [] }
            return ["\(path): fits none of: \(tried.map { "\($0)" }.joined(separator: "; "))"]
        case "$ref":
            guard let target = Self.place(of: operand.text ?? "", from: place, files) else {
                return ["\(path): \(operand) leads nowhere"]
            }
            return faults(of: value, target, at: path)
        default: return Self.remarks.contains(keyword) ? [] : ["\(path): unknown \(keyword)"]
        }
    }

    /// The fields that none of the schemas which a value has to fit names.
    private func unnamed(in value: JSONValue, _ places: [Place], at path: String) -> [String] {
        let all = places.flatMap { parts(of: $0, for: value) }
        switch value {
        case .object(let fields):
            return fields.sorted { $0.key < $1.key }.flatMap { name, field in
                let named = all.compactMap { place in
                    place.schema["properties"]?[name].map { Place(schema: $0, file: place.file) }
                }
                return named.isEmpty
                    ? ["\(path).\(name): not documented"]
                    : unnamed(in: field, named, at: "\(path).\(name)")
            }
        case .array(let elements):
            let items = all.compactMap { place in
                place.schema["items"].map { Place(schema: $0, file: place.file) }
            }
            return elements.enumerated().flatMap { number, element in
                unnamed(in: element, items, at: "\(path)[\(number)]")
            }
        default: return []
        }
    }

    /// A schema with those that hold of the same value through it.
    private func parts(of place: Place, for value: JSONValue) -> [Place] {
        func part(_ schema: JSONValue) -> Place { Place(schema: schema, file: place.file) }
        var parts = [place]
        for schema in place.schema["allOf"]?.elements ?? [] {
            parts += self.parts(of: part(schema), for: value)
        }
        // Of alternatives the one that it fits.
        let fitting = place.schema["anyOf"]?.elements.first {
            faults(of: value, part($0), at: "").isEmpty
        }
        if let fitting { parts += self.parts(of: part(fitting), for: value) }
        if let reference = place.schema["$ref"]?.text,
            let target = Self.place(of: reference, from: place, files)
        {
            parts += self.parts(of: target, for: value)
        }
        return parts
    }

    /// Where `records.json#/$defs/entry` leads.
    private static func place(
        of reference: String, from place: Place, _ files: [String: JSONValue]
    ) -> Place? {
        let halves = reference.split(separator: "#", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let file = halves[0].isEmpty ? place.file : String(halves[0])
        var schema = files[file]
        for name in halves[1].split(separator: "/") { schema = schema?[String(name)] }
        return schema.map { Place(schema: $0, file: file) }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .truth), ("number", .number), ("string", .text),
            ("array", .array), ("object", .object):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }

    /// RFC 3339 in UTC, as all documents have it: `2026-01-31T18:30:00Z`.
    private static func isDateTime(_ text: String) -> Bool {
        let form = Array("0000-00-00T00:00:00Z".utf8)
        return text.utf8.count == form.count
            && zip(text.utf8, form).allSatisfy { byte, sign in
                sign == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == sign
            }
    }
}
