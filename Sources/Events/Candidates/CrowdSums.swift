/// The sums of the vectors of clusters that very many documents count for, kept while these come and go.
///
/// What a score asks of a cluster is read from its documents or from the lists of the terms, whichever are
/// fewer. Of a cluster of thousands neither are few, so that each document that joins would cost more than
/// the one before: an event that everybody reports, or a feed that is written to cost much.
struct CrowdSums: Sendable {
    /// By slot of a cluster: the documents that count for it.
    private var counts: [Int32] = []
    /// Of those that are crowds: by term the sum of their weights.
    private var sums: [Int: [Vocabulary.Term: Int64]] = [:]
    /// Documents from which on a cluster is a crowd, and below which it is none any more.
    private static let least = 1_024
    private static let fewest = 512

    init() {}

    /// - Parameter clusters: by document the slot of the cluster that it counts for; below 0 for none.
    init(_ vectors: DocumentVectors, clusters: [Int32]) {
        for cluster in clusters where cluster >= 0 { count(1, in: Int(cluster)) }
        for cluster in counts.indices where counts[cluster] >= Self.least { sums[cluster] = [:] }
        guard !sums.isEmpty else { return }
        for (document, cluster) in clusters.enumerated() where cluster >= 0 {
            add(document, of: vectors, times: 1, to: Int(cluster))
        }
    }

    /// The terms of all crowds.
    var termCount: Int { sums.values.reduce(0) { $0 + $1.count } }

    func contains(_ cluster: Int) -> Bool { !sums.isEmpty && sums[cluster] != nil }

    /// The sum of a term's weights over the documents of a cluster; nil where it is no crowd.
    func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64? {
        guard !sums.isEmpty, let sums = sums[cluster] else { return nil }
        return sums[term] ?? 0
    }

    /// Counts a document for a cluster.
    ///
    /// - Parameter clusters: by document the slot of its cluster, of this one already.
    mutating func count(
        _ document: Int, of vectors: DocumentVectors, in cluster: Int, clusters: [Int32]
    ) {
        count(1, in: cluster)
        if sums[cluster] != nil {
            add(document, of: vectors, times: 1, to: cluster)
        } else if counts[cluster] >= Self.least {
            sums[cluster] = [:]
            for document in clusters.indices where clusters[document] == cluster {
                add(document, of: vectors, times: 1, to: cluster)
            }
        }
    }

    /// Takes a document out of a cluster that it counted for.
    mutating func uncount(_ document: Int, of vectors: DocumentVectors, in cluster: Int) {
        count(-1, in: cluster)
        guard sums[cluster] != nil else { return }
        if counts[cluster] < Self.fewest {
            sums[cluster] = nil
        } else {
            add(document, of: vectors, times: -1, to: cluster)
        }
    }

    private mutating func count(_ change: Int32, in cluster: Int) {
        if counts.count <= cluster {
            counts += repeatElement(0, count: cluster + 1 - counts.count)
        }
        counts[cluster] += change
    }

    /// Adds a document's weights to the sums of a cluster, where it is a crowd.
    private mutating func add(
        _ document: Int, of vectors: DocumentVectors, times factor: Int64, to cluster: Int
    ) {
        guard let index = sums.index(forKey: cluster) else { return }
        var walk = vectors.terms(of: document)
        while walk.next(vectors.units.span) {
            guard walk.weight > 0 else { continue }
            let term = Vocabulary.Term(truncatingIfNeeded: walk.number)
            sums.values[index][term, default: 0] &+= factor &* Int64(walk.weight)
        }
    }
}
