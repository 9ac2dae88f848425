/// How many documents are tied to each by shared text, directly or through others (disjoint sets, united
/// by size). Depends on the ties alone, not on their order.
struct Kinship: Sendable {
    /// By slot: another of its kin, itself for the one that stands for all.
    private var parents: [UInt32] = []
    /// Of the one that stands for all: how many they are.
    private var counts: [UInt32] = []

    init(count: Int = 0) {
        for _ in 0..<count { append() }
    }

    /// Adds the next document, which is tied to none.
    mutating func append() {
        parents.append(UInt32(truncatingIfNeeded: parents.count))
        counts.append(1)
    }

    /// The document that stands for all kin of this one.
    func root(of slot: Int) -> Int {
        var slot = slot
        while Int(parents[slot]) != slot { slot = Int(parents[slot]) }
        return slot
    }

    /// The documents that are kin of this one, itself among them.
    func count(of slot: Int) -> Int { Int(counts[root(of: slot)]) }

    mutating func unite(_ a: Int, _ b: Int) {
        var (larger, smaller) = (root(of: a), root(of: b))
        if larger == smaller { return }
        if counts[larger] < counts[smaller] { swap(&larger, &smaller) }
        parents[smaller] = UInt32(truncatingIfNeeded: larger)
        counts[larger] += counts[smaller]
    }
}
