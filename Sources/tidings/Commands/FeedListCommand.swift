internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// `feeds list`: what is followed, and how polling it goes.
enum FeedListCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var failing = false
        var form = ListForm<ToldFeed>()
    }

    static let name = "list"
    static let summary = "List feeds with their last poll, the next one, and what fails."
    static let discussion = """
        STATE is ok; new: not polled yet; late: overdue by more than five minutes; failing, with
        how often in a row; moved: for good, see `tidings feeds adopt`; gone: its server said
        that it is no more (410); off: switched off in feeds.yml; removed from it.
        With --failing: the feeds of feeds.yml whose last poll failed, since when they have had
        no good one, why, and what to do about it.
        """
    static var examples: [Example] {
        [
            Example("tidings feeds list", "all feeds, when they were polled and will be"),
            Example("tidings feeds list --failing", "those that fail, since when and why"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.failing, "failing", help: "only those whose last poll failed")
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        return options.locations.withStore { store throws(StoreError) in
            if !options.failing, options.form.isTable { return try printAll(of: store, now: now) }
            var feeds = try store.feeds(options.failing ? .failing : .all)
            // As the table: a typo that was added and removed is none of what is followed.
            feeds.removeAll {
                !$0.isSubscribed && $0.entryCount == 0 && $0.poll.lastSuccess == nil
            }
            if options.failing { feeds.removeAll { !isFailing($0) } }
            if !options.form.isTable {
                options.form.print("feeds", feeds.map { ToldFeed(feed: $0, now: now) })
            } else if !feeds.isEmpty {
                Output.print(reasons(feeds, now: now))
            } else {
                Output.note(options.failing ? "no feed fails" : noFeeds)
            }
            return feeds.isEmpty ? .nothingFound : .success
        }
    }

    private static let noFeeds = "no feeds yet; `tidings add URL` adds one"

    private static func printAll(
        of store: StoreSession, now: Timestamp
    ) throws(StoreError) -> ExitCode {
        var table = Table([
            .init("ID", .right), .init("ENTRIES", .right, yields: 3), .init("POLLED", yields: 2),
            .init("NEXT", yields: 1), .init("STATE"), .init("TITLE", isFlexible: true),
            .init("URL", isFlexible: true, leastWidth: 100),
        ])
        // In a pipe no row has to wait for the width of the others.
        let isPiped = Output.columns == nil
        var piped: [UInt8] = []
        // Written when all is read: a reader of the pipe that takes its time must not keep the store's log
        // from being cut. Room that is never used is never memory, and to grow is to copy.
        if isPiped { piped.reserveCapacity(4 << 20) }
        try store.forEachFeed { feed in
            let cells = cells(of: feed, now: now)
            if isPiped { Table.append(cells, to: &piped) } else { table.add(cells) }
        }
        if piped.isEmpty, table.rows.isEmpty {
            Output.note(noFeeds)
            return .nothingFound
        }
        if isPiped { Output.write(piped) } else { Output.print(table) }
        return .success
    }

    private static func cells(of feed: FeedOverview, now: Timestamp) -> [Table.Cell] {
        [
            .init(String(feed.id)), .init(String(feed.entryCount)),
            feed.lastPolled.map { .init($0, now: now, Moment.relative) } ?? "never",
            next(feed, now: now), .init(FeedPage.state(of: feed, now: now)),
            .init(feed.title ?? feed.url, piped: feed.title ?? ""),
            .init(feed.url),
        ]
    }

    /// What is removed or switched off is not polled: it cannot fail.
    private static func isFailing(_ feed: FeedListing) -> Bool {
        feed.isSubscribed && feed.isEnabled && feed.poll.isFailing
    }

    private static func reasons(_ feeds: [FeedListing], now: Timestamp) -> Table {
        var table = Table([
            .init("ID", .right), .init("FAILURES", .right, yields: 2),
            .init("LAST GOOD", yields: 1), .init("NEXT", yields: 3), .init("URL", isFlexible: true),
            .init("REASON", isBelow: true),
            .init("REMEDY", isBelow: true),
        ])
        let clock = PageClock(now: now, columns: Output.columns)
        for feed in feeds {
            table.add([
                "\(feed.id)", "\(feed.poll.failures)",
                feed.poll.lastSuccess.map { .init($0, now: now, Moment.relative) }
                    ?? "never",
                next(feed.overview, now: now), .init(feed.url), .init(feed.poll.lastError ?? ""),
                FeedRemedy.text(for: feed, clock).map { .init("→ \($0)", piped: $0) } ?? "",
            ])
        }
        return table
    }

    private static func next(_ feed: FeedOverview, now: Timestamp) -> Table.Cell {
        guard feed.isSubscribed, feed.isEnabled, let due = feed.due else { return "-" }
        return .init(due, now: now, Moment.due)
    }
}
