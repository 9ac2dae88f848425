internal import Politeness
internal import Storage
internal import Values

/// What a person can do about a feed whose last poll failed.
enum FeedRemedy {
    /// Nil for a feed that is well, or is not polled by the reader's own wish.
    static func text(for feed: FeedListing, _ clock: PageClock) -> String? {
        guard feed.isSubscribed, feed.isEnabled, feed.poll.lastError != nil else { return nil }
        if feed.poll.due == nil {
            return
                "look for another on its site, \(discovery(feed)), or `tidings remove \(feed.id)`"
        }
        if feed.poll.isRefused {
            let change = feed.poll.lastError.flatMap(permission) ?? "mend what the error names"
            return "\(change); then `tidings refresh \(feed.id) --wait`"
        }
        if feed.poll.isUnstored {
            return "`tidings doctor` looks the database over; it is tried again by itself"
        }
        // Its status and its error are those of the poll before.
        if feed.poll.isHeld { return "nothing yet: \(feed.poll.dueReason)" }
        guard let status = feed.poll.lastStatus else {
            let again =
                "it is tried again by itself, or at once with `tidings refresh \(feed.id) --wait`"
            guard feed.poll.failures > few else { return again }
            // A name that is gone, or a circle of redirects, mends itself seldom.
            return "\(again); if it stays so, look for another on its site, \(discovery(feed)), or "
                + "`tidings remove \(feed.id)`"
        }
        if feed.poll.cause == .withheld { return PollState.readdressing }
        if let last = feed.poll.lastSuccess,
            mayPass(status, failures: feed.poll.failures, since: last, due: feed.poll.due)
        {
            return
                "nothing yet: it worked until \(clock.time(last)), and is asked again"
        }
        switch status {
        case HTTPStatus.unauthorized:
            return
                "write its user:password into a file of secrets, and `credential:` with the name of "
                + "that file into feeds.yml: see `tidings manual feeds.yml`"
        case HTTPStatus.forbidden:
            return
                "try it in a browser: where that opens it, its server refuses programs, and only "
                + "its owners can help"
        case HTTPStatus.gone: return "nothing yet: its own address is asked next"
        case _ where feed.poll.isAskedPlainly && feed.poll.failures <= 1:
            return "nothing yet: it is asked without a condition next"
        case HTTPStatus.ok where feed.poll.cause == .webPage:
            return
                "follow a feed that this page names: `\(DiscoveryCommand.text(page: feed.url))`"
        case HTTPStatus.ok, HTTPStatus.notFound:
            // The error says of some that it may have moved.
            return "\(discovery(feed)) lists the feeds that its site names"
        case _ where HTTPStatus.isPassing(status):
            return "nothing: its server has to recover, and is asked again"
        default: return "`tidings feeds show \(feed.id)` tells all that is known of it"
        }
    }

    /// Whether it will not mend itself.
    static func needsPerson(_ feed: FailingFeed) -> Bool {
        if feed.due == nil || feed.isRefused || feed.isUnstored { return true }
        guard !feed.isHeld, let status = feed.lastStatus else { return false }
        // The next request is another one: without a condition, or of the feed's own address.
        if status == HTTPStatus.gone || PollState.refusals.contains(status) && feed.failures == 1 {
            return false
        }
        return !HTTPStatus.isPassing(status)
            && !mayPass(status, failures: feed.failures, since: feed.lastSuccess, due: feed.due)
    }

    /// Whether what came in place of a document is likely to be one again: it was before, and few polls
    /// failed since, or so many within a few hours.
    private static func mayPass(
        _ status: Int, failures: Int, since last: Timestamp?, due: Timestamp?
    ) -> Bool {
        guard status == HTTPStatus.ok, let last, let due else { return false }
        return failures <= few || due.seconds(since: last) <= shortTrouble
    }

    private static let few = 2
    /// Seconds from the last good poll to the next one.
    private static let shortTrouble: Int64 = 6 * 3_600

    /// What an error says to write where a private address is to be allowed.
    private static func permission(_ error: String) -> String? {
        error.firstRange(of: "write allow_private: ").map {
            "in feeds.yml, \(error[$0.lowerBound...])"
        }
    }

    /// The command that lists the feeds which the site of `feed` names.
    private static func discovery(_ feed: FeedListing) -> String {
        "`\(DiscoveryCommand.text(site: feed.siteLink, feed: feed.url))`"
    }
}
