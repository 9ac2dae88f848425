internal import Snowball

/// A token that is read as a word.
struct ReadWord {
    /// In its `TokenList`.
    let token: Int
    let count: Double
    let isStopWord: Bool
    let isName: Bool
    let isNumber: Bool
    let isUnsegmented: Bool
    let isHiragana: Bool
    /// Only blanks stand between it and the token before.
    let follows: Bool
    /// Whether the token before is no word.
    let isAfterGap: Bool

    init(
        _ token: Token, at place: Int, count: Double, isStopWord: Bool, showsNames: Bool,
        isAfterGap: Bool
    ) {
        let traits = token.traits
        self.token = place
        self.count = count
        self.isStopWord = isStopWord
        isName = showsNames && traits.contains(.capitalised) && !traits.contains(.startsSentence)
        isNumber = traits.contains(.startsWithDigit)
        isUnsegmented = traits.contains(.unsegmented)
        isHiragana = traits.contains(.hiragana)
        follows = traits.contains(.follows)
        self.isAfterGap = isAfterGap
    }
}

/// The words of a text with their terms, which are looked up for all of them at once.
///
/// What is known of a word stands anywhere in memory, and to wait for it is most of the time that a
/// text takes: each step reads it for all of them before the next step begins.
struct ReadWords {
    private(set) var all: [ReadWord] = []
    /// What each is remembered by.
    private var keys: [UInt64] = []
    /// `Term.max` for one that is not known.
    private var terms: [Vocabulary.Term] = []
    /// Those that were not read lately, with their stems.
    private var unmet: [Int] = []
    private var stems: [UInt64] = []
    private var stemKeys: [UInt64] = []
    private var found: [Vocabulary.Term] = []
    private var stem: [UInt8] = []
    /// Of the unmet ones the next to be asked for.
    private var next = 0

    /// Longer words are no words of a language.
    private static let longestStemmed = 48

    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        terms.removeAll(keepingCapacity: true)
    }

    mutating func append(_ word: ReadWord, hash: UInt64, _ language: LanguageKey) {
        all.append(word)
        keys.append(Vocabulary.key(of: hash, in: language))
    }

    /// Finds the terms of those words that the vocabulary has.
    mutating func find(
        in vocabulary: inout Vocabulary, _ list: TokenList, _ language: LanguageKey,
        _ stemmer: Stemmer?
    ) {
        for key in keys { terms.append(vocabulary.met[key] ?? .max) }
        unmet.removeAll(keepingCapacity: true)
        stems.removeAll(keepingCapacity: true)
        stemKeys.removeAll(keepingCapacity: true)
        for i in terms.indices where terms[i] == .max {
            unmet.append(i)
            let stem = stem(of: list.tokens[all[i].token], in: list, stemmer)
            stems.append(stem)
            stemKeys.append(Vocabulary.key(of: stem, in: language))
        }
        vocabulary.find(stemKeys, into: &found)
        for k in unmet.indices where found[k] != .max {
            terms[unmet[k]] = found[k]
            vocabulary.met.note(keys[unmet[k]], term: found[k])
        }
        next = 0
    }

    /// The term of a word; to be asked for in their order, for one that is not known is added to the
    /// vocabulary.
    mutating func term(
        of i: Int, in vocabulary: inout Vocabulary, _ list: TokenList, _ language: LanguageKey
    ) -> Vocabulary.Term {
        if terms[i] != .max { return terms[i] }
        while unmet[next] != i { next += 1 }
        let term = vocabulary.word(
            stem: stems[next], in: language, name: list.text(of: list.tokens[all[i].token]))
        vocabulary.met.note(keys[i], term: term)
        return term
    }

    /// The hash of a word's stem.
    private mutating func stem(of token: Token, in list: TokenList, _ stemmer: Stemmer?) -> UInt64 {
        guard token.range.count <= Self.longestStemmed, let stemmer else { return token.hash }
        stem.removeAll(keepingCapacity: true)
        stemmer.appendStem(of: list.bytes.span.extracting(token.range), to: &stem)
        return TermHash.of(stem.span)
    }
}
