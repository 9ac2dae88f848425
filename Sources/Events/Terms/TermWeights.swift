internal import Glibc

/// How telling each term is: inverse frequency over clusters, with the background as so many more
/// clusters. Clusters and not documents: that keeps a story of 300 reports from making its own name
/// worthless. Only a term that a good part of all documents hold weighs less for that: no event is
/// so large, and clusters that were joined for it would make it look rare.
///
/// Taken at a consolidation and left so until the next: all vectors are of one make, and a decision
/// depends on the documents held and not on the moments at which they came.
struct TermWeights: Sendable {
    private let settings: ClusterSettings
    /// Clusters at the time.
    private var clusters = 0.0
    private var idf: [Double] = []

    init(settings: ClusterSettings) {
        self.settings = settings
    }

    /// How many clusters or documents there are, and how many of them hold each term.
    struct Counts {
        var total: Double
        var byTerm: [Double]
    }

    /// Counts anew.
    mutating func recount(clusters: Counts, documents: Counts, vocabulary: Vocabulary) {
        self.clusters = clusters.total
        idf.removeAll(keepingCapacity: true)
        for term in clusters.byTerm.indices {
            let most =
                settings.crowdFactor
                * log((documents.total + settings.crowdPrior) / max(1, documents.byTerm[term]))
            let weight = weight(
                count: clusters.byTerm[term], probability: vocabulary.probabilities[term])
            idf.append(max(0, min(weight, most)))
        }
    }

    /// Weighs the terms that came since as held by no cluster.
    mutating func extend(to vocabulary: Vocabulary) {
        while idf.count < vocabulary.count {
            idf.append(weight(count: 0, probability: vocabulary.probabilities[idf.count]))
        }
    }

    /// Puts the unit vector of a document with these terms and counts into `weights`, from `start` on,
    /// in the units of `Weight`.
    func weigh(
        _ terms: Span<Vocabulary.Term>, _ counts: Span<UInt16>, into weights: inout [UInt16],
        at start: Int
    ) {
        var squares = 0.0
        for i in terms.indices {
            let weight = Double(counts[i]) * idf[Int(terms[i])]
            squares += weight * weight
        }
        let scale = squares > 0 ? Weight.unit / squares.squareRoot() : 0
        for i in terms.indices {
            let weight = Double(counts[i]) * idf[Int(terms[i])]
            weights[start + i] = UInt16(min((weight * scale).rounded(), Double(UInt16.max)))
        }
    }

    private func weight(count: Double, probability: Double) -> Double {
        let prior = settings.priorClusters
        return max(0, log((clusters + prior) / (count + prior * probability)))
    }
}
