/// Dot products of one vector with the sums of clusters, by slot; zero for most.
struct DotRow: Sendable {
    private(set) var dots: [Int64] = []
    /// The slots that are not zero, and room for more.
    private var places: [UInt32] = []
    private var foundCount = 0
    /// What is to be added.
    private var lists: [List] = []

    private struct List {
        var entries: StepWalk
        var weight: Int64
        var isEmpty = false
    }

    /// The slots that are not zero, in no order that means anything.
    var found: ArraySlice<UInt32> { places[..<foundCount] }

    mutating func reset(clusters: Int) {
        let found = found
        var span = dots.mutableSpan
        for slot in found { span[Int(slot)] = 0 }
        foundCount = 0
        if dots.count < clusters { dots += repeatElement(0, count: clusters - dots.count) }
    }

    /// Keeps these, of those that are found.
    mutating func keep(_ kept: [Int]) {
        let keptDots = kept.map { dots[$0] }
        reset(clusters: 0)
        for (slot, dot) in zip(kept, keptDots) {
            dots[slot] = dot
            places[foundCount] = UInt32(truncatingIfNeeded: slot)
            foundCount += 1
        }
    }

    /// Adds to the dot products of those that are found, in their order.
    mutating func add(_ more: [Int64]) {
        for (slot, dot) in zip(found, more) { dots[Int(slot)] &+= dot }
    }

    /// Makes room for so many slots more, and one beyond them.
    mutating func reserve(_ count: Int) {
        let missing = foundCount + count + 1 - places.count
        if missing > 0 { places += repeatElement(0, count: missing + places.count) }
    }

    /// Has a list added by the next `addQueued`, each entry `weight` times.
    mutating func queue(_ entries: StepWalk, weight: Int64) {
        lists.append(List(entries: entries, weight: weight))
    }

    /// Adds to each cluster's dot product what the lists have of the documents that count for it.
    ///
    /// The lists stand anywhere, and to wait for memory is most of it: so of several the beginnings are
    /// read first, which does not wait for one after the other.
    ///
    /// - Parameters:
    ///   - clusters: by the slot of a document; what is negative counts for nothing.
    ///   - onlyFound: whether what is not found yet is of no interest. There has to be room for all
    ///     entries otherwise.
    mutating func addQueued(
        _ units: Span<UInt32>, of clusters: Span<Int32>, onlyFound: Bool = false
    ) {
        // By themselves, since only one could be written to where it is.
        var (lists, places) = ([List](), [UInt32]())
        swap(&lists, &self.lists)
        swap(&places, &self.places)
        var count = foundCount
        do {
            var lists = lists.mutableSpan
            var places = places.mutableSpan
            var sums = dots.mutableSpan
            var start = 0
            while start < lists.count {
                let end = min(start + Self.ahead, lists.count)
                for i in start..<end { lists[i].isEmpty = !lists[i].entries.next(units) }
                for i in start..<end where !lists[i].isEmpty {
                    var walk = lists[i].entries
                    let weight = lists[i].weight
                    repeat {
                        let cluster = Int(clusters[walk.number])
                        guard cluster >= 0 else { continue }
                        let sum = sums[cluster]
                        if onlyFound && sum == 0 { continue }
                        // Written in any case and counted where it is new: a branch would be guessed
                        // wrong.
                        places[count] = UInt32(truncatingIfNeeded: cluster)
                        count &+= sum == 0 ? 1 : 0
                        sums[cluster] = sum &+ weight &* Int64(walk.weight)
                    } while walk.next(units)
                }
                start = end
            }
        }
        foundCount = count
        lists.removeAll(keepingCapacity: true)
        swap(&lists, &self.lists)
        swap(&places, &self.places)
    }

    /// Lists whose beginnings are read before the first of them is gone through.
    private static let ahead = 16
}
