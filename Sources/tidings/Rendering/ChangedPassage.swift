/// Where two texts differ: from the first word that is another one to the last, with some words around.
struct ChangedPassage: Equatable {
    let former: String
    let next: String

    /// So many words that stayed are shown before and behind.
    private static let context = 6

    /// Nil where no word is another one.
    init?(from former: String, to next: String) {
        let old = former.split(whereSeparator: \.isWhitespace)
        let new = next.split(whereSeparator: \.isWhitespace)
        let before = zip(old, new).prefix { $0 == $1 }.count
        // What both begin with is not counted once more as what both end with.
        let room = min(old.count, new.count) - before
        let behind = zip(old.reversed(), new.reversed()).prefix(room).prefix { $0 == $1 }.count
        guard before + behind < max(old.count, new.count) else { return nil }
        self.former = Self.passage(old, before, behind)
        self.next = Self.passage(new, before, behind)
    }

    private static func passage(_ words: [Substring], _ before: Int, _ behind: Int) -> String {
        let start = max(0, before - context)
        let end = words.count - max(0, behind - context)
        return (start > 0 ? "… " : "") + words[start..<end].joined(separator: " ")
            + (end < words.count ? " …" : "")
    }
}
