/// Where the terms of one document stand in its list of terms.
struct TermPlaces {
    private struct Entry {
        var term: Vocabulary.Term = 0
        /// 1 + the place; 0 for a free one.
        var place: UInt32 = 0
    }

    /// With linear probing: small, so that it stays in the nearest cache, which a table by the numbers
    /// of all terms would not.
    private var entries = [Entry](repeating: Entry(), count: 1_024)
    private var used: [Int32] = []

    /// The place of a term; one that is new has the place `next` from now on.
    mutating func place(of term: Vocabulary.Term, orNew next: Int) -> Int {
        if used.count * 2 >= entries.count { grow() }
        let slot = slot(of: term)
        if entries[slot].place > 0 { return Int(entries[slot].place - 1) }
        entries[slot] = Entry(term: term, place: UInt32(truncatingIfNeeded: next + 1))
        used.append(Int32(truncatingIfNeeded: slot))
        return next
    }

    mutating func removeAll() {
        for slot in used { entries[Int(slot)].place = 0 }
        used.removeAll(keepingCapacity: true)
    }

    private func slot(of term: Vocabulary.Term) -> Int {
        let mask = entries.count - 1
        var slot = Int((term &* 0x9e37_79b1) >> 16) & mask
        while entries[slot].place > 0 && entries[slot].term != term { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = used.map { entries[Int($0)] }
        entries = [Entry](repeating: Entry(), count: entries.count * 2)
        used.removeAll(keepingCapacity: true)
        for entry in old {
            let slot = slot(of: entry.term)
            entries[slot] = entry
            used.append(Int32(truncatingIfNeeded: slot))
        }
    }
}
