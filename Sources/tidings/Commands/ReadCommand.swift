internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// `read ID…`: events that need not be told again.
enum ReadCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var events: [ShowCommand.EventNumber] = []
        var entries: [EntryNumber] = []
        var all = false
        var before: TimePhrase?
        var json = false
    }

    static let name = "read"
    static let summary = "Mark events as read, until something new is told of them."
    static let discussion = """
        All that an event has now is read with it; so it is by naming one of its entries. It is
        unread again when a text arrives that is no copy of what was read: copies tell nothing
        new. Merging an event that was read with one that was not leaves it unread.
        """
    static var examples: [Example] {
        [
            Example("tidings read 17 23", "done with events 17 and 23"),
            Example("tidings read --entry 1234", "done with the event of an entry"),
            Example("tidings read --all --before yesterday", "done with all that is older"),
        ]
    }
    static var defaults: Options { Options() }
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
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let isNamed = !options.events.isEmpty || !options.entries.isEmpty
        guard isNamed != options.all, options.all || options.before == nil else {
            Output.note("name events or entries, or say --all (with --before TIME)")
            return .usage
        }
        let before = options.before?.start(now: WallClock.system.now, .system)
        return options.locations.withStore { store throws(StoreError) in
            if options.all {
                let count = try store.markAllRead(before: before)
                if options.json {
                    ReadMark.print(isRead: true, count: count, events: nil)
                } else {
                    Output.print("\(Output.count(count, "event")) marked as read\n")
                }
                return count == 0 ? .nothingFound : .success
            }
            return try ReadMark.set(
                options.events.map(\.number), entries: options.entries.map(\.number),
                isRead: true, isJSON: options.json, store)
        }
    }
}

/// `unread ID…`: events that are to be told again.
enum UnreadCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var events: [ShowCommand.EventNumber] = []
        var json = false
    }

    static let name = "unread"
    static let summary = "Mark events as not read."
    static let discussion = """
        All that an event has now is as if it had never been read.
        """
    static var examples: [Example] {
        [Example("tidings unread 17", "keep event 17 in `tidings clusters --unread`")]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.events, value: "ID", help: "their numbers in `tidings clusters`",
                isRequired: true),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        options.locations.withStore { store throws(StoreError) in
            try ReadMark.set(
                options.events.map(\.number), entries: [], isRead: false, isJSON: options.json,
                store)
        }
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
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.field("read", isRead)
            $0.field("count", count)
            if let events {
                $0.array("events") { array in for event in events { array.value(event) } }
            }
        }
        Output.print(json)
    }
}
