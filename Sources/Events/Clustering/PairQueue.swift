/// Pairs of clusters that score as one event, the best first; of equals the one with the older ids.
struct PairQueue {
    /// A cluster as it was when the score was taken.
    struct Side {
        var slot: Int
        var id: ClusterID
        var version: Int
    }

    struct Pair {
        var score: Double
        var older: Side
        var younger: Side
    }

    /// A binary heap.
    private var pairs: [Pair] = []

    mutating func add(_ score: Double, _ a: Side, _ b: Side) {
        let (older, younger) = a.id < b.id ? (a, b) : (b, a)
        pairs.append(Pair(score: score, older: older, younger: younger))
        var i = pairs.count - 1
        while i > 0, Self.precedes(pairs[i], pairs[(i - 1) / 2]) {
            pairs.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    mutating func popBest() -> Pair? {
        guard let best = pairs.first else { return nil }
        let last = pairs.removeLast()
        if pairs.isEmpty { return best }
        pairs[0] = last
        var i = 0
        while true {
            var first = i
            for child in [2 * i + 1, 2 * i + 2] where child < pairs.count {
                if Self.precedes(pairs[child], pairs[first]) { first = child }
            }
            if first == i { return best }
            pairs.swapAt(i, first)
            i = first
        }
    }

    private static func precedes(_ a: Pair, _ b: Pair) -> Bool {
        if a.score != b.score { return a.score > b.score }
        return (a.older.id, a.younger.id) < (b.older.id, b.younger.id)
    }
}
