/// Puts the numbers of a text's terms in order, digit by digit from the lowest (radix sort): some hundred
/// numbers that stand in no order are compared much longer.
struct DigitSort: Sendable {
    private static let digitBits: UInt64 = 6
    private static let digits = 1 << Int(digitBits)

    /// Each number above the place where it stood.
    private var entries: [UInt64] = []
    private var moved: [UInt64] = []

    mutating func sort(_ numbers: [UInt32]) {
        entries.removeAll(keepingCapacity: true)
        var all: UInt32 = 0
        for (place, number) in numbers.enumerated() {
            entries.append(UInt64(number) &<< 32 | UInt64(truncatingIfNeeded: place))
            all |= number
        }
        moved.removeAll(keepingCapacity: true)
        moved.append(contentsOf: repeatElement(0, count: entries.count))
        var shift: UInt64 = 32
        while shift < 64, all &>> UInt32(truncatingIfNeeded: shift &- 32) > 0 {
            var target: [UInt64] = []
            swap(&target, &moved)
            Self.move(entries.span, to: &target, byDigitAt: shift)
            (entries, moved) = (target, entries)
            shift &+= Self.digitBits
        }
    }

    /// The number at a place of the order, and where it stood.
    subscript(place: Int) -> (number: UInt32, place: Int) {
        (
            UInt32(truncatingIfNeeded: entries[place] &>> 32),
            Int(truncatingIfNeeded: entries[place] & 0xffff_ffff)
        )
    }

    private static func move(
        _ entries: Span<UInt64>, to moved: inout [UInt64], byDigitAt shift: UInt64
    ) {
        var ends = InlineArray<64, Int>(repeating: 0)
        for i in entries.indices { ends[digit(of: entries[i], at: shift)] &+= 1 }
        var end = 0
        for digit in 0..<digits {
            end &+= ends[digit]
            ends[digit] = end &- ends[digit]
        }
        var moved = moved.mutableSpan
        for i in entries.indices {
            let digit = digit(of: entries[i], at: shift)
            moved[ends[digit]] = entries[i]
            ends[digit] &+= 1
        }
    }

    @inline(__always)
    private static func digit(of entry: UInt64, at shift: UInt64) -> Int {
        Int(truncatingIfNeeded: entry &>> shift) & (digits - 1)
    }
}
