internal import Events
internal import FeedParsing
internal import Values

/// A line of the input.
struct InputDocument {
    var id: Identifier
    var title: String?
    var text: String?
    var published: String?
    var source: String?
    var lang: String?

    /// A text or a whole number, printed as it came.
    enum Identifier: Hashable {
        case text(String)
        case number(Int64)

        func write(to json: inout JSONWriter, _ name: String) {
            switch self {
            case .text(let text): json.field(name, text)
            case .number(let number): json.field(name, number)
            }
        }

        func write(to json: inout JSONWriter) {
            switch self {
            case .text(let text): json.value(text)
            case .number(let number): json.value(number)
            }
        }
    }

    /// A line of JSON; nil when it is no object with an id, or a text of it is something else.
    init?(json line: [UInt8]) {
        var cursor = JSONCursor(line)
        var id: Identifier?
        var texts: [String: String] = [:]
        var isSound = true
        let isObject = cursor.object { (cursor: inout JSONCursor, key) in
            switch key {
            case "id": id = Self.identifier(&cursor, of: line)
            case "title", "text", "published", "source", "lang":
                let first = cursor.peek
                texts[key] = cursor.text()
                let isNull = first == UInt8(ascii: "n") && texts[key] == nil
                if first != UInt8(ascii: "\""), !isNull { isSound = false }
            default: break
            }
        }
        guard isObject, isSound, !cursor.isBroken, cursor.peek == nil, let id else { return nil }
        self.id = id
        title = texts["title"]
        text = texts["text"]
        published = texts["published"]
        source = texts["source"]
        lang = texts["lang"]
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
        // Some write whole numbers as 7.0.
        let number = Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
        let isOdd = text.hasPrefix("+") || text.hasPrefix("0") && number != 0
        return isOdd ? nil : number.map(Identifier.number)
    }

    func document(id: Document.ID) -> Document {
        var document = Document(
            id: id, title: title ?? "", text: text ?? "",
            published: published.flatMap { FeedDate.parse($0) }, source: source ?? "")
        document.language = lang
        return document
    }

    /// The documents of a file; throws what is wrong, with the line.
    static func lines(of bytes: [UInt8], path: String) throws -> [InputDocument] {
        var documents: [InputDocument] = []
        var places: [Identifier: Int] = [:]
        var number = 0
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            guard let document = InputDocument(json: Array(line)) else {
                throw LineError(path: path, line: number, problem: .notADocument)
            }
            if let first = places.updateValue(number, forKey: document.id) {
                throw LineError(path: path, line: number, problem: .knownID(line: first))
            }
            if let text = document.published, FeedDate.parse(text) == nil {
                throw LineError(path: path, line: number, problem: .badDate(text))
            }
            documents.append(document)
        }
        return documents
    }

    struct LineError: Error, CustomStringConvertible {
        let path: String
        let line: Int
        let problem: Problem

        enum Problem {
            case notADocument
            case knownID(line: Int)
            case badDate(String)
        }

        var description: String {
            let said =
                switch problem {
                case .notADocument:
                    "expected a JSON object with \"id\" and texts; see `tidings cluster --help`"
                case .knownID(let first):
                    "the id of line \(first) again; expected another for each document"
                case .badDate(let text):
                    "published: \"\(text.prefix(40))\"; expected a time like 2026-03-18T06:20:00Z"
                }
            return "\(path):\(line): \(said)"
        }
    }
}
