/// The sum of the vectors of a few documents, by term.
struct SparseVector {
    /// Ascending.
    private var terms: [Vocabulary.Term] = []
    /// In the units of `Weight`, above 0.
    private var sums: [Int64] = []
    /// The greatest of `sums`.
    private(set) var peak: Int64 = 0

    init(_ vectors: DocumentVectors, _ slot: Int) {
        var walk = vectors.terms(of: slot)
        let count = vectors.range(of: slot).count
        terms.reserveCapacity(count)
        sums.reserveCapacity(count)
        while walk.next(vectors.units.span) {
            guard walk.weight > 0 else { continue }
            terms.append(Vocabulary.Term(truncatingIfNeeded: walk.number))
            sums.append(Int64(walk.weight))
        }
        peak = sums.max() ?? 0
    }

    /// The dot product, and the term that adds most to it with what it adds: 0 for none. Of equals the one
    /// with the lower key, since a restart numbers terms otherwise.
    func product(
        with other: SparseVector, by vocabulary: Vocabulary
    ) -> (dot: Int64, term: Vocabulary.Term, most: Int64) {
        if terms.count > other.terms.count {
            return other.product(with: self, by: vocabulary)
        }
        func isFirst(
            _ term: Vocabulary.Term, _ part: Int64,
            before best: (dot: Int64, term: Vocabulary.Term, most: Int64)
        ) -> Bool {
            part > best.most
                || part == best.most && vocabulary.key(of: term) < vocabulary.key(of: best.term)
        }
        var result: (dot: Int64, term: Vocabulary.Term, most: Int64) = (0, 0, 0)
        if terms.count * 16 < other.terms.count {
            // A document beside a large group: look its terms up.
            for i in terms.indices {
                let place = other.terms.partitioningIndex { $0 >= terms[i] }
                guard place < other.terms.count, other.terms[place] == terms[i] else { continue }
                let part = sums[i] &* other.sums[place]
                result.dot &+= part
                if isFirst(terms[i], part, before: result) {
                    (result.term, result.most) = (terms[i], part)
                }
            }
            return result
        }
        var (i, j) = (0, 0)
        while i < terms.count, j < other.terms.count {
            if terms[i] < other.terms[j] {
                i += 1
            } else if terms[i] > other.terms[j] {
                j += 1
            } else {
                let part = sums[i] &* other.sums[j]
                result.dot &+= part
                if isFirst(terms[i], part, before: result) {
                    (result.term, result.most) = (terms[i], part)
                }
                i += 1
                j += 1
            }
        }
        return result
    }

    mutating func add(_ other: SparseVector) {
        let (own, ownSums) = (terms, sums)
        terms.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        terms.reserveCapacity(own.count + other.terms.count)
        sums.reserveCapacity(own.count + other.terms.count)
        var (i, j) = (0, 0)
        while i < own.count || j < other.terms.count {
            let isOwn = j == other.terms.count || (i < own.count && own[i] <= other.terms[j])
            let isOther = i == own.count || (j < other.terms.count && other.terms[j] <= own[i])
            let sum = (isOwn ? ownSums[i] : 0) &+ (isOther ? other.sums[j] : 0)
            terms.append(isOwn ? own[i] : other.terms[j])
            sums.append(sum)
            peak = max(peak, sum)
            if isOwn { i += 1 }
            if isOther { j += 1 }
        }
    }
}
