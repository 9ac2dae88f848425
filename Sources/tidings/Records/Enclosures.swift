internal import FeedParsing
internal import Values

extension JSONWriter {
    /// The array `enclosures`.
    mutating func write(_ enclosures: [ParsedEntry.Enclosure]) {
        array("enclosures") { array in
            for enclosure in enclosures {
                array.object {
                    $0.field("url", enclosure.url)
                    $0.field("type", enclosure.type)
                    $0.field("length", enclosure.length)
                }
            }
        }
    }
}

extension ParsedEntry.Enclosure {
    /// What it is and where, for a person: `audio/mpeg, 30 MiB, https://…`.
    var line: String {
        [type, length.map(Amount.bytes), url].compactMap { $0 }.joined(separator: ", ")
    }
}
