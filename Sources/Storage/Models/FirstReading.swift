public import FeedParsing
public import Politeness
public import Values

extension ParsedEntry {
    /// An empty item: there is nothing to show, to cluster or to recognise it by.
    package var saysNothing: Bool {
        id == nil && link == nil && title == nil && text.isEmpty && enclosures.isEmpty
    }
}

extension FeedPacing {
    /// The pace that a document states, and that of its entries; those that are dated ahead, as of a
    /// calendar, have none yet.
    public init(_ feed: ParsedFeed, at now: Timestamp) {
        self.init()
        ttl = feed.pacing.ttl
        skipHours = feed.pacing.skipHours
        skipDays = feed.pacing.skipDays
        updatePeriod = feed.pacing.updatePeriod
        isFinished = feed.pacing.isFinished
        let times = feed.entries.compactMap { $0.published ?? $0.updated }.filter { $0 <= now }
        listed = feed.entries.count
        publications = Array(times.sorted(by: >).prefix(Self.sample))
    }
}
