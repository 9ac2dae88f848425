internal import CommandLineInterface
internal import Subscriptions

/// `enable FEED…`: polls feeds again.
enum EnableCommand: Command {
    static let name = "enable"
    static let summary = "Poll feeds again that were switched off."
    static let discussion = """
        Changes `enabled` of the feeds in feeds.yml; comments and order stay as they are. A running
        daemon polls them when they are due. Exits with 3 when no feed was found, with 4 when not
        all were.
        """
    static var examples: [Example] {
        [Example("tidings enable https://example.org/feed.xml", "poll it again")]
    }
    static var parameters: [Parameter<NamedFeeds>] {
        NamedFeeds.parameters(completes: .feedsSwitchedOff)
    }

    static func run(_ options: NamedFeeds) async -> ExitCode {
        options.edit(done: "enabled", byPart: true) { (names, path) throws(SubscriptionError) in
            try SubscriptionEditor.setEnabled(true, names, in: path).map {
                $0.map(NamedFeeds.Edited.init)
            }
        }
    }
}

/// `disable FEED…`: leaves feeds in feeds.yml and polls them no more.
enum DisableCommand: Command {
    static let name = "disable"
    static let summary = "Switch feeds off: they stay in feeds.yml and are polled no more."
    static let discussion = """
        Writes `enabled: false` to the feeds in feeds.yml; comments and order stay as they are, and
        so do their entries. `tidings enable` takes it back. Exits with 3 when no feed was found,
        with 4 when not all were.
        """
    static var examples: [Example] {
        [
            Example("tidings disable 7", "let the feed of this number rest"),
            Example("tidings disable 7 12 --json", "two of them, told to a script"),
        ]
    }
    static var parameters: [Parameter<NamedFeeds>] { NamedFeeds.parameters() }

    static func run(_ options: NamedFeeds) async -> ExitCode {
        options.edit(done: "disabled", byPart: true) { (names, path) throws(SubscriptionError) in
            try SubscriptionEditor.setEnabled(false, names, in: path).map {
                $0.map(NamedFeeds.Edited.init)
            }
        }
    }
}
