/// Finds the documents that share running text with another: the w-shingles of all bodies (Broder,
/// "On the resemblance and containment of documents", 1997), none sampled, since a copied excerpt
/// has few of them.
///
/// Documents are told by their slot. A shingle's holders form a chain, newest first.
struct CopyIndex: Sendable {
    private struct Holder {
        var slot: UInt32
        /// The next older holder's place + 1; 0: none.
        var next: UInt32
    }

    /// The shingles of a document, as far as its partners need them.
    private struct Extent {
        var count = 0
        var first: UInt64 = 0
        var last: UInt64 = 0
    }

    private let settings: ClusterSettings
    private var heads = HashedIndex(capacity: 16_384)
    private var holders: [Holder] = []
    private var extents: [Extent] = []
    private var shared: [UInt32] = []

    init(settings: ClusterSettings) {
        self.settings = settings
    }

    /// Adds the next document and answers those whose text overlaps with its own enough for one
    /// to be a copy of the other, oldest first.
    mutating func add(_ body: TokenList) -> [TextOverlap] {
        let slot = UInt32(truncatingIfNeeded: extents.count)
        extents.append(Extent())
        shared.append(0)
        var extent = Extent()
        var touched: [UInt32] = []
        let length = settings.shingleLength
        let tokens = body.tokens
        var i = length
        while i <= tokens.count {
            var shingle = tokens[i - length].hash
            for k in (i - length + 1)..<i { shingle = TermHash.combine(shingle, tokens[k].hash) }
            if extent.first == 0 { extent.first = shingle }
            // Without the last word, which is often cut in the middle.
            if i < tokens.count || extent.last == 0 { extent.last = shingle }
            take(shingle, of: slot, extent: &extent, touched: &touched)
            i += 1
        }
        extents[Int(slot)] = extent

        touched.sort()
        var overlaps: [TextOverlap] = []
        for other in touched {
            let count = Int(shared[Int(other)])
            shared[Int(other)] = 0
            let smaller = min(extent.count, extents[Int(other)].count)
            guard
                Double(count)
                    >= max(Double(settings.leastShared), settings.containment * Double(smaller))
            else { continue }
            overlaps.append(overlap(of: slot, with: other, shared: count))
        }
        return overlaps
    }

    /// Keeps the documents that `renumbered` has a new slot for (-1: gone).
    mutating func keep(_ renumbered: [Int32], count: Int) {
        var kept = CopyIndex(settings: settings)
        kept.extents = [Extent](repeating: Extent(), count: count)
        kept.shared = [UInt32](repeating: 0, count: count)
        for (old, new) in renumbered.enumerated() where new >= 0 {
            kept.extents[Int(new)] = extents[old]
        }
        var chain: [UInt32] = []
        heads.visit { shingle, head in
            chain.removeAll(keepingCapacity: true)
            var place = head
            while place != 0 {
                let holder = holders[Int(place - 1)]
                let new = renumbered[Int(holder.slot)]
                if new >= 0 { chain.append(UInt32(new)) }
                place = holder.next
            }
            for slot in chain.reversed() { kept.addHolder(slot, to: shingle) }
        }
        self = kept
    }

    private mutating func take(
        _ shingle: UInt64, of slot: UInt32, extent: inout Extent, touched: inout [UInt32]
    ) {
        var place = heads[shingle] ?? 0
        if place != 0, holders[Int(place - 1)].slot == slot { return }
        extent.count += 1
        let newest = place
        var held = 0
        while place != 0 && held < settings.shingleHolders {
            held += 1
            place = holders[Int(place - 1)].next
        }
        if held >= settings.shingleHolders { return }
        place = newest
        while place != 0 {
            let holder = holders[Int(place - 1)]
            if shared[Int(holder.slot)] == 0 { touched.append(holder.slot) }
            shared[Int(holder.slot)] += 1
            place = holder.next
        }
        addHolder(slot, to: shingle)
    }

    private mutating func addHolder(_ slot: UInt32, to shingle: UInt64) {
        holders.append(Holder(slot: slot, next: heads[shingle] ?? 0))
        heads[shingle] = UInt32(truncatingIfNeeded: holders.count)
    }

    private func overlap(of slot: UInt32, with other: UInt32, shared: Int) -> TextOverlap {
        let own = extents[Int(slot)]
        let others = extents[Int(other)]
        return TextOverlap(
            other: Int(other), shared: shared,
            own: .init(
                shingles: own.count, startIsShared: holds(own.first, slot: other),
                endIsShared: holds(own.last, slot: other)),
            others: .init(
                shingles: others.count, startIsShared: holds(others.first, slot: slot),
                endIsShared: holds(others.last, slot: slot)))
    }

    private func holds(_ shingle: UInt64, slot: UInt32) -> Bool {
        var place = heads[shingle] ?? 0
        while place != 0 {
            let holder = holders[Int(place - 1)]
            if holder.slot == slot { return true }
            place = holder.next
        }
        return false
    }
}

/// How much running text two documents share, and where in each it stands.
struct TextOverlap: Sendable {
    struct Side: Sendable {
        /// Different shingles of the text.
        var shingles: Int
        /// Whether the other has its first, its last words too.
        var startIsShared: Bool
        var endIsShared: Bool
    }

    /// The slot of the older document.
    var other: Int
    var shared: Int
    var own: Side
    var others: Side

    /// Shared shingles over those of the smaller text, 0–1.
    var containment: Double {
        Double(shared) / Double(max(1, min(own.shingles, others.shingles)))
    }

    /// The same overlap as the other document sees it.
    func reversed(slot: Int) -> TextOverlap {
        TextOverlap(other: slot, shared: shared, own: others, others: own)
    }
}
