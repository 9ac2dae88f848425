internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Values

/// `entries`: the flat list, newest first.
enum EntriesCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var feed: String?
        var since: Span?
        var limit = 20
        var all = false
        var json = false
    }

    static let name = "entries"
    static let summary = "List entries, newest first, with the event that each belongs to."
    static let discussion = """
        Behind the time stands the number of the event, empty before the daemon has clustered the
        entry, and whether the entry is a copy of another one.
        """
    static var examples: [Example] {
        [
            Example("tidings entries --since 2h", "what came in the last two hours"),
            Example(
                "tidings entries --feed example.org -n 5",
                "the five newest entries of one feed"),
            Example("tidings entries --all | cut -f 6", "all titles, for a script"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.feed, "feed", value: "FEED", help: "only of this feed: \(FeedChoice.help)",
                completes: .feeds),
            .option(\.since, "since", value: "SPAN", help: "only of the last 24h, 7d, …"),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT entries (20)"),
            .flag(\.all, "all", help: "all entries, however many"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        return options.locations.withStore { store throws(StoreError) in
            var filter = EntryFilter(
                since: options.since.map { now.advanced(by: -$0.seconds) },
                limit: options.all ? nil : options.limit)
            if let name = options.feed {
                let choice = FeedChoice(from: try store.feeds())
                do throws(FeedChoice.Failure) {
                    filter.feed = try choice.feed(name).id
                } catch {
                    Output.note("\(error)")
                    return .nothingFound
                }
            }
            return options.json
                ? try printJSON(filter, store) : try printTable(filter, store, now: now)
        }
    }

    private static func printTable(
        _ filter: EntryFilter, _ store: StoreReader, now: Timestamp
    ) throws(StoreError) -> ExitCode {
        var table = Table([
            .init("ID", .right), .init("TIME"), .init("EVENT", .right), .init("COPY"),
            .init("FEED"), .init("TITLE", isFlexible: true),
        ])
        for entry in try store.entries(filter) {
            table.add([
                "\(entry.id)", .init(entry.sortTime) { Moment.short($0, now: now) },
                entry.cluster.map { "\($0)" } ?? "", entry.copy == nil ? "" : "copy",
                .init(entry.feedTitle ?? entry.publisher), .init(entry.title ?? entry.link ?? ""),
            ])
        }
        guard !table.rows.isEmpty else {
            Output.note("no entry matches; `tidings status` tells what the daemon has done")
            return .nothingFound
        }
        Output.print(table)
        return .success
    }

    /// Entry by entry, so that a million of them need no memory.
    private static func printJSON(
        _ filter: EntryFilter, _ store: StoreReader
    ) throws(StoreError) -> ExitCode {
        var isFirst = true
        Output.print("{\"version\":\(Output.jsonVersion),\"entries\":[")
        try store.forEachEntry(filter) { entry in
            var json = JSONWriter()
            json.object { $0.write(entry) }
            StandardStream.output.write(
                Array((isFirst ? "\n" : ",\n").utf8) + json.bytes)
            isFirst = false
        }
        Output.print("\n]}\n")
        return isFirst ? .nothingFound : .success
    }
}
