/// From an anchor to the first documents that have it, at most so many as make it a phrase.
///
/// Most of it is a table that is made in one go, its entries side by side by the leading bits of the
/// anchor: some seven bytes an entry. What came since is in chains until the table is made again.
struct AnchorIndex: Sendable {
    private struct Recent {
        var anchor: UInt32
        var slot: UInt32
        /// The next older one's place + 1; 0: none.
        var next: UInt32
    }

    /// Documents beyond which no more are noted for an anchor.
    private let mostHolders: Int

    // The table: the entries of bucket b begin at starts[b].
    private var starts: [UInt32] = [0, 0]
    private var tails: [UInt16] = []
    private var slots: [UInt32] = []
    /// How far an anchor is shifted to tell its bucket.
    private var shift: UInt32 = 32

    private var recent: [Recent] = []
    private var heads = [UInt32](repeating: 0, count: 256)

    /// The anchors that have as many holders as are noted.
    private(set) var phrases: Set<UInt32> = []

    init(mostHolders: Int) {
        self.mostHolders = mostHolders
    }

    /// Whether so much came since the table was made that it is worth making it anew.
    var isOutgrown: Bool { recent.count > max(16_384, slots.count / 4) }

    /// Puts the holders of `anchor` into `found`, in no order that means anything.
    func takeHolders(of anchor: UInt32, into found: inout [UInt32]) {
        found.removeAll(keepingCapacity: true)
        let bucket = bucket(of: anchor)
        let tail = UInt16(truncatingIfNeeded: anchor)
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) where tails[place] == tail {
            found.append(slots[place])
        }
        var place = heads[Int(anchor) & (heads.count - 1)]
        while place != 0 {
            let entry = recent[Int(place - 1)]
            if entry.anchor == anchor { found.append(entry.slot) }
            place = entry.next
        }
    }

    /// Notes a document for an anchor that has so many holders before it, which are fewer than
    /// `mostHolders`.
    mutating func add(_ slot: UInt32, to anchor: UInt32, beside holders: Int) {
        if holders + 1 == mostHolders { phrases.insert(anchor) }
        if recent.count >= heads.count { growHeads() }
        let head = Int(anchor) & (heads.count - 1)
        recent.append(Recent(anchor: anchor, slot: slot, next: heads[head]))
        heads[head] = UInt32(truncatingIfNeeded: recent.count)
    }

    private mutating func growHeads() {
        heads = [UInt32](repeating: 0, count: heads.count * 4)
        for place in recent.indices {
            let head = Int(recent[place].anchor) & (heads.count - 1)
            recent[place].next = heads[head]
            heads[head] = UInt32(truncatingIfNeeded: place + 1)
        }
    }

    /// Makes the table of all documents anew.
    ///
    /// - Parameters:
    ///   - documents: how many there are.
    ///   - total: the sum of their anchors.
    ///   - takeAnchors: puts those of a document into the array, each once.
    mutating func rebuild(
        documents: Int, total: Int, takeAnchors: (Int, inout [UInt32]) -> Void
    ) {
        recent = []
        heads = [UInt32](repeating: 0, count: 256)
        phrases = []
        // With the 16 bits of the tails they are those of the whole anchor.
        var bits: UInt32 = 16
        while bits < 28, total >> bits > 6 { bits += 1 }
        shift = 32 - bits
        starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        // Chosen twice, so that not all of them are held at once.
        var anchors: [UInt32] = []
        for document in 0..<documents {
            takeAnchors(document, &anchors)
            for anchor in anchors { starts[bucket(of: anchor) + 1] += 1 }
        }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        tails = [UInt16](repeating: 0, count: Int(starts[starts.count - 1]))
        slots = [UInt32](repeating: 0, count: tails.count)
        var ends = starts
        for document in 0..<documents {
            takeAnchors(document, &anchors)
            for anchor in anchors {
                let bucket = bucket(of: anchor)
                let tail = UInt16(truncatingIfNeeded: anchor)
                let end = Int(ends[bucket])
                var holders = 0
                for place in Int(starts[bucket])..<end where tails[place] == tail { holders += 1 }
                guard holders < mostHolders else { continue }
                if holders + 1 == mostHolders { phrases.insert(anchor) }
                tails[end] = tail
                slots[end] = UInt32(truncatingIfNeeded: document)
                ends[bucket] += 1
            }
        }
        closeGaps(ends)
    }

    /// Moves the entries together where phrases took less than was counted for them.
    private mutating func closeGaps(_ ends: [UInt32]) {
        var next = 0
        for bucket in 0..<(starts.count - 1) {
            let entries = Int(starts[bucket])..<Int(ends[bucket])
            starts[bucket] = UInt32(truncatingIfNeeded: next)
            if next == entries.lowerBound {
                next = entries.upperBound
                continue
            }
            for place in entries {
                tails[next] = tails[place]
                slots[next] = slots[place]
                next += 1
            }
        }
        starts[starts.count - 1] = UInt32(truncatingIfNeeded: next)
        tails.removeSubrange(next...)
        slots.removeSubrange(next...)
    }

    private func bucket(of anchor: UInt32) -> Int {
        // A shift by the whole width answers 0.
        Int(anchor >> shift)
    }
}
