/// Looks for the words of a headline in its body.
struct HeadlineInBody {
    private let title: TokenList
    private let stopWords: StopList

    /// Bytes of a word that tell it, whatever its ending: five letters, of ASCII or of two bytes.
    private static let stem = 5
    private static let wideStem = 10
    /// Letters of a shorter word; one with fewer has to be the same.
    private static let shortest = 4
    /// Bytes of two Korean syllables: what follows is a particle as likely as not, *정부는* and *정부가*.
    private static let syllables = 6

    /// Words of the longest headline.
    private static let longest = 200

    init(_ title: TokenList, _ language: Language) {
        self.title = title
        stopWords = StopWords.shared.list(of: language)
    }

    /// How much of it the body has; all of a headline without words that tell anything.
    func extent(in body: TokenList) -> Extent {
        // What is as long is no headline, and would be held against each word of the body.
        guard title.count <= Self.longest else { return .more }
        var (words, found) = (0, 0)
        for i in title.tokens.indices where !stopWords.contains(title.tokens[i]) {
            let word = title.tokens[i]
            if word.traits.contains(.unsegmented) {
                // A letter by itself is met anywhere.
                guard i + 1 < title.count else { continue }
            } else if word.traits.contains(.single) {
                continue
            }
            words += 1
            if body.tokens.indices.contains(where: { isSame(i, $0, in: body) }) { found += 1 }
            if found > Self.mostByChance { return .more }
        }
        if words == 0 { return .more }
        return found == 0 ? .none : Self.leastWords * found <= words ? .chance : .more
    }

    enum Extent { case none, chance, more }

    /// One word of so many or more is met by chance: *a cold week* and *one dollar a week*.
    private static let leastWords = 4
    private static let mostByChance = 1

    private func isSame(_ i: Int, _ k: Int, in body: TokenList) -> Bool {
        let (word, other) = (title.tokens[i], body.tokens[k])
        if word.traits.contains(.unsegmented) {
            return word.hash == other.hash && k + 1 < body.count
                && title.tokens[i + 1].hash == body.tokens[k + 1].hash
        }
        if word.hash == other.hash { return true }
        let (own, others) = (word.range, other.range)
        guard title.bytes[own.lowerBound] == body.bytes[others.lowerBound] else { return false }
        let first = title.bytes[own.lowerBound]
        if (0xea...0xed).contains(first) {
            return own.count >= Self.syllables && others.count >= Self.syllables
                && title.bytes[own].prefix(Self.syllables)
                    .elementsEqual(body.bytes[others].prefix(Self.syllables))
        }
        let isWide = first >= 0xc0
        let stem = min(isWide ? Self.wideStem : Self.stem, own.count, others.count)
        guard stem >= (isWide ? 2 * Self.shortest : Self.shortest) else { return false }
        return title.bytes[own].prefix(stem).elementsEqual(body.bytes[others].prefix(stem))
    }
}
