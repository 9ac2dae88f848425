internal import SQLite
internal import Values

/// The identities of a salvaged store: has each of its entries be known again, also where what told it was
/// in a damaged page. The next poll would store it a second time.
struct SalvagedIdentities {
    private struct Stored {
        let id: EntryID
        let feed: FeedID
        let identity: EntryIdentity
        let fingerprint: Int64
        let listed: Timestamp
    }

    private let hashKey: KeyedHash.Key
    private let now: Timestamp
    /// Feeds in which entries of one guid are states of one entry; see `EntryResolver`.
    private let atomFeeds: Set<FeedID>
    /// The entries that have an identity.
    private let named: Set<EntryID>

    init(_ connection: borrowing Connection, at now: Timestamp) throws(DatabaseError) {
        hashKey = try WriterOpening.hashKey(connection)
        self.now = now
        let atom = try connection.prepare(
            "SELECT id FROM feeds WHERE format IN ('atom10', 'atom03')")
        var feeds: Set<FeedID> = []
        while try atom.step() { feeds.insert(atom.int64(0)) }
        atomFeeds = feeds
        let row = try connection.prepare("SELECT entry FROM identities WHERE entry IS NOT NULL")
        var entries: Set<EntryID> = []
        while try row.step() { entries.insert(row.int64(0)) }
        named = entries
    }

    /// - Parameter areMarksLost: whether it may be lost, too, which keys several entries share.
    func renew(
        areMarksLost: Bool, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // First: an entry without an identity may share a key with one that has its own.
        if areMarksLost {
            try forEach(connection) { (id, feed) throws(DatabaseError) in
                guard named.contains(id) else { return }
                try mark(id, feed, connection)
            }
        }
        try forEach(connection) { (id, feed) throws(DatabaseError) in
            guard !named.contains(id), let entry = try stored(id, feed, connection) else { return }
            try enter(entry, rung: 0, connection)
        }
    }

    /// The oldest first.
    private func forEach(
        _ connection: borrowing Connection,
        _ body: (EntryID, FeedID) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let row = try connection.prepare("SELECT id, feed FROM entries ORDER BY id")
        while try row.step() { try body(row.int64(0), row.int64(1)) }
    }

    /// An entry that is known under a higher rung shares the lower ones.
    private func mark(
        _ id: EntryID, _ feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let state = try EntryTable.state(of: id, connection) else { return }
        let isOfContent = state.guid == nil && state.link == nil
        let identity = EntryIdentity(
            state, text: state.plainText,
            enclosure: isOfContent ? try EntryTable.enclosure(of: id, connection) : nil)
        for ladder in identity.ladders(hashKey) {
            var lower: [KeyedHash.Value] = []
            for key in ladder {
                let row = try IdentityTable.row(feed: feed, key: key, connection)
                if row?.entry == id {
                    for key in lower {
                        try IdentityTable.markShared(feed: feed, key: key, connection)
                    }
                    return
                }
                if row == nil { lower.append(key) }
            }
        }
    }

    /// Has an entry be known under the first rung that tells it from the others.
    private func enter(
        _ entry: Stored, rung: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let key = entry.identity.key(rung: rung, hashKey) else { return }
        guard let row = try IdentityTable.row(feed: entry.feed, key: key, connection) else {
            try IdentityTable.insert(
                feed: entry.feed, key: key, entry: entry.id, fingerprint: entry.fingerprint,
                listed: entry.listed, connection)
            return
        }
        if let id = row.entry {
            // Of two that nothing tells apart, the first stays the one that is known.
            guard let other = try rival(id, row, of: entry, connection),
                isToldApart(other, entry, above: rung)
            else { return }
            try IdentityTable.markShared(feed: entry.feed, key: key, connection)
            try enter(other, rung: rung + 1, connection)
        }
        try enter(entry, rung: rung + 1, connection)
    }

    private func isToldApart(_ a: Stored, _ b: Stored, above rung: Int) -> Bool {
        let isAtom = atomFeeds.contains(a.feed) && a.identity.guid != nil
        return (rung + 1..<(isAtom ? 2 : EntryIdentity.lastRung + 1)).contains { higher in
            a.identity.key(rung: higher, hashKey) != b.identity.key(rung: higher, hashKey)
        }
    }

    private func stored(
        _ id: EntryID, _ feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Stored? {
        guard let state = try EntryTable.state(of: id, connection) else { return nil }
        let identity = EntryIdentity(
            state, text: state.plainText, enclosure: try EntryTable.enclosure(of: id, connection))
        return Stored(
            id: id, feed: feed, identity: identity, fingerprint: identity.fingerprint(hashKey),
            listed: now)
    }

    /// The entry that `row` names, under a key that `entry` shares; nil where nothing is known of it.
    private func rival(
        _ id: EntryID, _ row: IdentityTable.Row, of entry: Stored,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Stored? {
        let identity: EntryIdentity
        if let stored = try stored(id, entry.feed, connection) {
            identity = stored.identity
        } else if !entry.identity.isOfContent,
            let kept = try ExpiredEntryTable.kept(of: id, connection)
        {
            identity = EntryIdentity(
                sharingWith: entry.identity, link: kept.link, title: kept.title, text: nil)
        } else {
            return nil
        }
        return Stored(
            id: id, feed: entry.feed, identity: identity, fingerprint: row.fingerprint,
            listed: row.listed)
    }
}
