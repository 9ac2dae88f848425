/// What becomes of copies when the documents leave that they were told by.
extension Window {
    /// Finds the partners anew that may be others once the first documents have left, those that
    /// `documents` does not hold any more; slots begin at 0 again.
    ///
    /// A text that was reprinted everywhere is linked to the first of its copies alone: when these
    /// leave, the others are still copies, of each other, as a restart would find them. Most documents
    /// have no partner among those that leave, and nobody's partner has: they stay as they are.
    mutating func unlinkFirst(_ leaving: Int) {
        var stale = Set(copies.removeFirst(leaving))
        stale.formUnion(identities.removeFirst(leaving, documents.traits))
        for (slot, document) in documents.enumerated() where !document.partners.isEmpty {
            // Of one with so many not all are known.
            if document.partners.count >= Self.mostPartners
                || document.partners.contains(where: { $0.slot < leaving })
            {
                stale.insert(slot)
            }
        }
        var overlaps: [Int: [TextOverlap]] = [:]
        for slot in stale { overlaps[slot] = tellingOverlaps(of: slot) }
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
        documents.forgetKin()
        uniteAll()
        for slot in touched { link(slot, overlaps[slot] ?? []) }
        partnerCount = documents.reduce(0) { $0 + $1.partners.count }
        reversed.removeAll()
    }

    /// Takes for kin all that are partners.
    private mutating func uniteAll() {
        for slot in documents.indices {
            for partner in documents[slot].partners { documents.kin.unite(slot, partner.slot) }
        }
    }

    /// The documents that are kin of one of `stale` by the partners that they have or by `overlaps`;
    /// ascending. What is judged of a pair depends on them all.
    private mutating func kin(of stale: Set<Int>, _ overlaps: [Int: [TextOverlap]]) -> [Int] {
        documents.forgetKin()
        uniteAll()
        for (slot, found) in overlaps {
            for overlap in found { documents.kin.unite(slot, overlap.other) }
        }
        let roots = Set(stale.map { documents.kin.root(of: $0) })
        return documents.indices.filter { roots.contains(documents.kin.root(of: $0)) }
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
