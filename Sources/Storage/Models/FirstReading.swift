public import FeedParsing
public import Politeness

extension ParsedEntry {
    /// An empty item: there is nothing to show, to cluster or to recognise it by.
    package var saysNothing: Bool {
        id == nil && link == nil && title == nil && text.isEmpty && enclosures.isEmpty
    }
}

extension FeedPacing {
    /// The pace that a document states, and that of its entries.
    public init(_ feed: ParsedFeed) {
        self.init()
        ttl = feed.pacing.ttl
        skipHours = feed.pacing.skipHours
        skipDays = feed.pacing.skipDays
        updatePeriod = feed.pacing.updatePeriod
        let times = feed.entries.compactMap { $0.published ?? $0.updated }
        listed = feed.entries.count
        publications = Array(times.sorted(by: >).prefix(Self.sample))
    }
}
