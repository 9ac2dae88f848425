/// Numbers by term, in a table small enough to stay near the processor: to hold many documents
/// against a few terms.
struct TermLookup {
    private var terms: [Vocabulary.Term]
    private var weights: [Int64]

    /// With room for `capacity` terms.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        terms = [Vocabulary.Term](repeating: .max, count: size)
        weights = [Int64](repeating: 0, count: size)
    }

    /// Beyond the capacity nothing may be set.
    mutating func set(_ term: Vocabulary.Term, _ weight: Int64) {
        let place = place(of: term)
        terms[place] = term
        weights[place] = weight
    }

    /// Adds a document's weights to `sums`, which stand in the order of `order`: a number for each
    /// term that was set.
    func add(_ vectors: DocumentVectors, _ slot: Int, to sums: inout [Int64]) {
        var walk = vectors.terms(of: slot)
        while walk.next(vectors.units.span) {
            let place = place(of: Vocabulary.Term(truncatingIfNeeded: walk.number))
            guard terms[place] != .max else { continue }
            sums[Int(weights[place])] &+= Int64(walk.weight)
        }
    }

    private func place(of term: Vocabulary.Term) -> Int {
        let mask = terms.count - 1
        var place = Self.hash(term) & mask
        while terms[place] != .max && terms[place] != term { place = (place + 1) & mask }
        return place
    }

    private static func hash(_ term: Vocabulary.Term) -> Int {
        Int(truncatingIfNeeded: (UInt64(term) &* 0x9e37_79b9_7f4a_7c15) >> 40)
    }
}
