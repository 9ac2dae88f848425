internal import FoundationEssentials

/// Any JSON.
public enum JSONValue: Decodable, Equatable, Sendable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .truth(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let values = try? container.decode([JSONValue].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public init(parsing text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    public subscript(_ name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var texts: [String] { elements.compactMap(\.text) }
    public var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
    public var fields: [String: JSONValue] {
        if case .object(let fields) = self { fields } else { [:] }
    }
}
