internal import CommandLineInterface
internal import Values

/// `tidings` and its commands, in the order in which help and manual tell of them.
enum TidingsProgram {
    static let program = Program(
        name: "tidings", version: Release.version,
        summary: "Read what tidingsd found: the events of the news, and who tells of them.",
        epilogue: """
            Tables are aligned on a terminal and separated by tabs in a pipe; the times of
            lists are local and short on a terminal, and RFC 3339 in UTC in a pipe and in JSON.
            See `tidings help COMMAND`, and `tidings manual feeds.yml` for the file of feeds.
            """,
        examples: [
            Example("tidings add https://example.org/feed.xml", "follow a feed"),
            Example(
                "tidings clusters --since 24h --min-publishers 3",
                "what three publishers or more reported in the last day"),
            Example("tidings show 17 --why", "one of these events, and why it is one"),
            Example("tidings status", "whether all is well"),
        ],
        groups: [
            CommandGroup(
                "Reading",
                [
                    ClustersCommand.self, ShowCommand.self, ExplainCommand.self,
                    EntriesCommand.self, SearchCommand.self, WatchCommand.self, ReadCommand.self,
                    UnreadCommand.self,
                ]),
            CommandGroup(
                "Following feeds",
                [
                    FeedsCommand.self, AddCommand.self, RemoveCommand.self,
                    EnableCommand.self, DisableCommand.self, ImportCommand.self,
                    RefreshCommand.self, CheckCommand.self,
                ]),
            CommandGroup(
                "Deciding by hand",
                [
                    MergeCommand.self, SplitCommand.self, PinCommand.self, UnpinCommand.self,
                    UndoCommand.self, HistoryCommand.self, ReclusterCommand.self,
                ]),
            CommandGroup(
                "The service",
                [
                    StatusCommand.self, DoctorCommand.self, BackupCommand.self,
                    RestoreCommand.self, ExportCommand.self,
                ]),
            CommandGroup(
                "Files of your own",
                [ClusterCommand.self, ParseCommand.self, DiscoverCommand.self]),
            CommandGroup("Learning more", [ManualCommand.self, CompletionsCommand.self]),
        ])
}
