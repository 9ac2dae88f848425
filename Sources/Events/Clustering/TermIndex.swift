/// From a term to the documents that hold it: what makes scoring against all clusters cheap.
///
/// The dot product of a vector with a cluster's sum is the sum of those with its members, so no
/// cluster vector is kept and a move or merge costs nothing here.
///
/// Most of a list stands in a table that is made in one go, what came since in a block of its own: to
/// follow a chain would be to wait for memory at every entry. Copies count for nothing and stand in no
/// list, but they are counted: a length tells how common a term is.
struct TermIndex: Sendable {
    /// Where the list of a term stands, and what is known of it: side by side, since every search asks
    /// for all of it.
    private struct List {
        /// Its part of the table.
        var start: UInt32 = 0
        var count: UInt32 = 0
        /// Its block of `recent`.
        var recentStart: UInt32 = 0
        var recentCount: UInt32 = 0
        /// The documents with the term, and the greatest weight that one gives it.
        var length: UInt32 = 0
        var peak: UInt16 = 0

        var table: Range<Int> { Int(start)..<Int(start) + Int(count) }
        var recent: Range<Int> { Int(recentStart)..<Int(recentStart) + Int(recentCount) }
    }

    /// By term.
    private var lists: [List] = []
    // The table.
    private var slots: [UInt32] = []
    private var weights: [UInt16] = []
    private var recent = RecentEntries()
    /// By document: the slot of the cluster that it counts for; for a copy `uncounted`, or `unlisted`
    /// where it stands in no list.
    private var clusters: [Int32] = []
    private static let uncounted: Int32 = -1
    private static let unlisted: Int32 = -2

    /// Adds the next document. It counts for nothing until `assign`.
    mutating func add(_ document: Int, of vectors: DocumentVectors, vocabulary: Int) {
        clusters.append(Self.unlisted)
        if lists.count < vocabulary {
            lists += repeatElement(List(), count: vocabulary - lists.count)
        }
        for i in vectors.range(of: document) where vectors.weights[i] > 0 {
            let term = Int(vectors.terms[i])
            lists[term].length &+= 1
            lists[term].peak = max(lists[term].peak, vectors.weights[i])
        }
    }

    /// Counts a document for the cluster at `cluster`, or for none.
    mutating func assign(_ document: Int, to cluster: Int?, of vectors: DocumentVectors) {
        let former = clusters[document]
        guard let cluster else {
            if former >= 0 { clusters[document] = Self.uncounted }
            return
        }
        clusters[document] = Int32(truncatingIfNeeded: cluster)
        guard former == Self.unlisted else { return }
        let slot = UInt32(truncatingIfNeeded: document)
        for i in vectors.range(of: document) where vectors.weights[i] > 0 {
            let term = Int(vectors.terms[i])
            let list = lists[term]
            lists[term].recentStart = recent.add(
                slot, vectors.weights[i], toBlockAt: list.recentStart, holding: list.recentCount)
            lists[term].recentCount = list.recentCount &+ 1
        }
    }

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
        recent = RecentEntries()
        for slot in clusters.indices where clusters[slot] < 0 { clusters[slot] = Self.unlisted }
        lists = measured(vectors, vocabulary: vocabulary)
        let count = lists.last.map { Int($0.start) + Int($0.count) } ?? 0
        // What there was goes first, so that both never stand side by side.
        (slots, weights) = ([], [])
        var (slots, weights) = (
            [UInt32](repeating: 0, count: count), [UInt16](repeating: 0, count: count)
        )
        fill(&slots, &weights, with: vectors)
        (self.slots, self.weights) = (slots, weights)
    }

    /// The lists of so many terms, as long as these documents make them and side by side.
    private func measured(_ vectors: DocumentVectors, vocabulary: Int) -> [List] {
        var lists = [List](repeating: List(), count: vocabulary)
        var span = lists.mutableSpan
        let (terms, given) = (vectors.terms.span, vectors.weights.span)
        for slot in clusters.indices {
            let counts: UInt32 = clusters[slot] >= 0 ? 1 : 0
            for i in vectors.range(of: slot) where given[i] > 0 {
                let term = Int(terms[i])
                span[term].count &+= counts
                span[term].length &+= 1
                span[term].peak = max(span[term].peak, given[i])
            }
        }
        var end: UInt32 = 0
        for term in span.indices {
            span[term].start = end
            end += span[term].count
        }
        return lists
    }

    /// Writes the table, for which there is room.
    private func fill(
        _ slots: inout [UInt32], _ weights: inout [UInt16], with vectors: DocumentVectors
    ) {
        var ends = lists.map(\.start)
        var places = ends.mutableSpan
        var slotSpan = slots.mutableSpan
        var weightSpan = weights.mutableSpan
        let (terms, given) = (vectors.terms.span, vectors.weights.span)
        for slot in clusters.indices where clusters[slot] >= 0 {
            for i in vectors.range(of: slot) where given[i] > 0 {
                let place = Int(places[Int(terms[i])])
                slotSpan[place] = UInt32(truncatingIfNeeded: slot)
                weightSpan[place] = given[i]
                places[Int(terms[i])] &+= 1
            }
        }
    }

    /// Whether so much came since the table was made that it is worth making it anew.
    var isOutgrown: Bool { recent.count > max(65_536, slots.count / 4) }

    /// Makes the table anew of the table and of what came since.
    mutating func merge() {
        slots = merged(slots, recent.slots)
        weights = merged(weights, recent.weights)
        recent = RecentEntries()
        var end: UInt32 = 0
        for term in lists.indices {
            let list = lists[term]
            lists[term].start = end
            lists[term].count = list.count + list.recentCount
            (lists[term].recentStart, lists[term].recentCount) = (0, 0)
            end += lists[term].count
        }
    }

    private func merged<Element>(_ table: [Element], _ recent: [Element]) -> [Element] {
        var merged: [Element] = []
        merged.reserveCapacity(table.count + self.recent.count)
        for list in lists {
            merged += table[list.table]
            merged += recent[list.recent]
        }
        return merged
    }

    /// Lets go of all documents.
    mutating func removeAll() {
        self = TermIndex()
    }

    /// The documents that hold a term, copies among them, and the greatest weight that one gives it.
    func length(of term: Vocabulary.Term) -> Int {
        Int(term) < lists.count ? Int(lists[Int(term)].length) : 0
    }

    /// The entries in a term's list.
    func entries(of term: Vocabulary.Term) -> Int {
        Int(term) < lists.count
            ? Int(lists[Int(term)].count &+ lists[Int(term)].recentCount) : 0
    }

    func peak(of term: Vocabulary.Term) -> UInt16 {
        Int(term) < lists.count ? lists[Int(term)].peak : 0
    }

    /// Adds to `row` the dot products of a vector with the clusters' sums.
    func addDots(of term: Vocabulary.Term, weight: Int64, to row: inout DotRow) {
        guard Int(term) < lists.count else { return }
        let list = lists[Int(term)]
        row.reserve(Int(list.count + list.recentCount))
        if list.count > 0 {
            row.add(
                slots.span.extracting(list.table), weights.span.extracting(list.table),
                of: clusters.span, weight: weight)
        }
        if list.recentCount > 0 {
            row.add(
                recent.slots.span.extracting(list.recent),
                recent.weights.span.extracting(list.recent), of: clusters.span, weight: weight)
        }
    }

    /// The documents that hold the term and count for a cluster: for one of two, and for any.
    func holders(of term: Vocabulary.Term, in cluster: Int, or second: Int?) -> (
        inside: Int, all: Int
    ) {
        guard Int(term) < lists.count else { return (0, 0) }
        let list = lists[Int(term)]
        let table = Self.holders(
            slots.span.extracting(list.table), clusters.span, cluster, second ?? cluster)
        let recent = Self.holders(
            recent.slots.span.extracting(list.recent), clusters.span, cluster, second ?? cluster)
        return (table.inside + recent.inside, table.all + recent.all)
    }

    private static func holders(
        _ slots: Span<UInt32>, _ clusters: Span<Int32>, _ first: Int, _ second: Int
    ) -> (inside: Int, all: Int) {
        var result = (inside: 0, all: 0)
        for i in slots.indices {
            let cluster = Int(clusters[Int(slots[i])])
            result.all &+= cluster >= 0 ? 1 : 0
            result.inside &+= cluster >= 0 && (cluster == first || cluster == second) ? 1 : 0
        }
        return result
    }

    /// The sum of the term's weights over the documents that count for one cluster.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        guard Int(term) < lists.count else { return 0 }
        let list = lists[Int(term)]
        return Self.sum(
            slots.span.extracting(list.table), weights.span.extracting(list.table),
            clusters.span, cluster)
            &+ Self.sum(
                recent.slots.span.extracting(list.recent),
                recent.weights.span.extracting(list.recent), clusters.span, cluster)
    }

    private static func sum(
        _ slots: Span<UInt32>, _ weights: Span<UInt16>, _ clusters: Span<Int32>, _ cluster: Int
    ) -> Int64 {
        var sum: Int64 = 0
        for i in slots.indices where Int(clusters[Int(slots[i])]) == cluster {
            sum &+= Int64(weights[i])
        }
        return sum
    }
}
