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

    /// How many clusters and documents hold a term.
    struct Count {
        private(set) var clusters: UInt32 = 0
        private(set) var documents: UInt32 = 0
        /// The cluster that was counted last.
        private var last: UInt32 = 0

        /// Notes another document with the term; those of a cluster, whose numbers begin at 1, come one
        /// after the other.
        @inline(__always)
        mutating func note(cluster: UInt32) {
            documents &+= 1
            clusters &+= cluster == last ? 0 : 1
            last = cluster
        }
    }

    /// Counts anew.
    ///
    /// - Parameters:
    ///   - counts: by term.
    ///   - clusters: how many there are.
    mutating func recount(
        _ counts: [Count], clusters: Int, documents: Int, vocabulary: Vocabulary
    ) {
        self.clusters = Double(clusters)
        idf.removeAll(keepingCapacity: true)
        for (term, count) in counts.enumerated() {
            let most =
                settings.crowdFactor
                * log(
                    (Double(documents) + settings.crowdPrior) / max(1, Double(count.documents)))
            let weight = weight(
                count: Double(count.clusters), probability: vocabulary.probabilities[term])
            idf.append(max(0, min(weight, most)))
        }
    }

    /// Weighs the terms that came since as held by no cluster.
    mutating func extend(to vocabulary: Vocabulary) {
        while idf.count < vocabulary.count {
            idf.append(weight(count: 0, probability: vocabulary.probabilities[idf.count]))
        }
    }

    /// Puts the unit vector of a document into its `units`, which stand at `range`, in the units of
    /// `Weight`.
    ///
    /// - Parameter products: working space.
    func weigh(
        _ units: inout [UInt32], _ counts: [UInt16], _ range: Range<Int>,
        products: inout [Double]
    ) {
        if products.count < range.count {
            products += repeatElement(0, count: range.count - products.count)
        }
        var products = products.mutableSpan
        var (count, most) = (0, 0.0)
        var walk = StepWalk(range)
        var place = range.lowerBound
        while walk.next(units.span) {
            let product = Double(counts[place]) * idf[walk.number]
            place = walk.place
            products[count] = product
            count += 1
            most = max(most, product)
        }
        let scale =
            most > 0
            ? Weight.unit / Self.length(products.span.extracting(0..<count), most: most) : 0
        var written = units.mutableSpan
        place = range.lowerBound
        for i in 0..<count {
            let weight = min(Self.rounded(products[i] * scale), UInt32(UInt16.max))
            let unit = written[place]
            written[place] = unit & 0xffff_0000 | weight
            place += StepWalk.size(of: unit)
        }
    }

    /// The root of the sum of squares: the same in whatever order they come, since terms may have
    /// other numbers after a restart.
    private static func length(_ products: Span<Double>, most: Double) -> Double {
        // Squares of up to 52 bits, of which a thousand make no more than 62; a text has fewer terms.
        let scale = Double(sign: .plus, exponent: 25 - Int(most.exponent), significand: 1)
        var squares: UInt64 = 0
        for i in products.indices {
            let scaled = products[i] * scale
            // Whole, as the lower bits of a number that has no others.
            squares &+= (scaled * scaled + 0x1p52).bitPattern &- (0x1p52).bitPattern
        }
        return Double(squares).squareRoot() / scale
    }

    /// The nearest whole number, of two the greater: as `rounded`, which is a call.
    private static func rounded(_ value: Double) -> UInt32 {
        let whole = UInt32(value)
        return whole &+ (value - Double(whole) >= 0.5 ? 1 : 0)
    }

    private func weight(count: Double, probability: Double) -> Double {
        let prior = settings.priorClusters
        return max(0, log((clusters + prior) / (count + prior * probability)))
    }
}
