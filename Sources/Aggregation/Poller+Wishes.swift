internal import Politeness
internal import Storage
internal import Values

/// What people ask for of the next polls.
extension Poller {
    /// Makes `wanted` (nil: every feed that is not gone for good) due now, or when the time is over that its
    /// server or host asked to be left alone for; with `force` at once, and for the whole document.
    func refresh(_ wanted: [FeedID]?, force: Bool) async {
        await keepUp()
        if force {
            let hosts = Set((wanted ?? Array(feeds.keys)).compactMap { feeds[$0] }.map(host(of:)))
            // Before they are asked: what they answer to that is a pause that counts.
            do throws(StoreError) {
                try await recorder.store.endPauses(of: hosts)
            } catch {
                onStoreFailure(error)
            }
        }
        for id in wanted ?? feeds.keys.sorted() {
            guard let feed = feeds[id], wanted != nil || feed.poll.due != nil else { continue }
            let host = host(of: feed)
            wishes.add(force ? .whole : .soon, of: id, isRunning: planner.isRunning(id))
            let now = takeClock()
            if force { planner.resume(host, now: now) }
            planner.set(id, host: host, due: force ? now : feed.earliest(at: host, now: now))
        }
        waker.yield()
    }

    /// When a feed is asked next whose poll is over: soon where a person asked for that meanwhile.
    func dueAgain(_ id: FeedID, else due: Timestamp?) -> Timestamp? {
        guard wishes.takeAgain(id), mode == .continuous, let feed = feeds[id] else { return due }
        return wishedDue(of: feed, now: clock.now) ?? due
    }

    /// When `feed` is due by what a person asked for; nil: nobody did.
    func wishedDue(of feed: FeedRecord, now: Timestamp) -> Timestamp? {
        switch wishes[feed.id] {
        case .whole: now
        case .soon: feed.earliest(at: host(of: feed), now: now)
        case nil: nil
        }
    }
}
