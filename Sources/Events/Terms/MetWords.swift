/// The terms of words that were read lately, by the hash of word and language; of words that share a
/// place the latest two. Most words of a text were in another one: these need no stem, and no look into
/// the vocabulary, which is far larger than the caches.
struct MetWords: Sendable {
    private struct Entry: Sendable {
        /// 0, which no hash is, for a free one.
        var key: UInt64 = 0
        var term: Vocabulary.Term = 0
    }

    /// Two for each place, the later one first.
    private var entries: [Entry]

    /// - Parameter words: a power of two, 2 or more.
    init(words: Int) {
        entries = [Entry](repeating: Entry(), count: words)
    }

    mutating func removeAll() {
        for place in entries.indices { entries[place] = Entry() }
    }

    subscript(key: UInt64) -> Vocabulary.Term? {
        let place = place(of: key)
        if entries[place].key == key { return entries[place].term }
        return entries[place + 1].key == key ? entries[place + 1].term : nil
    }

    /// Gives those words their terms that were read lately.
    func takeTerms(of words: inout [ReadWord]) {
        var words = words.mutableSpan
        for i in words.indices { words[i].term = self[words[i].key] ?? .max }
    }

    /// Notes a word with its term; twice does no harm.
    mutating func note(_ key: UInt64, term: Vocabulary.Term) {
        let place = place(of: key)
        if entries[place].key == key { return }
        entries[place + 1] = entries[place]
        entries[place] = Entry(key: key, term: term)
    }

    private func place(of key: UInt64) -> Int {
        2 * (Int(truncatingIfNeeded: key) & (entries.count / 2 - 1))
    }
}
