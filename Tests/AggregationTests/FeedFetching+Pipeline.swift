import Events
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
