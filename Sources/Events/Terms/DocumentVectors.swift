internal import Platform

/// The terms of all documents that are held, with their counts and weights, side by side by slot: an
/// array for each document would take more than what is in it, and reading all of them in turn is what
/// a change of weights does.
///
/// Terms ascend in a document. So most are told by a step of two bytes, and what looks for the common
/// terms of a window, which were met early, is done before the end.
struct DocumentVectors: Sendable {
    /// In each document its terms, as `StepWalk` reads them, each with its part of the unit vector in
    /// 1/65,536; 65,535 stands for 1.
    private(set) var units: [UInt32] = []
    /// In the units of `TermCount`, at the same places; 0 beside the second unit of a far term.
    private var counts: [UInt16] = []
    /// Where the units of each document begin, and behind the last one's end.
    private var starts: [UInt32] = [0]
    private var titles = TitlePlaces()
    // Working space.
    private var sorter = DigitSort()
    private var products: [Double] = []

    /// Documents.
    var count: Int { starts.count - 1 }

    /// Where a document's units stand: about one for each term.
    func range(of slot: Int) -> Range<Int> {
        Int(starts[slot])..<Int(starts[slot + 1])
    }

    /// The terms of a document, with weights.
    @inline(__always)
    func terms(of slot: Int) -> StepWalk { StepWalk(range(of: slot)) }

    /// Those that have a weight.
    func weighedTerms(of slot: Int) -> (terms: [Vocabulary.Term], weights: [Int64]) {
        var (terms, weights) = ([Vocabulary.Term](), [Int64]())
        terms.reserveCapacity(range(of: slot).count)
        weights.reserveCapacity(range(of: slot).count)
        var walk = self.terms(of: slot)
        while walk.next(units.span) {
            guard walk.weight > 0 else { continue }
            terms.append(Vocabulary.Term(truncatingIfNeeded: walk.number))
            weights.append(Int64(walk.weight))
        }
        return (terms, weights)
    }

    /// Adds the next document, without weights.
    mutating func append(_ document: DocumentTerms) {
        sorter.sort(document.terms)
        var last: Vocabulary.Term = 0
        for i in document.terms.indices {
            let (term, place) = sorter[i]
            StepWalk.append(term, behind: last, weight: 0, to: &units)
            last = term
            counts.append(document.counts[place])
            if counts.count < units.count { counts.append(0) }
            if place < document.titleCount { titles.note(i) }
        }
        titles.end()
        starts.append(UInt32(truncatingIfNeeded: units.count))
    }

    /// Gives a document its unit vector.
    mutating func weigh(_ slot: Int, by termWeights: TermWeights) {
        let range = range(of: slot)
        termWeights.weigh(&units, counts, range, products: &products)
    }

    mutating func weighAll(by termWeights: TermWeights) {
        for slot in 0..<count { weigh(slot, by: termWeights) }
    }

    /// The weight of a term in a document, 0 where it has not that term.
    func weight(of term: Vocabulary.Term, in slot: Int) -> Int64 {
        find(term, in: slot).map { Int64($0) } ?? 0
    }

    func contains(_ term: Vocabulary.Term, in slot: Int) -> Bool { find(term, in: slot) != nil }

    private func find(_ term: Vocabulary.Term, in slot: Int) -> UInt16? {
        var walk = terms(of: slot)
        while walk.next(units.span), walk.number <= Int(term) {
            if walk.number == Int(term) { return walk.weight }
        }
        return nil
    }

    /// Lets go of the first documents.
    mutating func removeFirst(_ documents: Int) {
        let first = starts[documents]
        units.removeSubrange(..<Int(first))
        counts.removeSubrange(..<Int(first))
        starts.letGo(first: documents)
        for slot in starts.indices { starts[slot] -= first }
        titles.removeFirst(documents)
    }

    /// A term of a title with its part of the title's own vector, in the units of vectors.
    typealias TitleTerm = (term: Vocabulary.Term, weight: UInt32)

    /// The terms of a document's title that have a weight, as a vector of unit length.
    func readTitle(of slot: Int, into title: inout [TitleTerm]) {
        title.removeAll(keepingCapacity: true)
        let places = titles.places(of: slot)
        guard let last = places.last else { return }
        var (next, place, square) = (places.startIndex, 0, 0)
        var walk = terms(of: slot)
        while place <= Int(last), walk.next(units.span) {
            if place == Int(places[next]) {
                next += 1
                if walk.weight > 0 {
                    title.append(
                        (Vocabulary.Term(truncatingIfNeeded: walk.number), UInt32(walk.weight)))
                    square += Int(walk.weight) * Int(walk.weight)
                }
            }
            place += 1
        }
        let scale = Double(UInt16.max) / Double(square).squareRoot()
        for i in title.indices {
            title[i].weight = UInt32((Double(title[i].weight) * scale).rounded())
        }
    }

    /// Gives every term another number: that of `numbers`, which keep their order and are nowhere
    /// farther from each other than they were.
    mutating func renumber(_ numbers: [Vocabulary.Term]) {
        // Read and written in one array, since no term takes more units than before.
        var end = 0
        for slot in 0..<count {
            var walk = terms(of: slot)
            starts[slot] = UInt32(truncatingIfNeeded: end)
            var last: Vocabulary.Term = 0
            var place = walk.place
            while walk.next(units.span) {
                let term = numbers[walk.number]
                let count = counts[place]
                place = walk.place
                units[end] = StepWalk.head(of: term, behind: last, weight: walk.weight)
                counts[end] = count
                if StepWalk.size(of: term, behind: last) == 2 {
                    units[end + 1] = term
                    counts[end + 1] = 0
                    end += 1
                }
                end += 1
                last = term
            }
        }
        units.letGo(last: units.count - end)
        counts.letGo(last: counts.count - end)
        starts[count] = UInt32(truncatingIfNeeded: end)
    }
}
