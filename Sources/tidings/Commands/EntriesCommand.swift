internal import CommandLineInterface
internal import Storage
internal import Values

/// `entries`: the flat list, newest first.
enum EntriesCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var feeds: [String] = []
        var tags: [String] = []
        var languages: [LanguageTag] = []
        var since: TimePhrase?
        var until: TimePhrase?
        var cluster: ShowCommand.EventNumber?
        var before: Int?
        var limit = 20
        var all = false
        var form = ListForm<EntryRecord>()
    }

    static let name = "entries"
    static let otherWords = ["entry", "articles"]
    static let summary = "List entries, newest first, with the event that each belongs to."
    static let discussion = """
        Behind the age, by the time that the entry states, else since it came (in a pipe that
        time), stands the number of the event, empty before the daemon has clustered the entry,
        and whether the entry is a copy of another one. That time is what --since, --until and
        the order go by: what a feed brings today with a date of last week stands with last
        week. `seen` in JSON is when it came.
        """
    static var examples: [Example] {
        [
            Example(
                "tidings entries --since 2h",
                "what is dated in the last two hours, the newest first"),
            Example(
                "tidings entries --feed example.org -n 5",
                "the five newest entries of one feed"),
            Example(
                "tidings entries --tag science --since yesterday --until yesterday",
                "what one tag brought yesterday"),
            Example("tidings entries --all --format '{title}'", "all titles, for a script"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.feeds, "feed", value: "FEED",
                help: "only of this feed: \(FeedName.help); also several times", completes: .feeds),
            .option(
                \.tags, "tag", value: "TAG",
                help: "only of feeds with this tag; also several times", completes: .tags),
            .option(
                \.languages, "lang", value: "LANG",
                help: "only in this language; also several times"),
            .option(
                \.since, "since", value: "TIME",
                help: "only since 24h or 7d ago, today, yesterday, 2026-01-31, …"),
            .option(
                \.until, "until", value: "TIME", help: "only until then, a day to its end"),
            .option(\.cluster, "cluster", value: "ID", help: "only of this event"),
            .option(
                \.before, "before", value: "ENTRY",
                help: "only what stands behind this entry: the next page", completes: .entries),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT entries (20)"),
            .flag(\.all, "all", help: "all entries, however many"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        return options.locations.withStore { store throws(StoreError) in
            var filter = EntryFilter(
                since: options.since?.start(now: now, .system),
                limit: options.all ? nil : options.limit)
            filter.until = options.until?.end(now: now, .system)
            filter.tags = options.tags
            filter.languages = options.languages.map(\.text)
            filter.cluster = options.cluster?.number
            filter.before = options.before.map(Int64.init)
            switch try FeedChoice.ids(of: options.feeds, in: store) {
            case .success(let feeds): filter.feeds = feeds
            case .failure(let failure):
                Output.note("\(failure)")
                return .nothingFound
            }
            if let event = filter.cluster, try store.cluster(event) == nil {
                Output.note("there is no event \(event); `tidings clusters` lists them")
                return .nothingFound
            }
            if let place = filter.before, try !EntryNumber.isKnown(place, in: store) {
                return .nothingFound
            }
            let code: ExitCode
            if options.form.isTable {
                code = try printTable(filter, store, now: now)
            } else {
                // Entry by entry, so that a million of them need no memory.
                let count = try options.form.print("entries", atMost: filter.limit) {
                    (add) throws(StoreError) in
                    try store.forEachEntry(filter.wider, add)
                }
                code = count == 0 ? .nothingFound : .success
            }
            if code == .nothingFound {
                try EmptyList.tell(
                    "entry", isFiltered: isFiltered(options), limit: filter.limit, store,
                    options.locations)
                try EmptyList.tell(unused: filter.tags, store)
                EmptyList.tell(unspoken: try store.unspoken(filter.languages), by: "--lang ")
            }
            return code
        }
    }

    /// Whether other entries than those that are asked for may be there.
    private static func isFiltered(_ options: Options) -> Bool {
        !options.feeds.isEmpty || !options.tags.isEmpty || !options.languages.isEmpty
            || options.since != nil || options.until != nil || options.cluster != nil
            || options.before != nil
    }

    private static func printTable(
        _ filter: EntryFilter, _ store: StoreSession, now: Timestamp
    ) throws(StoreError) -> ExitCode {
        var table = Table([
            .init("ID", .right), .init("AGE", .right), .init("EVENT", .right),
            .init("COPY", yields: 2, goesWhenEmpty: true),
            .init("FEED", isFlexible: true, yields: 1, widest: 20),
            .init("TITLE", isFlexible: true),
        ])
        var entries = try store.entries(filter.wider)
        let isWhole = entries.count <= filter.limit ?? .max
        entries = Array(entries.prefix(filter.limit ?? .max))
        for entry in entries {
            table.add([
                "\(entry.id)", .init(entry.sortTime, now: now, Moment.age),
                entry.cluster.map { "\($0)" } ?? "", entry.copy == nil ? "" : "copy",
                .init(entry.feedTitle ?? entry.publisher), .init(entry.headline),
            ])
        }
        if table.rows.isEmpty { return .nothingFound }
        Output.print(table)
        if Output.columns != nil, let last = entries.last?.id {
            Output.total(
                total(entries.count, more: isWhole ? nil : "--before \(last) shows the next"))
        }
        return .success
    }

    /// `20 entries; --before 4711 shows the next`.
    ///
    /// - Parameter more: how others are shown; nil: there are none.
    static func total(_ count: Int, more: String?) -> String {
        Output.count(count, "entry", "entries") + (more.map { "; \($0)" } ?? "")
    }
}

extension EntryFilter {
    /// With one entry more, to know whether there are others.
    fileprivate var wider: EntryFilter {
        var wider = self
        wider.limit = limit.map { min($0, .max - 1) + 1 }
        return wider
    }
}
