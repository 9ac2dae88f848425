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

        var recent: Range<Int> { Int(recentStart)..<Int(recentStart) + Int(recentCount) }
    }

    /// By term.
    private var lists: [List] = []
    private var table = TermLists()
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
        // What there was goes first, so that both never stand side by side.
        table = TermLists()
        let size: Int
        (lists, size) = measured(vectors, vocabulary: vocabulary)
        table = TermLists(
            of: vectors, clusters: clusters, starts: lists.map(\.start), size: size)
    }

    /// The lists of so many terms, as long as these documents make them and side by side, and the units
    /// of them all.
    private func measured(
        _ vectors: DocumentVectors, vocabulary: Int
    ) -> (lists: [List], size: Int) {
        var lists = [List](repeating: List(), count: vocabulary)
        // Until all are known: in the place of its start the units of each.
        var lasts = [UInt32](repeating: 0, count: vocabulary)
        var span = lists.mutableSpan
        var last = lasts.mutableSpan
        let (terms, given) = (vectors.terms.span, vectors.weights.span)
        for slot in clusters.indices {
            let isCounted = clusters[slot] >= 0
            for i in vectors.range(of: slot) where given[i] > 0 {
                let term = Int(terms[i])
                if isCounted {
                    span[term].count &+= 1
                    span[term].start &+= TermLists.measure(slot, last: &last[term])
                }
                span[term].length &+= 1
                span[term].peak = max(span[term].peak, given[i])
            }
        }
        var end: UInt32 = 0
        for term in span.indices {
            let units = span[term].start
            span[term].start = end
            end += units
        }
        return (lists, Int(end))
    }

    /// Whether so much came since the table was made that it is worth making it anew.
    var isOutgrown: Bool { recent.count > max(65_536, table.count / 4) }

    /// Makes the table anew of the table and of what came since.
    mutating func merge() {
        var merged = TermLists()
        merged.reserve(table, and: recent.count)
        for term in lists.indices {
            let list = lists[term]
            lists[term].start = merged.append(
                table, at: list.start, holding: list.count, and: recent.slots[list.recent],
                recent.weights[list.recent])
            lists[term].count = list.count + list.recentCount
            (lists[term].recentStart, lists[term].recentCount) = (0, 0)
        }
        table = merged
        recent = RecentEntries()
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
                list.count, of: table.units.span, from: list.start, of: clusters.span,
                weight: weight)
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
        let second = second ?? cluster
        let (clusters, units, recent) = (clusters.span, table.units.span, recent.slots.span)
        var result = (inside: 0, all: 0)
        var cursor = TermLists.Cursor(at: list.start)
        for _ in 0..<list.count {
            _ = cursor.next(units)
            let held = Int(clusters[cursor.slot])
            result.all &+= held >= 0 ? 1 : 0
            result.inside &+= held >= 0 && (held == cluster || held == second) ? 1 : 0
        }
        for i in list.recent {
            let held = Int(clusters[Int(recent[i])])
            result.all &+= held >= 0 ? 1 : 0
            result.inside &+= held >= 0 && (held == cluster || held == second) ? 1 : 0
        }
        return result
    }

    /// The sum of the term's weights over the documents that count for one cluster.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        guard Int(term) < lists.count else { return 0 }
        let list = lists[Int(term)]
        let (clusters, units) = (clusters.span, table.units.span)
        let (slots, weights) = (recent.slots.span, recent.weights.span)
        var sum: Int64 = 0
        var cursor = TermLists.Cursor(at: list.start)
        for _ in 0..<list.count {
            let weight = cursor.next(units)
            if Int(clusters[cursor.slot]) == cluster { sum &+= Int64(weight) }
        }
        for i in list.recent where Int(clusters[Int(slots[i])]) == cluster {
            sum &+= Int64(weights[i])
        }
        return sum
    }
}
