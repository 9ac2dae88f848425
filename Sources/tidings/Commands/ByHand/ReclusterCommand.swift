internal import CommandLineInterface
internal import Events
internal import Platform
internal import Storage
internal import Values

/// `recluster`: decides anew what the daemon holds, and tells what that changes.
enum ReclusterCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var since: TimePhrase?
        var isDry = false
        var form = ListForm<Difference.Change>()
    }

    static let name = "recluster"
    static let summary = "Cluster the recent entries anew, and tell what merges and splits."
    static let discussion = """
        Takes the entries that the daemon still compares new ones with, in the order of their
        arrival, with the present settings and all that was decided by hand. Entries that were
        corrected are read as they are by now, and the daemon goes on with these texts. An event
        keeps its number where most of it stays together; a number that is no more leads to the
        event that most of its entries are in. What changed is printed: merges, splits (TO is
        new) and single moves. The daemon may run: all of it takes effect in one step.
        """
    static var examples: [Example] {
        [
            Example("tidings recluster --dry-run", "what would change, without changing it"),
            Example("tidings recluster --since 24h", "decide anew on what came in the last day"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .option(
                \.since, "since", value: "TIME",
                help: "only what arrived since 24h ago, yesterday, …; the rest stays as it is"),
            .flag(\.isDry, "dry-run", help: "only print what would change"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    /// How often a replay catches up with a daemon that goes on: each time there is less to do.
    private static let patience = 20

    static func run(_ options: Options) async -> ExitCode {
        let background: BackgroundFrequencies
        do throws(MissingData) {
            background = BackgroundFrequencies(tables: try SharedData.frequencies())
        } catch {
            Output.note("\(error)")
            return .failure
        }
        return options.locations.withStore { store throws(StoreError) in
            let progress = ProgressLine("clustering anew")
            defer { progress.end() }
            let since = options.since?.start(now: WallClock.system.now, .system)
            var replay = try Replay(of: store, since: since, background: background) { done in
                progress.tell("\(Output.count(done, "entry", "entries")) clustered anew")
            }
            var difference = Difference(
                try replay.regrouping(), readsAnew: replay.readsAnew)
            var isDone = options.isDry || difference.isEmpty
            for _ in 0..<patience where !isDone {
                isDone = try replay.apply(
                    difference.regrouping, by: ProcessEnvironment.userName,
                    told: "reclustered: " + difference.summary)
                if !isDone {
                    difference = Difference(
                        try replay.regrouping(), readsAnew: replay.readsAnew)
                }
            }
            progress.end()
            guard isDone else {
                Output.note("the daemon was always ahead, nothing was changed; try again later")
                return .failure
            }
            try tell(difference, store, options)
            return .success
        }
    }

    private static func tell(
        _ difference: Difference, _ store: StoreSession, _ options: Options
    ) throws(StoreError) {
        let changes = try difference.changes(store)
        if !options.form.isTable {
            difference.print(changes, isDry: options.isDry, options.form)
            return
        }
        if !changes.isEmpty { Output.print(Difference.table(changes)) }
        Output.note((options.isDry ? "would change: " : "changed: ") + difference.summary)
    }
}
