internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// The one thing of all that is amiss which a person should know first, and what to do about it.
struct StatusTrouble: Equatable {
    let text: String
    let remedy: String
    /// The feed that it is about, where it is about one.
    var feed: FeedID?

    /// Of fewer feeds nothing tells that it is the network.
    private static let many = 3

    /// Nil where all is well.
    ///
    /// - Parameters:
    ///   - feeds: those that `worst` and others name.
    ///   - configuration: why feeds.yml could not be read, where no daemon runs that tells it.
    ///   - failure: why the database could not be read, where it could not.
    static func first(
        _ status: StoreStatus?, _ feeds: [FeedID: FeedListing], _ presence: DaemonPresence,
        _ volume: Volume?, configuration: SubscriptionError? = nil, failure: StoreError? = nil,
        clock: PageClock
    ) -> StatusTrouble? {
        if case .replacing(let restore) = presence { return restoring(restore, clock) }
        let report = presence.report
        // A daemon that runs tells itself what is wrong with the store; a start helps where there is none yet.
        if let failure, failure.kind != .noDatabase, report?.fault == nil {
            if failure.kind == .notPermitted { return closed(failure.path) }
            return StatusTrouble(text: "\(failure)", remedy: "`tidings doctor` tells more")
        }
        if case .hidden(let error) = presence { return closed(error.path) }
        guard let daemon = report else {
            // It would not start with such a file: to be told to start it is to be sent in a circle.
            if let configuration {
                return unstartable(configuration, follows: status.map { $0.feeds.all > 0 } ?? false)
            }
            return StatusTrouble(
                text: "tidingsd does not run: no feed is polled",
                remedy: "systemctl start tidingsd, or tidingsd where it is no service")
        }
        if let fault = daemon.fault {
            return StatusTrouble(
                text: fault.text,
                remedy: "it goes on by itself once it can; `tidings doctor` tells more")
        }
        if let volume, volume.isReadOnly || volume.isNearlyFull {
            return StatusTrouble(
                text: volume.isReadOnly
                    ? "the disk is mounted for reading only"
                    : "the disk is nearly full: \(Amount.bytes(volume.free)) free",
                remedy: "`tidings doctor` tells what to do")
        }
        if let version = daemon.version, version != Release.version {
            return StatusTrouble(
                text: "tidingsd is of release \(version), this command of \(Release.version)",
                remedy: "systemctl restart tidingsd")
        }
        if let feeds = daemon.feeds {
            return StatusTrouble(
                text: "the last good feeds.yml stays in force: \(feeds.text)",
                remedy: "mend it, it is read again by itself; `tidings check` tells all of it")
        }
        // No feed is missed by it, but nothing else tells who watches the numbers.
        let metrics = daemon.metrics.map(unwritten)
        guard let status else { return metrics }
        // Last, since it asks for nothing where the clock is right and lasts a day.
        return network(status) ?? metrics
            ?? WorstFailure(of: status.failing).flatMap { told($0, feeds, clock) }
            ?? moved(status) ?? status.leap.map { leapt($0, clock) }
    }

    private static func closed(_ path: String) -> StatusTrouble {
        let place = ClosedPlace(path)
        return StatusTrouble(
            text: "no permission for \(place.path): how things are cannot be told",
            remedy: place.remedy)
    }

    /// Before all that the database lacks: another comes in its place.
    static func restoring(_ restore: DaemonReport, _ clock: PageClock) -> StatusTrouble {
        StatusTrouble(
            text: "tidingsd polls nothing: `tidings restore` has been at work since "
                + "\(clock.time(restore.since)) (process \(restore.processID))",
            remedy:
                "wait until it has ended, then start tidingsd if it does not run (systemctl start tidingsd)"
        )
    }

    private static func unstartable(
        _ error: SubscriptionError, follows: Bool
    ) -> StatusTrouble {
        let first = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
        let start = "then systemctl start tidingsd, or tidingsd where it is no service"
        let remedy =
            if case .file(.notFound) = error {
                (follows
                    ? LostFeedsFile.remedy : "`tidings add URL` makes it, --config names another")
                    + "; \(start)"
            } else {
                "mend it, `tidings check` tells all of it; \(start)"
            }
        return StatusTrouble(
            text: "tidingsd does not run, and cannot be started: \(first)", remedy: remedy)
    }

    static func unwritten(_ metrics: DaemonReport.Fault) -> StatusTrouble {
        StatusTrouble(
            text: "the file of --metrics cannot be written: \(metrics.text)",
            remedy: "make its folder, and let the user of tidingsd write there; it tries again by"
                + " itself every 15 s")
    }

    static func leapt(_ leap: ClockLeap, _ clock: PageClock) -> StatusTrouble {
        StatusTrouble(
            text: "the clock went from \(clock.time(leap.from)) to \(clock.time(leap.to)):"
                + " nothing expires by its age until that is sure",
            remedy: "set it where it is wrong (timedatectl); where it is right there is nothing to"
                + " do: once it has gone on for a day it is believed")
    }

    private static func network(_ status: StoreStatus) -> StatusTrouble? {
        let polled = status.feeds.all - status.feeds.off - status.feeds.gone
        let unreached = status.feeds.unreached + status.failing.count(where: \.wasUnreached)
        guard polled >= many, unreached * 2 > polled else { return nil }
        return StatusTrouble(
            text: "\(unreached) of \(polled) feeds could not be reached the last time",
            remedy: "see to the network and the resolver of this machine; polling goes on by itself"
        )
    }

    private static func told(
        _ worst: WorstFailure, _ feeds: [FeedID: FeedListing], _ clock: PageClock
    ) -> StatusTrouble? {
        guard let feed = feeds[worst.feed] else { return nil }
        let error = feed.poll.lastError ?? "its last poll failed"
        let since = feed.poll.lastSuccess.map { "last good \(clock.span($0))" }
        return StatusTrouble(
            text: "\(FeedSuggestion.named(feed)): \(error); \(since ?? "no good poll yet")"
                + (worst.others > 0
                    ? "; \(Output.count(worst.others, "more feed fails", "more feeds fail")) so"
                    : ""),
            remedy: FeedRemedy.text(for: feed, clock)
                ?? "`tidings feeds show \(feed.id)` tells more",
            feed: feed.id)
    }

    private static func moved(_ status: StoreStatus) -> StatusTrouble? {
        guard status.feeds.moved > 0 else { return nil }
        return StatusTrouble(
            text: Output.count(status.feeds.moved, "feed") + " moved to another address for good",
            remedy: "`tidings feeds adopt` writes it into feeds.yml")
    }
}
