public import Events
internal import FeedParsing
public import Values

/// A document for the clusterer as a line of JSON: what `tidings cluster` reads, and the labelled sets
/// that its numbers are fitted on.
public struct DocumentLine: Sendable {
    public var id: Identifier?
    public var title: String?
    public var text: String?
    /// As written: RFC 3339, or any date that feeds have.
    public var published: String?
    public var source: String?
    /// A tag of BCP 47.
    public var lang: String?
    /// The event that it is known to tell of.
    public var event: String?

    /// A text or a whole number, printed as it came.
    public enum Identifier: Hashable, Sendable {
        case text(String)
        case number(Int64)

        /// As the field `name` of an object.
        public func write(to json: inout JSONWriter, _ name: String) {
            switch self {
            case .text(let text): json.field(name, text)
            case .number(let number): json.field(name, number)
            }
        }

        /// As an element of an array.
        public func write(to json: inout JSONWriter) {
            switch self {
            case .text(let text): json.value(text)
            case .number(let number): json.value(number)
            }
        }
    }

    /// A line of JSON; nil when it is no object, or a text of the document is something else. An `id` that
    /// could not be printed as it came, or an `event` that is no text, is none.
    public init?(json line: [UInt8]) {
        var cursor = JSONCursor(line)
        var id: Identifier?
        var texts: [String: String] = [:]
        var isSound = true
        let isObject = cursor.object { (cursor: inout JSONCursor, key) in
            switch key {
            case "id": id = Self.identifier(&cursor, of: line)
            case "event" where cursor.peek == UInt8(ascii: "\""): texts[key] = cursor.text()
            case "title", "text", "published", "source", "lang":
                let first = cursor.peek
                texts[key] = cursor.text()
                let isNull = first == UInt8(ascii: "n") && texts[key] == nil
                if first != UInt8(ascii: "\""), !isNull { isSound = false }
            default: break
            }
        }
        guard isObject, isSound, !cursor.isBroken, cursor.peek == nil else { return nil }
        self.id = id
        title = texts["title"]
        text = texts["text"]
        published = texts["published"]
        source = texts["source"]
        lang = texts["lang"]
        event = texts["event"]
    }

    /// What is printed as it came: no text of which the cursor, which reads for people, keeps less than
    /// is written, and no number that would be printed as another.
    private static func identifier(
        _ cursor: inout JSONCursor, of line: [UInt8]
    ) -> Identifier? {
        let isText = cursor.peek == UInt8(ascii: "\"")
        let (start, changed) = (cursor.index, cursor.changed)
        guard let text = cursor.text() else { return nil }
        if isText {
            let isUTF8 = String(validating: line[start..<cursor.index], as: UTF8.self) != nil
            return isUTF8 && cursor.changed == changed ? .text(text) : nil
        }
        // Some write whole numbers as 7.0. From 2^53 on such a one may be read as its neighbour.
        let number =
            Int64(text)
            ?? Double(text).flatMap { $0.magnitude < 0x1p53 ? Int64(exactly: $0) : nil }
        let isOdd = text.hasPrefix("+") || text.hasPrefix("0") && number != 0
        return isOdd ? nil : number.map(Identifier.number)
    }

    /// Whether a time is named that is none, nor says that there is none.
    public var hasBadTime: Bool {
        published.map { FeedDate.parse($0) == nil && !FeedDate.isZero($0) } ?? false
    }

    /// What the clusterer is given.
    public func document(id: Document.ID) -> Document {
        var document = Document(
            id: id, title: title ?? "", text: text ?? "",
            published: published.flatMap { FeedDate.parse($0) }, source: source ?? "")
        document.language = lang
        return document
    }
}
