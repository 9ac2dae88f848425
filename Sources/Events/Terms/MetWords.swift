/// The terms of words that were read lately, by the hash of word and language; of words that share a
/// place the latest. Most words of a text were in another one: these need no stem, and no look into the
/// vocabulary, which is far larger than the caches.
struct MetWords: Sendable {
    private struct Entry: Sendable {
        /// 0, which no hash is, for a free one.
        var key: UInt64 = 0
        var term: Vocabulary.Term = 0
    }

    private var entries: [Entry]

    /// - Parameter places: a power of two.
    init(places: Int) {
        entries = [Entry](repeating: Entry(), count: places)
    }

    mutating func removeAll() {
        for place in entries.indices { entries[place] = Entry() }
    }

    subscript(key: UInt64) -> Vocabulary.Term? {
        get {
            let entry = entries[Int(truncatingIfNeeded: key) & (entries.count - 1)]
            return entry.key == key ? entry.term : nil
        }
        set {
            guard let newValue else { return }
            entries[Int(truncatingIfNeeded: key) & (entries.count - 1)] = Entry(
                key: key, term: newValue)
        }
    }
}
