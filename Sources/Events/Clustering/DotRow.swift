/// Dot products of one vector with the sums of clusters, by slot; zero for most.
struct DotRow: Sendable {
    private(set) var dots: [Int64] = []
    /// The slots that are not zero, and room for more.
    private var places: [UInt32] = []
    private var foundCount = 0

    /// The slots that are not zero, in no order that means anything.
    var found: ArraySlice<UInt32> { places[..<foundCount] }

    mutating func reset(clusters: Int) {
        let found = found
        var span = dots.mutableSpan
        for slot in found { span[Int(slot)] = 0 }
        foundCount = 0
        if dots.count < clusters { dots += repeatElement(0, count: clusters - dots.count) }
    }

    /// Sets the dot product of a slot that is not in `touched`.
    mutating func touch(_ slot: Int, dot: Int64) {
        reserve(1)
        dots[slot] = dot
        places[foundCount] = UInt32(truncatingIfNeeded: slot)
        foundCount += 1
    }

    /// Makes room for so many slots more, and one beyond them.
    mutating func reserve(_ count: Int) {
        let missing = foundCount + count + 1 - places.count
        if missing > 0 { places += repeatElement(0, count: missing + places.count) }
    }

    /// Adds `weight` times each entry's to the dot product of the cluster it counts for, when there is
    /// room for all.
    mutating func add(
        _ list: StepWalk, of units: Span<UInt32>, of clusters: Span<Int32>, weight: Int64
    ) {
        var count = foundCount
        var taken: [UInt32] = []
        swap(&taken, &places)
        defer { swap(&taken, &places) }
        var places = taken.mutableSpan
        var sums = dots.mutableSpan
        var walk = list
        while walk.next(units) {
            let cluster = Int(clusters[walk.number])
            guard cluster >= 0 else { continue }
            let sum = sums[cluster]
            // Written in any case and counted where it is new: a branch would be guessed wrong.
            places[count] = UInt32(truncatingIfNeeded: cluster)
            count &+= sum == 0 ? 1 : 0
            sums[cluster] = sum &+ weight &* Int64(walk.weight)
        }
        foundCount = count
    }

    /// The same for entries that are given.
    mutating func add(
        _ slots: Span<UInt32>, _ weights: Span<UInt16>, of clusters: Span<Int32>, weight: Int64
    ) {
        var count = foundCount
        var taken: [UInt32] = []
        swap(&taken, &places)
        defer { swap(&taken, &places) }
        var places = taken.mutableSpan
        var sums = dots.mutableSpan
        for i in slots.indices {
            let cluster = Int(clusters[Int(slots[i])])
            guard cluster >= 0 else { continue }
            let sum = sums[cluster]
            places[count] = UInt32(truncatingIfNeeded: cluster)
            count &+= sum == 0 ? 1 : 0
            sums[cluster] = sum &+ weight &* Int64(weights[i])
        }
        foundCount = count
    }
}
