/// What came into the lists of terms since their table was made: a block for each term, its entries
/// side by side, which moves to a place of twice the size when it is full.
struct RecentEntries: Sendable {
    private(set) var slots: [UInt32] = []
    private(set) var weights: [UInt16] = []
    /// Entries in all blocks.
    private(set) var count = 0
    /// Where blocks were left, by the logarithm of their size.
    private var vacant: [[UInt32]] = []

    /// Adds to a block that begins at `start` and has `count` entries; answers where it then begins.
    mutating func add(
        _ slot: UInt32, _ weight: UInt16, toBlockAt start: UInt32, holding entries: UInt16
    ) -> UInt32 {
        var start = start
        let count = UInt32(entries)
        // Blocks have room for a power of two.
        if count & (count &- 1) == 0 { start = move(start, count) }
        slots[Int(start + count)] = slot
        weights[Int(start + count)] = weight
        self.count += 1
        return start
    }

    /// Gives a full block room for as much again, or an empty one room for one.
    private mutating func move(_ start: UInt32, _ count: UInt32) -> UInt32 {
        let level = count == 0 ? 0 : count.trailingZeroBitCount + 1
        let size = 1 << level
        while vacant.count <= level { vacant.append([]) }
        let place: UInt32
        if let left = vacant[level].popLast() {
            place = left
        } else {
            place = UInt32(truncatingIfNeeded: slots.count)
            slots += repeatElement(0, count: size)
            weights += repeatElement(0, count: size)
        }
        guard count > 0 else { return place }
        for i in 0..<count {
            slots[Int(place + i)] = slots[Int(start + i)]
            weights[Int(place + i)] = weights[Int(start + i)]
        }
        vacant[level - 1].append(start)
        return place
    }
}
