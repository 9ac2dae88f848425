internal import DocumentLines
internal import Events
internal import Subscriptions
internal import Values

/// A document that `tidings cluster` reads, and answers under its id.
struct InputDocument {
    let id: DocumentLine.Identifier
    let line: DocumentLine

    /// A line of JSON; nil when it is no object with an id, or a text of it is something else.
    init?(json line: [UInt8]) {
        guard let line = DocumentLine(json: line), let id = line.id else { return nil }
        (self.id, self.line) = (id, line)
    }

    /// As the daemon would have it of a feed with the address that `source` may be: feeds of one domain speak
    /// with one voice. Any other text is the publisher as it stands.
    func document(id: Document.ID) -> Document {
        var document = line.document(id: id)
        if WebURL(document.source) != nil {
            document.publisher = Publisher.name(
                of: Subscription(url: document.source), siteLink: nil)
        }
        return document
    }

    /// The documents of a file; throws what is wrong, with the line.
    static func lines(of bytes: [UInt8], path: String) throws -> [InputDocument] {
        var documents: [InputDocument] = []
        var places: [DocumentLine.Identifier: Int] = [:]
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
            if document.line.hasBadTime, let text = document.line.published {
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
