/// From a term to the documents that hold it: what makes scoring against all clusters cheap.
///
/// The dot product of a vector with a cluster's sum is the sum of those with its members, so no
/// cluster vector is kept and a move or merge costs nothing here.
///
/// Most of it is a table made in one go, its entries side by side by term; what came since is in
/// chains until the table is made again.
struct TermIndex: Sendable {
    private struct Recent {
        var slot: UInt32
        /// The next older one's place + 1; 0: none.
        var next: UInt32
        var weight: UInt16
    }

    // The table: the entries of term t begin at starts[t].
    private var starts: [UInt32] = [0]
    private var slots: [UInt32] = []
    private var weights: [UInt16] = []

    private var recent: [Recent] = []
    /// By term: the place + 1 of its newest entry in `recent`.
    private var heads: [UInt32] = []

    private var lengths: [UInt32] = []
    /// By term: the greatest weight in its list.
    private var peaks: [UInt16] = []
    /// By document: the slot of the cluster that it counts for; -1 for a copy.
    private var clusters: [Int32] = []

    /// Adds the next document. It counts for nothing until `assign`.
    mutating func add(_ document: Int, of vectors: DocumentVectors, vocabulary: Int) {
        let slot = UInt32(truncatingIfNeeded: clusters.count)
        clusters.append(-1)
        extend(to: vocabulary)
        for i in vectors.range(of: document) where vectors.weights[i] > 0 {
            let (term, weight) = (Int(vectors.terms[i]), vectors.weights[i])
            recent.append(Recent(slot: slot, next: heads[term], weight: weight))
            heads[term] = UInt32(truncatingIfNeeded: recent.count)
            lengths[term] += 1
            if weight > peaks[term] { peaks[term] = weight }
        }
    }

    /// Counts a document for the cluster at `cluster`, or for none.
    mutating func assign(_ document: Int, to cluster: Int?) {
        clusters[document] = Int32(truncatingIfNeeded: cluster ?? -1)
    }

    /// Whether a document counts for a cluster.
    func counts(_ document: Int) -> Bool { clusters[document] >= 0 }

    /// Replaces every vector by those of `vectors`; what the documents count for stays, and those that
    /// are new count for nothing.
    mutating func rebuild(_ vectors: DocumentVectors, vocabulary: Int) {
        recent = []
        heads = [UInt32](repeating: 0, count: vocabulary)
        lengths = heads
        peaks = [UInt16](repeating: 0, count: vocabulary)
        if clusters.count < vectors.count {
            clusters += repeatElement(-1, count: vectors.count - clusters.count)
        }
        for i in vectors.terms.indices where vectors.weights[i] > 0 {
            let term = Int(vectors.terms[i])
            lengths[term] += 1
            if vectors.weights[i] > peaks[term] { peaks[term] = vectors.weights[i] }
        }
        starts = [0]
        starts.reserveCapacity(vocabulary + 1)
        var end: UInt32 = 0
        for length in lengths {
            end += length
            starts.append(end)
        }
        slots = [UInt32](repeating: 0, count: Int(end))
        weights = [UInt16](repeating: 0, count: Int(end))
        var ends = starts
        for slot in 0..<vectors.count {
            for i in vectors.range(of: slot) where vectors.weights[i] > 0 {
                let term = Int(vectors.terms[i])
                let place = Int(ends[term])
                slots[place] = UInt32(truncatingIfNeeded: slot)
                weights[place] = vectors.weights[i]
                ends[term] += 1
            }
        }
    }

    /// Whether so much came since the table was made that it is worth making it anew.
    var isOutgrown: Bool { recent.count > max(65_536, slots.count / 8) }

    /// Lets go of all documents.
    mutating func removeAll() {
        self = TermIndex()
    }

    private mutating func extend(to vocabulary: Int) {
        guard heads.count < vocabulary else { return }
        let more = vocabulary - heads.count
        heads += repeatElement(0, count: more)
        lengths += repeatElement(0, count: more)
        peaks += repeatElement(0, count: more)
    }

    /// The documents in a term's list, and the greatest weight there.
    func length(of term: Vocabulary.Term) -> Int {
        Int(term) < lengths.count ? Int(lengths[Int(term)]) : 0
    }

    func peak(of term: Vocabulary.Term) -> UInt16 {
        Int(term) < peaks.count ? peaks[Int(term)] : 0
    }

    /// The part of the table that is the term's.
    private func entries(of term: Vocabulary.Term) -> Range<Int> {
        guard Int(term) + 1 < starts.count else { return 0..<0 }
        return Int(starts[Int(term)])..<Int(starts[Int(term) + 1])
    }

    /// Adds to `row` the dot products of a vector with the clusters' sums.
    func addDots(of term: Vocabulary.Term, weight: Int64, to row: inout DotRow) {
        guard Int(term) < heads.count else { return }
        row.reserve(length(of: term))
        let entries = entries(of: term)
        if !entries.isEmpty {
            row.add(
                slots.span.extracting(entries), weights.span.extracting(entries),
                of: clusters.span, weight: weight)
        }
        var place = heads[Int(term)]
        while place != 0 {
            let entry = recent[Int(place - 1)]
            let cluster = Int(clusters[Int(entry.slot)])
            if cluster >= 0 { row.add(weight &* Int64(entry.weight), to: cluster) }
            place = entry.next
        }
    }

    /// The documents that hold the term and count for a cluster: for one of two, and for any.
    func holders(of term: Vocabulary.Term, in cluster: Int, or second: Int?) -> (
        inside: Int, all: Int
    ) {
        var result = (inside: 0, all: 0)
        guard Int(term) < heads.count else { return result }
        func take(_ slot: UInt32) {
            let place = Int(clusters[Int(slot)])
            guard place >= 0 else { return }
            result.all += 1
            if place == cluster || place == second { result.inside += 1 }
        }
        for place in entries(of: term) { take(slots[place]) }
        var place = heads[Int(term)]
        while place != 0 {
            take(recent[Int(place - 1)].slot)
            place = recent[Int(place - 1)].next
        }
        return result
    }

    /// The sum of the term's weights over the documents that count for one cluster.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        guard Int(term) < heads.count else { return 0 }
        var sum: Int64 = 0
        for place in entries(of: term) where Int(clusters[Int(slots[place])]) == cluster {
            sum &+= Int64(weights[place])
        }
        var place = heads[Int(term)]
        while place != 0 {
            let entry = recent[Int(place - 1)]
            if Int(clusters[Int(entry.slot)]) == cluster { sum &+= Int64(entry.weight) }
            place = entry.next
        }
        return sum
    }
}
