internal import Glibc
internal import Snowball

/// What a text is about: its terms, each with how much the text makes of it.
struct DocumentTerms: Sendable {
    /// In the order in which they first stand in the text.
    var terms: [Vocabulary.Term] = []
    /// A damped count for each, in the units of `TermCount`.
    var counts: [UInt16] = []
    /// So many of the first are the title's.
    var titleCount = 0
    /// What the title begins with, where that tells whom it is about; see `TitleStart`.
    var start: Vocabulary.Term?
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
    /// What a word of a body counts, by its position.
    private var positionCounts: [Double] = []
    // Working space.
    private var places = TermPlaces()
    private var draft = Draft()
    private var words = ReadWords()
    private var tokens = DocumentTokens()

    init(settings: ClusterSettings) {
        self.settings = settings
    }

    /// A document cut into words; to be put back, so that the next can have its memory.
    mutating func takeTokens(of document: Document) -> DocumentTokens {
        var taken = DocumentTokens()
        swap(&taken, &tokens)
        taken.read(document)
        return taken
    }

    /// The words of a text as other texts are to know them: the same, or what tells their stems where no
    /// algorithm does.
    mutating func knownWords(of text: DocumentTokens) -> DocumentTokens {
        guard stemmer(for: text.language) == nil else { return text }
        var known = text
        WordStarts.apply(to: &known.title, in: text.language)
        WordStarts.apply(to: &known.body, in: text.language)
        return known
    }

    mutating func putBack(_ taken: consuming DocumentTokens) { tokens = taken }

    /// The terms of a document whose language is known.
    ///
    /// - Parameter year: that of publication; nil where it is not known.
    mutating func terms(
        title: TokenList, body: TokenList, year: Int? = nil, language: Language,
        vocabulary: inout Vocabulary
    ) -> DocumentTerms {
        draft.begin()
        places.removeAll()
        let traits = Traits(
            language: LanguageKey(language), stopList: StopWords.shared.list(of: language),
            stemmer: stemmer(for: language))
        var limit = settings.leadWords
        var (title, body) = (title, body)
        var start: TitleStart?
        if title.count > 0 {
            limit += settings.titleAllowance
            take(title, isTitle: true, limit: limit, traits, vocabulary: &vocabulary)
            if language.capitalisesNouns {
                NounCapitals.remove(from: &title, words.all, vocabulary)
            }
            let isTitleCase = CapitalUse(title).isTitleCase(limit: settings.capitalsLimit)
            start = TitleStart(title, words.all, vocabulary, showsNames: !isTitleCase)
        }
        let titleCount = draft.terms.count
        take(body, isTitle: false, limit: limit, traits, vocabulary: &vocabulary)
        if language.capitalisesNouns { NounCapitals.remove(from: &body, words.all, vocabulary) }

        var result = DocumentTerms()
        result.terms = draft.terms.map(\.term)
        result.counts = draft.terms.map { term in
            let count = term.count
            return TermCount.units(term.factor * (count >= 1 ? 1 + log(count) : count))
        }
        result.titleCount = titleCount
        result.shortness = Shortness(
            differentWords: draft.differentWords, offset: settings.shortnessOffset)
        if start?.isNoun(in: body) == true { start = nil }
        result.start = start?.term
        result.particulars = Particulars(
            title: title, start: start, body: body, year: year, stopList: traits.stopList,
            capitalsLimit: settings.capitalsLimit)
        return result
    }

    /// What is known of a document before it is read.
    private struct Traits {
        let language: LanguageKey
        let stopList: StopList
        let stemmer: Stemmer?
    }

    private struct Draft {
        struct Term {
            let term: Vocabulary.Term
            var count: Double
            let factor: Double
        }

        var position = 0
        var terms: [Term] = []
        var differentWords = 0

        mutating func begin() {
            (position, differentWords) = (0, 0)
            terms.removeAll(keepingCapacity: true)
        }
    }

    private mutating func take(
        _ list: TokenList, isTitle: Bool, limit: Int, _ traits: Traits,
        vocabulary: inout Vocabulary
    ) {
        read(list, isTitle: isTitle, limit: limit, traits)
        words.find(in: &vocabulary, list, traits.language, traits.stemmer)
        let syllables = traits.language.language.writesSyllables
        // In this order: it is that in which what is new gets its number.
        for i in words.all.indices {
            let term = words.term(of: i, in: &vocabulary, list, traits.language)
            guard i > 0, isPair(words.all[i - 1], words.all[i], syllables: syllables) else {
                continue
            }
            words.note(pair: vocabulary.pair(words.all[i - 1].term, term), of: i)
        }
        for word in words.all {
            if !word.isStopWord && !word.isUnsegmented {
                let factor = word.isNumber ? settings.digitFactor : 1
                let isNew = add(word.term, count: word.count, factor: factor)
                if isNew { draft.differentWords += 1 }
            }
            if word.pair != .max {
                let factor =
                    word.isUnsegmented
                    ? 1 : syllables ? settings.syllablePairFactor : settings.namePairFactor
                let isNew = add(word.pair, count: word.count, factor: factor)
                if isNew && word.isUnsegmented { draft.differentWords += 1 }
            }
        }
    }

    /// Takes the tokens that are words into `words`.
    private mutating func read(
        _ list: TokenList, isTitle: Bool, limit: Int, _ traits: Traits
    ) {
        while positionCounts.count < limit {
            positionCounts.append(
                1 / (1 + Double(positionCounts.count) / settings.positionDecay))
        }
        let counts = positionCounts
        draft.position += words.read(
            list.tokens.span.extracting(first: limit - draft.position),
            counts: counts.span.extracting(droppingFirst: draft.position),
            titleCount: isTitle ? settings.titleCount : nil, bodyLimit: settings.bodyLimit,
            traits.language, traits.stopList,
            showsNames: !CapitalUse(list).isMostlyCapitalised(limit: settings.capitalsLimit))
    }

    /// Whether two words in a row are a term of their own.
    private func isPair(_ first: ReadWord, _ second: ReadWord, syllables: Bool) -> Bool {
        if second.isAfterGap { return false }
        if second.isUnsegmented {
            // Two hiragana are a piece of grammar nearly always. A blank stands between phrases.
            let isGrammar = first.isHiragana && second.isHiragana
            return first.isUnsegmented && second.adjoins && !isGrammar
        }
        if syllables { return !(first.isStopWord && second.isStopWord) }
        return first.isName && second.isName && second.follows
    }

    /// Whether the term is new to the document.
    private mutating func add(_ term: Vocabulary.Term, count: Double, factor: Double) -> Bool {
        let place = places.place(of: term, orNew: draft.terms.count)
        guard place == draft.terms.count else {
            draft.terms[place].count += count
            return false
        }
        draft.terms.append(.init(term: term, count: count, factor: factor))
        return true
    }

    /// What the forms of a word have in common: its stem, or, in a language that has no stemmer, all but
    /// the last two letters of a long one. For a few words.
    mutating func stem(of word: String, in language: Language) -> String {
        guard let stemmer = stemmer(for: language) else {
            return String(word.dropLast(min(2, max(0, word.count - 5))))
        }
        var stem: [UInt8] = []
        stemmer.appendStem(of: word.utf8Span.span, to: &stem)
        return String(decoding: stem, as: UTF8.self)
    }

    private mutating func stemmer(for language: Language) -> Stemmer? {
        if let known = stemmers[language] { return known }
        let stemmer = Stemmer(language: language.code)
        stemmers[language] = .some(stemmer)
        return stemmer
    }
}
