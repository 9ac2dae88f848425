/// How likely a document at large is to hold each term, above 0 and up to 1.
///
/// Languages have no more than some hundred levels of frequency, so that of a term takes two bytes.
struct TermProbabilities: Sendable {
    private let scale: Double
    private let least: Double
    private let ofPair: Double
    /// Of each term the place in `values`.
    private var places: [UInt16] = []
    /// Of a word that no table has, of pairs with it, then the same for each level of frequency.
    private var values: [Double] = []

    /// A word that is rarer is as good as unknown.
    private static let lastLevel = 16_000

    init(settings: ClusterSettings) {
        scale = settings.backgroundScale
        least = settings.leastProbability
        ofPair = settings.pairProbability
        append(frequency: 0)
    }

    subscript(term: Int) -> Double { values[Int(places[term])] }

    /// Adds the next term, a word.
    ///
    /// - Parameter level: see `FrequencyTable`; nil for a word that it has not.
    mutating func append(level: Int?) {
        let known = level.map { min($0, Self.lastLevel) } ?? -1
        while values.count / 2 < known + 2 {
            append(frequency: FrequencyTable.frequency(ofLevel: values.count / 2 - 1))
        }
        places.append(UInt16(truncatingIfNeeded: 2 * (known + 1)))
    }

    /// Adds the next term, a pair of these two.
    mutating func append(pair first: Int, _ second: Int) {
        let rarer = self[first] <= self[second] ? first : second
        places.append(places[rarer] | 1)
    }

    /// Lets go of all terms but those of `used`, in their order.
    mutating func keep(_ used: [Bool]) {
        var kept = 0
        for term in places.indices where used[term] {
            places[kept] = places[term]
            kept += 1
        }
        places.removeLast(places.count - kept)
    }

    private mutating func append(frequency: Double) {
        let word = min(1, scale * frequency + least)
        values += [word, ofPair * word]
    }
}
