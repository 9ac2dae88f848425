internal import SQLite
internal import Subscriptions

/// The feeds that are not declared any more, by the addresses under which they may come back: their
/// own in another spelling (http for https), and the one that they had moved to.
struct FormerAddresses {
    private var feeds: [String: FeedID] = [:]
    private var taken: Set<FeedID> = []

    /// The feeds of the store whose addresses are none of `subscriptions`.
    init(
        without subscriptions: [Subscription], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let declared = Set(subscriptions.map(\.url))
        for feed in try FeedTable.addresses(connection) where !declared.contains(feed.url) {
            for url in [feed.url, feed.movedURL].compactMap({ $0 }) {
                guard let key = Subscription.feedKey(of: url), feeds[key] == nil else { continue }
                feeds[key] = feed.id
            }
        }
    }

    /// The feed that `url` leads to, which is then taken.
    mutating func take(_ url: String) -> FeedID? {
        guard let key = Subscription.feedKey(of: url), let id = feeds[key],
            taken.insert(id).inserted
        else { return nil }
        return id
    }
}
