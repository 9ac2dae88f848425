/// The words that carry no subject, of the languages that we have lists of.
struct StopWords: Sendable {
    /// Some of the languages that have a list, each by its bit.
    typealias Languages = UInt32

    static let shared = StopWords()

    /// For each word, by hash, the languages that it is a stop word of: bit i is `codes[i]`.
    private var masks = HashedIndex(capacity: 4_000)
    private let codes: [String]
    /// A bit for each hash that may be in `masks`, which is too large for the nearest cache: most words
    /// need no look there.
    private var bits = [UInt64](repeating: 0, count: 512)

    private init() {
        // As many as a mask has bits.
        let lists = stopWordLists + furtherStopWordLists
        codes = lists.map(\.code)
        for (bit, list) in lists.enumerated() {
            let spelling = Spelling.of(Language(code: list.code))
            for word in list.words.utf8.split(separator: UInt8(ascii: " ")) {
                add(TermHash.of(word), bit)
                // A text's words are looked up before its language is known, and again behind that.
                if let spelling { add(TermHash.of(spelling.folded(String(Substring(word)))), bit) }
            }
        }
    }

    private mutating func add(_ hash: UInt64, _ bit: Int) {
        masks[hash] = (masks[hash] ?? 0) | 1 << UInt32(bit)
        let place = Self.place(of: hash)
        bits[place.word] |= 1 << place.bit
    }

    /// The languages that a word with this hash is a stop word of.
    func languages(of hash: UInt64) -> Languages {
        let (word, bit) = Self.place(of: hash)
        return bits[word] >> bit & 1 == 0 ? 0 : masks[hash] ?? 0
    }

    private static func place(of hash: UInt64) -> (word: Int, bit: UInt64) {
        (Int(truncatingIfNeeded: hash >> 55), hash >> 49 & 63)
    }

    /// The stop words of one language; none when it has no list.
    func list(of language: Language) -> StopList {
        let bit = codes.firstIndex(of: language.code)
        return StopList(language: bit.map { 1 << $0 } ?? 0)
    }

    /// How many of the tokens are stop words of each language.
    func votes(for title: [Token], _ body: ArraySlice<Token>) -> StopWordVotes {
        var votes = StopWordVotes(codes: codes)
        votes.add(title.span)
        votes.add(body.span)
        return votes
    }
}

/// How many words of a text are stop words of each language.
struct StopWordVotes {
    /// In the fixed order of the lists.
    private let codes: [String]
    /// By the same places.
    private var counts = InlineArray<32, Int32>(repeating: 0)

    fileprivate init(codes: [String]) { self.codes = codes }

    fileprivate mutating func add(_ words: Span<Token>) {
        for i in words.indices {
            var languages = words[i].stopWordIn
            while languages != 0 {
                counts[languages.trailingZeroBitCount] += 1
                languages &= languages - 1
            }
        }
    }

    /// The first of the languages with the most.
    var best: (code: String, votes: Int) {
        var best = (place: 0, votes: 0)
        for place in codes.indices where Int(counts[place]) > best.votes {
            best = (place, Int(counts[place]))
        }
        return best.votes > 0 ? (codes[best.place], best.votes) : ("", 0)
    }

    /// Nil for a language without a list.
    func votes(for language: Language) -> Int? {
        codes.firstIndex(of: language.code).map { Int(counts[$0]) }
    }
}

/// The stop words of one language.
struct StopList {
    fileprivate let language: StopWords.Languages

    func contains(_ token: Token) -> Bool { token.stopWordIn & language != 0 }

    /// Whether a word with this hash is one.
    func contains(hash: UInt64) -> Bool { StopWords.shared.languages(of: hash) & language != 0 }

    /// 1 for a stop word, 0 for another.
    func count(_ token: Token) -> Int { contains(token) ? 1 : 0 }
}
