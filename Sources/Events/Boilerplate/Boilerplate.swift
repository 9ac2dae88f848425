/// Parts of one entry; see `EntryParts`.
///
/// The upper twelve bits count the blocks further inside that stand side by side, from the last blocks
/// inwards and from the first.
struct StandingParts: Equatable {
    var bits: UInt32 = 0

    /// Parts that have a bit each.
    static let outer = 2 + EntryParts.firstBlocks + EntryParts.lastBlocks

    func contains(bit: Int) -> Bool { bits & 1 << UInt32(bit) != 0 }
    mutating func insert(bit: Int) { bits |= 1 << UInt32(bit) }

    /// Blocks before the last ones, at most 63.
    var insideLast: Int {
        get { Int(bits >> 20 & 0x3f) }
        set { bits = bits & ~(0x3f << 20) | UInt32(newValue) << 20 }
    }
    /// Blocks behind the first ones, at most 63.
    var insideFirst: Int {
        get { Int(bits >> 26) }
        set { bits = bits & ~(0x3f << 26) | UInt32(newValue) << 26 }
    }
}

/// What is kept of an entry to tell the standing text of its feed: hashes of the parts that may be
/// such, and of the words that tell its subject.
struct EntryMarks: Sendable {
    /// By bit; 0: the entry has no such part.
    private(set) var parts: [UInt32] = []
    private(set) var words: [UInt32] = []
    var origin = EntryOrigin.none

    init() {
        parts.reserveCapacity(16)
        words.reserveCapacity(10)
    }

    mutating func add(_ part: UInt64?) {
        parts.append(part.map { UInt32(truncatingIfNeeded: $0) | 1 } ?? 0)
    }

    mutating func add(word: UInt64) {
        words.append(UInt32(truncatingIfNeeded: word))
    }
}

/// Learns the standing text of each feed from its latest entries: menus, notes, the outlet's name in
/// titles. What three entries have in common whose titles share no word has no weight, in the third
/// and from then on. Reports of one event that repeat a sentence share a word of the title, so that
/// news is not taken for it. What an aggregator has from another publisher is not asked: both may have
/// their text from one agency.
///
/// Only what is held counts, and an entry is judged once, when it arrives. So a restart, which gives
/// back the entries held and how each was judged, changes nothing.
struct Boilerplate: Sendable {
    /// By feed.
    private var latest: [UInt64: LatestEntries] = [:]

    /// Entries of a feed that are looked at.
    private static let memory = 24

    /// The parts of a new entry of `feed` that are standing text.
    func judge(_ marks: EntryMarks, of feed: UInt64) -> StandingParts {
        guard let entries = latest[feed], entries.count > 1, !marks.words.isEmpty else {
            return StandingParts()
        }
        return entries.standingParts(of: marks)
    }

    /// Entries that are remembered.
    var count: Int { latest.values.reduce(0) { $0 + $1.count } }

    /// Remembers an entry, after it was judged.
    mutating func note(_ marks: EntryMarks, of feed: UInt64, id: Document.ID) {
        latest[feed, default: LatestEntries()].append(marks, id: id, mostHeld: Self.memory)
    }

    /// Forgets the entries up to the id `last`.
    mutating func expire(through last: Document.ID) {
        for i in latest.values.indices { latest.values[i].expire(through: last) }
        latest = latest.filter { $0.value.count > 0 }
    }
}
