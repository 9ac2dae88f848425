internal import Politeness
internal import Storage
internal import Values

/// A poll that ended and waits to be stored.
struct EndedPoll {
    private(set) var feed: FeedRecord
    private(set) var verdict: PollVerdict
    /// By how much the clock had been set back when that was found (`Poller.setBack`).
    private(set) var setBack: Int64
    /// The room that its document takes.
    let place: DocumentRoom.Place?
    /// What a person asked for of it.
    let wish: PollWish?
    /// What was stored of a very large document so far.
    private(set) var former: PollReceipt?

    init(
        feed: FeedRecord, verdict: PollVerdict, setBack: Int64, place: DocumentRoom.Place?,
        wish: PollWish?
    ) {
        (self.feed, self.verdict, self.setBack) = (feed, verdict, setBack)
        (self.place, self.wish) = (place, wish)
    }

    /// The same behind the steps that were stored of it.
    func following(_ receipt: PollReceipt) -> EndedPoll {
        var poll = self
        poll.former = receipt
        return poll
    }

    /// The same with its times gone back with the clock, which has been set back by `total` in this run.
    func moved(to total: Int64, now: Timestamp) -> EndedPoll {
        let seconds = total - setBack
        guard seconds != 0 else { return self }
        var poll = self
        poll.setBack = total
        poll.feed = feed.with(feed.poll.moved(by: seconds, to: now))
        poll.verdict = verdict.moved(by: seconds, to: now)
        return poll
    }
}
