/// The terms that the documents of the window hold, numbered in the order in which they were met.
struct Vocabulary: Sendable {
    typealias Term = UInt32

    private var background: BackgroundFrequencies
    private var keys: [UInt64] = []
    /// By hash, with linear probing: 1 + the number of a term, 0 for a free place. The keys stand apart,
    /// so that what is looked up for every word is small.
    private var places = [Term](repeating: 0, count: 8_192)
    /// For a person: the word as it first stood, or the two words of a pair.
    private(set) var names = TermNames()
    /// How likely a document at large is to hold the term, above 0 and up to 1.
    private(set) var probabilities: [Double] = []
    private let settings: ClusterSettings
    private var met: MetWords

    /// - Parameter metWords: how many words are remembered with their terms; a power of two. A reader of
    ///   a few texts is done before it has used the memory for more.
    init(
        background: BackgroundFrequencies, settings: ClusterSettings, metWords: Int = 16_384
    ) {
        self.background = background
        self.settings = settings
        met = MetWords(places: metWords)
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

    /// The term of a word with this hash. The term is that of its stem, which is another one in another
    /// language.
    mutating func word(
        _ word: UInt64, in language: LanguageKey, name: @autoclosure () -> String,
        stem: () -> UInt64
    ) -> Term {
        // Both are hashes of texts: combined in a way that has an order, or *it* in German would be *de*
        // in Italian.
        let place = TermHash.combine(language.hash, word)
        if let known = met[place] { return known }
        let term = self.word(stem: stem(), in: language, name: name())
        met[place] = term
        return term
    }

    /// The term of all words with this stem.
    mutating func word(
        stem: UInt64, in language: LanguageKey, name: @autoclosure () -> String
    ) -> Term {
        let key = TermHash.combine(language.hash, stem)
        if let known = number(of: key) { return known }
        let frequency = background.frequency(of: stem, in: language.language)
        return add(
            key, name: name(),
            probability: min(
                1, settings.backgroundScale * frequency + settings.leastProbability))
    }

    /// The term of two words that stand side by side.
    mutating func pair(_ first: Term, _ second: Term) -> Term {
        let key = TermHash.combine(keys[Int(first)], keys[Int(second)])
        if let known = number(of: key) { return known }
        let rarer = min(probabilities[Int(first)], probabilities[Int(second)])
        return add(
            key, name: "\(names[Int(first)]) \(names[Int(second)])",
            probability: settings.pairProbability * rarer)
    }

    /// How far the term can tell an event by itself: 1 for one that the language hardly knows, less
    /// with the root of its frequency, 0 for a number.
    func rarity(of term: Term) -> Double {
        let first = names.firstByte(of: Int(term))
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { return 0 }
        return min(1, settings.leastProbability / probabilities[Int(term)]).squareRoot()
    }

    /// Lets go of all terms but those of `used`, in their order, and answers the new numbers by the
    /// old ones; a term that is gone has `Term.max`.
    mutating func keep(_ used: [Bool]) -> [Term] {
        var renumbered = [Term](repeating: .max, count: count)
        let old = (keys, names, probabilities)
        (keys, names, probabilities) = ([], TermNames(), [])
        places = [Term](repeating: 0, count: 8_192)
        met.removeAll()
        for term in old.0.indices where used[term] {
            renumbered[term] = add(
                old.0[term], name: old.1[term], probability: old.2[term])
        }
        return renumbered
    }

    private mutating func add(_ key: UInt64, name: String, probability: Double) -> Term {
        let term = Term(truncatingIfNeeded: keys.count)
        keys.append(key)
        names.append(name)
        probabilities.append(probability)
        if keys.count * 2 > places.count {
            places = [Term](repeating: 0, count: places.count * 2)
            for known in keys.indices { note(Term(truncatingIfNeeded: known)) }
        } else {
            note(term)
        }
        return term
    }

    private func number(of key: UInt64) -> Term? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while places[place] != 0 {
            if keys[Int(places[place] - 1)] == key { return places[place] - 1 }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func note(_ term: Term) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: keys[Int(term)]) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = term + 1
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

    /// Adds the name of the next term; beyond four gigabytes names are empty.
    mutating func append(_ name: String) {
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        if bytes.count + name.utf8.count <= Int(UInt32.max) { bytes += name.utf8 }
        let own = bytes[Int(starts[starts.count - 1])...]
        forms.append(own.count < 2 ? .letter : own.contains(UInt8(ascii: " ")) ? .pair : .word)
    }
}
