internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// `refresh`: asks the running daemon to poll now.
enum RefreshCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var feeds: [String] = []
        var force = false
        var wait = false
        var json = false
    }

    static let name = "refresh"
    static let summary = "Ask the daemon to poll feeds now; all of them when none is named."
    static let discussion = """
        A feed that is gone for good (410) is asked again only when it is named. What a server
        asked for by Retry-After is waited for, unless the server is your own (localhost, a
        private address), or with --force. A feed that is not found, or is switched off or removed,
        does not hold up the others: exits with 4 then, and with 3 where none was found.

        With --wait: until they are polled, at most a minute; it tells how many entries are
        new, and how many have another title or text by now. Exits with 4 when a poll failed or
        was not done by then, as it may be where a server asked to be left alone.
        """
    static var examples: [Example] {
        [
            Example("tidings refresh --wait", "poll all feeds now, and tell how it went"),
            Example(
                "tidings refresh example.org --force --wait",
                "fetch the whole document of one feed, whatever its server said"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.feeds, value: "FEED", help: FeedName.help, isRequired: false,
                completes: .feeds),
            .flag(
                \.force, "force",
                help: "ask for the whole document, even if its own host wants to be left alone"),
            .flag(\.wait, "wait", help: "wait for the polls, and tell how they went"),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        do throws(StoreError) {
            let store = try StoreSession(folder: locations.state)
            let (wanted, isWhole) = wanted(options.feeds, of: try store.feeds())
            if wanted.isEmpty { return .nothingFound }
            let daemon = options.locations.daemon
            guard !daemon.isAbsent else {
                Output.note("the daemon does not run\(daemon.cause); start it with tidingsd")
                return .failure
            }
            let before = Dictionary(uniqueKeysWithValues: wanted.map { ($0.id, $0) })
            let revision = try store.lastRevision()
            try store.request(
                .refresh(
                    feeds: options.feeds.isEmpty ? nil : wanted.map(\.id), force: options.force))
            if !options.json { Output.print("asked for \(Output.count(wanted.count, "feed"))\n") }
            let polled = options.wait ? try await polls(of: before, store) : wanted
            let corrected =
                options.wait
                ? try store.corrections(
                    after: revision, of: EntryFilter(feeds: wanted.map(\.id))
                ).entries.count : 0
            if options.json {
                Output.print(json(polled, before: before, corrected: corrected, options))
            }
            guard options.wait else { return isWhole ? .success : .partlyDone }
            let code = outcome(
                polled, before: before, try HostPauses(in: store, locations),
                corrected: options.json ? nil : corrected)
            return isWhole ? code : .partlyDone
        } catch {
            return ExitCode(error)
        }
    }

    /// The feeds that `names` choose, and whether that is all of them: of each that is none that is polled
    /// the reason is told.
    private static func wanted(
        _ names: [String], of feeds: [FeedListing]
    ) -> (feeds: [FeedListing], isWhole: Bool) {
        let active = feeds.filter { $0.isSubscribed && $0.isEnabled }
        if names.isEmpty {
            if active.isEmpty { Output.note("no feed is followed; `tidings add URL` adds one") }
            // A feed that was taken down for good is asked again only by name.
            let polled = active.filter { $0.poll.due != nil }
            if polled.isEmpty, !active.isEmpty {
                Output.note("every feed is gone for good; name one to ask it again")
            }
            return (polled, true)
        }
        var wanted: [FeedListing] = []
        var isWhole = true
        for name in names {
            do throws(FeedChoiceFailure) {
                let feed = try FeedChoice(from: feeds).feed(name)
                guard feed.isSubscribed, feed.isEnabled else {
                    Output.note(
                        feed.isSubscribed
                            ? "\(feed.url) is switched off; `tidings enable \(feed.id)` switches it on"
                            : "\(feed.url) is removed; `tidings add` follows it again")
                    isWhole = false
                    continue
                }
                if !wanted.contains(where: { $0.id == feed.id }) { wanted.append(feed) }
            } catch {
                Output.note("\(error)")
                isWhole = false
            }
        }
        return (wanted, isWhole)
    }

    /// The feeds as they are when each has been polled once more, or after a minute.
    private static func polls(
        of before: [FeedID: FeedListing], _ store: StoreSession
    ) async throws(StoreError) -> [FeedListing] {
        let only = before.count == 1 ? before.keys.first : nil
        var now: [FeedListing] = []
        let progress = ProgressLine("waiting for the polls")
        defer { progress.end() }
        for _ in 0..<300 {
            try? await Task.sleep(for: .milliseconds(200))
            now = try store.feeds(only.map { .one($0) } ?? .all)
                .filter { before[$0.id] != nil }
            let done = now.count { isPolled($0, since: before[$0.id]) }
            progress.tell("polled \(done) of \(Output.count(before.count, "feed"))")
            if now.allSatisfy({ isPolled($0, since: before[$0.id]) }) { break }
        }
        return now
    }

    private static func isPolled(_ feed: FeedListing, since before: FeedListing?) -> Bool {
        // One that had to let others go first comes back in a moment.
        feed.poll.polls > before?.poll.polls ?? 0 && !feed.poll.isQueued
    }

    /// - Parameter corrected: how many entries were; nil: what came is not to be told.
    private static func outcome(
        _ polled: [FeedListing], before: [FeedID: FeedListing], _ pauses: HostPauses,
        corrected: Int?
    ) -> ExitCode {
        let now = WallClock.system.now
        var code = ExitCode.success
        var new = 0
        for feed in polled {
            new += feed.entryCount - (before[feed.id]?.entryCount ?? 0)
            if let lack = lack(feed, since: before[feed.id], pauses, now: now) {
                Output.note("\(feed.url): \(lack)")
                code = .partlyDone
            }
        }
        if let corrected { Output.print(came(new: new, corrected: corrected) + "\n") }
        return code
    }

    /// `3 new entries, 1 corrected`.
    static func came(new: Int, corrected: Int) -> String {
        Output.count(new, "new entry", "new entries")
            + (corrected > 0 ? ", \(corrected) corrected" : "")
    }

    /// Why `feed` has not been polled well since it was as `before`; nil: it has.
    static func lack(
        _ feed: FeedListing, since before: FeedListing?, _ pauses: HostPauses, now: Timestamp
    ) -> String? {
        guard isPolled(feed, since: before) else {
            guard let until = pauses.wait(for: feed, now: now) else {
                return "not polled yet (\(feed.poll.dueReason))"
            }
            return "not polled yet: its server asked to be left alone until "
                + "\(Moment.short(until, now: now)) (\(Moment.relative(until, now: now)))"
        }
        // Its last error is that of an earlier poll.
        return feed.poll.isHeld ? "not polled: \(feed.poll.dueReason)" : feed.poll.lastError
    }

    private static func json(
        _ feeds: [FeedListing], before: [FeedID: FeedListing], corrected: Int, _ options: Options
    ) -> JSONWriter {
        let now = WallClock.system.now
        return JSONWriter.document {
            $0.field("asked", feeds.count)
            $0.field("force", options.force)
            if options.wait { $0.field("corrected", corrected) }
            $0.array("feeds") { array in
                for feed in feeds {
                    array.object {
                        if options.wait {
                            let isPolled = isPolled(feed, since: before[feed.id])
                            $0.field("polled", isPolled && !feed.poll.isHeld)
                        }
                        $0.write(ToldFeed(feed: feed, now: now))
                    }
                }
            }
        }
    }
}
