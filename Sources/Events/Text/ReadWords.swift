internal import Snowball

/// A token that is read as a word.
struct ReadWord {
    /// What it is remembered by.
    let key: UInt64
    let count: Double
    /// In its `TokenList`.
    private let place: UInt32
    /// `Term.max` as long as it is not known.
    var term = Vocabulary.Term.max
    /// Of the word before and this one; `Term.max` for none.
    var pair = Vocabulary.Term.max
    private let traits: Token.Traits
    let isStopWord: Bool
    let isName: Bool
    /// Whether the token before is no word.
    let isAfterGap: Bool

    var token: Int { Int(place) }
    var isNumber: Bool { traits.contains(.startsWithDigit) }
    var isUnsegmented: Bool { traits.contains(.unsegmented) }
    var isHiragana: Bool { traits.contains(.hiragana) }
    /// Only blanks stand between it and the token before.
    var follows: Bool { traits.contains(.follows) }
    /// Nothing stands between them.
    var adjoins: Bool { traits.contains(.adjoins) }

    init(
        _ token: Token, at place: Int, in language: LanguageKey, count: Double, isStopWord: Bool,
        showsNames: Bool, isAfterGap: Bool
    ) {
        key = Vocabulary.key(of: token.hash, in: language)
        self.count = count
        // Texts end at 65,536 bytes.
        self.place = UInt32(truncatingIfNeeded: place)
        traits = token.traits
        self.isStopWord = isStopWord
        isName = showsNames && traits.contains(.capitalised) && !traits.contains(.startsSentence)
        self.isAfterGap = isAfterGap
    }
}

/// The words of a text with their terms, which are looked up for all of them at once.
///
/// What is known of a word stands anywhere in memory, and to wait for it is most of the time that a
/// text takes: each step reads it for all of them before the next step begins.
struct ReadWords {
    private(set) var all: [ReadWord] = []
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

    /// Takes those of the tokens that are words, instead of those of the text before. Answers how many
    /// tokens were read.
    ///
    /// - Parameters:
    ///   - counts: what words count, by position.
    ///   - titleCount: what they all count in a title.
    ///   - bodyLimit: bytes of a body behind which none is read.
    mutating func read(
        _ tokens: Span<Token>, counts: Span<Double>, titleCount: Double?, bodyLimit: Int,
        _ language: LanguageKey, _ stopList: StopList, showsNames: Bool
    ) -> Int {
        let syllables = language.language.writesSyllables
        var read = 0
        all.removeAll(keepingCapacity: true)
        all.append(addingCapacity: tokens.count) { free in
            var isAfterGap = true
            for place in tokens.indices {
                let token = tokens[place]
                guard titleCount != nil || token.range.lowerBound < bodyLimit else { return }
                read += 1
                let isStopWord =
                    stopList.contains(token)
                    || token.traits.contains(.single)
                        && token.traits.isDisjoint(with: [.startsWithDigit, .unsegmented])
                // A stop word is no term, but may be half of a pair of syllables.
                guard !isStopWord || syllables else {
                    isAfterGap = true
                    continue
                }
                free.append(
                    ReadWord(
                        token, at: place, in: language, count: titleCount ?? counts[place],
                        isStopWord: isStopWord, showsNames: showsNames, isAfterGap: isAfterGap))
                isAfterGap = false
            }
        }
        return read
    }

    mutating func note(pair: Vocabulary.Term, of i: Int) { all[i].pair = pair }

    /// Finds the terms of those words that the vocabulary has.
    mutating func find(
        in vocabulary: inout Vocabulary, _ list: TokenList, _ language: LanguageKey,
        _ stemmer: Stemmer?
    ) {
        vocabulary.met.takeTerms(of: &all)
        unmet.removeAll(keepingCapacity: true)
        stems.removeAll(keepingCapacity: true)
        stemKeys.removeAll(keepingCapacity: true)
        for i in all.indices where all[i].term == .max {
            unmet.append(i)
            let stem = stem(of: list.tokens[all[i].token], in: list, stemmer)
            stems.append(stem)
            stemKeys.append(Vocabulary.key(of: stem, in: language))
        }
        vocabulary.find(stemKeys, into: &found)
        for k in unmet.indices where found[k] != .max {
            all[unmet[k]].term = found[k]
            vocabulary.met.note(all[unmet[k]].key, term: found[k])
        }
        next = 0
    }

    /// The term of a word; to be asked for in their order, for one that is not known is added to the
    /// vocabulary.
    mutating func term(
        of i: Int, in vocabulary: inout Vocabulary, _ list: TokenList, _ language: LanguageKey
    ) -> Vocabulary.Term {
        if all[i].term != .max { return all[i].term }
        while unmet[next] != i { next += 1 }
        let term = vocabulary.word(
            stem: stems[next], in: language, name: list.text(of: list.tokens[all[i].token]))
        vocabulary.met.note(all[i].key, term: term)
        all[i].term = term
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
