/// From an anchor to the first documents that have it, at most so many as make it a phrase. Those that
/// came later are kept apart: they take the places of the first ones when these leave.
///
/// Most of it is a table that is made in one go, its entries side by side by the leading bits of the
/// anchor: some seven bytes an entry. What came since stands apart until the table is made again.
///
/// An anchor is the least of a dozen hashes, so most are small. Within they are spread, or a few buckets
/// would have nearly all.
struct AnchorIndex: Sendable {
    /// Documents beyond which no more are noted for an anchor.
    private let mostHolders: Int

    // The table: the entries of bucket b begin at starts[b].
    private var starts: [UInt32] = [0, 0]
    private var tails: [UInt16] = []
    private var slots: [UInt32] = []
    /// How far an anchor is shifted to tell its bucket.
    private var shift: UInt32 = 32

    private var recent = RecentAnchors()

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
        let spread = Self.spread(anchor)
        let bucket = bucket(of: spread)
        appendHolders(
            of: spread, in: Int(starts[bucket])..<Int(starts[bucket + 1]), to: &found)
        recent.appendHolders(of: spread, from: recent.begin(of: spread), to: &found)
    }

    private func appendHolders(
        of spread: UInt32, in range: Range<Int>, to found: inout [UInt32]
    ) {
        let tail = UInt16(truncatingIfNeeded: spread)
        for place in range where tails[place] == tail { found.append(slots[place]) }
    }

    /// Puts into `holders` those of each of `anchors`, in no order that means anything.
    ///
    /// Each stands anywhere, and to wait for memory is most of it: so where all of them begin is read
    /// first, which does not wait for one after the other.
    func take(_ anchors: [UInt32], into holders: inout AnchorHolders) {
        holders.removeAll()
        for anchor in anchors {
            let spread = Self.spread(anchor)
            let bucket = bucket(of: spread)
            holders.begins.append(
                .init(
                    spread: spread, start: starts[bucket], end: starts[bucket + 1],
                    recent: recent.begin(of: spread)))
        }
        // The first of a bucket: the others stand beside it.
        for i in holders.begins.indices {
            let begin = holders.begins[i]
            if begin.start < begin.end { holders.begins[i].first = tails[Int(begin.start)] }
        }
        for begin in holders.begins {
            var range = Int(begin.start)..<Int(begin.end)
            if !range.isEmpty {
                if begin.first == UInt16(truncatingIfNeeded: begin.spread) {
                    holders.slots.append(slots[range.lowerBound])
                }
                range = range.dropFirst()
                appendHolders(of: begin.spread, in: range, to: &holders.slots)
            }
            recent.appendHolders(of: begin.spread, from: begin.recent, to: &holders.slots)
            holders.ends.append(holders.slots.count)
        }
    }

    /// Notes a document, later than all before it, for an anchor that has so many holders.
    mutating func add(_ slot: UInt32, to anchor: UInt32, beside holders: Int) {
        guard holders < mostHolders else {
            phrases[anchor, default: []].append(slot)
            return
        }
        if holders + 1 == mostHolders { phrases[anchor] = [] }
        recent.append(Self.spread(anchor), slot: slot)
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
        let added = recent.entries
        recent = RecentAnchors()
        // With the 16 bits of the tails they are those of the whole anchor.
        var bits: UInt32 = 16
        while bits < 28, (oldSlots.count + added.count) >> bits > 6 { bits += 1 }
        shift = 32 - bits
        starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        // What stays, the older ones of an anchor first.
        let low = UInt16(truncatingIfNeeded: 1 << oldShift - 1)
        func visit(_ body: (_ spread: UInt32, _ slot: UInt32) -> Void) {
            for bucket in 0..<(oldStarts.count - 1) {
                for place in Int(oldStarts[bucket])..<Int(oldStarts[bucket + 1])
                where oldSlots[place] >= leaving {
                    let spread = UInt32(bucket) << oldShift | UInt32(oldTails[place] & low)
                    body(spread, oldSlots[place] - leaving)
                }
            }
            for entry in added where entry.slot >= leaving {
                body(entry.spread, entry.slot - leaving)
            }
        }
        visit { spread, _ in starts[bucket(of: spread) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        tails = [UInt16](repeating: 0, count: Int(starts[starts.count - 1]))
        slots = [UInt32](repeating: 0, count: tails.count)
        var ends = starts
        visit { spread, slot in put(slot, for: spread, &ends) }
    }

    private mutating func put(_ slot: UInt32, for spread: UInt32, _ ends: inout [UInt32]) {
        let bucket = bucket(of: spread)
        let end = Int(ends[bucket])
        tails[end] = UInt16(truncatingIfNeeded: spread)
        slots[end] = slot
        ends[bucket] += 1
    }

    private func bucket(of spread: UInt32) -> Int {
        // A shift by the whole width answers 0.
        Int(spread >> shift)
    }

    /// An anchor as one of numbers that are equally likely; no two have the same.
    private static func spread(_ anchor: UInt32) -> UInt32 { anchor &* 0x9e37_79b1 }
}

/// What is found for the anchors of one text; kept from text to text for the memory of its arrays.
struct AnchorHolders: Sendable {
    fileprivate struct Begin: Sendable {
        let spread: UInt32
        let start: UInt32
        let end: UInt32
        let recent: UInt32
        var first: UInt16 = 0
    }

    fileprivate var begins: [Begin] = []
    /// The holders of all anchors, one after the other.
    fileprivate(set) var slots: [UInt32] = []
    /// Where those of each end.
    fileprivate(set) var ends: [Int] = []

    fileprivate mutating func removeAll() {
        begins.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }
}
