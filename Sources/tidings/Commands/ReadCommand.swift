internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// `read ID…`: events that need not be told again.
enum ReadCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var events: [ShowCommand.EventNumber] = []
        var entries: [EntryNumber] = []
        var all = false
        var before: TimePhrase?
        var since: TimePhrase?
        var search = SearchOption()
        var choice = EntryChoice()
        var json = false
    }

    static let name = "read"
    static let summary = "Mark events as read, until something new is told of them."
    static let discussion = """
        All that an event has now is read with it; so it is by naming one of its entries. It is
        unread again when a text arrives that is no copy of what was read: copies tell nothing
        new. Merging an event that was read with one that was not leaves it unread.

        With --all the options choose as they do in `tidings clusters --unread --all`, which
        lists what would be marked; but all entries that came until now are looked through,
        however many, where that looks at the newest 10,000. --before is the other way round:
        only what got nothing since.

        `tidings unread --last` takes back what the last `read` marked.
        """
    static var examples: [Example] {
        [
            Example("tidings read 17 23", "done with events 17 and 23"),
            Example("tidings read --entry 1234", "done with the event of an entry"),
            Example("tidings read --all --before yesterday", "done with all that is older"),
            Example("tidings read --all --tag sports", "done with all that such feeds tell"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.events, value: "ID", help: "their numbers in `tidings clusters`",
                isRequired: false),
            .option(
                \.entries, "entry", value: "ENTRY",
                help: "the event of this entry; also several times"),
            .flag(\.all, "all", help: "all events"),
            .option(
                \.before, "before", value: "TIME",
                help: "with --all: only those whose latest entry is older"),
            .option(
                \.since, "since", value: "TIME",
                help: "with --all: only with an entry since 24h or 7d ago, yesterday, …"),
        ] + SearchOption.parameters.map { $0.lifted(to: \.search) }
            + EntryChoice.parameters.map { $0.lifted(to: \.choice) } + [
                .json(\.json)
            ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let isNamed = !options.events.isEmpty || !options.entries.isEmpty
        guard isNamed != options.all, options.all || !options.narrows else {
            Output.note(
                "name events or entries, or say --all (with --before TIME, --tag TAG and the like)")
            return .usage
        }
        return options.search.withQuery { query in
            options.locations.withStore { store throws(StoreError) in
                if options.all { return try readAll(options, query, store) }
                return try ReadMark.set(
                    options.events.map(\.number), entries: options.entries.map(\.number),
                    isRead: true, isJSON: options.json, store)
            }
        }
    }

    private static func readAll(
        _ options: Options, _ query: SearchQuery?, _ store: StoreSession
    ) throws(StoreError) -> ExitCode {
        let count: Int
        switch try options.choice.filter(in: store) {
        case .success(let entries): count = try mark(options, query, entries, store)
        case .failure(let failure):
            Output.note("\(failure)")
            return .nothingFound
        }
        if options.json {
            ReadMark.print(isRead: true, count: count, events: nil)
        } else {
            Output.print("\(Output.count(count, "event")) marked as read\n")
        }
        if query != nil { SearchCommand.tell(indexed: try store.searchable()) }
        if count == 0 {
            if let line = options.search.line { SearchCommand.tell(mistypedIn: line) }
            try options.choice.tellUnused(in: store)
            return .nothingFound
        }
        if !options.json { Output.note("`tidings unread --last` takes it back") }
        return .success
    }

    /// Marks what is chosen; answers how many events there were.
    private static func mark(
        _ options: Options, _ query: SearchQuery?, _ entries: EntryFilter?, _ store: StoreSession
    ) throws(StoreError) -> Int {
        let now = WallClock.system.now
        let since = options.since?.start(now: now, .system)
        let before = options.before?.start(now: now, .system)
        // An event with an entry since then is one whose latest entry is.
        guard query != nil || entries != nil else {
            return try store.markAllRead(since: since, before: before)
        }
        var wanted = entries ?? EntryFilter()
        wanted.since = since
        return try store.markAllRead(withEntry: wanted, matching: query, before: before)
    }
}

extension ReadCommand.Options {
    /// Whether not all events are meant.
    fileprivate var narrows: Bool {
        before != nil || since != nil || search.line != nil || !choice.isEmpty
    }
}

/// `unread ID…`: events that are to be told again.
enum UnreadCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var events: [ShowCommand.EventNumber] = []
        var last = false
        var json = false
    }

    static let name = "unread"
    static let summary = "Mark events as not read."
    static let discussion = """
        All that an event has now is as if it had never been read. With --last only what the
        last `tidings read` marked is unread again, and what was read before it stays read;
        given again, it takes back the one before, whatever the clock did meanwhile.
        """
    static var examples: [Example] {
        [
            Example("tidings unread 17", "keep event 17 in `tidings clusters --unread`"),
            Example("tidings unread --last", "take back a `tidings read --all`"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.events, value: "ID", help: "their numbers in `tidings clusters`",
                isRequired: false),
            .flag(\.last, "last", help: "what the last `tidings read` marked"),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        guard options.last == options.events.isEmpty else {
            Output.note("name events, or say --last")
            return .usage
        }
        return options.locations.withStore { store throws(StoreError) in
            if options.last { return try takeBack(isJSON: options.json, store) }
            return try ReadMark.set(
                options.events.map(\.number), entries: [], isRead: false, isJSON: options.json,
                store)
        }
    }

    private static func takeBack(
        isJSON: Bool, _ store: StoreSession
    ) throws(StoreError) -> ExitCode {
        let events = try store.takeBackLastReading()
        if isJSON {
            ReadMark.print(isRead: false, count: events.count, events: events)
        } else if !events.isEmpty {
            Output.print("\(Output.count(events.count, "event")) marked as unread\n")
        }
        guard events.isEmpty else { return .success }
        Output.note("no event is marked as read")
        return .nothingFound
    }
}

/// What `read` and `unread` have in common.
enum ReadMark {
    static func set(
        _ events: [ClusterID], entries: [EntryID], isRead: Bool, isJSON: Bool, _ store: StoreSession
    ) throws(StoreError) -> ExitCode {
        var wanted = events
        for entry in entries {
            switch try store.event(of: entry) {
            case .success(let event): wanted.append(event)
            case .failure(let problem):
                Output.note("\(problem)")
                return .nothingFound
            }
        }
        switch try store.mark(wanted, isRead: isRead) {
        case .failure(let problem):
            Output.note("\(problem)")
            return .nothingFound
        case .success(let marked):
            if isJSON {
                print(isRead: isRead, count: marked.count, events: marked)
            } else {
                let word = isRead ? "read" : "unread"
                for event in marked {
                    Output.print(
                        Output.columns == nil
                            ? "\(event)\t\(word)\n" : "event \(event) marked as \(word)\n")
                }
            }
            return .success
        }
    }

    /// - Parameter events: nil where all were meant.
    static func print(isRead: Bool, count: Int, events: [ClusterID]?) {
        let json = JSONWriter.document {
            $0.field("read", isRead)
            $0.field("count", count)
            if let events {
                $0.array("events") { array in for event in events { array.value(event) } }
            }
        }
        Output.print(json)
    }
}
