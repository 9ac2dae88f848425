internal import SQLite
internal import Values

/// The parts of the entry log in which something may be: what `entry_blocks` and `block_languages`
/// keep of each 256 entries leads past the others without a look at them.
struct EntryBlocks {
    /// Half-open ranges of entries, the newest first, none of which touch.
    let ranges: [Range<EntryID>]

    /// 256 entries by their numbers.
    static let shift: Int64 = 8

    /// What may hold an entry in one of `languages` that sorts before `until`, of the entries from `from`
    /// to before `before`.
    init(
        _ languages: SoughtLanguages?, until: Timestamp, from: EntryID, before: EntryID,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard from < before else {
            ranges = []
            return
        }
        let whole = from..<before
        guard languages != nil || until.seconds < .max else {
            ranges = [whole]
            return
        }
        let (first, last) = (max(0, from) >> Self.shift, (before - 1) >> Self.shift)
        var blocks: Set<Int64>?
        if let languages {
            blocks = try Self.speaking(languages, first, last, connection)
        }
        if until.seconds < .max {
            let row = try connection.prepare(
                """
                SELECT block FROM entry_blocks WHERE block BETWEEN ?1 AND ?2 AND oldest < ?3
                """)
            try row.bind(first, last, until.seconds)
            var old: Set<Int64> = []
            while try row.step() { old.insert(row.int64(0)) }
            blocks = blocks?.intersection(old) ?? old
        }
        var ranges: [Range<EntryID>] = []
        for block in (blocks ?? []).sorted(by: >) {
            let range = (block << Self.shift..<(block + 1) << Self.shift).clamped(to: whole)
            if let next = ranges.last, next.lowerBound == range.upperBound {
                ranges[ranges.count - 1] = range.lowerBound..<next.upperBound
            } else {
                ranges.append(range)
            }
        }
        self.ranges = ranges
    }

    private static func speaking(
        _ languages: SoughtLanguages, _ first: Int64, _ last: Int64,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<Int64> {
        let row = try connection.prepare(
            "SELECT block FROM block_languages WHERE language = ?1 AND block BETWEEN ?2 AND ?3")
        var blocks: Set<Int64> = []
        for language in languages.primaries {
            try row.bind(language, first, last)
            while try row.step() { blocks.insert(row.int64(0)) }
            row.reset()
        }
        return blocks
    }

    /// The parts to ask for one by one, the newest first, where to ask costs as much as some entries do:
    /// the many that may be left are one, with their blocks as a JSON array.
    func parts(atMost most: Int) -> [(range: Range<EntryID>, blocks: String?)] {
        guard ranges.count > most, let first = ranges.last?.lowerBound else {
            return ranges.map { ($0, nil) }
        }
        let rest = ranges[(most - 1)...]
        let blocks = rest.flatMap { range in
            (range.lowerBound >> Self.shift)...((range.upperBound - 1) >> Self.shift)
        }
        let list = "[" + blocks.map { "\($0)" }.joined(separator: ",") + "]"
        return ranges[..<(most - 1)].map { ($0, nil) }
            + [(first..<(rest.first?.upperBound ?? first), list)]
    }
}
