/// The sum of the vectors of a cluster, by term; zero for most.
struct TermSums: Sendable {
    /// No sum is greater than that of a term that is all of 65,537 documents.
    private var sums: [UInt32] = []
    private(set) var touched: [Vocabulary.Term] = []
    /// Above every term that has a sum.
    private var end = 0
    // Working space.
    private var title: [DocumentVectors.TitleTerm] = []

    /// Makes room for so many terms.
    mutating func extend(to vocabulary: Int) {
        if sums.count < vocabulary {
            sums += repeatElement(0, count: vocabulary - sums.count)
        }
    }

    subscript(term: Vocabulary.Term) -> Int64 { Int64(sums[Int(term)]) }

    mutating func add(_ vectors: DocumentVectors, _ slot: Int) {
        // By itself, since only one could be written to where it is.
        var touched: [Vocabulary.Term] = []
        swap(&touched, &self.touched)
        var last = end
        var sums = sums.mutableSpan
        var walk = vectors.terms(of: slot)
        while walk.next(vectors.units.span) {
            guard walk.weight > 0 else { continue }
            let sum = sums[walk.number]
            if sum == 0 {
                touched.append(Vocabulary.Term(truncatingIfNeeded: walk.number))
                last = max(last, walk.number + 1)
            }
            sums[walk.number] = Self.sum(sum, UInt32(walk.weight))
        }
        end = last
        swap(&touched, &self.touched)
    }

    private static func sum(_ a: UInt32, _ b: UInt32) -> UInt32 {
        let (sum, overflows) = a.addingReportingOverflow(b)
        return overflows ? .max : sum
    }

    /// Sets the sum of a term that has none.
    mutating func set(_ term: Vocabulary.Term, _ sum: Int64) {
        touched.append(term)
        sums[Int(term)] = UInt32(clamping: sum)
        end = max(end, Int(term) + 1)
    }

    /// The dot product with a document's vector.
    func dot(_ vectors: DocumentVectors, _ slot: Int) -> Int64 {
        dot(vectors.terms(of: slot), vectors.units.span)
    }

    private func dot(_ walk: StepWalk, _ units: Span<UInt32>) -> Int64 {
        var walk = walk
        var dot: Int64 = 0
        let sums = sums.span
        // Terms ascend, and those behind the last that has a sum are of no use.
        while walk.next(units), walk.number < end {
            dot &+= Int64(walk.weight) &* Int64(sums[walk.number])
        }
        return dot
    }

    /// Adds the vector of a document's title, of unit length by itself: see `TitlePlaces`.
    mutating func addTitle(_ vectors: DocumentVectors, _ slot: Int) {
        vectors.readTitle(of: slot, into: &title)
        for (term, weight) in title {
            if sums[Int(term)] == 0 { touched.append(term) }
            sums[Int(term)] = Self.sum(sums[Int(term)], weight)
            end = max(end, Int(term) + 1)
        }
    }

    /// The dot product with the vector of a document's title.
    mutating func dotOfTitle(_ vectors: DocumentVectors, _ slot: Int) -> Int64 {
        vectors.readTitle(of: slot, into: &title)
        return title.reduce(0) { $0 &+ Int64($1.weight) &* Int64(sums[Int($1.term)]) }
    }

    /// What a document that is part of the sum has in common with the rest of it.
    func link(
        _ vectors: DocumentVectors, _ slot: Int, by vocabulary: Vocabulary
    ) -> OwnLink {
        var link = OwnLink()
        let (units, sums) = (vectors.units.span, sums.span)
        var walk = vectors.terms(of: slot)
        while walk.next(units) {
            let weight = Int64(walk.weight)
            let part = weight &* (Int64(sums[walk.number]) &- weight)
            link.dot &+= part
            guard part >= link.most, part > 0 else { continue }
            let term = Vocabulary.Term(truncatingIfNeeded: walk.number)
            if part > link.most
                || vocabulary.key(of: term) < vocabulary.key(of: link.strongest)
            {
                (link.strongest, link.most) = (term, part)
            }
        }
        return link
    }

    /// Adds to `dots`, at its place, the dot product with each document's vector.
    ///
    /// They stand anywhere, and to wait for memory is most of it: so of several the beginnings are read
    /// first, which does not wait for one after the other.
    func addDots(
        _ vectors: DocumentVectors, of documents: [(place: Int, slot: Int)],
        to dots: inout [Int64]
    ) {
        let (units, sums) = (vectors.units.span, sums.span)
        var heads = [(rest: StepWalk, dot: Int64)](
            repeating: (StepWalk(0..<0), 0), count: Self.ahead)
        var start = 0
        while start < documents.count {
            let count = min(Self.ahead, documents.count - start)
            for i in 0..<count {
                var walk = vectors.terms(of: documents[start + i].slot)
                let isFound = walk.next(units) && walk.number < end
                heads[i] = (
                    walk, isFound ? Int64(walk.weight) &* Int64(sums[walk.number]) : 0
                )
            }
            for i in 0..<count {
                let rest = dot(heads[i].rest, units)
                dots[documents[start + i].place] &+= heads[i].dot &+ rest
            }
            start += count
        }
    }

    /// Documents whose beginnings are read before the first of them is gone through.
    private static let ahead = 16

    mutating func reset() {
        for term in touched { sums[Int(term)] = 0 }
        touched.removeAll(keepingCapacity: true)
        end = 0
    }
}
