internal import CommandLineInterface
internal import Storage
internal import Values

/// `clusters`: the events, newest first.
enum ClustersCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var since: TimePhrase?
        var search: String?
        var minPublishers = 1
        var sort = Sort.newest
        var limit = 20
        var all = false
        var terms = false
        var json = false
    }

    enum Sort: String, ArgumentChoice {
        case newest, publishers

        var meaning: String {
            switch self {
            case .newest: "the event with the newest entry first"
            case .publishers: "the event that most publishers report first"
            }
        }

        var order: ClusterFilter.Order { self == .newest ? .newest : .size }
    }

    static let name = "clusters"
    static let summary = "List events, the one with the newest entry first."
    static let discussion = """
        ENTRIES counts what was reported, PUBLISHERS who reported it, TEXTS the independent
        reports: near-verbatim copies count once. GROWTH is the texts an hour that the event
        gained in the last six hours (over its age when that is less, at least an hour), copies
        and the first text not counted; empty for none.
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
                "tidings clusters --search 'ferry -capital'",
                "the events with an entry about a ferry"),
            Example(
                "tidings clusters --all --json | jq '.clusters[].headline'",
                "all headlines, for a script"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.since, "since", value: "TIME",
                help: "only with an entry since 24h or 7d ago, yesterday, 2026-01-31, …"),
            .option(
                \.search, "search", value: "QUERY",
                help: "only with an entry that `tidings search QUERY` finds"),
            .option(
                \.minPublishers, "min-publishers", value: "COUNT",
                help: "only what COUNT publishers or more report"),
            .option(
                \.sort, "sort", value: "ORDER", help: "newest or publishers (newest)"),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT events (20)"),
            .flag(\.all, "all", help: "all events, however many"),
            .flag(\.terms, "terms", help: "with the telling terms and names of each event"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        let filter = ClusterFilter(
            since: options.since?.start(now: now, .system),
            minPublishers: options.minPublishers, limit: options.all ? nil : options.limit,
            order: options.sort.order)
        let query: SearchQuery?
        do throws(SearchProblem) {
            query = try options.search.map(SearchQueryParser.query)
        } catch {
            Output.note("--search: \(error)")
            return .usage
        }
        return options.locations.withStore { store throws(StoreError) in
            let clusters: [ClusterRecord]
            if let query {
                clusters = try store.clusters(filter, matching: SearchRequest(query))
                SearchCommand.tell(indexed: try store.searchable())
            } else {
                clusters = try store.clusters(filter)
            }
            if options.json {
                Output.print(json(clusters))
            } else if !clusters.isEmpty {
                Output.print(table(clusters, showsTerms: options.terms, now: now))
            } else {
                Output.note("no event matches; `tidings status` tells what the daemon has done")
            }
            return clusters.isEmpty ? .nothingFound : .success
        }
    }

    private static func table(
        _ clusters: [ClusterRecord], showsTerms: Bool, now: Timestamp
    ) -> Table {
        var table = Table(
            [
                .init("ID", .right), .init("LAST"), .init("ENTRIES", .right),
                .init("PUBLISHERS", .right), .init("TEXTS", .right), .init("GROWTH", .right),
                .init("HEADLINE", isFlexible: true),
            ] + (showsTerms ? [.init("TERMS", isBelow: true)] : []))
        for cluster in clusters {
            let row: [Table.Cell] = [
                "\(cluster.id)", .init(cluster.last) { Moment.short($0, now: now) },
                "\(cluster.entryCount)",
                "\(cluster.publisherCount)", "\(cluster.independentTextCount)",
                .init(
                    cluster.growth > 0 ? Amount.decimal(cluster.growth) : "",
                    piped: Amount.decimal(cluster.growth)),
                .init(cluster.headline.title ?? cluster.headline.link ?? "(no title)"),
            ]
            table.add(
                showsTerms ? row + [.init(cluster.terms.joined(separator: ", "))] : row)
        }
        return table
    }

    private static func json(_ clusters: [ClusterRecord]) -> JSONWriter {
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.array("clusters") { array in
                for cluster in clusters { array.object { $0.write(cluster) } }
            }
        }
        return json
    }
}
