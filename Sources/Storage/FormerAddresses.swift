internal import Politeness
internal import SQLite
internal import Subscriptions

/// The feeds that are not declared any more, by the addresses under which they may come back: their
/// own in another spelling (http for https), and the one that they had moved to.
///
/// The second only where the line goes with this very list, which is then an edit of it, or where the
/// move is settled: else a feed that redirected to another once, and was removed for it, would bring
/// its entries and its validators to that other when it is added.
struct FormerAddresses {
    private var feeds: [String: FeedID] = [:]
    private var taken: Set<FeedID> = []

    /// The feeds of the store whose addresses are none of `subscriptions`.
    init(
        without subscriptions: [Subscription], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let declared = Set(subscriptions.map(\.url))
        for feed in try FeedTable.addresses(connection) where !declared.contains(feed.url) {
            let isMover = feed.isFollowed || feed.moved?.isSettled == true
            for url in [feed.url, isMover ? feed.moved?.url : nil].compactMap({ $0 }) {
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
