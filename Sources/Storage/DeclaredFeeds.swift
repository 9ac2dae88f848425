internal import Subscriptions

/// The feeds that feeds.yml declares, with their ids.
struct DeclaredFeeds: Sendable {
    struct Feed: Sendable {
        let id: FeedID
        let subscription: Subscription
    }

    /// In the order of the file.
    let inOrder: [Feed]
    private let places: [FeedID: Int]
    private let name: @Sendable (Subscription, String?) -> String

    init() {
        self.init([]) { subscription, _ in subscription.url }
    }

    init(_ feeds: [Feed], name: @escaping @Sendable (Subscription, String?) -> String) {
        inOrder = feeds
        places = Dictionary(
            feeds.indices.map { (feeds[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        self.name = name
    }

    /// How long and how many entries of a feed are kept, nil without bound: as declared, else as
    /// `retention` says.
    func limits(of feed: FeedID, else retention: Retention) -> (keep: Int64?, entries: Int?) {
        guard let place = places[feed] else { return (retention.keep, retention.keepEntries) }
        let subscription = inOrder[place].subscription
        return (subscription.keep, subscription.keepEntries)
    }

    /// Who speaks in a feed whose document names `siteLink` as its site; nil for a feed that is not
    /// declared.
    func publisher(of feed: FeedID, siteLink: String?) -> String? {
        places[feed].map { name(inOrder[$0].subscription, siteLink) }
    }
}
