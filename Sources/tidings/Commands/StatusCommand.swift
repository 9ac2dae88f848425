internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// `status`: whether the daemon runs and how things are.
enum StatusCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var polite = false
        var json = false
    }

    static let name = "status"
    static let summary = "Tell whether the daemon runs, what it holds, and which feeds fail."
    static let discussion = """
        Exits with 1 when the daemon does not run.

        With --polite: how polite polling was to each server, the one that was treated worst
        first, the last line being that of all together. Of the requests that could have been
        conditional, the share that was; of all polls, the share that was answered with 304;
        requests made too early (before a Retry-After was over), after a 410, and to addresses
        known to redirect for good, each of which also comes from `refresh` and from the daily
        look whether a move still stands; the shortest interval between two polls of a feed,
        and the median of the feeds' averages. Exits with 3 when nothing was polled yet.
        """
    static var examples: [Example] {
        [
            Example("tidings status", "whether all is well, in one screen"),
            Example(
                "tidings status >/dev/null || echo 'tidingsd is down'",
                "the same for a script"),
            Example("tidings status --polite", "how servers were treated, the worst first"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.polite, "polite", help: "tell how polite polling was to each server"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        options.locations.withStore { store throws(StoreError) in
            if options.polite { return printScores(try store.feeds(), isJSON: options.json) }
            let status = try store.status()
            let isRunning = StoreReader.hasDaemon(folder: Locations(options.locations).state)
            if options.json {
                Output.print(json(status, isRunning: isRunning))
            } else {
                Output.print(page(status, isRunning: isRunning, now: WallClock.system.now))
            }
            return isRunning ? .success : .failure
        }
    }

    private static func printScores(_ feeds: [FeedListing], isJSON: Bool) -> ExitCode {
        let scores = HostScores(feeds)
        if isJSON {
            Output.print(scores.json)
        } else if scores.hosts.isEmpty {
            Output.note("nothing was polled yet")
        } else {
            Output.print(scores.table(now: WallClock.system.now))
        }
        return scores.hosts.isEmpty ? .nothingFound : .success
    }

    private static func page(_ status: StoreStatus, isRunning: Bool, now: Timestamp) -> String {
        let style = Style.output
        let daemon =
            isRunning
            ? "running, process \(status.writer.processID), since "
                + Moment.short(status.writer.opened, now: now)
            : style.warning("not running") + "; start it with tidingsd"
        var rows = [
            ("daemon", daemon),
            ("feeds", "\(status.subscribedFeeds) (\(status.disabledFeeds) switched off)"),
            ("entries", "\(status.entries) (\(status.unclusteredEntries) not clustered yet)"),
            ("events", "\(status.clusters) (\(status.sharedClusters) of two publishers or more)"),
            ("last poll", status.lastPoll.map { Moment.relative($0, now: now) } ?? "none yet"),
            ("next poll", status.nextDue.map { Moment.due($0, now: now) } ?? "none"),
            ("database", "\(status.path), \(Amount.bytes(status.bytes))"),
            ("failing", "\(status.failing.count)"),
        ]
        for feed in status.failing.prefix(10) {
            rows.append(("", PrintableText.line("\(feed.url): \(feed.poll.lastError ?? "")")))
        }
        if status.failing.count > 10 { rows.append(("", "… `tidings feeds --failing`")) }
        return rows.map { name, value in
            name + String(repeating: " ", count: 11 - name.count) + value + "\n"
        }.joined()
    }

    private static func json(_ status: StoreStatus, isRunning: Bool) -> JSONWriter {
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.field("running", isRunning)
            $0.field("process", isRunning ? status.writer.processID : nil)
            $0.field("feeds", status.subscribedFeeds)
            $0.field("disabled_feeds", status.disabledFeeds)
            $0.field("entries", status.entries)
            $0.field("unclustered_entries", status.unclusteredEntries)
            $0.field("clusters", status.clusters)
            $0.field("shared_clusters", status.sharedClusters)
            $0.field("last_poll", status.lastPoll)
            $0.field("next_due", status.nextDue)
            $0.field("database", status.path)
            $0.field("schema", status.schemaVersion)
            $0.field("bytes", status.bytes)
            $0.array("failing") { array in
                for feed in status.failing { array.object { $0.write(feed) } }
            }
        }
        return json
    }
}
