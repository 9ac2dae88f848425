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
        Exits with 1 when the daemon does not run, or cannot store anything: then it says why, polls
        nothing, and goes on by itself once it can; see `tidings doctor`.

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
    static let isPaged = true
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.polite, "polite", help: "tell how polite polling was to each server"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let daemon = options.locations.daemon
        do throws(StoreError) {
            let store = try StoreReader(folder: Locations(options.locations).state)
            if options.polite { return printScores(try store.feeds(), isJSON: options.json) }
            print(try store.status(), daemon, isJSON: options.json)
        } catch {
            // The daemon may run where the database cannot be read.
            if daemon != nil, !options.polite { print(nil, daemon, isJSON: options.json) }
            return ExitCode(error)
        }
        guard let daemon else { return .failure }
        return daemon.fault == nil ? .success : .failure
    }

    private static func print(_ status: StoreStatus?, _ daemon: DaemonReport?, isJSON: Bool) {
        if isJSON {
            Output.print(json(status, daemon))
        } else {
            Output.print(page(status, daemon, now: WallClock.system.now))
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

    private static func page(
        _ status: StoreStatus?, _ daemon: DaemonReport?, now: Timestamp
    ) -> String {
        let style = Style.output
        var rows = [("daemon", style.warning("not running") + "; start it with tidingsd")]
        if let daemon {
            rows[0].1 =
                "running, process \(daemon.processID), since "
                + Moment.short(daemon.since, now: now)
        }
        if let fault = daemon?.fault {
            rows.append(
                (
                    "store",
                    style.warning("cannot be written") + " since "
                        + Moment.short(fault.since, now: now) + ", polling waits"
                ))
            rows.append(("", PrintableText.line(fault.text)))
        }
        if let status { rows += self.rows(status, now: now) }
        return rows.map { name, value in
            name + String(repeating: " ", count: 11 - name.count) + value + "\n"
        }.joined()
    }

    private static func rows(_ status: StoreStatus, now: Timestamp) -> [(String, String)] {
        var rows = [
            ("feeds", "\(status.subscribedFeeds) (\(status.disabledFeeds) switched off)"),
            ("entries", "\(status.entries) (\(status.unclusteredEntries) not clustered yet)"),
            ("events", "\(status.clusters) (\(status.sharedClusters) of two publishers or more)"),
            ("last poll", status.lastPoll.map { Moment.relative($0, now: now) } ?? "none yet"),
            ("next poll", status.nextDue.map { Moment.due($0, now: now) } ?? "none"),
            ("database", "\(status.path), \(Amount.bytes(status.bytes))" + free(status)),
            ("failing", "\(status.failing.count)"),
        ]
        for feed in status.failing.prefix(10) {
            rows.append(("", PrintableText.line("\(feed.url): \(feed.poll.lastError ?? "")")))
        }
        if status.failing.count > 10 { rows.append(("", "… `tidings feeds --failing`")) }
        return rows
    }

    /// Free pages that stay for what comes next are no news; what only VACUUM gives back is.
    private static func free(_ status: StoreStatus) -> String {
        guard !status.shrinks, status.freeBytes > status.bytes / 10 else { return "" }
        return
            ", \(Amount.bytes(status.freeBytes)) of it free; to give them back stop tidingsd and run"
            + " sqlite3 \(status.path) 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM'"
    }

    private static func json(_ status: StoreStatus?, _ daemon: DaemonReport?) -> JSONWriter {
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.field("running", daemon != nil)
            $0.field("process", daemon?.processID)
            $0.field("since", daemon?.since)
            $0.field("store_fault", daemon?.fault?.text)
            $0.field("store_fault_since", daemon?.fault?.since)
            guard let status else { return }
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
            $0.field("free_bytes", status.freeBytes)
            $0.array("failing") { array in
                for feed in status.failing { array.object { $0.write(feed) } }
            }
        }
        return json
    }
}
