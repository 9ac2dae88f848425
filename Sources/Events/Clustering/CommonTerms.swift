/// Which terms of a group find no candidate, since their lists are long for what they weigh.
extension Clusterer {
    /// The terms of a probe that find no candidate.
    struct CommonTerms {
        /// By place in the probe.
        var isSkipped: [Bool]
        var count = 0
        /// The most that they can add to a dot product with one document, unless it is crowded.
        var bound = 0.0
        /// Whether so many were skipped that a cluster may not be found.
        var isCrowded = false
    }

    /// A term of the probe with a long list.
    private struct LongList {
        var length: Int
        /// What tells the term apart in every process.
        var key: UInt64
        /// Its place in the probe.
        var place: Int
    }

    /// The terms that are to find no candidate, of those with long lists.
    func commonTerms(of probe: Probe, threshold: Double) -> CommonTerms {
        var long: [LongList] = []
        var volume = 0
        for i in probe.terms.indices {
            let length = terms.length(of: probe.terms[i])
            if length >= Self.longList {
                let key = vocabulary.key(of: probe.terms[i])
                long.append(LongList(length: length, key: key, place: i))
            }
            volume += length
        }
        // Which way is gone depends on the documents held alone, as after a restart.
        return volume > Self.crowdedVolume * min(probe.count, Self.mostCounted)
            ? dearTerms(of: probe, long, volume: volume)
            : idleTerms(of: probe, long, threshold: threshold)
    }

    /// As many terms, those with the longest lists first, as cannot bring a cluster to the threshold.
    private func idleTerms(
        of probe: Probe, _ long: [LongList], threshold: Double
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        // Half of it, so that what the rest finds can still be told from what cannot reach it.
        let budget =
            threshold / (probe.factor * largestFactor) * Weight.unitSquared * Double(probe.count)
            / 2
        let ordered = long.sorted {
            $0.length != $1.length ? $0.length > $1.length : $0.key < $1.key
        }
        for list in ordered {
            let place = list.place
            let most = probe.mosts[place]
            if skipped.bound + most > budget { continue }
            skipped.bound += most
            skipped.isSkipped[place] = true
            skipped.count += 1
        }
        return skipped
    }

    /// Terms, those first that take most time for what they weigh, until the lists of the others are
    /// short enough or there would be too little weight in them.
    private func dearTerms(
        of probe: Probe, _ long: [LongList], volume: Int
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        skipped.isCrowded = true
        var left = probe.weights.reduce(0.0) { $0 + Double($1) * Double($1) }
        let least = left * Self.keptSquares
        var volume = volume
        let most = Self.mostVolume * min(probe.count, Self.mostCounted)
        var dearest = DearestFirst(long, of: probe)
        while volume > most, let (list, cost) = dearest.next() {
            // What is left has longer lists for its weight, and so each more weight than this.
            if left - Double(Self.longList) / cost * (1 - 1e-9) < least { break }
            let place = list.place
            let weight = Double(probe.weights[place])
            if left - weight * weight < least { continue }
            left -= weight * weight
            volume -= list.length
            skipped.isSkipped[place] = true
            skipped.count += 1
        }
        return skipped
    }

    /// Lists by what they cost for what their terms weigh: a binary heap, since most of the order is
    /// never asked for.
    private struct DearestFirst {
        private var heap: [(cost: Double, key: UInt64, index: UInt32)] = []
        private let lists: [LongList]

        init(_ lists: [LongList], of probe: Probe) {
            self.lists = lists
            heap.reserveCapacity(lists.count)
            for (index, list) in lists.enumerated() {
                let weight = Double(probe.weights[list.place])
                let cost = Double(list.length) / (weight * weight)
                heap.append((cost, list.key, UInt32(truncatingIfNeeded: index)))
            }
            for place in (0..<(heap.count / 2)).reversed() { sink(place) }
        }

        /// The list that costs most, which is taken out, and its cost.
        mutating func next() -> (LongList, cost: Double)? {
            guard let first = heap.first else { return nil }
            let last = heap.removeLast()
            if !heap.isEmpty {
                heap[0] = last
                sink(0)
            }
            return (lists[Int(first.index)], first.cost)
        }

        private mutating func sink(_ place: Int) {
            var heap = heap.mutableSpan
            let entry = heap[place]
            var place = place
            while true {
                var child = 2 * place + 1
                guard child < heap.count else { break }
                if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) {
                    child += 1
                }
                guard Self.precedes(heap[child], entry) else { break }
                heap[place] = heap[child]
                place = child
            }
            heap[place] = entry
        }

        /// The order of the probe's terms, and their numbers, may be others after a restart: so of equals
        /// the keys decide.
        private static func precedes(
            _ a: (cost: Double, key: UInt64, index: UInt32),
            _ b: (cost: Double, key: UInt64, index: UInt32)
        ) -> Bool {
            a.cost != b.cost ? a.cost > b.cost : a.key < b.key
        }
    }

    /// Documents in a list from which on it is worth going around.
    private static let longList = 128
    /// Entries in the lists of a probe's terms, for each of its documents, from which on only its
    /// rarer terms find candidates, and how many these may have.
    private static let crowdedVolume = 8_192
    private static let mostVolume = 1_024
    /// More documents of a probe do not count there: what they have in common is its event, and that
    /// stands out of the sum of 16 already.
    private static let mostCounted = 16
    /// The share of a probe's squared length that finds candidates in any case.
    private static let keptSquares = 0.6
}
