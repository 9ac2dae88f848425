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
    /// See `Store.record`.
    private let step: Int
    /// How many more entries of large documents are written.
    private var room: Int
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
        hashKey: KeyedHash.Key, declared: DeclaredFeeds, now: Timestamp, read: EntryID = 0,
        step: Int? = nil
    ) {
        self.read = read
        self.step = step ?? .max
        room = step ?? .max
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
            receipts.append(try record(result, connection))
        }
        try insertArrivals(connection)
        try reindex(connection)
        // In order, so that the same polls always write the same file.
        for cluster in redated.sorted() { try ClusterTable.count(cluster, connection) }
        return receipts
    }

    private mutating func record(
        _ result: PollResult, _ connection: borrowing Connection
    ) throws(DatabaseError) -> PollReceipt {
        var receipt = PollReceipt(feed: result.feed)
        // One statement for a poll that brought nothing, as most do.
        if result.document == nil, let url = result.url,
            try FeedStateTable.update(result.state, feed: result.feed, at: url, connection)
        {
            for pause in result.hostPauses { try HostPauseTable.insert(pause, connection) }
            return receipt
        }
        guard let url = try FeedTable.url(of: result.feed, connection) else { return receipt }
        // A poll of an address that the feed has no more: what came is kept, and says nothing of the
        // polling of the new one.
        receipt.isOvertaken = result.url.map { $0 != url } ?? false
        if let document = result.document {
            if !receipt.isOvertaken {
                try HeldTable.keep(
                    feed: result.feed, language: document.language, read: read, connection)
                try FeedTable.describe(result.feed, by: document, connection)
                try rename(result.feed, siteLink: document.link, connection)
            }
            try record(
                document, of: result.feed, inSteps: !result.isStoredAtOnce, &receipt, connection)
            // What is listed does not expire: also not between two steps.
            if receipt.isPartial, !receipt.isOvertaken {
                try FeedStateTable.setListed(
                    document.entries.count, isAll: false, at: now, feed: result.feed, connection)
            }
        }
        if receipt.isPartial { return receipt }
        for pause in result.hostPauses { try HostPauseTable.insert(pause, connection) }
        if receipt.isOvertaken { return receipt }
        _ = try FeedStateTable.update(result.state, feed: result.feed, connection)
        guard let document = result.document else { return receipt }
        try FeedStateTable.setPacing(result.state.pacing, feed: result.feed, connection)
        // Where it has new entries alone (RFC 3229) there are more.
        let isAll = document.ending == .whole && result.state.lastStatus != HTTPStatus.imUsed
        try FeedStateTable.setListed(
            document.entries.count, isAll: isAll, at: now, feed: result.feed, connection)
        return receipt
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
        _ document: ParsedFeed, of feed: FeedID, inSteps: Bool, _ receipt: inout PollReceipt,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let count = document.entries.count
        let isLarge = inSteps && count > step
        if isLarge, room == 0 {
            receipt.isPartial = true
            return
        }
        // A second document of the same feed must find what the first one brought.
        if waiting.contains(feed) { try insertArrivals(connection) }
        // Of all of it at each step: what tells an entry from the others may stand far from it.
        let resolver = try EntryResolver(
            feed: feed, document: document, hashKey: hashKey, connection)
        documents.append(document)
        let allowed = isLarge ? max(room, count / 10) : .max
        var writes = 0
        var new: [Arrival] = []
        for resolved in try resolver.resolve(connection) {
            guard let known = resolved.known else {
                let time = EntryTime.sortTime(
                    document.entries[resolved.position].toldTime,
                    seen: try seen(connection))
                new.append(
                    Arrival(
                        feed: feed, time: time, document: documents.count - 1, resolved: resolved))
                continue
            }
            let age = now.seconds(since: known.listed)
            let isListed = age < IdentityTable.listingGrain && age >= 0
            let isSame = known.fingerprint == resolved.fingerprint
            if writes >= allowed, !isListed || !isSame {
                receipt.isPartial = true
                continue
            }
            if !isListed {
                try IdentityTable.setListed(now, feed: feed, key: resolved.key, connection)
                writes += 1
            }
            if !isSame,
                try revise(
                    document.entries[resolved.position], resolved, known, feed, connection)
            {
                receipt.revised += 1
                writes += 1
            } else {
                receipt.unchanged += 1
            }
        }
        if new.count > allowed - writes {
            receipt.isPartial = true
            new = Self.first(max(0, allowed - writes), of: new)
        }
        if isLarge { room = max(0, room - writes - new.count) }
        receipt.partialSteps = receipt.isPartial ? 1 : 0
        if !new.isEmpty { waiting.insert(feed) }
        receipt.new += new.count
        arrivals += new
    }

    /// Those of a document's new entries that stand first in the log, in the order of the document.
    private static func first(_ count: Int, of new: [Arrival]) -> [Arrival] {
        new.sorted { a, b in
            a.time == b.time ? a.resolved.position > b.resolved.position : a.time < b.time
        }.prefix(count).sorted { $0.resolved.position < $1.resolved.position }
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
