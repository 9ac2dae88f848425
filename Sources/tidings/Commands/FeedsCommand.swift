internal import CommandLineInterface

/// `feeds`: what is followed. Without a further word it lists.
enum FeedsCommand: Command {
    typealias Options = FeedListCommand.Options

    static let name = "feeds"
    static let summary = "List feeds, show one, or take over the addresses that they moved to."
    static let discussion = "Without a command: list.\n" + FeedListCommand.discussion
    static var defaults: Options { FeedListCommand.defaults }
    static var parameters: [Parameter<Options>] { FeedListCommand.parameters }
    static var subcommands: [any Command.Type] {
        [FeedListCommand.self, FeedShowCommand.self, FeedAdoptCommand.self]
    }

    static func run(_ options: Options) async -> ExitCode { await FeedListCommand.run(options) }
}
