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
        for (id, feed) in feeds {
            let poll = feed.poll.moved(by: seconds, to: now)
            if poll == feed.poll {
                restore(id, feed, shiftedBy: seconds, now: now)
            } else {
                feeds[id] = feed.with(poll)
            }
        }
        return now
    }

    /// Has a feed whose state stands where the clock went back be due by it, unless it was planned for sooner: a
    /// person asked for it, or an outage has ended.
    private func restore(
        _ id: FeedID, _ feed: FeedRecord, shiftedBy seconds: Int64, now: Timestamp
    ) {
        guard feed.poll.lastPolled != nil, wishes[id] == nil, let planned = planner.due(of: id),
            let due = feed.poll.nextDue(now: now), due > planned,
            planned.advanced(by: -seconds) >= due
        else { return }
        planner.set(id, host: host(of: feed), due: due)
    }

    /// Has the stored pauses go back, too, which the next start reads. What cannot be stored is owed until it
    /// can.
    func keepUp() async {
        _ = takeClock()
        let seconds = owedSetBack
        guard seconds != 0 else { return }
        owedSetBack = 0
        // As they are stored still. One that did not go back is not stored so; and another may have stored one by
        // the clock as it is now. They stay.
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
