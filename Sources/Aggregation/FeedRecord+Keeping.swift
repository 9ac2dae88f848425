internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

extension FeedRecord {
    /// A feed as the list was read again, with what this run knows of its polling, which is newer. But
    /// another address is a fresh start, which the store made.
    func keeping(_ known: FeedRecord) -> FeedRecord {
        guard known.subscription.url == subscription.url else { return self }
        var state = known.poll
        // Of the same poll: when it was, each has by its own clock after one that was set back.
        if poll.polls == state.polls, let due = poll.due, let held = state.due, due < held {
            // Another interval was declared, and the store has made it count.
            (state.due, state.dueReason) = (due, poll.dueReason)
        }
        return with(state)
    }

    /// When a person's wish is met to have the feed polled at `host`: what the reader's own server asks for
    /// holds back no person.
    func earliest(at host: Schedule.Host, now: Timestamp) -> Timestamp {
        host.isLocal ? now : poll.earliest(now: now)
    }
}
