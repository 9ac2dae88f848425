internal import CommandLineInterface
internal import InternationalNames
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Until when the servers of feeds are left alone, as the daemon has stored it.
struct HostPauses {
    private let ends: [Schedule.Host: Timestamp]
    /// What of private addresses a feed may reach, which tells the servers that are its reader's own; by
    /// `Subscription.feedKey`.
    private let permits: [String: AddressPermit]

    init(_ pauses: [HostPause], _ feeds: [Subscription]) {
        ends = Dictionary(pauses.map { ($0.host, $0.until) }) { max($0, $1) }
        permits = Dictionary(
            feeds.compactMap { feed in
                Subscription.feedKey(of: feed.url).map { ($0, feed.allowPrivate) }
            }
        ) { first, _ in first }
    }

    /// What the store has. Where feeds.yml cannot be read, no server is one's own but by its name.
    init(in store: StoreSession, _ locations: Locations) throws(StoreError) {
        let pauses = try store.hostPauses()
        self.init(
            pauses,
            (try? SubscriptionFile.load(path: locations.configuration))?.subscriptions ?? [])
    }

    /// Until when the server that `feed` is asked at next is left alone, be it through another feed of it;
    /// nil: it is not.
    func end(for feed: FeedListing, now: Timestamp) -> Timestamp? {
        host(of: feed, now: now).flatMap { ends[$0] }.flatMap { $0 > now ? $0 : nil }
    }

    /// Until when a person who asks for a poll of `feed` waits for its server: for what that asked of the
    /// feed alone, too, unless it is the reader's own. Nil: for nothing.
    func wait(for feed: FeedListing, now: Timestamp) -> Timestamp? {
        let isOwn = host(of: feed, now: now)?.isLocal == true
        let held = isOwn ? nil : feed.poll.manners.heldUntil
        return [held, end(for: feed, now: now)].compactMap(\.self).filter { $0 > now }.max()
    }

    private func host(of feed: FeedListing, now: Timestamp) -> Schedule.Host? {
        guard let url = WebURL(feed.poll.nextAddress(of: feed.url, now: now)),
            // As the daemon has it.
            let name = url.host.utf8.allSatisfy({ $0 < 0x80 })
                ? url.host : InternationalName.ascii(of: url.host)
        else { return nil }
        let permit = Subscription.feedKey(of: feed.url).flatMap { permits[$0] }
        return Schedule.Host(
            host: name, port: url.effectivePort, permit: permit ?? .publicOnly)
    }
}
