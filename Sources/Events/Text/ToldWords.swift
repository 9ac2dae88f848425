/// What the reports before another one told.
struct ToldWords {
    private(set) var terms: Set<Vocabulary.Term> = []
    private(set) var words: Set<Substring> = []
    private var stems = WordForms()

    /// False for a term that was told.
    mutating func insert(_ term: Vocabulary.Term, _ name: String) -> Bool {
        guard terms.insert(term).inserted else { return false }
        words.insert(name[...])
        return true
    }

    mutating func insert(stem: String) { stems.insert(stem) }

    func hasForm(of stem: String, isName: Bool) -> Bool { stems.hasForm(of: stem, isName: isName) }
}

/// Stems, to tell forms of one word that a stemmer keeps apart: *verletzt* and *Verletzungen*, *Namibia*
/// and *Namibians*.
struct WordForms {
    /// Each stem, and beside it what is left of it without its last letter and without two: so that one
    /// look-up finds those that are longer by so many.
    private var stems: [Set<Substring>] = [[], [], []]

    /// Letters of a shorter stem are those of many words.
    private static let shortest = 5
    /// Letters that a form has more: *Peterson* is not *Peter*.
    private static let longestEnding = 2
    private static let longestEndingOfName = 1

    mutating func insert(_ stem: String) {
        for (cut, start) in Self.starts(of: stem).enumerated() { stems[cut].insert(start) }
    }

    /// Whether another form of a word is among them.
    func hasForm(of stem: String, isName: Bool) -> Bool {
        let most = isName ? Self.longestEndingOfName : Self.longestEnding
        let starts = Self.starts(of: stem)
        guard let whole = starts.first else { return false }
        return (0...most).contains { stems[$0].contains(whole) }
            || starts.dropFirst().prefix(most).contains { stems[0].contains($0) }
    }

    /// A stem, and what is left of it without one letter and without two, as far as that is long enough.
    private static func starts(of stem: String) -> [Substring] {
        let letters = stem.count
        return (0...longestEnding).filter { letters - $0 >= shortest }.map { stem.dropLast($0) }
    }
}

/// The names and words that a report is told by: none twice, in another form or as a part of another.
struct ChosenNames {
    /// Each as its words.
    private(set) var names: [[String]] = []
    private var forms = WordForms()
    private let limit: Int
    private let told: ToldWords

    init(limit: Int, told: ToldWords) {
        (self.limit, self.told) = (limit, told)
    }

    /// - Parameter stem: of a single word.
    mutating func offer(_ name: [String], stem: String?, isName: Bool) {
        if let place = names.firstIndex(where: { Self.holds(name, $0) }) {
            // Told longer, where it stands.
            names[place] = name
            return
        }
        guard names.count < limit, !names.contains(where: { Self.holds($0, name) }) else { return }
        if let stem {
            if told.hasForm(of: stem, isName: isName) || forms.hasForm(of: stem, isName: isName) {
                return
            }
            forms.insert(stem)
        }
        names.append(name)
    }

    /// Whether the words of `part` stand in `whole`, side by side.
    private static func holds(_ whole: [String], _ part: [String]) -> Bool {
        guard part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains {
            whole[$0..<($0 + part.count)].elementsEqual(part)
        }
    }
}
