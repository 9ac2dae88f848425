/// What becomes of copies when the documents leave that they were told by.
extension Clusterer {
    /// Finds the partners anew that may be others once the first documents have left, those that
    /// `documents` does not hold any more; slots begin at 0 again.
    ///
    /// A text that was reprinted everywhere is linked to the first of its copies alone: when these
    /// leave, the others are still copies, of each other, as a restart would find them. Most documents
    /// have no partner among those that leave, and nobody's partner has: they stay as they are.
    mutating func unlinkFirst(_ leaving: Int) {
        var stale = Set(copies.removeFirst(leaving))
        stale.formUnion(identities.removeFirst(leaving))
        for (slot, document) in documents.enumerated() where !document.partners.isEmpty {
            // Of one with so many not all are known.
            if document.partners.count >= Self.mostPartners
                || document.partners.contains(where: { $0.slot < leaving })
            {
                stale.insert(slot)
            }
        }
        var overlaps: [Int: [TextOverlap]] = [:]
        for slot in stale {
            // By itself: as an argument it would have all that is held copied beside it.
            let found = copies.overlaps(of: slot)
            var telling = telling(found, of: slot)
            identities.add(partnersOf: slot, to: &telling)
            overlaps[slot] = telling
        }
        for slot in documents.indices {
            documents[slot].partners = documents[slot].partners.compactMap { partner in
                partner.slot >= leaving ? partner.moved(by: -leaving) : nil
            }
        }
        let touched = kin(of: stale, overlaps)
        for slot in touched where overlaps[slot] == nil {
            overlaps[slot] = documents[slot].partners.map(\.overlap).filter { $0.other < slot }
        }
        for slot in touched { documents[slot].partners = [] }
        for slot in touched { link(slot, overlaps[slot] ?? []) }
        reversed.removeAll()
        for slot in documents.indices {
            origins[slot] =
                documents[slot].partners.isEmpty ? slot : resolveOrigin(of: slot)
        }
    }

    /// The documents that are linked with one of `stale`, directly or through others, by the partners
    /// that they have and by `overlaps`; ascending. What is judged of a pair depends on them all.
    private func kin(of stale: Set<Int>, _ overlaps: [Int: [TextOverlap]]) -> [Int] {
        var seen = stale
        var queue = Array(stale)
        while let slot = queue.popLast() {
            let linked = documents[slot].partners.map(\.slot) + (overlaps[slot] ?? []).map(\.other)
            for other in linked where seen.insert(other).inserted { queue.append(other) }
        }
        return seen.sorted()
    }
}

extension CopyPartner {
    /// The same once all slots are so many higher.
    fileprivate func moved(by slots: Int) -> CopyPartner {
        var moved = self
        moved.overlap.other += slots
        return moved
    }
}
