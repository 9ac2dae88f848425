/// From a term to the documents that hold it: what makes scoring against all clusters cheap.
///
/// The dot product of a vector with a cluster's sum is the sum of those with its members, so no
/// cluster vector is kept and a move or merge costs nothing here.
struct TermIndex: Sendable {
    fileprivate struct Posting {
        var slot: UInt32
        var weight: UInt32
    }

    private var postings: [[Posting]] = []
    /// By term: the greatest weight in its list.
    private var peaks: [UInt32] = []
    /// By document: the slot of the cluster that it counts for; -1 for a copy.
    private var clusters: [Int32] = []

    /// Adds the next document. It counts for nothing until `assign`.
    mutating func add(_ terms: [Vocabulary.Term], weights: [UInt32], vocabulary: Int) {
        let slot = UInt32(truncatingIfNeeded: clusters.count)
        clusters.append(-1)
        post(terms, weights, slot: slot, vocabulary: vocabulary)
    }

    /// Counts a document for the cluster at `cluster`, or for none.
    mutating func assign(_ document: Int, to cluster: Int?) {
        clusters[document] = Int32(truncatingIfNeeded: cluster ?? -1)
    }

    /// Whether a document counts for a cluster.
    func counts(_ document: Int) -> Bool { clusters[document] >= 0 }

    /// Replaces every vector by those of `documents`; what they count for stays.
    mutating func rebuild(_ documents: [HeldDocument], vocabulary: Int) {
        for term in postings.indices { postings[term].removeAll(keepingCapacity: true) }
        peaks = [UInt32](repeating: 0, count: postings.count)
        for (slot, document) in documents.enumerated() {
            post(
                document.terms.terms, document.weights,
                slot: UInt32(truncatingIfNeeded: slot), vocabulary: vocabulary)
        }
    }

    /// Lets go of all documents.
    mutating func removeAll() {
        postings.removeAll()
        peaks.removeAll()
        clusters.removeAll()
    }

    private mutating func post(
        _ terms: [Vocabulary.Term], _ weights: [UInt32], slot: UInt32, vocabulary: Int
    ) {
        if postings.count < vocabulary {
            postings += repeatElement([], count: vocabulary - postings.count)
            peaks += repeatElement(0, count: vocabulary - peaks.count)
        }
        for i in terms.indices where weights[i] > 0 {
            let term = Int(terms[i])
            postings[term].append(Posting(slot: slot, weight: weights[i]))
            if weights[i] > peaks[term] { peaks[term] = weights[i] }
        }
    }

    /// The documents in a term's list, and the greatest weight there.
    func length(of term: Vocabulary.Term) -> Int {
        Int(term) < postings.count ? postings[Int(term)].count : 0
    }

    func peak(of term: Vocabulary.Term) -> UInt32 {
        Int(term) < peaks.count ? peaks[Int(term)] : 0
    }

    /// Adds to `row` the dot products of a vector with the clusters' sums.
    func addDots(of term: Vocabulary.Term, weight: Int64, to row: inout DotRow) {
        guard Int(term) < postings.count else { return }
        let list = postings[Int(term)]
        row.add(list.span, of: clusters.span, weight: weight)
    }

    /// The documents that hold the term and count for a cluster: for one of two, and for any.
    func holders(of term: Vocabulary.Term, in cluster: Int, or second: Int?) -> (
        inside: Int, all: Int
    ) {
        var result = (inside: 0, all: 0)
        guard Int(term) < postings.count else { return result }
        for posting in postings[Int(term)] {
            let place = Int(clusters[Int(posting.slot)])
            guard place >= 0 else { continue }
            result.all += 1
            if place == cluster || place == second { result.inside += 1 }
        }
        return result
    }

    /// The sum of the term's weights over the documents that count for one cluster.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        guard Int(term) < postings.count else { return 0 }
        var sum: Int64 = 0
        for posting in postings[Int(term)] where Int(clusters[Int(posting.slot)]) == cluster {
            sum &+= Int64(posting.weight)
        }
        return sum
    }
}

/// Dot products of one vector with the sums of clusters, by slot; zero for most.
struct DotRow: Sendable {
    private(set) var dots: [Int64] = []
    /// The slots that are not zero, in no order that means anything.
    private(set) var touched: [Int] = []

    mutating func reset(clusters: Int) {
        for slot in touched { dots[slot] = 0 }
        touched.removeAll(keepingCapacity: true)
        if dots.count < clusters { dots += repeatElement(0, count: clusters - dots.count) }
    }

    /// Empties `touched`; what it held is to be touched again.
    mutating func takeTouched() -> [Int] {
        defer { touched.removeAll(keepingCapacity: true) }
        return touched
    }

    /// Sets the dot product of a slot that is not in `touched`.
    mutating func touch(_ slot: Int, dot: Int64) {
        dots[slot] = dot
        touched.append(slot)
    }

    /// Adds `weight` times each posting's to the dot product of the cluster it counts for.
    fileprivate mutating func add(
        _ postings: Span<TermIndex.Posting>, of clusters: Span<Int32>, weight: Int64
    ) {
        var found: [Int] = []
        swap(&found, &touched)
        defer { swap(&found, &touched) }
        var sums = dots.mutableSpan
        for i in postings.indices {
            let posting = postings[i]
            let cluster = Int(clusters[Int(posting.slot)])
            guard cluster >= 0 else { continue }
            let sum = sums[cluster]
            if sum == 0 { found.append(cluster) }
            sums[cluster] = sum &+ weight &* Int64(posting.weight)
        }
    }
}
