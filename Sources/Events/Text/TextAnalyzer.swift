internal import Glibc
internal import Snowball

/// What a text is about: its terms, each with how much the text makes of it.
struct DocumentTerms: Sendable {
    /// In the order in which they first stand in the text.
    var terms: [Vocabulary.Term] = []
    /// A damped count for each, in the units of `TermCount`.
    var counts: [UInt16] = []
    var shortness = Shortness.none
    var particulars = Particulars.none
}

/// The fixed-point scale of damped counts: the greatest, of a word that is all of a long text, is
/// about ten.
enum TermCount {
    static let unit = 6_000.0

    static func units(_ count: Double) -> UInt16 {
        UInt16(min((count * unit).rounded(), Double(UInt16.max)))
    }
}

/// How far a text is too short for its words to repeat, in 1/1024: whole numbers, so that sums over
/// a cluster's members do not depend on the order in which they came.
struct Shortness: Sendable, Equatable {
    static let unit = 1_024
    static let none = Shortness(units: 0)
    var units: Int { Int(stored) }
    // Kept for every document.
    private let stored: UInt16

    init(units: Int) {
        stored = UInt16(clamping: units)
    }

    /// Seven different words or fewer: 1; 20: 0.5; 55 and more: 0.
    init(differentWords count: Int, offset: Double) {
        let value = (offset - log(Double(max(1, count)))) / 2
        self.init(units: Int((min(1, max(0, value)) * Double(Self.unit)).rounded()))
    }
}

/// Turns texts into terms. It holds Snowball's stemmers, so it lives for one batch on one thread.
struct TextAnalyzer {
    private let settings: ClusterSettings
    private var stemmers: [Language: Stemmer?] = [:]
    private var stem: [UInt8] = []
    private var places = TermPlaces()
    /// Longer words are no words of a language.
    private static let longestStemmed = 48

    init(settings: ClusterSettings) {
        self.settings = settings
    }

    /// The terms of a document whose language is known.
    mutating func terms(
        title: TokenList, body: TokenList, language: Language, vocabulary: inout Vocabulary
    ) -> DocumentTerms {
        var draft = Draft(language: LanguageKey(language))
        draft.stopList = StopWords.shared.list(of: language)
        var limit = settings.leadWords
        if title.count > 0 {
            limit += settings.titleAllowance
            take(title, isTitle: true, limit: limit, into: &draft, vocabulary: &vocabulary)
        }
        take(body, isTitle: false, limit: limit, into: &draft, vocabulary: &vocabulary)

        var result = DocumentTerms()
        // A copy of the size that it needs.
        result.terms = draft.terms.map(\.self)
        result.counts.reserveCapacity(draft.terms.count)
        for (count, factor) in zip(draft.counts, draft.factors) {
            result.counts.append(TermCount.units(factor * (count >= 1 ? 1 + log(count) : count)))
        }
        result.shortness = Shortness(
            differentWords: draft.differentWords, offset: settings.shortnessOffset)
        result.particulars = Particulars(
            title: title, body: body, stopList: draft.stopList,
            capitalsLimit: settings.capitalsLimit)
        places.removeAll()
        return result
    }

    private struct Draft {
        let language: LanguageKey
        var stopList = StopWords.shared.list(of: .fallback)
        var position = 0
        var terms: [Vocabulary.Term] = []
        var counts: [Double] = []
        var factors: [Double] = []
        var differentWords = 0

        init(language: LanguageKey) {
            self.language = language
        }
    }

    /// A token that was read as a word, for what comes after it.
    private struct Word {
        var term: Vocabulary.Term
        var isStopWord: Bool
        var isName: Bool
        var isUnsegmented: Bool
        var isHiragana: Bool
    }

    private mutating func take(
        _ list: TokenList, isTitle: Bool, limit: Int, into draft: inout Draft,
        vocabulary: inout Vocabulary
    ) {
        let showsNames = !list.isMostlyCapitalised(limit: settings.capitalsLimit)
        let stemmer = stemmer(for: draft.language.language)
        let syllables = draft.language.language.writesSyllables
        var previous: Word?
        for token in list.tokens {
            guard draft.position < limit, isTitle || token.range.lowerBound < settings.bodyLimit
            else { return }
            let count =
                isTitle
                ? settings.titleCount
                : 1 / (1 + Double(draft.position) / settings.positionDecay)
            draft.position += 1

            let isStopWord =
                draft.stopList.contains(token)
                || token.traits.contains(.single)
                    && token.traits.isDisjoint(with: [.startsWithDigit, .unsegmented])
            let isUnsegmented = token.traits.contains(.unsegmented)
            // A stop word is no term, but may be half of a pair of syllables.
            guard !isStopWord || syllables else {
                previous = nil
                continue
            }
            let term = term(
                of: token, in: list, language: draft.language, stemmer, vocabulary: &vocabulary)
            let word = Word(
                term: term, isStopWord: isStopWord,
                isName: showsNames && token.traits.contains(.capitalised)
                    && !token.traits.contains(.startsSentence),
                isUnsegmented: isUnsegmented, isHiragana: token.traits.contains(.hiragana))
            if !isStopWord && !isUnsegmented {
                let factor = token.traits.contains(.startsWithDigit) ? settings.digitFactor : 1
                let isNew = add(term, count: count, factor: factor, to: &draft)
                if isNew { draft.differentWords += 1 }
            }
            if let previous,
                let factor = pairFactor(
                    previous, word, follows: token.traits.contains(.follows), syllables: syllables)
            {
                let pair = vocabulary.pair(previous.term, word.term)
                let isNew = add(pair, count: count, factor: factor, to: &draft)
                if isNew && isUnsegmented { draft.differentWords += 1 }
            }
            previous = word
        }
    }

    /// What a pair counts as beside its words; nil when it is no term.
    private func pairFactor(
        _ first: Word, _ second: Word, follows: Bool, syllables: Bool
    ) -> Double? {
        if second.isUnsegmented {
            // Two hiragana are a piece of grammar nearly always.
            let isGrammar = first.isHiragana && second.isHiragana
            return first.isUnsegmented && follows && !isGrammar ? 1 : nil
        }
        if syllables {
            return first.isStopWord && second.isStopWord ? nil : settings.syllablePairFactor
        }
        return first.isName && second.isName && follows ? settings.namePairFactor : nil
    }

    /// Whether the term is new to the document.
    private mutating func add(
        _ term: Vocabulary.Term, count: Double, factor: Double, to draft: inout Draft
    ) -> Bool {
        let place = places.place(of: term, orNew: draft.terms.count)
        guard place == draft.terms.count else {
            draft.counts[place] += count
            return false
        }
        draft.terms.append(term)
        draft.counts.append(count)
        draft.factors.append(factor)
        return true
    }

    private mutating func term(
        of token: Token, in list: TokenList, language: LanguageKey, _ stemmer: Stemmer?,
        vocabulary: inout Vocabulary
    ) -> Vocabulary.Term {
        vocabulary.word(token.hash, in: language, name: list.text(of: token)) {
            guard token.range.count <= Self.longestStemmed, let stemmer else { return token.hash }
            stem.removeAll(keepingCapacity: true)
            stemmer.appendStem(of: list.bytes.span.extracting(token.range), to: &stem)
            return TermHash.of(stem.span)
        }
    }

    private mutating func stemmer(for language: Language) -> Stemmer? {
        if let known = stemmers[language] { return known }
        let stemmer = Stemmer(language: language.code)
        stemmers[language] = .some(stemmer)
        return stemmer
    }
}

extension TokenList {
    /// Whether so many words are capitalised that capitals tell no names: a headline in title case.
    fileprivate func isMostlyCapitalised(limit: Double) -> Bool {
        var words = 0
        var capitalised = 0
        for token in tokens where !token.traits.contains(.startsWithDigit) {
            words += 1
            if token.traits.contains(.capitalised) { capitalised += 1 }
        }
        return words > 0 && Double(capitalised) >= limit * Double(words)
    }
}
