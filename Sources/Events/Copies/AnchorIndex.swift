/// From an anchor to the first documents that have it, at most so many as make it a phrase. Those that
/// came later are kept apart: they take the places of the first ones when these leave.
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

    /// From an anchor that has as many holders as are noted to those that came later, in their order.
    private var phrases: [UInt32: [UInt32]] = [:]

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

    /// The holders of each of `anchors`, in no order that means anything, one after the other; `ends`
    /// tells where those of each end.
    ///
    /// Each stands anywhere, and to wait for memory is most of it: so where all of them begin is read
    /// first, which does not wait for one after the other.
    func holders(of anchors: [UInt32]) -> (found: [UInt32], ends: [Int]) {
        var begins: [(range: Range<UInt32>, head: UInt32)] = []
        begins.reserveCapacity(anchors.count)
        for anchor in anchors {
            let bucket = bucket(of: anchor)
            begins.append(
                (starts[bucket]..<starts[bucket + 1], heads[Int(anchor) & (heads.count - 1)]))
        }
        var firsts: [(tail: UInt16, recent: Recent)] = []
        firsts.reserveCapacity(anchors.count)
        let none = Recent(anchor: 0, slot: 0, next: 0)
        for (range, head) in begins {
            firsts.append(
                (
                    range.isEmpty ? 0 : tails[Int(range.lowerBound)],
                    head > 0 ? recent[Int(head - 1)] : none
                ))
        }
        var (found, ends): ([UInt32], [Int]) = ([], [])
        ends.reserveCapacity(anchors.count)
        for i in anchors.indices {
            let tail = UInt16(truncatingIfNeeded: anchors[i])
            let range = Int(begins[i].range.lowerBound)..<Int(begins[i].range.upperBound)
            if !range.isEmpty && firsts[i].tail == tail { found.append(slots[range.lowerBound]) }
            for place in range.dropFirst() where tails[place] == tail {
                found.append(slots[place])
            }
            var entry = firsts[i].recent
            var isThere = begins[i].head > 0
            while isThere {
                if entry.anchor == anchors[i] { found.append(entry.slot) }
                isThere = entry.next > 0
                if isThere { entry = recent[Int(entry.next - 1)] }
            }
            ends.append(found.count)
        }
        return (found, ends)
    }

    /// Notes a document, later than all before it, for an anchor that has so many holders.
    mutating func add(_ slot: UInt32, to anchor: UInt32, beside holders: Int) {
        guard holders < mostHolders else {
            phrases[anchor, default: []].append(slot)
            return
        }
        if holders + 1 == mostHolders { phrases[anchor] = [] }
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

    /// Takes into the table what came since it was made.
    mutating func rebuild() { rebuild(without: 0) }

    /// Lets go of the first documents; the slots of the others begin at 0 then. Answers those, by their
    /// new slots, that have an anchor which was a phrase: others may be its holders now.
    mutating func removeFirst(_ leaving: UInt32) -> Set<UInt32> {
        let formerPhrases = phrases
        phrases = [:]
        rebuild(without: leaving)
        var affected: Set<UInt32> = []
        var holders: [UInt32] = []
        for (anchor, later) in formerPhrases {
            takeHolders(of: anchor, into: &holders)
            affected.formUnion(holders)
            if holders.count == mostHolders { phrases[anchor] = [] }
            var count = holders.count
            for slot in later where slot >= leaving {
                affected.insert(slot - leaving)
                add(slot - leaving, to: anchor, beside: count)
                count += 1
            }
        }
        return affected
    }

    /// Makes the table anew, of all that is noted but for the first documents.
    private mutating func rebuild(without leaving: UInt32) {
        let (oldStarts, oldTails, oldSlots, oldShift) = (starts, tails, slots, shift)
        let added = recent
        recent = []
        heads = [UInt32](repeating: 0, count: 256)
        // With the 16 bits of the tails they are those of the whole anchor.
        var bits: UInt32 = 16
        while bits < 28, (oldSlots.count + added.count) >> bits > 6 { bits += 1 }
        shift = 32 - bits
        starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        // What stays, the older ones of an anchor first.
        let low = UInt16(truncatingIfNeeded: 1 << oldShift - 1)
        func visit(_ body: (_ anchor: UInt32, _ slot: UInt32) -> Void) {
            for bucket in 0..<(oldStarts.count - 1) {
                for place in Int(oldStarts[bucket])..<Int(oldStarts[bucket + 1])
                where oldSlots[place] >= leaving {
                    let anchor = UInt32(bucket) << oldShift | UInt32(oldTails[place] & low)
                    body(anchor, oldSlots[place] - leaving)
                }
            }
            for entry in added where entry.slot >= leaving {
                body(entry.anchor, entry.slot - leaving)
            }
        }
        visit { anchor, _ in starts[bucket(of: anchor) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        tails = [UInt16](repeating: 0, count: Int(starts[starts.count - 1]))
        slots = [UInt32](repeating: 0, count: tails.count)
        var ends = starts
        visit { anchor, slot in put(slot, for: anchor, &ends) }
    }

    private mutating func put(_ slot: UInt32, for anchor: UInt32, _ ends: inout [UInt32]) {
        let bucket = bucket(of: anchor)
        let end = Int(ends[bucket])
        tails[end] = UInt16(truncatingIfNeeded: anchor)
        slots[end] = slot
        ends[bucket] += 1
    }

    private func bucket(of anchor: UInt32) -> Int {
        // A shift by the whole width answers 0.
        Int(anchor >> shift)
    }
}
