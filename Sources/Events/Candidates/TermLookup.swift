/// The places of a few terms, in a table small enough to stay near the processor: to hold many documents
/// against them.
struct TermLookup {
    /// A term and its place in the list that was given; `none` where there is none.
    private var entries: [UInt64]
    private static let none = UInt64.max

    init(_ terms: [Vocabulary.Term]) {
        // So large that most terms of other documents meet an empty entry: which way a branch goes is
        // guessed right then.
        var size = 128
        while size < terms.count * 8 { size *= 2 }
        entries = [UInt64](repeating: Self.none, count: size)
        for (place, term) in terms.enumerated() {
            // Terms are numbered in turn: those of a document are spread by their lower bits.
            var i = Int(term) & (size - 1)
            while entries[i] != Self.none { i = (i + 1) & (size - 1) }
            entries[i] = UInt64(term) &<< 32 | UInt64(place)
        }
    }

    /// Adds a document's weights to `sums`, which stand in the order of the terms that were given.
    func add(_ vectors: DocumentVectors, _ slot: Int, to sums: inout [Int64]) {
        let (entries, units) = (entries.span, vectors.units.span)
        let mask = entries.count - 1
        var walk = vectors.terms(of: slot)
        while walk.next(units) {
            var i = walk.number & mask
            while entries[i] != Self.none {
                if entries[i] &>> 32 == UInt64(truncatingIfNeeded: walk.number) {
                    sums[Int(entries[i] & 0xffff_ffff)] &+= Int64(walk.weight)
                    break
                }
                i = (i &+ 1) & mask
            }
        }
    }
}
