internal import Glibc
internal import Values

/// What each report of an event told that none before it had: read off their texts alone, so that it
/// holds whatever was merged or split since, and in whatever order the reports came.
///
/// A number that there was no room for is new again where a later report has it.
///
/// Words weigh as on a first day, by the background of their language: what the window holds would
/// make the words of a large event common.
public struct Timeline {
    /// What one report added, at most so many of each.
    public static let mostTerms = 5
    public static let mostNumbers = 3

    /// A word that one text in a hundred holds tells nothing by itself.
    private static let common = 0.01

    private let settings: ClusterSettings
    private var vocabulary: Vocabulary
    private var analyzer: TextAnalyzer

    public init(background: BackgroundFrequencies, settings: ClusterSettings = .standard) {
        self.settings = settings
        vocabulary = Vocabulary(background: background, settings: settings, metWords: 1_024)
        analyzer = TextAnalyzer(settings: settings)
    }

    private struct Report {
        let terms: DocumentTerms
        let numbers: TellingNumbers
        let language: Language
    }

    /// For each of `documents`, in their order: the numbers that are new, those of its title first, then
    /// those that other reports have too, then new names and words as most texts spell them, the one that
    /// tells most first.
    ///
    /// Copies, which add nothing, are to be left out.
    ///
    /// - Parameter standingText: of the documents that have any, which is not read; see `Membership`.
    public mutating func additions(
        of documents: [Document], standingText: [Document.ID: UInt32] = [:]
    ) -> [[String]] {
        var spellings = EventSpellings(capitalsLimit: settings.capitalsLimit)
        let reports = documents.map { document in
            report(document, StandingParts(bits: standingText[document.id] ?? 0), &spellings)
        }
        var lasts: [Vocabulary.Term: Int] = [:]
        var holders: [String: Int] = [:]
        for (place, report) in reports.enumerated() {
            for term in report.terms.terms { lasts[term] = place }
            for value in report.numbers.values { holders[value, default: 0] += 1 }
        }
        var told = ToldWords()
        var numbers: Set<String> = []
        return reports.enumerated().map { place, report in
            let fresh = report.numbers.ranked { holders[$0] ?? 0 > 1 }
                .filter { !numbers.contains($0.value) }.prefix(Self.mostNumbers)
            numbers.formUnion(fresh.map(\.value))
            let added = added(by: report, beside: told, spellings) { lasts[$0] ?? place > place }
            for term in report.terms.terms {
                let name = vocabulary.names[Int(term)]
                guard told.insert(term, name), !WholeNames.isPair(name) else { continue }
                told.insert(stem: analyzer.stem(of: name, in: report.language))
            }
            return fresh.map(\.spelled) + added
        }
    }

    private mutating func report(
        _ document: Document, _ standing: StandingParts, _ spellings: inout EventSpellings
    ) -> Report {
        var text = DocumentTokens(document)
        let whole = text.title.count + text.body.count
        _ = text.strip(standing, of: document)
        var kept: Set<UInt64>?
        if text.title.count + text.body.count < whole {
            kept = Set((text.title.tokens + text.body.tokens).map(\.hash))
        }
        let limit = settings.leadWords + settings.titleAllowance
        let title = SpelledText(document.title, limit: limit, language: text.language)
        let body = SpelledText(document.text, limit: limit, language: text.language)
        spellings.note(title: title, body: body)
        let numbers = TellingNumbers(
            title: title, body: body, year: document.published?.date.year,
            language: text.language
        ) { number in
            kept.map { !number.stands(among: $0, in: text.language) } ?? false
        }
        let words = analyzer.knownWords(of: text)
        return Report(
            terms: analyzer.terms(
                title: words.title, body: words.body, language: text.language,
                vocabulary: &vocabulary), numbers: numbers, language: text.language)
    }

    /// A name counts by its rarity. So does a word that the report makes something of (its title has
    /// it, or it comes back), or that a later report takes up: the others are matters of style.
    private mutating func added(
        by report: Report, beside told: ToldWords, _ spellings: EventSpellings,
        isTakenUp: (Vocabulary.Term) -> Bool
    ) -> [String] {
        var top = TopTerms(limit: 3 * Self.mostTerms)
        let numberWords = NumberWords.of(report.language)
        for (term, units) in zip(report.terms.terms, report.terms.counts)
        where !told.terms.contains(term) {
            let count = Double(units) / TermCount.unit
            let name = vocabulary.names[Int(term)]
            // Numbers were read whole.
            if name.utf8.first.map({ (0x30...0x39).contains($0) }) ?? true { continue }
            if report.numbers.months.contains(name) { continue }
            if numberWords.contains(TermHash.of(name.utf8)) { continue }
            let words = name.split(separator: " ")
            let isName = words.allSatisfy { spellings.isName(String($0)) }
            // Of a pair with a known half the other half is what is new.
            if words.count > 1, words.contains(where: { told.words.contains($0) }) { continue }
            let probability = vocabulary.probabilities[Int(term)]
            guard isName || probability < Self.common && (count > 1 || isTakenUp(term)) else {
                continue
            }
            var weight = count * -log(probability)
            if isName { weight *= words.count > 1 ? 2 / settings.namePairFactor : 2 }
            if isTakenUp(term) { weight *= 2 }
            top.offer(term, weight: Int64(weight * 1_024), key: vocabulary.key(of: term))
        }
        let names = top.held.map { (name: vocabulary.names[Int($0.term)], weight: $0.weight) }
        let order = report.terms.terms.map { vocabulary.names[Int($0)] }
        var chosen = ChosenNames(limit: Self.mostTerms, told: told)
        for name in WholeNames.of(names, inOrder: order) {
            let words = name.split(separator: " ").map(String.init)
            let isName = words.allSatisfy { spellings.isName($0) }
            let stem = words.count == 1 ? analyzer.stem(of: name, in: report.language) : nil
            var spelled: [String] = []
            for word in words.map({ spellings.name(of: $0) }) where spelled.last != word {
                spelled.append(word)
            }
            chosen.offer(spelled, stem: stem, isName: isName)
        }
        return chosen.names.map { Vocabulary.told($0.joined(separator: " ")) }
    }
}
