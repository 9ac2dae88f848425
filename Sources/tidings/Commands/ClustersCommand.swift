internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// `clusters`: the events, newest first.
enum ClustersCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var since: TimePhrase?
        var until: TimePhrase?
        var search = SearchOption()
        var minPublishers = 1
        var minTexts = 1
        var entries = EntryChoice()
        var isUnread = false
        var sort = Sort.latest
        var before: EventPlace?
        var limit = 20
        var all = false
        var terms = false
        var form = ListForm<ClusterRecord>()
    }

    enum Sort: String, ArgumentChoice {
        case latest, publishers, growth

        var meaning: String {
            switch self {
            case .latest: "the event with the newest entry first"
            case .publishers: "the event that most publishers report first"
            case .growth: "the event that grows fastest first"
            }
        }

        var order: ClusterFilter.Order {
            switch self {
            case .latest: .newest
            case .publishers: .size
            case .growth: .growth
            }
        }
    }

    static let name = "clusters"
    /// Its own singular is another command, which is rarer.
    static let otherWords = ["cluster", "event", "events"]
    static let summary = "List events, the one with the newest entry first."
    static let discussion = """
        AGE is how old the newest entry is by the time that it states, else since it
        came. PUBLISHERS counts who reported it, TEXTS the independent reports:
        near-verbatim copies count once. GROWTH is the texts an hour that the event
        gained in the last six hours (since it began when that is less, at least an
        hour), copies and the first text not counted. A * marks what was not read, or
        got something new since. What is said of entries, by TIME, QUERY, TAG, LANG and
        FEED, has to be true of one and the same entry of an event. Of a feed, tag or
        language the newest 10,000 entries are looked through, the newest first, until
        as many events are found as are wanted: one that an older entry alone leads to
        is not among them, whatever else it got since.

        The next page begins behind the place that a page ends with, ID@TIME: the event and
        the time of its newest entry, so that nothing is told twice. An event that gets an
        entry while one reads goes to the top, and is on no later page. --before ID alone
        means where that event stands by now.

        In a pipe stand number, unread, time of the newest entry, entries, publishers,
        texts, growth, headline.
        """
    static var examples: [Example] {
        [
            Example(
                "tidings clusters --since 24h --min-publishers 3",
                "what three publishers or more reported in the last day"),
            Example(
                "tidings clusters --since 6h --sort publishers -n 5",
                "the five largest events of the last six hours"),
            Example(
                "tidings clusters --unread --sort growth",
                "what is new to you, the fastest first"),
            Example(
                "tidings clusters --search 'ferry -capital'",
                "the events with an entry about a ferry"),
            Example("tidings clusters --before 4711", "the page behind event 4711"),
            Example(
                "tidings clusters --before 4711@2026-03-18T10:40:00Z",
                "the page behind it, whatever it got since"),
            Example(
                "tidings clusters --all --format '{headline}\\t{link}'",
                "all headlines with their addresses, for a script"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.since, "since", value: "TIME",
                help: "only with an entry since 24h or 7d ago, yesterday, 2026-01-31, …"),
            .option(
                \.until, "until", value: "TIME",
                help: "only with an entry until then, a day to its end"),
        ] + SearchOption.parameters.map { $0.lifted(to: \.search) } + [
            .option(
                \.minPublishers, "min-publishers", value: "COUNT",
                help: "only what COUNT publishers or more report"),
            .option(
                \.minTexts, "min-independent", value: "COUNT",
                help: "only with COUNT texts or more that are no copies"),
        ] + EntryChoice.parameters.map { $0.lifted(to: \.entries) } + [
            .flag(\.isUnread, "unread", help: "only what was not read, or got something new since"),
            .option(
                \.sort, "sort", value: "ORDER", help: "latest, publishers or growth (latest)"),
            .option(
                \.before, "before", value: "ID",
                help: "only what stands behind this event, or behind ID@TIME: the next page of the"
                    + " latest; not with --sort, --search, --tag, --lang or --feed, whose lists have "
                    + "no pages"),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT events (20)"),
            .flag(\.all, "all", help: "all events, however many"),
            .flag(\.terms, "terms", help: "with the telling terms and names of each event"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        let limit = options.all ? Int?.none : options.limit
        var filter = ClusterFilter(
            since: options.since?.start(now: now, .system),
            // One more, to know whether the list is whole.
            minPublishers: options.minPublishers, limit: limit.map { min($0, .max - 1) + 1 },
            order: options.sort.order)
        filter.until = options.until?.end(now: now, .system)
        filter.minTexts = options.minTexts
        filter.isUnread = options.isUnread
        filter.before = options.before?.place
        if options.before != nil, let reason = lacksPages(options) {
            Output.note("--before: \(reason); -n COUNT or --all shows more")
            return .usage
        }
        return options.search.withQuery { query in list(filter, query, limit, options, now) }
    }

    private static func list(
        _ filter: ClusterFilter, _ query: SearchQuery?, _ limit: Int?, _ options: Options,
        _ now: Timestamp
    ) -> ExitCode {
        return options.locations.withStore { store throws(StoreError) in
            var filter = filter
            if let place = filter.before, place.last == nil,
                try store.clusters([try store.living(place.cluster)]).isEmpty
            {
                Output.note("there is no event \(place.cluster); `tidings clusters` lists them")
                return .nothingFound
            }
            switch try options.entries.filter(in: store) {
            case .success(let entries): filter.entries = entries
            case .failure(let failure):
                Output.note("\(failure)")
                return .nothingFound
            }
            var clusters: [ClusterRecord]
            if let query {
                clusters = try store.clusters(filter, matching: SearchRequest(query))
                SearchCommand.tell(indexed: try store.searchable())
            } else {
                clusters = try store.clusters(filter)
            }
            let isWhole = limit.map { clusters.count <= $0 } ?? true
            if let limit { clusters = Array(clusters.prefix(limit)) }
            let hasPages = !isWhole && lacksPages(options) == nil
            let next = hasPages ? clusters.last.map(EventPlace.init(behind:)) : nil
            if !options.form.isTable {
                options.form.print("clusters", clusters) {
                    $0.field("next", next.map { "\($0)" })
                    $0.field("whole", isWhole)
                }
            } else if !clusters.isEmpty {
                Output.print(table(clusters, showsTerms: options.terms, now: now))
                if Output.columns != nil {
                    let all = isWhole || query != nil ? nil : try store.clusterCount(filter)
                    Output.total(
                        total(clusters.count, of: all, isWhole: isWhole, more: more(next)))
                }
            }
            guard clusters.isEmpty else { return .success }
            if let line = options.search.line { SearchCommand.tell(mistypedIn: line) }
            try EmptyList.tell(
                "event", isFiltered: isFiltered(options), limit: limit, store, options.locations)
            try options.entries.tellUnused(in: store)
            return .nothingFound
        }
    }

    /// Whether other events than those that are asked for may be there.
    private static func isFiltered(_ options: Options) -> Bool {
        options.since != nil || options.until != nil || options.search.line != nil
            || options.minPublishers > 1 || options.minTexts > 1 || !options.entries.isEmpty
            || options.isUnread || options.before != nil
    }

    /// Why no page can follow another; nil: one can.
    private static func lacksPages(_ options: Options) -> String? {
        if options.sort != .latest {
            return
                "events go up and down by \(options.sort.rawValue) while one reads, so that a page "
                + "would repeat some and pass over others"
        }
        return options.search.line != nil || !options.entries.isEmpty
            ? "events of a query, tag, language or feed are found by their entries, not one behind the "
                + "other" : nil
    }

    /// How to see what is behind a page; nil: it is of a list without pages.
    private static func more(_ next: EventPlace?) -> String {
        next.map { "--before \($0) shows the next" } ?? "-n COUNT or --all shows more"
    }

    /// `20 of 312 events; --before 4711@2026-03-18T10:40:00Z shows the next`.
    static func total(_ count: Int, of all: Int?, isWhole: Bool, more: String) -> String {
        if isWhole { return Output.count(count, "event") }
        return all.map { "\(count) of \(Output.count($0, "event")); \(more)" }
            ?? "\(Output.count(count, "event")), and there are others; \(more)"
    }

    private static func table(
        _ clusters: [ClusterRecord], showsTerms: Bool, now: Timestamp
    ) -> Table {
        var table = Table(
            [
                .init("ID", .right), .init(""), .init("AGE", .right),
                .init("ENTRIES", .right, leastWidth: 100),
                .init("PUBLISHERS", .right, yields: 1), .init("TEXTS", .right, yields: 2),
                .init("GROWTH", .right, yields: 3, goesWhenEmpty: true),
                .init("HEADLINE", isFlexible: true),
            ] + (showsTerms ? [.init("TERMS", isBelow: true)] : []))
        for cluster in clusters {
            let row: [Table.Cell] = [
                "\(cluster.id)",
                .init(
                    cluster.unreadTextCount > 0 ? "*" : "",
                    piped: cluster.unreadTextCount > 0 ? "unread" : ""),
                .init(cluster.last, now: now, Moment.age),
                "\(cluster.entryCount)",
                "\(cluster.publisherCount)", "\(cluster.independentTextCount)",
                .init(
                    cluster.growth > 0 ? "+\(growth(cluster.growth))/h" : "",
                    piped: Amount.decimal(cluster.growth)),
                .init(cluster.headline.headline),
            ]
            table.add(
                showsTerms ? row + [.init(cluster.terms.joined(separator: ", "))] : row)
        }
        return table
    }

    /// Of many texts an hour no decimals.
    private static func growth(_ texts: Double) -> String {
        texts < 10 ? Amount.decimal(texts) : "\(Int(texts.rounded()))"
    }
}
