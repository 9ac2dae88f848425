internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Subscriptions
internal import Values

/// `status`: whether the daemon runs and how things are.
enum StatusCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var polite = false
        var form = ListForm<HostScore>()
    }

    static let name = "status"
    static let summary = "Tell whether the daemon runs, what it holds, and which feeds fail."
    static let discussion = """
        Exits with 1 when the daemon does not run, or cannot store anything: then it says why, polls
        nothing, and goes on by itself once it can; see `tidings doctor`. Exits with 4 when that
        cannot be told, as to a user who may not look into the state folder.

        Each feed counts once: as fresh, new (not polled yet), late (overdue by more than five
        minutes), failing, moved (for good, see `tidings feeds adopt`), gone (410) or switched
        off. What came in the last day and the mean of a day of the last week are entries as they
        were stored, and events by the times of their first entries. Of all that is amiss the
        trouble that matters most is told, with what to do about it.

        With --polite: how polite polling was to each server, the one that was treated worst
        first, the last line being that of all together. Of the requests that could have been
        conditional, the share that was; of all polls, the share that was answered with 304;
        requests made too early (before a Retry-After was over), after a 410, and to addresses
        known to redirect for good, each of which also comes from `refresh` and from the daily
        look whether a move still stands; the shortest interval between two polls of a feed,
        and the median of the feeds' averages. On a narrow terminal the columns that matter least
        are left out; a pipe and --json have all. Exits with 3 when nothing was polled yet.
        """
    static var examples: [Example] {
        [
            Example("tidings status", "whether all is well, in one screen"),
            Example(
                "tidings status >/dev/null || echo 'tidingsd is down'",
                "the same for a script"),
            Example("tidings status --polite", "how servers were treated, the worst first"),
            Example(
                "tidings status --polite --format '{host} {share_304}'",
                "how often each server could answer that nothing is new"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.polite, "polite", help: "tell how polite polling was to each server")
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        guard options.polite || options.form.isTable || options.form.isDocument else {
            Output.note("--jsonl and --format are for the servers of --polite")
            return .usage
        }
        let daemon = options.locations.daemon
        do throws(StoreError) {
            let store = try StoreSession(folder: Locations(options.locations).state)
            if options.polite { return printScores(try store.feeds(), options.form) }
            let status = try store.status()
            print(
                status, try failing(status, isWhole: options.form.isDocument, store), daemon,
                nil, options)
        } catch {
            // What is known is told where the database cannot be read; a script wants its document anyway.
            let isNew = error.kind == .noDatabase && daemon == .absent
            if !options.polite, !isNew || options.form.isDocument {
                print(nil, [], daemon, error, options)
            } else if !options.polite, let fault = configurationFault(options) {
                // What keeps the daemon from the first start that is to make the database.
                Output.note("\(fault)")
            }
            let code = ExitCode(error)
            // Nothing is known to fail: the rest is for others to see.
            let isClosed = error.kind == .notPermitted && !daemon.isAbsent
            return isClosed && daemon.report?.fault == nil && !options.polite ? .partlyDone : code
        }
        switch daemon {
        case .running(let report): return report.fault == nil ? .success : .failure
        case .absent, .replacing: return .failure
        case .hidden(let error):
            Output.note("whether the daemon runs cannot be told: \(error)")
            return .partlyDone
        }
    }

    /// The feeds that fail: all of them, or those that a page names, since there may be thousands.
    private static func failing(
        _ status: StoreStatus, isWhole: Bool, _ store: StoreSession
    ) throws(StoreError) -> [FeedListing] {
        let all = status.failing.map(\.id)
        if isWhole {
            let listed = try store.feeds(.failing)
            let places = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
            return listed.filter { places[$0.id] != nil }.sorted {
                places[$0.id, default: 0] < places[$1.id, default: 0]
            }
        }
        var feeds: [FeedListing] = []
        let worst = WorstFailure(of: status.failing)?.feed
        let named = StatusPage.failing(status).prefix(StatusPage.named).map(\.id)
        for id in Set(named + [worst].compactMap { $0 }) {
            feeds += try store.feeds(.one(id))
        }
        return feeds
    }

    private static func print(
        _ status: StoreStatus?, _ failing: [FeedListing], _ daemon: DaemonPresence,
        _ failure: StoreError?, _ options: Options
    ) {
        let now = WallClock.system.now
        let columns = options.form.isDocument ? nil : Output.columns
        let volume = Volume(holding: Locations(options.locations).state)
        let feeds = Dictionary(failing.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let trouble = StatusTrouble.first(
            status, feeds, daemon, volume,
            configuration: daemon == .absent ? configurationFault(options) : nil, failure: failure,
            clock: PageClock(now: now, columns: columns))
        if options.form.isDocument {
            Output.print(json(status, failing, daemon, volume, trouble, now: now))
        } else {
            let page = StatusPage(
                status: status, feeds: feeds, daemon: daemon, volume: volume, trouble: trouble,
                now: now, columns: columns)
            Output.print(page.text(style: .output))
        }
    }

    /// Why feeds.yml cannot be read; nil where it can.
    private static func configurationFault(_ options: Options) -> SubscriptionError? {
        do throws(SubscriptionError) {
            _ = try SubscriptionFile.load(path: Locations(options.locations).configuration)
            return nil
        } catch .file(.system) {
            // What this user may not read the daemon may.
            return nil
        } catch {
            return error
        }
    }

    private static func printScores(
        _ feeds: [FeedListing], _ form: ListForm<HostScore>
    ) -> ExitCode {
        let scores = HostScores(feeds)
        if form.isDocument {
            Output.print(scores.json)
        } else if !form.isTable {
            form.print("hosts", scores.hosts)
        } else if scores.hosts.isEmpty {
            Output.note("nothing was polled yet")
        } else {
            Output.print(scores.table(now: WallClock.system.now))
        }
        return scores.hosts.isEmpty ? .nothingFound : .success
    }

    private static func json(
        _ status: StoreStatus?, _ failing: [FeedListing], _ presence: DaemonPresence,
        _ volume: Volume?, _ trouble: StatusTrouble?, now: Timestamp
    ) -> JSONWriter {
        let isRunning: Bool? =
            switch presence {
            case .running: true
            case .absent, .replacing: false
            case .hidden: nil
            }
        let daemon = presence.report
        return JSONWriter.document {
            $0.field("running", isRunning)
            $0.field("process", daemon?.processID)
            $0.field("since", daemon?.since)
            $0.field("release", daemon?.version)
            $0.field("store_fault", daemon?.fault?.text)
            $0.field("store_fault_since", daemon?.fault?.since)
            $0.field("disk_free_bytes", volume?.free)
            $0.field("disk_bytes", volume?.size)
            $0.field("trouble", trouble?.text)
            $0.field("remedy", trouble?.remedy)
            $0.field("trouble_feed", trouble?.feed)
            guard let status else { return }
            $0.write(status)
            $0.array("failing") { array in
                for feed in failing {
                    array.object { $0.write(ToldFeed(feed: feed, now: now)) }
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ status: StoreStatus) {
        field("feeds", status.feeds.all)
        field("disabled_feeds", status.feeds.off)
        object("feed_states") {
            $0.field("fresh", status.feeds.fresh)
            $0.field("new", status.feeds.new)
            $0.field("late", status.feeds.late)
            $0.field("failing", status.feeds.failing)
            $0.field("moved", status.feeds.moved)
            $0.field("gone", status.feeds.gone)
            $0.field("off", status.feeds.off)
        }
        field("entries", status.entries)
        field("unclustered_entries", status.unclusteredEntries)
        object("new_entries") { $0.write(status.newEntries) }
        field("clusters", status.clusters)
        field("shared_clusters", status.sharedClusters)
        object("new_clusters") { $0.write(status.newClusters) }
        field("last_poll", status.lastPoll)
        field("next_due", status.nextDue)
        field("database", status.path)
        field("schema", status.schemaVersion)
        field("bytes", status.bytes)
        field("free_bytes", status.freeBytes)
    }

    private mutating func write(_ arrivals: Arrivals) {
        field("last_day", arrivals.lastDay)
        field("per_day", arrivals.perDay.map { ($0 * 10).rounded() / 10 })
        field("at_least", arrivals.isAtLeast)
    }
}
