import Events
import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Values

@testable import Aggregation

/// The pipeline and its poller as tests have them: over this fetcher, with the state and the secrets in a
/// folder of the test's own.
extension FeedFetching {
    /// A pipeline that follows the feeds.yml of `folder`, for one round where no `mode` says otherwise.
    ///
    /// - Parameter runtime: the folders in which it reports faults.
    func aggregator(
        in folder: ScratchFolder, mode: Aggregator.Mode = .once, clusters: Bool = true,
        clock: WallClock = .system, log: Log = Log { _ in }, runtime: [String] = [],
        onStatus: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Aggregator {
        try await Aggregator(
            mode: mode, clusters: clusters,
            places: .init(
                configuration: "\(folder.path)/feeds.yml", state: "\(folder.path)/state",
                credentials: CredentialStore(folder: "\(folder.path)/secrets"), runtime: runtime),
            fetcher: self, background: { .none }, clock: clock, log: log, onStatus: onStatus)
    }

    /// A poller for one round where no `mode` says otherwise, which has the secrets below `folder` where
    /// no `credentials` are given.
    func poller(
        of store: Store, _ folder: ScratchFolder, _ clock: WallClock,
        _ schedule: Schedule = Schedule(pace: nil), mode: Aggregator.Mode = .once,
        credentials: CredentialStore? = nil, log: Log = Log { _ in },
        onStoreFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) async -> Poller {
        Poller(
            mode: mode, schedule: schedule,
            visit: FeedVisit(
                fetcher: self,
                credentials: credentials ?? CredentialStore(folder: "\(folder.path)/secrets")),
            recorder: Recorder(store: store, opening: await store.opening), clock: clock,
            chance: { 0 }, log: log, onNewEntries: {}, onStoreFailure: onStoreFailure)
    }
}

extension Store {
    /// Stores a poll of `feed` that brought `document`.
    func take(_ document: ParsedFeed, from feed: FeedID) throws {
        _ = try record([PollResult(feed: feed, state: PollState(due: nil), document: document)])
    }

    /// A clusterer of what it holds, on a thread of its own.
    nonisolated func follower(
        at clock: WallClock, room: Int = .max,
        onShortening: @escaping @Sendable (Shortening) -> Void = { _ in }
    ) async throws -> EventFollower {
        try await EventFollower(
            store: self, on: QueueExecutor(label: "test"), background: .none, clock: clock,
            room: room, onShortening: onShortening)
    }
}

extension StoreSession {
    /// The entries of each event.
    func groups() throws -> Set<Set<EntryID>> {
        let entries = try entries(EntryFilter())
        return Set(Dictionary(grouping: entries, by: \.cluster).values.map { Set($0.map(\.id)) })
    }
}
