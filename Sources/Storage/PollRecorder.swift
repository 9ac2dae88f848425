internal import Events
internal import FeedParsing
internal import Politeness
internal import SQLite
internal import Values

/// Stores a batch of polls, inside one transaction.
struct PollRecorder {
    /// A new entry that waits for its place in the log.
    private struct Arrival {
        let feed: FeedID
        let time: Timestamp
        /// Its document among `documents`, and what the store made of it.
        let document: Int
        let resolved: EntryResolver.Resolved
    }

    private let hashKey: KeyedHash.Key
    private let declared: DeclaredFeeds
    private let now: Timestamp
    /// The last entry that was handed to the clusterer.
    private let read: EntryID
    /// When the new entries count as seen; nil until it was asked.
    private var arrival: (seen: Timestamp, isSetBack: Bool)?
    private var documents: [ParsedFeed] = []
    private var arrivals: [Arrival] = []
    private var waiting: Set<FeedID> = []
    /// What changed of entries that the search index holds; it takes them in ascending order of id.
    private var rewordings: [Rewording] = []
    /// The events of entries that got another date.
    private var redated: Set<ClusterID> = []

    private struct Rewording {
        let entry: EntryID
        let old: SearchText
        let new: SearchText
    }

    init(
        hashKey: KeyedHash.Key, declared: DeclaredFeeds, now: Timestamp, read: EntryID = 0
    ) {
        self.read = read
        self.hashKey = hashKey
        self.declared = declared
        self.now = now
    }

    /// Receipts in the order of the results. A feed that is not in the store is passed over.
    mutating func record(
        _ results: [PollResult], _ connection: borrowing Connection
    ) throws(DatabaseError) -> [PollReceipt] {
        var receipts: [PollReceipt] = []
        receipts.reserveCapacity(results.count)
        for result in results {
            var receipt = PollReceipt(feed: result.feed)
            guard
                try FeedStateTable.update(
                    result.state, feed: result.feed, at: result.url, connection)
            else {
                try recordOvertaken(result, &receipt, connection)
                receipts.append(receipt)
                continue
            }
            if let document = result.document {
                try FeedStateTable.setPacing(result.state.pacing, feed: result.feed, connection)
                try HeldTable.keep(
                    feed: result.feed, language: document.language, read: read, connection)
                try FeedTable.describe(result.feed, by: document, connection)
                try rename(result.feed, siteLink: document.link, connection)
                try record(document, of: result.feed, &receipt, connection)
                // A document of new entries alone (RFC 3229) tells nothing of how many are listed.
                if result.state.lastStatus != 226 {
                    try FeedStateTable.setListed(
                        document.entries.count, isAll: document.ending == .whole, at: now,
                        feed: result.feed, connection)
                }
            }
            try pause(result, connection)
            receipts.append(receipt)
        }
        try insertArrivals(connection)
        try reindex(connection)
        // In order, so that the same polls always write the same file.
        for cluster in redated.sorted() { try ClusterTable.count(cluster, connection) }
        return receipts
    }

    private func pause(
        _ result: PollResult, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for pause in result.hostPauses { try HostPauseTable.insert(pause, connection) }
    }

    /// Takes a poll of an address that the feed has no more: what came is kept, and says nothing of the
    /// polling of the new one.
    private mutating func recordOvertaken(
        _ result: PollResult, _ receipt: inout PollReceipt, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard try FeedTable.url(of: result.feed, connection) != nil else { return }
        receipt.isOvertaken = true
        if let document = result.document {
            try record(document, of: result.feed, &receipt, connection)
        }
        try pause(result, connection)
    }

    private func reindex(_ connection: borrowing Connection) throws(DatabaseError) {
        if rewordings.isEmpty { return }
        let reach = try SearchTable.reach(connection)
        // Of one that changed twice the changes stay in their order.
        let order = rewordings.indices.sorted { a, b in
            (rewordings[a].entry, a) < (rewordings[b].entry, b)
        }
        for index in order where reach.holds(rewordings[index].entry) {
            let change = rewordings[index]
            try SearchTable.replace(change.entry, change.old, by: change.new, connection)
        }
    }

    /// The site that a document names may tell better than its address who speaks.
    private func rename(
        _ feed: FeedID, siteLink: String?, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let siteLink, let old = try FeedTable.publisher(of: feed, connection),
            let new = declared.publisher(of: feed, siteLink: siteLink)
        else { return }
        try SubscriptionChanges.rename(feed, from: old, to: new, read: read, connection)
    }

    private mutating func record(
        _ document: ParsedFeed, of feed: FeedID, _ receipt: inout PollReceipt,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // A second document of the same feed must find what the first one brought.
        if waiting.contains(feed) { try insertArrivals(connection) }
        let resolver = try EntryResolver(
            feed: feed, document: document, hashKey: hashKey, connection)
        documents.append(document)
        for resolved in try resolver.resolve(connection) {
            guard let known = resolved.known else {
                let time = EntryTime.sortTime(
                    document.entries[resolved.position].toldTime,
                    seen: try seen(connection))
                arrivals.append(
                    Arrival(
                        feed: feed, time: time, document: documents.count - 1, resolved: resolved))
                waiting.insert(feed)
                receipt.new += 1
                continue
            }
            let age = now.seconds(since: known.listed)
            if age >= IdentityTable.listingGrain || age < 0 {
                try IdentityTable.setListed(now, feed: feed, key: resolved.key, connection)
            }
            if known.fingerprint != resolved.fingerprint,
                try revise(
                    document.entries[resolved.position], resolved, known, feed, connection)
            {
                receipt.revised += 1
            } else {
                receipt.unchanged += 1
            }
        }
    }

    /// False when the entry has left the store: then there is nothing to revise, and it stays away.
    private mutating func revise(
        _ entry: ParsedEntry, _ resolved: EntryResolver.Resolved, _ known: IdentityTable.Row,
        _ feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        guard let id = known.entry, let old = try EntryTable.state(of: id, connection) else {
            return false
        }
        let revision = try RevisionTable.insert(old, of: id, replaced: now, connection)
        try HeldTable.keep(id, revision: revision, read: read, connection)
        if try EntryTable.update(id, from: old, to: entry, connection),
            let cluster = try MembershipTable.cluster(of: id, connection)
        {
            redated.insert(cluster)
        }
        rewordings.append(
            Rewording(
                entry: id, old: SearchText(old, feed: feed), new: SearchText(entry, feed: feed)))
        try IdentityTable.setFingerprint(
            resolved.fingerprint, feed: feed, key: resolved.key, connection)
        return true
    }

    private mutating func seen(_ connection: borrowing Connection) throws(DatabaseError)
        -> Timestamp
    {
        if let arrival { return arrival.seen }
        let next = try ArrivalRuns.next(at: now, connection)
        arrival = next
        return next.seen
    }

    /// Gives the new entries their places in the log: the oldest first over the whole batch, as if
    /// they had been seen when they were published, since that is how events unfold and how a copy
    /// comes to stand after its origin. Equal times keep the order of the results and, within a
    /// document, the reverse of its own: documents list the newest first.
    private mutating func insertArrivals(
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var order = Array(arrivals.indices)
        order.sort { a, b in
            let (first, second) = (arrivals[a], arrivals[b])
            if first.time != second.time { return first.time < second.time }
            if first.feed != second.feed { return a < b }
            return a > b
        }
        let seen = order.isEmpty ? now : try seen(connection)
        var counts: [FeedID: (new: Int, newest: Timestamp)] = [:]
        var blocks = BlockArrivals()
        for index in order {
            let arrival = arrivals[index]
            let entries = documents[arrival.document].entries
            let position = arrival.resolved.position
            let id = try EntryTable.insert(
                position, of: entries, feed: arrival.feed, seen: seen, connection)
            if self.arrival?.isSetBack == true {
                try ArrivalRuns.begin(with: id, connection)
                self.arrival?.isSetBack = false
            }
            try SearchTable.insert(
                id, SearchText(entries[position], feed: arrival.feed), connection)
            try IdentityTable.insert(
                feed: arrival.feed, key: arrival.resolved.key, entry: id,
                fingerprint: arrival.resolved.fingerprint, listed: now, connection)
            blocks.add(
                id, time: arrival.time, language: entries[position].language, feed: arrival.feed)
            let count = counts[arrival.feed]?.new ?? 0
            counts[arrival.feed] = (count + 1, arrival.time)
        }
        try blocks.store(connection)
        for feed in counts.keys.sorted() {
            guard let count = counts[feed] else { continue }
            try FeedStateTable.countEntries(
                count.new, newest: count.newest, feed: feed, connection)
        }
        documents.removeAll(keepingCapacity: true)
        arrivals.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
    }
}
