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
    /// By document, while one is added: the shingles that it shares, and those of them that are too
    /// common to tell a copy.
    private var shared: [UInt32] = []
    private var phrases: [UInt32] = []

    init(settings: ClusterSettings) {
        self.settings = settings
    }

    /// Adds the next document and answers those whose text overlaps with its own enough for one
    /// to be a copy of the other, oldest first.
    mutating func add(_ body: TokenList) -> [TextOverlap] {
        let slot = UInt32(truncatingIfNeeded: extents.count)
        extents.append(Extent())
        shared.append(0)
        phrases.append(0)
        let (shingles, extent) = shingles(of: body)
        extents[Int(slot)] = extent
        var touched: [UInt32] = []
        for shingle in shingles { take(shingle, of: slot, touched: &touched) }

        touched.sort()
        var overlaps: [TextOverlap] = []
        var reprints = 0
        for other in touched {
            let count = Int(shared[Int(other)])
            let telling = count - Int(phrases[Int(other)])
            shared[Int(other)] = 0
            phrases[Int(other)] = 0
            let smaller = Double(min(extent.count, extents[Int(other)].count))
            let isCopy =
                telling >= settings.leastShared
                && Double(telling) >= settings.containment * smaller
            // A text that was reprinted everywhere is made of phrases: then it takes more of it.
            let isReprint =
                count >= settings.standingLeastShared
                && Double(count) >= settings.standingContainment * smaller
            if !isCopy {
                guard isReprint, reprints < Self.mostReprints else { continue }
                reprints += 1
            }
            overlaps.append(overlap(of: slot, shingles, with: other, shared: count))
        }
        return overlaps
    }

    /// Keeps the documents that `renumbered` has a new slot for (-1: gone).
    mutating func keep(_ renumbered: [Int32], count: Int) {
        var kept = CopyIndex(settings: settings)
        kept.extents = [Extent](repeating: Extent(), count: count)
        kept.shared = [UInt32](repeating: 0, count: count)
        kept.phrases = kept.shared
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

    /// Partners that a text made of phrases is given: they are partners of each other.
    private static let mostReprints = 4

    /// The different shingles of a text in ascending order.
    private func shingles(of body: TokenList) -> ([UInt64], Extent) {
        let length = settings.shingleLength
        let tokens = body.tokens
        guard tokens.count >= length else { return ([], Extent()) }
        var all: [UInt64] = []
        all.reserveCapacity(tokens.count)
        for i in 0...(tokens.count - length) {
            var shingle = tokens[i].hash
            for k in (i + 1)..<(i + length) { shingle = TermHash.combine(shingle, tokens[k].hash) }
            all.append(shingle)
        }
        // Without the last word, which is often cut in the middle.
        var extent = Extent(count: 0, first: all[0], last: all[max(0, all.count - 2)])
        all.sort()
        var different: [UInt64] = []
        different.reserveCapacity(all.count)
        for shingle in all where shingle != different.last { different.append(shingle) }
        extent.count = different.count
        return (different, extent)
    }

    /// Counts what the holders of a shingle share with the new document, and makes it one of them
    /// unless the shingle is a phrase.
    private mutating func take(_ shingle: UInt64, of slot: UInt32, touched: inout [UInt32]) {
        let newest = heads[shingle] ?? 0
        let isPhrase = holderCount(from: newest) >= settings.shingleHolders
        var place = newest
        while place != 0 {
            let holder = holders[Int(place - 1)]
            let other = Int(holder.slot)
            if shared[other] == 0 { touched.append(holder.slot) }
            shared[other] += 1
            if isPhrase { phrases[other] += 1 }
            place = holder.next
        }
        if !isPhrase { addHolder(slot, to: shingle) }
    }

    private func holderCount(from newest: UInt32) -> Int {
        var count = 0
        var place = newest
        while place != 0 {
            count += 1
            place = holders[Int(place - 1)].next
        }
        return count
    }

    private mutating func addHolder(_ slot: UInt32, to shingle: UInt64) {
        holders.append(Holder(slot: slot, next: heads[shingle] ?? 0))
        heads[shingle] = UInt32(truncatingIfNeeded: holders.count)
    }

    private func overlap(
        of slot: UInt32, _ shingles: [UInt64], with other: UInt32, shared: Int
    ) -> TextOverlap {
        let own = extents[Int(slot)]
        let others = extents[Int(other)]
        return TextOverlap(
            other: Int(other), shared: shared,
            own: .init(
                shingles: own.count, startIsShared: holds(own.first, slot: other),
                endIsShared: holds(own.last, slot: other)),
            others: .init(
                shingles: others.count, startIsShared: shingles.holds(others.first),
                endIsShared: shingles.holds(others.last)))
    }

    /// Whether a document has a shingle; a phrase may be anybody's.
    private func holds(_ shingle: UInt64, slot: UInt32) -> Bool {
        let newest = heads[shingle] ?? 0
        var place = newest
        while place != 0 {
            let holder = holders[Int(place - 1)]
            if holder.slot == slot { return true }
            place = holder.next
        }
        return holderCount(from: newest) >= settings.shingleHolders
    }
}

extension [UInt64] {
    /// Whether the array, which ascends, has the value.
    fileprivate func holds(_ value: UInt64) -> Bool {
        let place = partitioningIndex { $0 >= value }
        return place < count && self[place] == value
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
