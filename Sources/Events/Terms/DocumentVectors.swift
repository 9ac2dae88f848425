/// The terms of all documents that are held, with their counts and weights, side by side by slot: an
/// array for each document would take more than what is in it, and reading all of them in turn is what
/// a change of weights does.
struct DocumentVectors: Sendable {
    /// In each document in the order in which they first stand in the text.
    private(set) var terms: [Vocabulary.Term] = []
    /// In the units of `TermCount`.
    private(set) var counts: [UInt16] = []
    /// The unit vectors, in 1/65,536; 65,535 stands for 1.
    private(set) var weights: [UInt16] = []
    /// Where the terms of each document begin, and behind the last one's end.
    private var starts: [UInt32] = [0]

    /// Documents.
    var count: Int { starts.count - 1 }

    /// Where a document's terms stand.
    func range(of slot: Int) -> Range<Int> {
        Int(starts[slot])..<Int(starts[slot + 1])
    }

    /// Adds the next document, without weights.
    mutating func append(_ document: DocumentTerms) {
        terms += document.terms
        counts += document.counts
        weights.append(contentsOf: repeatElement(0, count: document.terms.count))
        starts.append(UInt32(truncatingIfNeeded: terms.count))
    }

    /// Gives a document its unit vector.
    mutating func weigh(_ slot: Int, by termWeights: TermWeights) {
        let range = range(of: slot)
        // Spans of our own arrays would stand in the way of writing into another of them.
        let (terms, counts) = (terms, counts)
        termWeights.weigh(
            terms.span.extracting(range), counts.span.extracting(range), into: &weights,
            at: range.lowerBound)
    }

    mutating func weighAll(by termWeights: TermWeights) {
        for slot in 0..<count { weigh(slot, by: termWeights) }
    }

    /// The dot product of a document's vector with itself.
    func squaredLength(of slot: Int) -> Int64 {
        var sum: Int64 = 0
        for place in range(of: slot) { sum &+= Int64(weights[place]) &* Int64(weights[place]) }
        return sum
    }

    /// The weight of a term in a document, 0 where it has not that term.
    func weight(of term: Vocabulary.Term, in slot: Int) -> Int64 {
        for place in range(of: slot) where terms[place] == term { return Int64(weights[place]) }
        return 0
    }

    func contains(_ term: Vocabulary.Term, in slot: Int) -> Bool {
        range(of: slot).contains { terms[$0] == term }
    }

    /// Lets go of the first documents.
    mutating func removeFirst(_ documents: Int) {
        let first = starts[documents]
        terms.removeSubrange(..<Int(first))
        counts.removeSubrange(..<Int(first))
        weights.removeSubrange(..<Int(first))
        starts.removeSubrange(..<documents)
        for slot in starts.indices { starts[slot] -= first }
    }

    /// Gives every term another number: that of `numbers`.
    mutating func renumber(_ numbers: [Vocabulary.Term]) {
        for place in terms.indices { terms[place] = numbers[Int(terms[place])] }
    }
}
