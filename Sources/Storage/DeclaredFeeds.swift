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

    /// Who speaks in a feed whose document names `siteLink` as its site; nil for a feed that is not
    /// declared.
    func publisher(of feed: FeedID, siteLink: String?) -> String? {
        places[feed].map { name(inOrder[$0].subscription, siteLink) }
    }
}
