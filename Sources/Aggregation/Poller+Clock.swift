internal import Politeness
internal import Storage
internal import Values

/// What a clock that is set back while the daemon runs takes along.
extension Poller {
    /// Has what is known of feeds and hosts go back with the clock, where it went back: by times that are
    /// still to come once more nobody could be asked sooner, whoever wishes it.
    func keepUp() async {
        let now = clock.now
        let seconds = planner.setBack(to: now)
        guard seconds != 0 else { return }
        feeds = feeds.mapValues { $0.with($0.poll.moved(by: seconds, to: now)) }
        // The next start reads them.
        do throws(StoreError) {
            try await recorder.store.moveHostPauses(by: seconds)
        } catch {
            onStoreFailure(error)
        }
    }
}
