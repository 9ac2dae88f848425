/// The lists of all terms, one after the other in the order of the terms: the slots of the documents
/// with a term, each with its weight there, as `StepWalk` reads them. Most steps fit two bytes: of a
/// list of slots and one of weights by themselves a third is saved.
struct TermLists: Sendable {
    private(set) var units: [UInt32] = []

    /// Where a list that is being written ends so far, and its last slot.
    struct End {
        var place: UInt32
        var slot: UInt32 = 0
    }

    init() {}

    /// The lists of those documents whose cluster, by slot, is not negative, in places that were
    /// measured for them.
    ///
    /// - Parameters:
    ///   - ends: by term, where its list begins.
    ///   - size: in units, of all.
    init(of vectors: DocumentVectors, clusters: [Int32], ends: [End], size: Int) {
        var ends = ends
        var written = [UInt32](repeating: 0, count: size)
        var endSpan = ends.mutableSpan
        var units = written.mutableSpan
        for slot in clusters.indices where clusters[slot] >= 0 {
            let number = UInt32(truncatingIfNeeded: slot)
            var walk = vectors.terms(of: slot)
            while walk.next(vectors.units.span) {
                guard walk.weight > 0 else { continue }
                let end = endSpan[walk.number]
                let place = Int(end.place)
                units[place] = StepWalk.head(of: number, behind: end.slot, weight: walk.weight)
                let size = StepWalk.size(of: number, behind: end.slot)
                if size == 2 { units[place &+ 1] = number }
                endSpan[walk.number] = End(
                    place: UInt32(truncatingIfNeeded: place &+ size), slot: number)
            }
        }
        self.units = written
    }

    /// Makes room for another table with so many entries more.
    mutating func reserve(_ others: TermLists, and entries: Int) {
        units.reserveCapacity(others.units.count + entries)
    }

    /// Appends a list of another table with more entries behind it; answers where it begins.
    mutating func append(
        _ others: TermLists, at range: Range<Int>, and more: StepWalk, _ moreUnits: Span<UInt32>
    ) -> UInt32 {
        let begin = UInt32(truncatingIfNeeded: units.count)
        units += others.units[range]
        var more = more
        guard more.next(moreUnits) else { return begin }
        var walk = StepWalk(range)
        while walk.next(others.units.span) {}
        var last = UInt32(truncatingIfNeeded: walk.number)
        repeat {
            let slot = UInt32(truncatingIfNeeded: more.number)
            StepWalk.append(slot, behind: last, weight: more.weight, to: &units)
            last = slot
        } while more.next(moreUnits)
        return begin
    }
}
