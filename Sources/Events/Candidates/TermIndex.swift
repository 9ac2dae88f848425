/// From a term to the documents that hold it: what makes scoring against all clusters cheap.
///
/// The dot product of a vector with a cluster's sum is the sum of those with its members, so no
/// cluster vector is kept, but for a few clusters of very many documents (`CrowdSums`), and a move or merge
/// costs nothing here.
///
/// Most of a list stands in a table that is made in one go, what came since in a block of its own: to
/// follow a chain would be to wait for memory at every entry. Copies count for nothing and stand in no
/// list, but they are counted: a length tells how common a term is.
struct TermIndex: Sendable {
    /// Where the list of a term stands, and what is known of it: side by side, since every search asks
    /// for all of it.
    private struct List {
        /// Its part of the table, which ends where that of the next term begins.
        var start: UInt32 = 0
        /// The documents with the term, and the greatest weight that one gives it.
        var length: UInt32 = 0
        var recent = RecentEntries.Block()
        var peak: UInt16 = 0
    }

    /// By term.
    private var lists: [List] = []
    private var table = TermLists()
    private var recent = RecentEntries()
    private var crowds = CrowdSums()
    /// By document: the slot of the cluster that it counts for; for a copy `uncounted`, or `unlisted`
    /// where it stands in no list.
    private var clusters: [Int32] = []
    /// Whether a block of `recent` is as long as one can be.
    private var isBlockFull = false
    private static let uncounted: Int32 = -1
    private static let unlisted: Int32 = -2

    /// Adds the next document. It counts for nothing until `assign`.
    mutating func add(_ document: Int, of vectors: DocumentVectors, vocabulary: Int) {
        clusters.append(Self.unlisted)
        if lists.count < vocabulary {
            let end = List(start: UInt32(truncatingIfNeeded: table.units.count))
            lists += repeatElement(end, count: vocabulary - lists.count)
        }
        var lists = lists.mutableSpan
        var walk = vectors.terms(of: document)
        while walk.next(vectors.units.span) {
            guard walk.weight > 0 else { continue }
            lists[walk.number].length &+= 1
            lists[walk.number].peak = max(lists[walk.number].peak, walk.weight)
        }
    }

    /// Counts a document for the cluster at `cluster`, or for none.
    mutating func assign(_ document: Int, to cluster: Int?, of vectors: DocumentVectors) {
        let former = clusters[document]
        guard let cluster else {
            guard former >= 0 else { return }
            clusters[document] = Self.uncounted
            crowds.uncount(document, of: vectors, in: Int(former))
            return
        }
        clusters[document] = Int32(truncatingIfNeeded: cluster)
        if former != clusters[document] {
            if former >= 0 { crowds.uncount(document, of: vectors, in: Int(former)) }
            crowds.count(document, of: vectors, in: cluster, clusters: clusters)
        }
        guard former == Self.unlisted else { return }
        let slot = UInt32(truncatingIfNeeded: document)
        var isBlockFull = isBlockFull
        do {
            // By itself, since only one could be written to where it is.
            var recent = RecentEntries()
            swap(&recent, &self.recent)
            defer { swap(&recent, &self.recent) }
            var lists = lists.mutableSpan
            var walk = vectors.terms(of: document)
            while walk.next(vectors.units.span) {
                guard walk.weight > 0 else { continue }
                recent.add(slot, walk.weight, to: &lists[walk.number].recent)
                if lists[walk.number].recent.isFull { isBlockFull = true }
            }
        }
        self.isBlockFull = isBlockFull
        // None may grow beyond what its count can tell.
        if isBlockFull { merge() }
    }

    /// Sums that are kept of such clusters: of each its different terms.
    var crowdTerms: Int { crowds.termCount }

    /// Whether so many documents count for a cluster that what they sum up to is known: `sum` costs nothing.
    func isCrowd(_ cluster: Int) -> Bool { crowds.contains(cluster) }

    /// Whether a document counts for a cluster.
    func counts(_ document: Int) -> Bool { clusters[document] >= 0 }

    /// Begins anew with documents that count for these clusters; -1 for one that counts for none.
    mutating func restart(_ vectors: DocumentVectors, vocabulary: Int, clusters: [Int32]) {
        self = TermIndex()
        self.clusters = clusters
        rebuild(vectors, vocabulary: vocabulary)
    }

    /// Replaces every vector by those of `vectors`; what the documents count for stays.
    mutating func rebuild(_ vectors: DocumentVectors, vocabulary: Int) {
        recent = RecentEntries(from: clusters.count)
        isBlockFull = false
        for slot in clusters.indices where clusters[slot] < 0 { clusters[slot] = Self.unlisted }
        // What there was goes first, so that both never stand side by side.
        table = TermLists()
        crowds = CrowdSums()
        let (ends, size) = measure(vectors, vocabulary: vocabulary)
        table = TermLists(of: vectors, clusters: clusters, ends: ends, size: size)
        crowds = CrowdSums(vectors, clusters: clusters)
    }

    /// Makes the lists of so many terms as long as these documents make them and side by side; answers
    /// where each begins, and the units of them all.
    private mutating func measure(
        _ vectors: DocumentVectors, vocabulary: Int
    ) -> (ends: [TermLists.End], size: Int) {
        var lists = [List](repeating: List(), count: vocabulary)
        // Until all are known: in the place of its start the units of each, in that of its block the last
        // slot.
        var span = lists.mutableSpan
        for slot in clusters.indices {
            let isCounted = clusters[slot] >= 0
            let number = UInt32(truncatingIfNeeded: slot)
            var walk = vectors.terms(of: slot)
            while walk.next(vectors.units.span) {
                guard walk.weight > 0 else { continue }
                var list = span[walk.number]
                if isCounted {
                    let size = StepWalk.size(of: number, behind: list.recent.start)
                    list.start &+= UInt32(truncatingIfNeeded: size)
                    list.recent.start = number
                }
                list.length &+= 1
                list.peak = max(list.peak, walk.weight)
                span[walk.number] = list
            }
        }
        var ends: [TermLists.End] = []
        ends.reserveCapacity(vocabulary)
        var end: UInt32 = 0
        for term in span.indices {
            let units = span[term].start
            (span[term].start, span[term].recent.start) = (end, 0)
            ends.append(TermLists.End(place: end))
            end += units
        }
        self.lists = lists
        return (ends, Int(end))
    }

    /// Where the list of a term stands in the table.
    private func listed(_ term: Int) -> Range<Int> {
        let next = term &+ 1
        return Int(
            lists[term].start)..<(next < lists.count
            ? Int(lists[next].start) : table.units.count)
    }

    /// Whether so much came since the table was made that it is worth making it anew.
    var isOutgrown: Bool { recent.count > max(65_536, table.units.count / 4) }

    /// Makes the table anew of the table and of what came since.
    mutating func merge() {
        var merged = TermLists()
        merged.reserve(table, and: recent.count)
        for term in lists.indices {
            let range = listed(term)
            lists[term].start = merged.append(
                table, at: range, and: recent.entries(of: lists[term].recent), recent.units.span)
            lists[term].recent = RecentEntries.Block()
        }
        table = merged
        recent = RecentEntries(from: clusters.count)
        isBlockFull = false
    }

    /// Lets go of all documents.
    mutating func removeAll() {
        self = TermIndex()
    }

    /// The documents that hold a term, copies among them, and the greatest weight that one gives it.
    func length(of term: Vocabulary.Term) -> Int {
        Int(term) < lists.count ? Int(lists[Int(term)].length) : 0
    }

    /// The units of a term's list: about as many as it has entries.
    func size(of term: Vocabulary.Term) -> Int {
        Int(term) < lists.count
            ? listed(Int(term)).count &+ Int(lists[Int(term)].recent.count) : 0
    }

    func peak(of term: Vocabulary.Term) -> UInt16 {
        Int(term) < lists.count ? lists[Int(term)].peak : 0
    }

    /// Adds to `row` the dot products of a vector with the clusters' sums, by those of its terms that
    /// are skipped or by those that are not.
    ///
    /// - Parameter onlyFound: whether those that `row` has are all of interest.
    func addDots(
        of probe: GroupProbe, where isSkipped: [Bool], is chosen: Bool, to row: inout DotRow,
        onlyFound: Bool = false
    ) {
        var most = 0
        for i in isSkipped.indices where isSkipped[i] == chosen {
            let term = Int(probe.terms[i])
            guard term < lists.count else { continue }
            most += size(of: probe.terms[i])
            row.queue(StepWalk(listed(term)), weight: probe.weights[i])
        }
        row.reserve(onlyFound ? 0 : most)
        row.addQueued(table.units.span, of: clusters.span, onlyFound: onlyFound)
        for i in isSkipped.indices where isSkipped[i] == chosen {
            let term = Int(probe.terms[i])
            guard term < lists.count, lists[term].recent.count > 0 else { continue }
            row.queue(recent.entries(of: lists[term].recent), weight: probe.weights[i])
        }
        row.addQueued(recent.units.span, of: clusters.span, onlyFound: onlyFound)
    }

    /// The documents that hold the term and count for a cluster: for one of two, and for any.
    func holders(of term: Vocabulary.Term, in cluster: Int, or second: Int?) -> (
        inside: Int, all: Int
    ) {
        guard Int(term) < lists.count else { return (0, 0) }
        let (first, second) = (
            Int32(truncatingIfNeeded: cluster), Int32(truncatingIfNeeded: second ?? cluster)
        )
        let clusters = clusters.span
        var result = (inside: 0, all: 0)
        func count(_ entries: StepWalk, _ units: Span<UInt32>) {
            var walk = entries
            while walk.next(units) {
                let held = clusters[walk.number]
                result.all &+= held >= 0 ? 1 : 0
                result.inside &+= held >= 0 && (held == first || held == second) ? 1 : 0
            }
        }
        count(StepWalk(listed(Int(term))), table.units.span)
        count(recent.entries(of: lists[Int(term)].recent), recent.units.span)
        return result
    }

    /// The sum of the term's weights over the documents that count for one cluster.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        if let sum = crowds.sum(of: term, in: cluster) { return sum }
        guard Int(term) < lists.count else { return 0 }
        let cluster = Int32(truncatingIfNeeded: cluster)
        let clusters = clusters.span
        func sum(_ entries: StepWalk, _ units: Span<UInt32>) -> Int64 {
            var walk = entries
            var sum: Int64 = 0
            while walk.next(units) {
                sum &+= clusters[walk.number] == cluster ? Int64(walk.weight) : 0
            }
            return sum
        }
        return sum(StepWalk(listed(Int(term))), table.units.span)
            &+ sum(recent.entries(of: lists[Int(term)].recent), recent.units.span)
    }
}
