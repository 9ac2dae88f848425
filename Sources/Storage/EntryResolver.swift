internal import FeedParsing
internal import SQLite
internal import Values

/// Tells which entries of a document the store knows.
struct EntryResolver {
    /// An entry of a document, with what the store knows of it.
    struct Resolved {
        /// Its place in the document.
        let position: Int
        let key: KeyedHash.Value
        let fingerprint: Int64
        /// Nil: it is new.
        let known: IdentityTable.Row?
    }

    private struct Candidate {
        let position: Int
        let identity: EntryIdentity
    }

    private let feed: FeedID
    private let document: ParsedFeed
    private let hashKey: KeyedHash.Key
    /// Whether the store holds identities of the feed: nothing is looked up for one that it does not
    /// know yet.
    private let isKnown: Bool

    init(
        feed: FeedID, document: ParsedFeed, hashKey: KeyedHash.Key,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        self.feed = feed
        self.document = document
        self.hashKey = hashKey
        isKnown = try IdentityTable.holds(feed: feed, connection)
    }

    /// The entries in document order; of several that are one entry only the latest.
    ///
    /// Writes to `identities` where a rung turns out to be shared, or an entry to be known under another
    /// spelling of its guid.
    func resolve(_ connection: borrowing Connection) throws(DatabaseError) -> [Resolved] {
        var resolved: [Resolved] = []
        resolved.reserveCapacity(document.entries.count)
        let candidates = document.entries.indices.map { position in
            Candidate(
                position: position, identity: EntryIdentity(of: position, in: document.entries))
        }
        try resolve(candidates, rung: 0, into: &resolved, connection)
        resolved.sort { $0.position < $1.position }
        return resolved
    }

    private func resolve(
        _ candidates: [Candidate], rung: Int, into resolved: inout [Resolved],
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var order: [KeyedHash.Value] = []
        var groups: [KeyedHash.Value: [Candidate]] = [:]
        for candidate in candidates {
            // Only those that have this rung get here; see `isAmbiguous` and `IdentityTable.Row`.
            guard let key = candidate.identity.key(rung: rung, hashKey) else { continue }
            if groups[key]?.append(candidate) == nil {
                groups[key] = [candidate]
                order.append(key)
            }
        }
        for key in order {
            let group = groups[key] ?? []
            var known =
                isKnown ? try IdentityTable.row(feed: feed, key: key, connection) : nil
            if isKnown, known == nil, let first = group.first {
                // A key that another entry of the document has is that one's.
                let others = first.identity.otherKeys(rung: rung, hashKey).filter {
                    groups[$0] == nil
                }
                known = try adopt(others, as: key, connection)
            }
            if known?.isShared == true {
                try resolve(group, rung: rung + 1, into: &resolved, connection)
            } else if isAmbiguous(group, above: rung) {
                if let known { try demote(known, of: group, rung: rung, connection) }
                try IdentityTable.markShared(feed: feed, key: key, connection)
                try resolve(group, rung: rung + 1, into: &resolved, connection)
            } else if let latest = latest(of: group) {
                resolved.append(
                    Resolved(
                        position: latest.position, key: key,
                        fingerprint: latest.identity.fingerprint(hashKey), known: known))
            }
        }
    }

    /// What is stored of an entry under one of `others`; it is known under `key` from then on.
    private func adopt(
        _ others: [KeyedHash.Value], as key: KeyedHash.Value, _ connection: borrowing Connection
    ) throws(DatabaseError) -> IdentityTable.Row? {
        for other in others {
            guard let row = try IdentityTable.row(feed: feed, key: other, connection) else {
                continue
            }
            if let entry = row.entry {
                try IdentityTable.delete(feed: feed, key: other, connection)
                try IdentityTable.insert(
                    feed: feed, key: key, entry: entry, fingerprint: row.fingerprint,
                    listed: row.listed, connection)
            } else {
                try IdentityTable.markShared(feed: feed, key: key, connection)
            }
            return row
        }
        return nil
    }

    /// Whether the higher rungs tell the candidates apart.
    private func isAmbiguous(_ group: [Candidate], above rung: Int) -> Bool {
        guard group.count > 1, rung < EntryIdentity.lastRung else { return false }
        for higher in (rung + 1)...EntryIdentity.lastRung where !isLeftOut(higher, group) {
            let first = group[0].identity.key(rung: higher, hashKey)
            for candidate in group.dropFirst()
            where candidate.identity.key(rung: higher, hashKey) != first { return true }
        }
        return false
    }

    /// RFC 4287 §4.1.1: Atom entries of one id are states of one entry, whatever their titles. Of others
    /// the same is taken where only the texts differ, unless each was published at a time of its own, as
    /// the reports of a page that calls them all "Outage".
    private func isLeftOut(_ rung: Int, _ group: [Candidate]) -> Bool {
        let isAtom = document.format == .atom10 || document.format == .atom03
        if isAtom && group[0].identity.guid != nil && rung >= 2 { return true }
        guard rung == group[0].identity.textRung else { return false }
        let times = group.compactMap { document.entries[$0.position].published }
        return times.count < group.count || Set(times).count < times.count
    }

    /// Gives a known entry the key of the next rung, now that its own is shared; `group` shares it too.
    private func demote(
        _ known: IdentityTable.Row, of group: [Candidate], rung: Int,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let id = known.entry, let other = group.last?.identity else { return }
        for identity in try identities(of: id, sharingWith: other, group, rung, connection) {
            guard let key = identity.key(rung: rung + 1, hashKey) else { continue }
            try IdentityTable.insert(
                feed: feed, key: key, entry: id, fingerprint: known.fingerprint,
                listed: known.listed, connection)
        }
    }

    /// As what a stored entry is known from now on; `other` is the last of `group`.
    private func identities(
        of id: EntryID, sharingWith other: EntryIdentity, _ group: [Candidate], _ rung: Int,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryIdentity] {
        if other.isOfContent {
            let enclosure = try EntryTable.enclosure(of: id, connection)
            let own = EntryIdentity(sharingWith: other, enclosure: enclosure)
            let key = own.key(rung: rung + 1, hashKey)
            if group.contains(where: { $0.identity.key(rung: rung + 1, hashKey) == key }) {
                return [own]
            }
            // It was any of them until now, and stays one: the last listed, which mostly is the oldest.
            return enclosure == nil ? [other] : [own, other]
        }
        if let state = try EntryTable.state(of: id, connection) {
            return [
                EntryIdentity(
                    sharingWith: other, link: state.link, title: state.title,
                    text: state.plainText)
            ]
        }
        if let kept = try ExpiredEntryTable.kept(of: id, connection) {
            return [
                EntryIdentity(sharingWith: other, link: kept.link, title: kept.title, text: nil)
            ]
        }
        // Its event has gone too, or it never had one: nothing tells it apart any more.
        return []
    }

    /// Of several states of one entry the one that was updated last; the first listed among equals.
    private func latest(of group: [Candidate]) -> Candidate? {
        group.reduce(nil) { best, candidate in
            guard let best else { return candidate }
            guard let time = time(of: candidate) else { return best }
            return self.time(of: best).map { time > $0 } ?? true ? candidate : best
        }
    }

    private func time(of candidate: Candidate) -> Timestamp? {
        let entry = document.entries[candidate.position]
        return entry.updated ?? entry.published
    }
}
