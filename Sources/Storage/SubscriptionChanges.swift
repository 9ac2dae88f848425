internal import Politeness
internal import SQLite
internal import Subscriptions
internal import Values

/// Takes over what feeds.yml declares, inside one transaction.
enum SubscriptionChanges {
    /// Seconds that a feed has to be away for to be asked at once when it comes back. Within them a
    /// file may have been met while it was being written, or an edit was taken back: servers are to pay
    /// for neither.
    private static let absence: Int64 = 6 * 3_600

    /// `read`: the last entry that was handed to the clusterer.
    ///
    /// Feeds that are declared no more are marked so and keep their history; one that comes back
    /// goes on where it was, also under the address that it had moved to.
    static func apply(
        _ subscriptions: [Subscription],
        publisher: @escaping @Sendable (Subscription, String?) -> String,
        hashKey: KeyedHash.Key, at now: Timestamp, read: EntryID,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (feeds: DeclaredFeeds, records: [FeedRecord]) {
        var gone = try FeedTable.subscribed(connection)
        let tags = try FeedTable.tags(connection)
        var feeds: [DeclaredFeeds.Feed] = []
        feeds.reserveCapacity(subscriptions.count)
        var records: [FeedRecord] = []
        records.reserveCapacity(subscriptions.count)
        // Read only when there is an address that the store does not know.
        var movers: FormerAddresses?
        var marks = AccessMarks(hashKey: hashKey)
        for subscription in subscriptions {
            let access = marks.mark(of: subscription)
            let id: FeedID
            var record: FeedRecord?
            var known = try FeedTable.known(url: subscription.url, connection)
            if known == nil {
                if movers == nil {
                    movers = try FormerAddresses(without: subscriptions, connection)
                }
                if let mover = movers?.take(subscription.url) {
                    try HeldTable.keep(feed: mover, read: read, connection)
                    try move(mover, to: subscription.url, at: now, connection)
                    known = try FeedTable.known(url: subscription.url, connection)
                }
            }
            if let known {
                id = known.declared.id
                let name = publisher(subscription, known.declared.siteLink)
                let state = try update(
                    known, to: subscription, publisher: name, access: access, at: now, read: read,
                    connection)
                record = FeedRecord(
                    id: id, subscription: subscription, poll: state, title: known.title,
                    siteLink: known.declared.siteLink, publisher: name)
            } else {
                let name = publisher(subscription, nil)
                id = try FeedTable.insert(
                    subscription, publisher: name, access: access, at: now, connection)
                try FeedStateTable.insert(PollState(due: now), feed: id, connection)
                record = try FeedTable.record(id, subscription, connection)
            }
            if tags[id] ?? [] != subscription.tags {
                try FeedTable.setTags(subscription.tags, of: id, connection)
            }
            gone.remove(id)
            feeds.append(DeclaredFeeds.Feed(id: id, subscription: subscription))
            if let record { records.append(record) }
        }
        for id in gone { try FeedTable.unsubscribe(id, at: now, connection) }
        return (DeclaredFeeds(feeds, name: publisher), records)
    }

    /// Gives a feed the address under which it is declared from now on.
    private static func move(
        _ id: FeedID, to url: String, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let oldURL = try FeedTable.url(of: id, connection) ?? url
        try FeedTable.setURL(url, of: id, connection)
        guard let old = try FeedStateTable.state(of: id, connection) else { return }
        var state = old
        if let moved = old.moved,
            Subscription.feedKey(of: moved.url) == Subscription.feedKey(of: url)
        {
            state.moved = nil
        }
        if old.due == nil || old.failures > 0 || old.lastError != nil {
            // What the old address brought, 410 Gone even, says nothing of the new one, but that its
            // server wants to be left alone where only the scheme is another.
            let isSame = Subscription.feedKey(of: oldURL) == Subscription.feedKey(of: url)
            state.due = max(now, isSame ? old.manners.heldUntil ?? now : now)
            state.dueReason = "its address was changed"
            // Nor does what our own network cost.
            if !state.isWaitedOut { state.end(by: nil) }
        }
        if state != old { _ = try FeedStateTable.update(state, feed: id, connection) }
    }

    /// Answers the state of the feed's polling after it.
    private static func update(
        _ known: FeedTable.Known, to subscription: Subscription, publisher: String,
        access: Int64, at now: Timestamp, read: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> PollState {
        let old = known.declared
        // Kept, so that the wait does not begin anew with each start.
        var state = known.poll.setBack(to: now)
        var new = old
        new.isSubscribed = true
        new.isEnabled = subscription.isEnabled
        new.givenTitle = subscription.title
        new.access = access
        try rename(old.id, from: old.publisher, to: publisher, read: read, connection)
        if new != old { try FeedTable.update(new, connection) }
        if !old.isSubscribed,
            known.removed.map({ !(0..<absence).contains(now.seconds(since: $0)) }) ?? true
        {
            // Who names it again wants to see it now, also if it was gone for good when given up.
            state.due = max(now, state.manners.heldUntil ?? now)
            state.dueReason = "subscribed again"
        }
        if let former = old.access, former != access { state.retryAsMended(at: now) }
        if let interval = subscription.interval { state.hasten(to: interval) }
        if state != known.poll {
            _ = try FeedStateTable.update(state, feed: old.id, connection)
        }
        return state
    }

    /// Gives a feed another publisher, and counts the clusters anew that its entries are in.
    static func rename(
        _ feed: FeedID, from old: String, to new: String, read: EntryID,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard new != old else { return }
        try HeldTable.keep(feed: feed, read: read, connection)
        try FeedTable.setPublisher(new, of: feed, connection)
        for cluster in try ClusterTable.clusters(of: feed, connection) {
            try ClusterTable.count(cluster, connection)
        }
    }
}
