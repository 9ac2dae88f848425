internal import Platform

/// The terms that the documents of the window hold, numbered in the order in which they were met.
struct Vocabulary: Sendable {
    typealias Term = UInt32

    /// Terms that there is room for from the start.
    private static let leastRoom = 6_000

    private var background: BackgroundFrequencies
    private var keys: [UInt64] = []
    private var places = HashPlaces(capacity: leastRoom)
    /// For a person: the word as it first stood, or the two words of a pair.
    private(set) var names = TermNames()
    private(set) var probabilities: TermProbabilities
    private let settings: ClusterSettings
    /// The terms of words that were read lately.
    var met: MetWords

    /// - Parameter metWords: how many words are remembered with their terms; a power of two. A reader of
    ///   a few texts is done before it has used the memory for more.
    init(
        background: BackgroundFrequencies, settings: ClusterSettings, metWords: Int = 32_768
    ) {
        self.background = background
        self.settings = settings
        probabilities = TermProbabilities(settings: settings)
        met = MetWords(words: metWords)
    }

    var count: Int { keys.count }

    /// The name of a term, for a person.
    func told(_ term: Term) -> String { Self.told(names[Int(term)]) }

    /// A name without the blank that keeps the halves of a pair apart in scripts that have none.
    static func told(_ name: String) -> String {
        UnsegmentedRuns.isPair(name) ? name.filter { $0 != " " } : name
    }

    /// What tells a term apart in every process, unlike its number.
    func key(of term: Term) -> UInt64 { keys[Int(term)] }

    /// Finds the terms of many words at once, by what `key(of:in:)` answers: `Term.max` for those that
    /// are not known.
    ///
    /// Each stands anywhere, and to wait for memory is most of it: so where all of them begin is read
    /// first, which does not wait for one after the other.
    func find(_ keys: [UInt64], into found: inout [Term]) {
        found.removeAll(keepingCapacity: true)
        for key in keys { found.append(places.begin(of: key)) }
        for i in keys.indices {
            let number = places.number(of: keys[i], from: found[i], among: self.keys)
            found[i] = number.map { Term(truncatingIfNeeded: $0) } ?? .max
        }
    }

    /// What the term of all words with this stem is known by.
    static func key(of stem: UInt64, in language: LanguageKey) -> UInt64 {
        // Both are hashes of texts: combined in a way that has an order, or *it* in German would be *de*
        // in Italian.
        TermHash.combine(language.hash, stem)
    }

    /// The term of all words with this stem.
    mutating func word(
        stem: UInt64, in language: LanguageKey, name: @autoclosure () -> String
    ) -> Term {
        let key = Self.key(of: stem, in: language)
        if let known = number(of: key) { return known }
        probabilities.append(level: background.level(of: stem, in: language.language))
        names.append(name())
        return add(key)
    }

    /// The term of two words that stand side by side.
    mutating func pair(_ first: Term, _ second: Term) -> Term {
        let key = TermHash.combine(keys[Int(first)], keys[Int(second)])
        if let known = number(of: key) { return known }
        probabilities.append(pair: Int(first), Int(second))
        names.append(pair: first, second)
        return add(key)
    }

    /// How far the term can tell an event by itself: 1 for one that the language hardly knows, less
    /// with the root of its frequency, 0 for a number.
    func rarity(of term: Term) -> Double {
        let first = names.firstByte(of: Int(term))
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { return 0 }
        return min(1, settings.leastProbability / probabilities[Int(term)]).squareRoot()
    }

    /// Whether the frequencies of its language know a word.
    func isKnown(_ term: Term) -> Bool { probabilities[Int(term)] > settings.leastProbability }

    /// Lets go of all terms but those of `used`, in their order, and answers the new numbers by the
    /// old ones; a term that is gone has `Term.max`.
    mutating func keep(_ used: [Bool]) -> [Term] {
        var renumbered = [Term](repeating: .max, count: count)
        var kept = 0
        for term in keys.indices where used[term] {
            renumbered[term] = Term(truncatingIfNeeded: kept)
            keys[kept] = keys[term]
            kept += 1
        }
        keys.letGo(last: keys.count - kept)
        names.keep(used)
        probabilities.keep(used)
        places = HashPlaces(capacity: max(Self.leastRoom, kept))
        for term in keys.indices { places.note(term, among: keys) }
        met.removeAll()
        return renumbered
    }

    /// Adds a term, whose name and probability are noted.
    private mutating func add(_ key: UInt64) -> Term {
        let term = keys.count
        keys.append(key)
        places.note(term, among: keys)
        return Term(truncatingIfNeeded: term)
    }

    private func number(of key: UInt64) -> Term? {
        places.number(of: key, among: keys).map { Term(truncatingIfNeeded: $0) }
    }
}

/// A language and the hash that keeps its terms apart from those of other languages.
struct LanguageKey {
    let language: Language
    let hash: UInt64

    init(_ language: Language) {
        self.language = language
        hash = TermHash.of(language.code.utf8)
    }
}

/// The names of terms, side by side: a string for each would take thirty bytes more.
struct TermNames: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    private var forms: [Form] = []

    /// Bytes of a name that are kept: longer ones are no words of a language, and are not to take memory as
    /// if they were.
    private static let longest = 96

    /// Bytes of all names.
    var byteCount: Int { bytes.count }

    /// What a name is made of, known without a look at it.
    enum Form: UInt8 {
        /// A single byte or none.
        case letter
        case word
        case pair
    }

    subscript(term: Int) -> String {
        String(decoding: bytes[range(of: Vocabulary.Term(term))], as: UTF8.self)
    }

    private func range(of term: Vocabulary.Term) -> Range<Int> {
        let next = Int(term) + 1
        return Int(starts[Int(term)])..<(next < starts.count ? Int(starts[next]) : bytes.count)
    }

    func form(of term: Vocabulary.Term) -> Form { forms[Int(term)] }

    /// 0 for a name that is empty.
    func firstByte(of term: Int) -> UInt8 {
        let start = Int(starts[term])
        return start < bytes.count ? bytes[start] : 0
    }

    /// Adds the name of the next term, as much of it as is kept; beyond four gigabytes names are empty.
    mutating func append(_ name: String) {
        let start = bytes.count
        if start + Self.longest <= Int(UInt32.max) {
            bytes.append(beginningOf: name, limit: Self.longest)
        }
        note(from: start, isPair: bytes[start...].contains(UInt8(ascii: " ")))
    }

    /// Adds that of a pair of these two.
    mutating func append(pair first: Vocabulary.Term, _ second: Vocabulary.Term) {
        let start = bytes.count
        let (one, other) = (range(of: first), range(of: second))
        if start + one.count + other.count < Int(UInt32.max) {
            for place in one { bytes.append(bytes[place]) }
            bytes.append(UInt8(ascii: " "))
            for place in other { bytes.append(bytes[place]) }
        }
        note(from: start, isPair: true)
    }

    /// Lets go of all but those of `used`, in their order.
    mutating func keep(_ used: [Bool]) {
        var (kept, end) = (0, 0)
        for term in starts.indices where used[term] {
            let range = range(of: Vocabulary.Term(truncatingIfNeeded: term))
            starts[kept] = UInt32(truncatingIfNeeded: end)
            forms[kept] = forms[term]
            kept += 1
            for place in range {
                bytes[end] = bytes[place]
                end += 1
            }
        }
        starts.letGo(last: starts.count - kept)
        forms.letGo(last: forms.count - kept)
        bytes.letGo(last: bytes.count - end)
    }

    private mutating func note(from start: Int, isPair: Bool) {
        starts.append(UInt32(truncatingIfNeeded: start))
        forms.append(bytes.count - start < 2 ? .letter : isPair ? .pair : .word)
    }
}
