internal import Politeness
internal import Storage
internal import Values

/// What a clock that is set back while the daemon runs takes along.
extension Poller {
    /// The time, with what is known of feeds and hosts gone back with the clock, where it went back: by times
    /// that are still to come once more nobody could be asked sooner, whoever wishes it.
    ///
    /// Whoever brings in a time of the clock as it is now looks at it here first: else that time would be taken
    /// for one of before, and go back, too.
    func takeClock() -> Timestamp {
        let now = clock.now
        let seconds = planner.setBack(to: now)
        guard seconds != 0 else { return now }
        setBack += seconds
        owedSetBack += seconds
        feeds = feeds.mapValues { $0.with($0.poll.moved(by: seconds, to: now)) }
        return now
    }

    /// Has the stored pauses go back, too, which the next start reads. What cannot be stored is owed until it
    /// can.
    func keepUp() async {
        _ = takeClock()
        let seconds = owedSetBack
        guard seconds != 0 else { return }
        owedSetBack = 0
        // As they are stored still. Another may have stored one by the clock as it is now: that one stays.
        let pauses = planner.pauses(now: Timestamp(seconds: .min)).map {
            HostPause(host: $0.key, until: $0.value.advanced(by: -seconds))
        }
        do throws(StoreError) {
            try await recorder.store.moveHostPauses(pauses, by: seconds)
        } catch {
            owedSetBack += seconds
            onStoreFailure(error)
        }
    }

    /// The same poll, with what it told of time gone back with the clock since it ended.
    func byClock(_ poll: EndedPoll) -> EndedPoll { poll.moved(to: setBack, now: clock.now) }
}
