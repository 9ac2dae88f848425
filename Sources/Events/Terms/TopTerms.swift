/// The few terms with the greatest weights of many: a short list is kept in order, without sorting
/// them all.
struct TopTerms {
    private let limit: Int
    /// The greatest first.
    private(set) var held: [(term: Vocabulary.Term, weight: Int64, key: UInt64)] = []

    var isFull: Bool { held.count == limit }
    /// The least weight that is held.
    var least: Int64 { held.last?.weight ?? 0 }

    init(limit: Int) {
        self.limit = limit
    }

    /// `key` decides between equal weights: unlike its number, it is the same after a restart.
    mutating func offer(_ term: Vocabulary.Term, weight: Int64, key: UInt64) {
        func isBehind(_ other: (term: Vocabulary.Term, weight: Int64, key: UInt64)) -> Bool {
            other.weight != weight ? other.weight > weight : other.key < key
        }
        if held.count == limit, let last = held.last, isBehind(last) { return }
        let place = held.partitioningIndex { !isBehind($0) }
        held.insert((term, weight, key), at: place)
        if held.count > limit { held.removeLast() }
    }
}
