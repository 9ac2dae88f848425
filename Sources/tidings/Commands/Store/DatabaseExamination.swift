internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Subscriptions
internal import Values

/// feeds.yml.
enum ConfigurationExamination {
    static func finding(_ locations: Locations) -> Finding {
        let subject = "configuration"
        let path = locations.configuration
        do throws(SubscriptionError) {
            let feeds = try SubscriptionFile.load(path: path).subscriptions
            if let status = FileStatus(of: path), status.kind == .file, status.mode & 0o002 != 0 {
                return .fault(
                    subject, "\(path) can be changed by every user of this machine",
                    "chmod o-w \(path)")
            }
            if feeds.isEmpty {
                return .warning(subject, "\(path) names no feed", "tidings add URL")
            }
            return .ok(subject, "\(path): \(Output.count(feeds.count, "feed"))")
        } catch {
            if case .file(.notFound) = error {
                let isLost = LostFeedsFile(locations) != nil
                return .fault(
                    subject, "\(error)",
                    isLost
                        ? LostFeedsFile.remedy
                        : "`tidings add URL` makes it; --config names another")
            }
            return .fault(subject, "\(error)", "tidings check tells it line by line")
        }
    }
}

/// Whether the daemon runs and works.
enum DaemonExamination {
    static func findings(_ presence: DaemonPresence, _ clock: PageClock) -> [Finding] {
        let daemon: DaemonReport
        switch presence {
        case .running(let report): daemon = report
        case .absent:
            return [
                .warning("daemon", "it does not run", "start tidingsd (systemctl start tidingsd)")
            ]
        case .replacing(let restore):
            let trouble = StatusTrouble.restoring(restore, clock)
            return [.warning("daemon", trouble.text, trouble.remedy)]
        case .hidden(let error): return [.unknown("daemon", ClosedPlace(error.path))]
        }
        let since = "process \(daemon.processID), since \(clock.time(daemon.since))"
        guard let fault = daemon.fault else {
            return [.ok("daemon", "it runs: \(since)")] + metrics(daemon, clock)
        }
        return [
            .fault(
                "daemon",
                "it runs (\(since)) and has stored nothing since "
                    + "\(clock.time(fault.since)): \(fault.text)",
                "it tries again by itself, and goes on once it can")
        ] + metrics(daemon, clock)
    }

    /// Where the daemon is to keep metrics and cannot: a monitor reads old numbers, or none.
    private static func metrics(_ daemon: DaemonReport, _ clock: PageClock) -> [Finding] {
        guard let fault = daemon.metrics else { return [] }
        let since = clock.time(fault.since)
        let trouble = StatusTrouble.unwritten(fault)
        return [.fault("metrics", "\(trouble.text) (since \(since))", trouble.remedy)]
    }
}

/// The database: whether it can be read, is whole, and is kept up with.
struct DatabaseExamination {
    let state: String
    let isQuick: Bool
    let daemon: DaemonPresence
    let clock: PageClock

    private var now: Timestamp { clock.now }

    /// Seconds after which an entry should be in an event while the daemon runs.
    private static let lag: Int64 = 600
    /// Seconds by which what was stored may be ahead of the clock.
    private static let skew: Int64 = 300

    func findings() async -> [Finding] {
        let examination = StoreExamination(folder: state)
        do throws(StoreError) {
            let status = try StoreSession(folder: state).status()
            let marks = try await examination.marks()
            let withoutEvent = isQuick ? 0 : try await examination.entriesWithoutEvent()
            return [
                .ok(
                    "database",
                    "\(status.path): \(Amount.bytes(status.bytes)), schema \(status.schemaVersion), "
                        + Output.count(status.entries, "entry", "entries"))
            ] + (try await integrity(examination))
                + [
                    stop(marks), without(withoutEvent), clustering(status, marks),
                    clock(marks, status.leap), backups(),
                ].compactMap { $0 }
        } catch {
            if error.kind == .noDatabase {
                return [
                    .warning(
                        "database", "there is none at \(error.path) yet",
                        "start tidingsd, which makes it, or name its folder with --state")
                ]
            }
            if error.kind == .notPermitted {
                return [.unknown("database", ClosedPlace(error.path)), backups()]
            }
            return [.fault("database", "\(error)", nil), backups()]
        }
    }

    private func integrity(
        _ examination: StoreExamination
    ) async throws(StoreError) -> [Finding] {
        if isQuick { return [] }
        let faults = try await examination.integrityFaults()
        if faults.isEmpty {
            if let fault = try await examination.searchFault() {
                return [
                    .fault(
                        "integrity", "the search index is damaged (\(fault))",
                        "stop tidingsd, run `tidings restore --salvage`, which keeps everything else, "
                            + "and start it: it makes the index anew")
                ]
            }
            return [.ok("integrity", "every row and index is as it should be")]
        }
        return faults.map {
            .fault(
                "integrity", $0,
                "stop tidingsd and run `tidings restore`, or without a backup `tidings restore "
                    + "--salvage`")
        }
    }

    /// Of a daemon that runs the mark says nothing, and after a restore it is that of another database.
    private func stop(_ marks: StoreExamination.Marks) -> Finding? {
        guard daemon == .absent, marks.isMarkedOpen else { return nil }
        // One that was stopped in order nobody may miss; this one was not meant to end.
        return .fault(
            "last stop", "the daemon was not stopped in order (a crash, kill -9, or the power)",
            "start tidingsd; nothing stored is lost, and the start looks the file over")
    }

    private func without(_ count: Int) -> Finding? {
        if count == 0 { return nil }
        return .fault(
            "events",
            "\(Output.count(count, "entry", "entries")) will never be in an event: the clusterer has "
                + "read past them, and where they were is lost",
            "stop tidingsd, run `tidings restore --salvage`, which gives each an event of its own, "
                + "and start it")
    }

    private func clustering(_ status: StoreStatus, _ marks: StoreExamination.Marks) -> Finding {
        let subject = "clustering"
        guard status.unclusteredEntries > 0, let oldest = marks.oldestUnclustered else {
            return .ok(subject, "every entry has been read")
        }
        let waiting =
            "\(Output.count(status.unclusteredEntries, "entry", "entries")) not read yet, the first "
            + "from \(clock.span(oldest))"
        if daemon.isAbsent { return .warning(subject, waiting, "start tidingsd") }
        if now.seconds(since: oldest) > Self.lag {
            return .warning(
                subject, waiting,
                "see the log (journalctl -u tidingsd); was it started with --fetch-only?")
        }
        return .ok(subject, waiting)
    }

    private func clock(_ marks: StoreExamination.Marks, _ leap: ClockLeap?) -> Finding {
        let subject = "clock"
        if let newest = marks.newest, newest.seconds(since: now) > Self.skew {
            return .fault(
                subject,
                "it says \(clock.time(now)), but the last thing was stored at \(clock.time(newest))",
                "set it (timedatectl); feeds are polled again when it has caught up")
        }
        if let leap {
            let trouble = StatusTrouble.leapt(leap, clock)
            return .warning(subject, trouble.text, trouble.remedy)
        }
        return .ok(subject, clock.time(now))
    }

    private func backups() -> Finding {
        let subject = "backup"
        let copies: [KeptBackup]
        do throws(StoreError) {
            copies = try StoreBackup.list(folder: state)
        } catch {
            return .unknown(subject, ClosedPlace(error.path))
        }
        guard let newest = copies.first else {
            return .ok(subject, "none in \(state)/backups; `tidings backup` makes one")
        }
        guard let fault = newest.fault else {
            return .ok(subject, "\(newest.path), \(clock.span(newest.made))")
        }
        if fault == .forbidden { return .unknown(subject, ClosedPlace(newest.path)) }
        let usable = copies.first { $0.fault == nil }.map {
            "the newest that can be is \($0.path), \(clock.span($0.made))"
        }
        return .warning(
            subject,
            "\(newest.path) cannot be restored: \(fault); \(usable ?? "no other can be either")",
            usable == nil ? "`tidings backup` makes one" : "remove it")
    }
}
