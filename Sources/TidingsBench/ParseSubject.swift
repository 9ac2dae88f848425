internal import FeedParsing
internal import XMLPush

/// Parsing, beside libxml2 alone on the same bytes.
enum ParseSubject {
    static func measure(_ material: Material) async -> [Measurement] {
        // Some 8 MB a run.
        let rounds = max(1, (8 << 20) / material.byteCount)
        let megabytes = Double(rounds * material.byteCount) / 1e6
        let parser = FeedParser()
        let whole = await Measurement(
            "parse", amount: megabytes, unit: "MB", note: "all of FeedParser"
        ) {
            var entries = 0
            for _ in 0..<rounds {
                for document in material.documents {
                    let feed = try? parser.parse(document, url: nil, contentType: nil)
                    entries += feed?.entries.count ?? 0
                }
            }
            return entries
        }
        let raw = await Measurement(
            "parse, libxml2 alone", amount: megabytes, unit: "MB", note: "SAX2 push, counting"
        ) {
            var elements = 0
            for _ in 0..<rounds {
                for document in material.documents { elements += ElementCount.of(document) }
            }
            return elements
        }
        return [whole, raw]
    }
}

/// The elements of a document, counted by libxml2's callbacks and nothing else.
private final class ElementCount: XMLPushHandler {
    private var count = 0

    static func of(_ document: [UInt8]) -> Int {
        let handler = ElementCount()
        guard
            let parser = XMLPushParser(
                handler: handler, recovering: true, textLimit: document.count)
        else { return 0 }
        parser.push(document.span)
        parser.finish()
        return handler.count
    }

    func code(of name: XMLName) -> Int { 0 }

    func startElement(
        _ element: XMLElement, _ attributes: XMLAttributes, in parser: XMLPushParser
    ) {
        count += 1
    }

    func endElement(_ element: XMLElement, in parser: XMLPushParser) {}
}
