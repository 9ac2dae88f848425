public import FeedParsing
public import Politeness
internal import SQLite
public import Subscriptions
internal import Values

/// A feed that is about to be written into feeds.yml, as the store has it.
public enum AddedFeed: Sendable, Equatable {
    /// It is there now, with its first poll.
    case new(FeedID)
    /// It was there before, and nothing was stored.
    case known(FeedID)
}

/// What `tidings add` fetched, stored so that the daemon need not fetch it again.
extension StoreSession {
    /// The pauses that hosts asked for and that are not over.
    public func hostPauses() throws(StoreError) -> [HostPause] {
        try reading { () throws(DatabaseError) in
            try HostPauseTable.inForce(now: clock.now, connection)
        }
    }

    /// Takes in a feed that is about to be written into feeds.yml, with its first poll: its entries,
    /// validators and due time in one transaction, beside a running daemon or without one, and a
    /// request to cluster them. Nothing is stored where the store knows the address already, or has a
    /// feed that comes back under it: the daemon then goes on with that.
    ///
    /// Meant to be called before feeds.yml is changed: a daemon that reads it then finds the feed
    /// polled.
    ///
    /// - Parameters:
    ///   - declared: what feeds.yml has without it.
    ///   - document: nil: none came that could be read.
    ///   - hostPauses: those that the answer asked for.
    ///   - publisher: who speaks in a feed, as for `Store.apply`.
    public func take(
        _ subscription: Subscription, besides declared: [Subscription], state: PollState,
        document: ParsedFeed?, hostPauses: [HostPause] = [],
        publisher: @escaping @Sendable (Subscription, _ siteLink: String?) -> String
    ) throws(StoreError) -> AddedFeed {
        var document = document
        document?.entries.removeAll { $0.saysNothing }
        return try writing { () throws(DatabaseError) in
            if let known = try known(subscription, besides: declared, connection) {
                // Whatever becomes of the feed: its host was just asked.
                for pause in hostPauses { try HostPauseTable.insert(pause, connection) }
                return .known(known)
            }
            let now = clock.now
            let hashKey = try WriterOpening.hashKey(connection)
            let feed = try FeedTable.insert(
                subscription, publisher: publisher(subscription, document?.link),
                access: AccessMark.of(subscription, hashKey), at: now, connection)
            try FeedStateTable.insert(PollState(due: now), feed: feed, connection)
            try FeedTable.setTags(subscription.tags, of: feed, connection)
            let declared = DeclaredFeeds(
                [DeclaredFeeds.Feed(id: feed, subscription: subscription)], name: publisher)
            var recorder = PollRecorder(hashKey: hashKey, declared: declared, now: now)
            var result = PollResult(feed: feed, state: state, document: document)
            result.hostPauses = hostPauses
            _ = try recorder.record([result], connection)
            if document != nil { try RequestTable.insert(.cluster, at: now, connection) }
            return .new(feed)
        }
    }

    /// The feed with which the daemon goes on where `subscription` is written into feeds.yml, which has
    /// `declared` without it; nil: it would be a new one.
    public func known(
        _ subscription: Subscription, besides declared: [Subscription]
    ) throws(StoreError) -> FeedID? {
        try reading { () throws(DatabaseError) in
            try known(subscription, besides: declared, connection)
        }
    }

    /// The feed that has the address, or comes back under it.
    private func known(
        _ subscription: Subscription, besides declared: [Subscription],
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> FeedID? {
        if let known = try FeedTable.known(url: subscription.url, connection) {
            return known.declared.id
        }
        var former = try FormerAddresses(without: declared + [subscription], connection)
        return former.take(subscription.url)
    }
}
