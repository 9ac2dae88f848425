/// Where the terms of one document stand in its list of terms.
struct TermPlaces {
    private struct Entry {
        var term: Vocabulary.Term = 0
        var place: UInt32 = 0
        /// The document that it is of; what is of an earlier one is free.
        var document: UInt32 = 0
    }

    /// With linear probing: small, so that it stays in the nearest cache, which a table by the numbers
    /// of all terms would not.
    private var entries = [Entry](repeating: Entry(), count: 1_024)
    private var document: UInt32 = 1
    private var count = 0

    /// The place of a term; one that is new has the place `next` from now on.
    mutating func place(of term: Vocabulary.Term, orNew next: Int) -> Int {
        if count * 2 >= entries.count { grow() }
        let slot = slot(of: term)
        if entries[slot].document == document { return Int(entries[slot].place) }
        entries[slot] = Entry(
            term: term, place: UInt32(truncatingIfNeeded: next), document: document)
        count += 1
        return next
    }

    mutating func removeAll() {
        count = 0
        if document == .max {
            entries = [Entry](repeating: Entry(), count: entries.count)
            document = 0
        }
        document += 1
    }

    private func slot(of term: Vocabulary.Term) -> Int {
        let mask = entries.count - 1
        var slot = Int((term &* 0x9e37_79b1) >> 16) & mask
        while entries[slot].document == document && entries[slot].term != term {
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        let old = entries
        entries = [Entry](repeating: Entry(), count: old.count * 2)
        for entry in old where entry.document == document { entries[slot(of: entry.term)] = entry }
    }
}
