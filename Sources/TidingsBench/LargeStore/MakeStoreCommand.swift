internal import CommandLineInterface
internal import Platform
internal import Terminal
internal import Values

/// `make-store`: fills a state folder as years of polling would.
enum MakeStoreCommand: Command {
    struct Options: CommandOptions {
        var folder: String?
        var entries = 1_000_000
        var clusters = 100_000
        var feeds = 20_000
    }

    static let name = "make-store"
    static let summary = "Fill a state folder with news that never was, to measure large stores."
    static let discussion = """
        The daemon's own writer stores polls and clusters, batch by batch; only the decisions
        of the clusterer are made up. Entries have sixty words and are spread over the last
        hundred days; most events have one entry, a few have hundreds; every fifth text is a
        copy. A folder that was filled before gets the entries behind those that it has.
        """
    static var parameters: [Parameter<Options>] {
        [
            .operand(\.folder, value: "FOLDER", help: "the state folder", isRequired: true),
            .option(\.entries, "entries", value: "COUNT", help: "entries (1000000)"),
            .option(\.clusters, "clusters", value: "COUNT", help: "events (100000)"),
            .option(\.feeds, "feeds", value: "COUNT", help: "feeds (20000)"),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        guard let folder = options.folder, options.entries > 0, options.clusters > 0,
            options.feeds > 0
        else { return .usage }
        let shape = NewsStore.Shape(
            entries: options.entries, clusters: options.clusters, feeds: options.feeds)
        do {
            let start = SystemTime.monotonicNanoseconds()
            var store = try await NewsStore(
                folder: folder, shape: shape, now: WallClock.system.now)
            try await store.fill()
            let filled = SystemTime.monotonicNanoseconds()
            try await store.close()
            let closed = SystemTime.monotonicNanoseconds()
            StandardStream.output.write(
                """
                \(options.entries) entries in \((filled - start) / 1_000_000) ms, closed in \
                \((closed - filled) / 1_000_000) ms; CPU an entry: \
                \(Int(store.cost.recorded())) us recorded, \
                \(Int(store.cost.clustered())) us clustered\n
                """)
            return .success
        } catch {
            StandardStream.error.write("TidingsBench: \(error)\n")
            return .failure
        }
    }
}
