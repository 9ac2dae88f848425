/// What came into the lists of terms since their table was made: a block for each term, its entries side
/// by side as `StepWalk` reads them, which moves to a place of twice the size when it is full.
///
/// A block begins with the slot that came last, behind which the next is told.
struct RecentEntries: Sendable {
    private(set) var units: [UInt32] = []
    /// Units in all blocks.
    private(set) var count = 0
    /// Where blocks were left, by the logarithm of their size.
    private var vacant: [[UInt32]] = []
    /// The slot from which on entries are near: that of the first document that came since.
    private let base: UInt32

    /// The part of `units` that a term's entries have.
    struct Block {
        var start: UInt32 = 0
        /// Units, that of the last slot among them; 0 for none.
        var count: UInt16 = 0

        /// Whether no other may be added.
        var isFull: Bool { count >= .max - 2 }
    }

    init(from base: Int = 0) {
        self.base = UInt32(truncatingIfNeeded: base)
    }

    /// A walk through a block.
    func entries(of block: Block) -> StepWalk {
        let start = Int(block.start)
        return block.count == 0
            ? StepWalk(0..<0) : StepWalk((start + 1)..<(start + Int(block.count)), behind: base)
    }

    /// Adds to a block that is not full.
    mutating func add(_ slot: UInt32, _ weight: UInt16, to block: inout Block) {
        let held = Int(block.count)
        let last = held == 0 ? base : units[Int(block.start)]
        let head = max(1, held)
        let size = StepWalk.size(of: slot, behind: last)
        let level = Self.level(of: head + size)
        if held == 0 || Self.level(of: held) < level { move(&block, to: level) }
        let start = Int(block.start)
        units[start] = slot
        units[start + head] = StepWalk.head(of: slot, behind: last, weight: weight)
        if size == 2 { units[start + head + 1] = slot }
        block.count = UInt16(truncatingIfNeeded: head + size)
        count += head + size - held
    }

    /// The logarithm of the room that so many units have.
    private static func level(of count: Int) -> Int {
        Int.bitWidth - (count - 1).leadingZeroBitCount
    }

    /// Gives a block a place of another size.
    private mutating func move(_ block: inout Block, to level: Int) {
        while vacant.count <= level { vacant.append([]) }
        let place: UInt32
        if let left = vacant[level].popLast() {
            place = left
        } else {
            place = UInt32(truncatingIfNeeded: units.count)
            units += repeatElement(0, count: 1 << level)
        }
        if block.count > 0 {
            let (from, to) = (Int(block.start), Int(place))
            for i in 0..<Int(block.count) { units[to + i] = units[from + i] }
            vacant[Self.level(of: Int(block.count))].append(block.start)
        }
        block.start = place
    }
}
