internal import CommandLineInterface
internal import Subscriptions

/// `remove FEED…`: follows feeds no more.
enum RemoveCommand: Command {
    static let name = "remove"
    static let summary = "Follow feeds no more: take them out of feeds.yml. Their entries stay."
    static let discussion = """
        With the lines of a feed goes the comment right above it, unless it may speak of others
        too; all else stays as it is. Its entries stay where they are, and `tidings add` takes them
        up again. Exits with 3 when no feed was found, with 4 when not all were.
        """
    static var examples: [Example] {
        [
            Example("tidings remove https://example.org/feed.xml", "follow it no more"),
            Example("tidings remove 7 12", "two by their numbers in `tidings feeds`"),
        ]
    }
    static var parameters: [Parameter<NamedFeeds>] {
        NamedFeeds.parameters(naming: "its number, address or title")
    }

    static func run(_ options: NamedFeeds) async -> ExitCode {
        options.edit(done: "removed", byPart: false) { (names, path) throws(SubscriptionError) in
            try SubscriptionEditor.remove(names, from: path).map { outcome in
                outcome.map { .init(feed: $0, isChanged: true) }
            }
        }
    }
}
