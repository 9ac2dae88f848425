internal import CommandLineInterface

/// `feeds`: what is followed. Without a further word it lists.
enum FeedsCommand: Command {
    typealias Options = FeedListCommand.Options

    static let name = "feeds"
    static let summary =
        "List feeds, show or change one, or take over the addresses that they moved to."
    static let discussion = "Without a command: list.\n" + FeedListCommand.discussion
    static var examples: [Example] {
        [
            Example("tidings feeds", "all feeds, when they were polled and will be"),
            Example("tidings feeds --failing", "those that fail, since when and why"),
            Example("tidings feeds show example.org", "one of them, by a part of its address"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] { FeedListCommand.parameters }
    static var subcommands: [any Command.Type] {
        [FeedListCommand.self, FeedShowCommand.self, FeedSetCommand.self, FeedAdoptCommand.self]
    }

    static func run(_ options: Options) async -> ExitCode { await FeedListCommand.run(options) }
}
