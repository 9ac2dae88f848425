internal import Politeness
internal import SQLite
internal import Subscriptions
internal import Values

/// Takes over what feeds.yml declares, inside one transaction.
enum SubscriptionChanges {
    /// Answers the id of each subscription. Feeds that are declared no more are marked so and keep
    /// their history; one that comes back goes on where it was.
    static func apply(
        _ subscriptions: [Subscription], publisher: (Subscription) -> String, at now: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedID] {
        var gone = try FeedTable.subscribed(connection)
        let tags = try FeedTable.tags(connection)
        var ids: [FeedID] = []
        ids.reserveCapacity(subscriptions.count)
        for subscription in subscriptions {
            let name = publisher(subscription)
            let id: FeedID
            if let declared = try FeedTable.declared(url: subscription.url, connection) {
                id = declared.id
                try update(declared, to: subscription, publisher: name, at: now, connection)
            } else {
                id = try FeedTable.insert(subscription, publisher: name, at: now, connection)
                try FeedStateTable.insert(PollState(due: now), feed: id, connection)
            }
            if tags[id] ?? [] != subscription.tags {
                try FeedTable.setTags(subscription.tags, of: id, connection)
            }
            gone.remove(id)
            ids.append(id)
        }
        for id in gone { try FeedTable.unsubscribe(id, connection) }
        return ids
    }

    private static func update(
        _ old: FeedTable.Declared, to subscription: Subscription, publisher: String,
        at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var new = old
        new.isSubscribed = true
        new.isEnabled = subscription.isEnabled
        new.publisher = publisher
        new.givenTitle = subscription.title
        guard new != old else { return }
        try FeedTable.update(new, connection)
        if !old.isSubscribed, var state = try FeedStateTable.state(of: old.id, connection),
            state.due == nil
        {
            // It was gone for good when it was given up; who names it again wants it tried again.
            state.due = now
            state.dueReason = "subscribed again"
            _ = try FeedStateTable.update(state, feed: old.id, connection)
        }
        if new.publisher != old.publisher {
            for cluster in try ClusterTable.clusters(of: old.id, connection) {
                try ClusterTable.count(cluster, connection)
            }
        }
    }
}
