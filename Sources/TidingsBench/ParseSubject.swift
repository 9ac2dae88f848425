internal import FeedParsing
internal import XMLPush

/// Parsing, beside libxml2 alone on the same bytes.
enum ParseSubject {
    static func measure(_ material: Material) async throws -> [Measurement] {
        // JSON means nothing to the yardstick.
        let documents = zip(material.documents, material.feeds).filter { $1.format != .json }.map(
            \.0)
        let size = documents.reduce(0) { $0 + $1.count }
        // Some 8 MB a run.
        let rounds = max(1, (8 << 20) / max(1, size))
        func work(_ name: String, note: String, _ parse: @escaping ([UInt8]) -> Int)
            -> Measurement.Work
        {
            Measurement.Work(
                name: name, amount: Double(rounds * size) / 1e6, unit: "MB", note: note
            ) {
                var results = 0
                for _ in 0..<rounds {
                    for document in documents { results += parse(document) }
                }
                return results
            }
        }
        func entries(_ parser: FeedParser, _ document: [UInt8]) -> Int {
            (try? parser.parse(document, url: nil, contentType: nil))?.entries.count ?? 0
        }
        var plain = ParseLimits.standard
        plain.sanitizesBodies = false
        return try await Measurement.all([
            work("parse", note: "all of FeedParser") { entries(FeedParser(), $0) },
            work("parse, bodies as they are", note: "nothing sanitised") {
                entries(FeedParser(limits: plain), $0)
            },
            work("parse, libxml2 alone", note: "SAX2 push, counting") {
                ElementCount.of($0)
            },
        ])
    }
}

/// The elements of a document, counted by libxml2's callbacks and nothing else.
private final class ElementCount: XMLPushHandler {
    private var count = 0

    static func of(_ document: [UInt8]) -> Int {
        let handler = ElementCount()
        guard
            let parser = XMLPushParser(
                handler: handler, text: XMLText(limit: 0), recovering: true)
        else { return 0 }
        parser.push(document.span)
        parser.finish()
        return handler.count
    }

    func code(of name: XMLName) -> Int { 0 }

    func startElement(_ code: Int, _ attributes: XMLAttributes, in parser: XMLPushParser) {
        count += 1
    }

    func endElement(_ code: Int, in parser: XMLPushParser) {}
}
