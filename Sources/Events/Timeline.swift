internal import Glibc

/// What each report of an event told that none before it had: read off their texts alone, so that it
/// holds whatever was merged or split since, and in whatever order the reports came.
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
        let words: SpelledWords
        let numbers: [SpelledNumber]
    }

    /// For each of `documents`, in their order: the numbers that are new, in the order of the text,
    /// then new names and words as the text spells them, the one that tells most first.
    ///
    /// Copies, which add nothing, are to be left out.
    ///
    /// - Parameter standingText: of the documents that have any, which is not read; see `Membership`.
    public mutating func additions(
        of documents: [Document], standingText: [Document.ID: UInt32] = [:]
    ) -> [[String]] {
        let reports = documents.map { document in
            report(document, StandingParts(bits: standingText[document.id] ?? 0))
        }
        var lasts: [Vocabulary.Term: Int] = [:]
        for (place, report) in reports.enumerated() {
            for term in report.terms.terms { lasts[term] = place }
        }
        var told: Set<Vocabulary.Term> = []
        var toldWords: Set<Substring> = []
        var numbers: Set<String> = []
        return reports.enumerated().map { place, report in
            let fresh = report.numbers.filter { numbers.insert($0.value).inserted }
            let added = added(by: report, beside: told, toldWords) { lasts[$0] ?? place > place }
            told.formUnion(report.terms.terms)
            for term in report.terms.terms { toldWords.insert(vocabulary.names[Int(term)][...]) }
            return fresh.prefix(Self.mostNumbers).map(\.spelled) + added
        }
    }

    private mutating func report(_ document: Document, _ standing: StandingParts) -> Report {
        var text = DocumentTokens(document)
        let whole = text.title.count + text.body.count
        _ = text.strip(standing, of: document)
        let words = SpelledWords(
            title: document.title, body: document.text,
            limit: settings.leadWords + settings.titleAllowance,
            language: text.language)
        var numbers = words.numbers
        if text.title.count + text.body.count < whole {
            let kept = Set((text.title.tokens + text.body.tokens).map(\.hash))
            numbers.removeAll { !$0.stands(among: kept) }
        }
        return Report(
            terms: analyzer.terms(
                title: text.title, body: text.body, language: text.language,
                vocabulary: &vocabulary), words: words, numbers: numbers)
    }

    /// A name counts by its rarity. So does a word that the report makes something of (its title has
    /// it, or it comes back), or that a later report takes up: the others are matters of style.
    private func added(
        by report: Report, beside told: Set<Vocabulary.Term>, _ toldWords: Set<Substring>,
        isTakenUp: (Vocabulary.Term) -> Bool
    ) -> [String] {
        var top = TopTerms(limit: 3 * Self.mostTerms)
        for (term, units) in zip(report.terms.terms, report.terms.counts)
        where !told.contains(term) {
            let count = Double(units) / TermCount.unit
            let name = vocabulary.names[Int(term)]
            // Numbers were read whole.
            if name.utf8.first.map({ (0x30...0x39).contains($0) }) ?? true { continue }
            let words = name.split(separator: " ")
            let isName = words.allSatisfy { report.words.isName(String($0)) }
            // Of a pair with a known half the other half is what is new.
            if words.count > 1, words.contains(where: { toldWords.contains($0) }) { continue }
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
        return WholeNames.of(names, inOrder: order).prefix(Self.mostTerms).map { name in
            Vocabulary.told(
                name.split(separator: " ").map { report.words.spelling(of: String($0)) }
                    .joined(separator: " "))
        }
    }
}
