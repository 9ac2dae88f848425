/// The few terms with the greatest weights of many: a short list is kept in order, without sorting
/// them all.
struct TopTerms {
    private let limit: Int
    /// The greatest first.
    private(set) var held: [(term: Vocabulary.Term, weight: Int64, key: UInt64)] = []

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

/// Names of terms, chosen for a person.
enum WholeNames {
    /// `names` without the words that one of the pairs among them says already; a pair that shares a
    /// word with an earlier one is left out. In their order.
    static func of(_ names: [String]) -> [String] {
        var said: Set<Substring> = []
        var pairs: Set<String> = []
        for name in names where name.utf8.contains(UInt8(ascii: " ")) {
            let words = name.split(separator: " ")
            if words.contains(where: said.contains) { continue }
            said.formUnion(words)
            pairs.insert(name)
        }
        return names.filter { name in
            name.utf8.contains(UInt8(ascii: " "))
                ? pairs.contains(name) : !said.contains(name[...])
        }
    }
}
