internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Terminal
internal import Values

/// `watch`: the events that are new or grow, as they come.
enum WatchCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var since: TimePhrase?
        var minPublishers = 1
        var entries = EntryChoice()
        var program: String?
    }

    static let name = "watch"
    static let summary = "Follow the events that are new, grow or are corrected, until interrupted."
    static let discussion = """
        In a pipe each event that is new, or has a publisher or an independent text more, is
        one JSON object on a line: that of `tidings clusters --jsonl`, with "change" "new" or
        "grown". So is one of which a feed gave an entry another title or another text, however
        old it is: with "change" "corrected", and in "corrected" the numbers of the entries and
        the titles that they had; `tidings show --entry` tells what their texts said. An event
        that is there again because a merge was undone is "returned". With
        --min-publishers an event is new when so many report it. On a terminal the latest
        events are a list that follows, with what changed marked; the objects go to the program
        of --exec alone. In a pipe it ends when nobody reads any more.

        It begins with what comes from now on, or with what there is since TIME, and looks at
        events with an entry dated in the last three days, the latest 100,000 of them, within
        two seconds after the daemon stored something. An older event that gets an entry is
        told as "late", but for copies and for what the first poll of a feed brings. With
        --tag, --lang or --feed an event is new when such an entry is in it; the newest 10,000
        of them are looked at.

        PROGRAM is run once for each event, one after the other, without a shell or arguments,
        with the object on standard input and what it prints on standard error. It is killed
        after 30 seconds; that it failed is said, and the next event follows.
        """
    static var examples: [Example] {
        [
            Example("tidings watch", "a list of the latest events that keeps up"),
            Example(
                "tidings watch --min-publishers 3 | jq -r .headline",
                "a line for each event that three publishers or more report, and when it grows"),
            Example("tidings watch --tag science", "what feeds with this tag tell of"),
            Example(
                "tidings watch --min-publishers 5 | head -1",
                "wait for the first event that five publishers report"),
            Example(
                "tidings watch | jq -r 'select(.change == \"corrected\") | .corrected[].entry'",
                "the numbers of entries whose title or text is corrected"),
            Example(
                "tidings watch --min-publishers 5 --exec /usr/local/bin/tell-me >/dev/null",
                "run a program for each event that five publishers report"),
        ]
    }
    static var exitCodes: [ExitCode] { [.success, .failure, .usage, .nothingFound, .interrupted] }
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.since, "since", value: "TIME",
                help: "begin with the events since 24h ago, yesterday, …"),
            .option(
                \.minPublishers, "min-publishers", value: "COUNT",
                help: "only what COUNT publishers or more report"),
        ] + EntryChoice.parameters.map { $0.lifted(to: \.entries) } + [
            .option(
                \.program, "exec", value: "PROGRAM",
                help: "run PROGRAM with each event on its standard input", completes: .files)
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        if let program = options.program, ProcessEnvironment.program(program) == nil {
            // Else it would be told with the first event, which may come in an hour.
            Output.note("\(program): no program that can be run; name its path, or one of PATH")
            return .usage
        }
        // The first of both ends the program, also while a program of --exec works.
        let (endings, teller) = AsyncStream.makeStream(of: ExitCode.self)
        let (reasons, waker) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let signals = SignalStream(drawsOnTerminal: true)
        let listening = Task {
            for await signal in signals.signals {
                if signal == .redraw { waker.yield() } else { teller.yield(.interrupted) }
            }
        }
        let following = Task { teller.yield(await follow(options, reasons, waker)) }
        defer {
            listening.cancel()
            following.cancel()
        }
        for await ending in endings { return ending }
        return .interrupted
    }

    /// - Parameters:
    ///   - reasons: for a look at the store, and to draw the list anew: the terminal has another size, or
    ///     the command goes on after it was stopped; and that nobody reads any more.
    ///   - waker: where changes of the store become such reasons.
    private static func follow(
        _ options: Options, _ reasons: AsyncStream<Void>, _ waker: AsyncStream<Void>.Continuation
    ) async -> ExitCode {
        let folder = Locations(options.locations).state
        let watch = FolderWatch(interval: 60, refusedInterval: 1)
        // Before the first look: what changes from here on is a reason for the next one.
        watch.follow([folder])
        let changes = watch.reasons
        let waking = Task { for await _ in changes { waker.yield() } }
        defer { waking.cancel() }
        let looks: EventLooks
        var page = WatchPage(program: options.program)
        do throws(StoreError) {
            let store = try StoreSession(folder: folder)
            let entries: EntryFilter?
            switch try options.entries.filter(in: store) {
            case .success(let filter): entries = filter
            case .failure(let failure):
                Output.note("\(failure)")
                return .nothingFound
            }
            // Else nobody would know why nothing comes.
            try options.entries.tellUnused(in: store)
            looks = try EventLooks(
                store, folder: folder, minPublishers: options.minPublishers, entries: entries)
            if !page.isDrawn, let note = WatchPage.lonely(options.locations.daemon) {
                Output.note(note)
            }
            if let since = options.since?.start(now: WallClock.system.now, .system) {
                let news = try looks.events(since: since).map {
                    EventLooks.News(event: $0, change: .new)
                }
                guard page.tell(news) else { return .success }
            }
            guard try page.draw(looks, options.locations) else { return .success }
        } catch {
            return ExitCode(error)
        }
        var fault: StoreError.Kind?
        // Whoever took one line, as `head -1` does, waits for the end, and the next event may be hours away.
        StandardStream.output.onAbandoned { waker.yield() }
        for await _ in reasons {
            if StandardStream.output.isAbandoned { break }
            // At once at the new size of the terminal, if that is the reason.
            guard (try? page.draw(looks, options.locations)) ?? true else { break }
            // At most one look a second, of all that came meanwhile: the write that was the reason
            // may be seen before its commit is.
            do { try await Task.sleep(for: .seconds(1)) } catch { break }
            watch.follow([folder])
            do throws(StoreError) {
                let news = try looks.look()
                guard page.tell(news) else { break }
                guard try page.draw(looks, options.locations) else { break }
                fault = nil
            } catch {
                // Told once; a daemon that is updated, or a disk that is full, comes back.
                if fault != error.kind { Output.note("\(error)") }
                fault = error.kind
            }
        }
        return .success
    }
}
