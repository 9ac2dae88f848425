/// Parts of one entry, by bit; see `EntryParts`.
struct StandingParts: Equatable {
    var bits: UInt32 = 0

    func contains(bit: Int) -> Bool { bits & 1 << UInt32(bit) != 0 }
    mutating func insert(bit: Int) { bits |= 1 << UInt32(bit) }
}

/// What is kept of an entry to tell the standing text of its feed: hashes of the parts that may be
/// such, and of the words that tell its subject.
struct EntryMarks: Sendable {
    /// By bit; 0: the entry has no such part.
    private(set) var parts: [UInt32] = []
    private(set) var words: [UInt32] = []
    /// A bit for each part, to see at a glance that two entries share none.
    private var summary: UInt64 = 0
    private var wordSummary: UInt64 = 0

    mutating func add(_ part: UInt64?) {
        guard let part else { return parts.append(0) }
        let hash = UInt32(truncatingIfNeeded: part) | 1
        parts.append(hash)
        summary |= 1 << UInt64(hash >> 26)
    }

    mutating func add(word: UInt64) {
        let hash = UInt32(truncatingIfNeeded: word)
        words.append(hash)
        wordSummary |= 1 << UInt64(hash >> 26)
    }

    func mayShare(with other: EntryMarks) -> Bool { summary & other.summary != 0 }

    /// Whether it has a part, which is not 0.
    func has(part: UInt32) -> Bool {
        summary & 1 << UInt64(part >> 26) != 0 && parts.contains(part)
    }

    /// Whether the two tell of different things as far as their titles say.
    func differs(from other: EntryMarks) -> Bool {
        wordSummary & other.wordSummary == 0
            || !words.contains { other.words.contains($0) }
    }
}

/// Learns the standing text of each feed from its latest entries: menus, notes, the outlet's name in
/// titles. What three entries have in common whose titles share no word has no weight, in the third
/// and from then on. Reports of one event that repeat a sentence share a word of the title, so that
/// news is not taken for it.
///
/// Only what is held counts, and an entry is judged once, when it arrives. So a restart, which gives
/// back the entries held and how each was judged, changes nothing.
struct Boilerplate: Sendable {
    private struct Entry {
        let id: Document.ID
        let marks: EntryMarks
    }

    /// By feed, in the order of arrival.
    private var latest: [UInt64: [Entry]] = [:]

    /// Entries of a feed that are looked at.
    private static let memory = 24
    /// What stands before a colon is mostly the subject: it has to stand before half of the titles, and
    /// before so many.
    private static let leastHeads = 5

    /// The parts of a new entry of `feed` that are standing text.
    func judge(_ marks: EntryMarks, of feed: UInt64) -> StandingParts {
        var result = StandingParts()
        guard let entries = latest[feed], entries.count > 1, !marks.words.isEmpty else {
            return result
        }
        var witnesses = [[Int]](repeating: [], count: marks.parts.count)
        var holders = 0
        for place in entries.indices.reversed() {
            guard entries[place].marks.mayShare(with: marks) else { continue }
            let other = entries[place].marks
            guard !other.words.isEmpty else { continue }
            if let head = other.parts.first, head != 0, head == marks.parts.first { holders += 1 }
            var isOther: Bool?
            for bit in marks.parts.indices where marks.parts[bit] != 0 {
                guard !result.contains(bit: bit), other.has(part: marks.parts[bit])
                else { continue }
                let differs = isOther ?? other.differs(from: marks)
                isOther = differs
                guard differs else { break }
                if witnesses[bit].contains(where: { entries[$0].marks.differs(from: other) }) {
                    result.insert(bit: bit)
                } else if witnesses[bit].count < 4 {
                    witnesses[bit].append(place)
                }
            }
        }
        if holders < Self.leastHeads || 2 * holders < entries.count {
            result.bits &= ~1
        }
        return result
    }

    /// Entries that are remembered.
    var count: Int { latest.values.reduce(0) { $0 + $1.count } }

    /// Remembers an entry, after it was judged.
    mutating func note(_ marks: EntryMarks, of feed: UInt64, id: Document.ID) {
        var entries = latest.removeValue(forKey: feed) ?? []
        if entries.count == Self.memory { entries.removeFirst() }
        entries.append(Entry(id: id, marks: marks))
        latest[feed] = entries
    }

    /// Forgets the entries up to the id `last`.
    mutating func expire(through last: Document.ID) {
        for (feed, entries) in latest where entries[0].id <= last {
            let kept = entries.filter { $0.id > last }
            latest[feed] = kept.isEmpty ? nil : kept
        }
    }
}
