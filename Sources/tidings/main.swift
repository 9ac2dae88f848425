internal import CommandLineInterface
internal import Platform
internal import Values

let tidings = Program(
    name: "tidings", version: Release.version,
    summary: "Read what tidingsd found: the events of the news, and who tells of them.",
    epilogue: """
        Tables are aligned on a terminal and separated by tabs in a pipe; the times of
        lists are local and short on a terminal, and RFC 3339 in UTC in a pipe and in JSON.
        See `tidings COMMAND --help`.

        Exit codes: 0 done, 1 failed, 2 usage, 3 nothing found, or only a part done, 4 the daemon
        does not run, or has not run yet, 5 feeds.yml is not valid.
        """,
    commands: [
        ClustersCommand.self, ShowCommand.self, ExplainCommand.self, EntriesCommand.self,
        FeedsCommand.self, AddCommand.self, RemoveCommand.self, RefreshCommand.self,
        StatusCommand.self, MergeCommand.self, SplitCommand.self, PinCommand.self,
        UnpinCommand.self, UndoCommand.self, HistoryCommand.self, ReclusterCommand.self,
        DoctorCommand.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self,
        CheckCommand.self, ClusterCommand.self, ParseCommand.self, DiscoverCommand.self,
    ])
let code = await tidings.run(Array(CommandLine.arguments.dropFirst()))
ProcessEnvironment.exit(code.rawValue)
