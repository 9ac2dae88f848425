/// The different shingles of one text, to hold others against.
struct ShingleSet: Sendable {
    private struct Place {
        var shingle: UInt32 = 0
        /// The filling that it is of; what is of an earlier one is empty.
        var filling: UInt32 = 0
        /// The comparison in which it was last met.
        var comparison: UInt32 = 0
        /// Where it stands first.
        var position: UInt32 = 0
    }

    private var places = [Place](repeating: Place(), count: 512)
    /// A bit for each shingle of this filling: most of another text have none, and need no look at
    /// their place.
    private var bits = [UInt64](repeating: 0, count: 128)
    private let hidden = HiddenPlaces()
    private var filling: UInt32 = 0
    private var comparison: UInt32 = 0
    private(set) var count = 0
    private(set) var outline = ShingleOutline()
    private var first: UInt32 = 0
    /// Without the last word, which is often cut in the middle.
    private var last: UInt32 = 0

    mutating func fill(with trace: Span<UInt8>) {
        if trace.count * 2 > places.count || filling == .max {
            var size = places.count
            while trace.count * 2 > size { size *= 2 }
            places = [Place](repeating: Place(), count: size)
            filling = 0
        }
        filling += 1
        (first, last) = Self.ends(of: trace)
        outline = ShingleOutline()
        for i in bits.indices { bits[i] = 0 }
        count = Self.fill(
            &places, &bits, &outline, hidden, with: trace, filling: filling)
    }

    /// Answers how many different ones there are.
    private static func fill(
        _ places: inout [Place], _ bits: inout [UInt64], _ outline: inout ShingleOutline,
        _ hidden: HiddenPlaces, with trace: Span<UInt8>, filling: UInt32
    ) -> Int {
        var places = places.mutableSpan
        var bits = bits.mutableSpan
        let mask = places.count - 1
        var count = 0
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let (word, bit) = Self.bit(of: shingle)
            bits[word] |= 1 &<< bit
            outline.insert(shingle)
            var place = hidden.place(of: UInt64(shingle), among: places.count)
            while places[place].filling == filling, places[place].shingle != shingle {
                place = (place + 1) & mask
            }
            guard places[place].filling != filling else { continue }
            places[place] = Place(
                shingle: shingle, filling: filling, position: UInt32(truncatingIfNeeded: i))
            count += 1
        }
        return count
    }

    /// What the text shares with the older one at `slot`, which has so many different `shingles`; nil
    /// where that is less than `least`.
    mutating func overlap(
        with trace: Span<UInt8>, of slot: Int, shingles: UInt16, atLeast least: Int
    ) -> TextOverlap? {
        beginComparison()
        // So many of the other's shingles may be no shared ones.
        var spare = trace.count - (TextTrace.shingleLength - 1) - least
        var shared = 0
        var run = 0
        var longest = 0
        // Where the first that both have ends, in words.
        var (start, otherStart) = (UInt32.max, UInt32.max)
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            guard mayHold(shingle) else {
                run = 0
                spare -= 1
                if spare < 0 { return nil }
                continue
            }
            let place = place(of: shingle)
            guard places[place].filling == filling else {
                run = 0
                spare -= 1
                if spare < 0 { return nil }
                continue
            }
            run += 1
            longest = max(longest, run)
            guard places[place].comparison != comparison else {
                spare -= 1
                if spare < 0 { return nil }
                continue
            }
            places[place].comparison = comparison
            shared += 1
            start = min(start, places[place].position)
            if shared == 1 { otherStart = UInt32(truncatingIfNeeded: i) }
        }
        if shared < least { return nil }
        let ends = Self.ends(of: trace)
        var overlap = TextOverlap(
            other: slot, shared: shared,
            own: .init(shingles: count, startIsShared: wasMet(first), endIsShared: wasMet(last)),
            others: .init(
                shingles: Int(shingles), startIsShared: wasMet(ends.first),
                endIsShared: wasMet(ends.last)))
        overlap.passage = min(longest, shared)
        overlap.lead =
            Int(min(max(start, otherStart), UInt32(UInt16.max)))
            &- (TextTrace.shingleLength - 1)
        return overlap
    }

    /// Whether so many different shingles are in the other text too; looks no further than it must.
    mutating func shares(_ least: Int, with trace: Span<UInt8>) -> Bool {
        beginComparison()
        var shared = 0
        var shingle: UInt32 = 0
        for i in trace.indices {
            if shared >= least { return true }
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let place = place(of: shingle)
            guard places[place].filling == filling, places[place].comparison != comparison
            else { continue }
            places[place].comparison = comparison
            shared += 1
        }
        return shared >= least
    }

    private mutating func beginComparison() {
        if comparison == .max {
            for i in places.indices { places[i].comparison = 0 }
            comparison = 0
        }
        comparison += 1
    }

    private func mayHold(_ shingle: UInt32) -> Bool {
        let (word, bit) = Self.bit(of: shingle)
        return bits[word] &>> bit & 1 != 0
    }

    /// A bit of 8,192.
    private static func bit(of shingle: UInt32) -> (word: Int, bit: UInt64) {
        let hash = shingle &* 0x9e37_79b1
        return (Int(hash &>> 25), UInt64(hash &>> 19) & 63)
    }

    private func wasMet(_ shingle: UInt32) -> Bool {
        let place = places[place(of: shingle)]
        return place.filling == filling && place.comparison == comparison
    }

    /// Where a shingle is or would be.
    private func place(of shingle: UInt32) -> Int {
        let mask = places.count - 1
        var place = hidden.place(of: UInt64(shingle), among: places.count)
        while places[place].filling == filling && places[place].shingle != shingle {
            place = (place + 1) & mask
        }
        return place
    }

    /// The first shingle of a text, and the last but one.
    private static func ends(of trace: Span<UInt8>) -> (first: UInt32, last: UInt32) {
        let length = TextTrace.shingleLength
        guard trace.count >= length else { return (0, 0) }
        let end = max(0, trace.count - length - 1)
        var (first, last): (UInt32, UInt32) = (0, 0)
        for i in 0..<length {
            first = first << 8 | UInt32(trace[i])
            last = last << 8 | UInt32(trace[end + i])
        }
        return (first, last)
    }
}

/// The shingles of a text as bits of few: tells without a look at two texts that they share little.
struct ShingleOutline: Sendable {
    private var bits = SIMD4<UInt64>()

    @inline(__always)
    mutating func insert(_ shingle: UInt32) {
        let hash = shingle &* 0x9e37_79b1
        bits[Int(hash &>> 30)] |= 1 &<< UInt64(hash &>> 24 & 63)
    }

    /// The most that a text with so many different shingles can share with another: of the shingles
    /// behind a bit that the other has not, none is shared.
    @inline(__always)
    func mostShared(_ count: Int, with other: ShingleOutline, _ others: Int) -> Int {
        min(
            count - Self.count(bits & ~other.bits),
            others - Self.count(other.bits & ~bits))
    }

    /// Bits that are set; without the instruction that not every processor has.
    @inline(__always)
    private static func count(_ bits: SIMD4<UInt64>) -> Int {
        let pairs = bits &- (bits &>> 1 & 0x5555_5555_5555_5555)
        let fours = (pairs & 0x3333_3333_3333_3333) &+ (pairs &>> 2 & 0x3333_3333_3333_3333)
        let eights = (fours &+ fours &>> 4) & 0x0f0f_0f0f_0f0f_0f0f
        let bytes = eights.wrappedSum()
        return Int((bytes &* 0x0101_0101_0101_0101) &>> 56)
    }
}
