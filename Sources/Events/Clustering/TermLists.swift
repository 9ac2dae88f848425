/// The lists of all terms, one after the other: the slots of the documents with a term, each with its
/// weight there.
///
/// A slot is told by the step from the one before it, which mostly fits two bytes: of a list of slots
/// and one of weights by themselves a third is saved, and each is one stream of memory to read.
struct TermLists: Sendable {
    /// A step and a weight; or `far`, the slot in two halves and a weight.
    private(set) var units: [UInt16] = []
    /// Entries of all lists.
    private(set) var count = 0

    private static let far = UInt16.max

    /// Where in a list it is read on.
    struct Cursor {
        private var place: Int
        /// That of the entry that was read last.
        private(set) var slot = 0

        init(at start: UInt32) { place = Int(start) }

        /// Reads the next entry, which there has to be, and answers its weight.
        @inline(__always)
        mutating func next(_ units: Span<UInt16>) -> UInt16 {
            let step = units[place]
            if step == TermLists.far {
                slot = Int(units[place &+ 1]) &<< 16 | Int(units[place &+ 2])
                place &+= 2
            } else {
                slot &+= Int(step)
            }
            let weight = units[place &+ 1]
            place &+= 2
            return weight
        }

        /// Where the entry after that begins.
        var end: Int { place }
    }

    init() {}

    /// The lists of those documents whose cluster, by slot, is not negative, in places that were
    /// measured for them.
    ///
    /// - Parameters:
    ///   - starts: by term.
    ///   - size: in units, of all.
    init(of vectors: DocumentVectors, clusters: [Int32], starts: [UInt32], size: Int) {
        // By term: where its list ends so far, and its last slot.
        var ends = starts
        var lasts = [UInt32](repeating: 0, count: starts.count)
        var written = [UInt16](repeating: 0, count: size)
        var count = 0
        var endSpan = ends.mutableSpan
        var lastSpan = lasts.mutableSpan
        var units = written.mutableSpan
        let (terms, weights) = (vectors.terms.span, vectors.weights.span)
        for slot in clusters.indices where clusters[slot] >= 0 {
            for i in vectors.range(of: slot) where weights[i] > 0 {
                let term = Int(terms[i])
                var place = Int(endSpan[term])
                let last = Int(lastSpan[term])
                if Self.isNear(slot, last) {
                    units[place] = UInt16(truncatingIfNeeded: slot &- last)
                } else {
                    units[place] = Self.far
                    units[place + 1] = UInt16(truncatingIfNeeded: slot &>> 16)
                    units[place + 2] = UInt16(truncatingIfNeeded: slot)
                    place += 2
                }
                units[place + 1] = weights[i]
                endSpan[term] = UInt32(truncatingIfNeeded: place + 2)
                lastSpan[term] = UInt32(truncatingIfNeeded: slot)
                count += 1
            }
        }
        self.units = written
        self.count = count
    }

    /// Whether a slot follows another in a list by a step that fits.
    private static func isNear(_ slot: Int, _ last: Int) -> Bool {
        slot >= last && slot - last < Int(far)
    }

    /// The units of an entry, and its slot as the last one.
    @inline(__always)
    static func measure(_ slot: Int, last: inout UInt32) -> UInt32 {
        defer { last = UInt32(truncatingIfNeeded: slot) }
        return isNear(slot, Int(last)) ? 2 : 4
    }

    /// Makes room for another table with so many entries more.
    mutating func reserve(_ others: TermLists, and entries: Int) {
        units.reserveCapacity(others.units.count + 4 * entries)
    }

    /// Appends a list of another table with more entries behind it; answers where it begins.
    mutating func append(
        _ others: TermLists, at start: UInt32, holding count: UInt32,
        and slots: ArraySlice<UInt32>, _ weights: ArraySlice<UInt16>
    ) -> UInt32 {
        let begin = UInt32(truncatingIfNeeded: units.count)
        var cursor = Cursor(at: start)
        for _ in 0..<count { _ = cursor.next(others.units.span) }
        units += others.units[Int(start)..<cursor.end]
        var last = cursor.slot
        for (slot, weight) in zip(slots, weights) {
            let slot = Int(slot)
            if Self.isNear(slot, last) {
                units.append(UInt16(truncatingIfNeeded: slot - last))
            } else {
                units.append(Self.far)
                units.append(UInt16(truncatingIfNeeded: slot &>> 16))
                units.append(UInt16(truncatingIfNeeded: slot))
            }
            units.append(weight)
            last = slot
        }
        self.count += Int(count) + slots.count
        return begin
    }
}
