@testable import Events

/// As many documents as a test needs, with about three reports of each event.
enum NewsDay {
    private static let syllables = [
        "bra", "ko", "lin", "mar", "ves", "tor", "hal", "nu", "sik", "dra", "pel", "omi", "gar",
        "zen", "ul", "fis",
    ]

    /// A word made from a number.
    static func word(_ seed: UInt64) -> String {
        let hash = TermHash.combine(seed, 7)
        return syllables[Int(hash % 16)] + syllables[Int(hash / 16 % 16)]
            + syllables[Int(hash / 256 % 16)]
    }

    static func documents(_ count: Int) -> [Document] {
        (0..<count).map { i in
            let event = UInt64(i / 3 + i % 3 * 2)
            let telling = (0..<12).map { word(event * 100 + $0) }
            let own = (0..<14).map { word(UInt64(1_000_000 + i * 50) + $0) }
            let text = zip(telling, own).map { "\($0) \($1)" }.joined(separator: " of ")
            return document(
                Document.ID(i + 1), telling[0] + " " + telling[1], text, at: Int64(i / 4),
                from: "feed\(i % 5).example")
        }
    }
}
