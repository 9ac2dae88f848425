internal import SQLite
internal import Values

/// What new entries bring to the tables `entry_blocks` and `block_languages`: gathered, since those of a
/// transaction are of a few blocks, and a trigger for each entry takes as long as storing it.
struct BlockArrivals {
    private struct Place: Hashable {
        let block: Int64
        let feed: FeedID
        /// Nil: that of the feed.
        let language: String?
    }

    private var oldest: [Int64: Timestamp] = [:]
    private var places: Set<Place> = []

    mutating func add(_ entry: EntryID, time: Timestamp, language: String?, feed: FeedID) {
        let block = entry >> EntryBlocks.shift
        oldest[block] = min(oldest[block] ?? time, time)
        places.insert(
            Place(block: block, feed: language == nil ? feed : 0, language: language))
    }

    /// Stores what is new; the feeds have to be described before.
    func store(_ connection: borrowing Connection) throws(DatabaseError) {
        let block = try connection.prepare(
            """
            INSERT INTO entry_blocks (block, oldest) VALUES (?1, ?2)
            ON CONFLICT (block) DO UPDATE SET oldest = excluded.oldest
            WHERE excluded.oldest < oldest
            """)
        for (number, time) in oldest.sorted(by: { $0.key < $1.key }) {
            try block.bind(number, time.seconds)
            try block.run()
        }
        let language = try connection.prepare(
            """
            INSERT OR IGNORE INTO block_languages (language, block)
            SELECT lower(substr(language, 1, min(8, instr(language || '-', '-') - 1))), ?1
            FROM (SELECT coalesce(?2, (SELECT language FROM feeds WHERE id = ?3)) AS language)
            WHERE language IS NOT NULL
            """)
        for place in places {
            try language.bind(place.block, place.language, place.feed)
            try language.run()
        }
    }
}

extension EntryBlocks {
    /// Forgets what is before all entries.
    static func forget(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute(
            """
            DELETE FROM entry_blocks WHERE block < (SELECT min(id) >> 8 FROM entries);
            DELETE FROM block_languages WHERE block < (SELECT min(id) >> 8 FROM entries);
            """)
    }
}
