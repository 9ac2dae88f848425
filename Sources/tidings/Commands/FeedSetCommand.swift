public import CommandLineInterface
public import Subscriptions

/// `feeds set FEED…`: changes what feeds.yml says of feeds.
enum FeedSetCommand: Command {
    struct Options: CommandOptions {
        var feeds = NamedFeeds()
        var change = SubscriptionChange()
        var tags: [AddCommand.TagName] = []
        var untags: [AddCommand.TagName] = []
        var unset: [SubscriptionChange.Key] = []
    }

    static let name = "set"
    static let summary = "Change title, tags, publisher, interval and other keys of feeds."
    static let discussion = """
        Writes the keys to the feeds in feeds.yml, by the rules that `tidings check` has; comments,
        layout and what is not named stay as they are. `man feeds.yml` tells what each key means.
        With --unset a key is taken out, so that the defaults of the file count. Tags are added to
        those that a feed has and taken from them, be it by the defaults. A running daemon sees the
        change by itself.

        A request header may be a secret, and other users see what stands on a command line: write
        it with an editor, as `headers: {Accept-Language: de}` under the `url` of its feed; --unset
        takes all of a feed out. Exits with 2, and changes nothing, when a value is none that the
        feed can have; with 3 when no feed was found, with 4 when not all were.
        """
    static var examples: [Example] {
        [
            Example(
                "tidings feeds set 7 --title 'Example' --tag world", "a name of yours, one more tag"
            ),
            Example("tidings feeds set 7 12 --interval 2h --untag daily", "two feeds at once"),
            Example(
                "tidings feeds set example.org --unset title --unset interval",
                "the feed's own title again, and a pace that is found"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .option(\.change.texts[.title], "title", value: "TEXT", help: "your name for it"),
            .option(\.tags, "tag", value: "TAG", help: "a tag to add; may be given more than once"),
            .option(
                \.untags, "untag", value: "TAG",
                help: "a tag to take away; may be given more than once"),
            .option(
                \.change.texts[.publisher], "publisher", value: "NAME",
                help: "who speaks; feeds of one publisher count as one voice"),
            .option(
                \.change.texts[.interval], "interval", value: "SPAN",
                help: "poll it this often: 30m, 2h, 1d"),
            .option(
                \.change.texts[.allowPrivate], "allow-private", value: "WHAT",
                help: "what of private addresses it may reach: true, false, or "
                    + "10.0.0.0/8,localhost:8080"),
            .option(
                \.change.texts[.credential], "credential", value: "NAME",
                help: "name of the secret that its server asks for"),
            .option(
                \.change.texts[.contact], "contact", value: "ADDRESS",
                help: "a web or mail address, by which its owners learn who asks"),
            .option(
                \.change.texts[.proxy], "proxy", value: "URL",
                help: "the proxy to ask through, or none"),
            .option(
                \.change.texts[.maxSize], "max-size", value: "SIZE",
                help: "the largest document: 512K, 20M"),
            .option(
                \.change.texts[.timeout], "timeout", value: "SPAN",
                help: "how long a fetch may take: 90s, 2m"),
            .option(
                \.change.texts[.keep], "keep", value: "SPAN",
                help: "how long entries are kept: 90d, or forever"),
            .option(
                \.change.texts[.keepEntries], "keep-entries", value: "COUNT",
                help: "how many entries are kept: 1000, or all"),
            .option(
                \.unset, "unset", value: "KEY",
                help: "leave this key to the defaults; may be given more than once"),
        ] + NamedFeeds.parameters().map { $0.lifted(to: \.feeds) }
    }

    static func run(_ options: Options) async -> ExitCode {
        var change = options.change
        change.addedTags = options.tags.map(\.text)
        change.removedTags = options.untags.map(\.text)
        change.unset = Set(options.unset)
        if let problem = problem(change) {
            Output.note(problem)
            return .usage
        }
        return options.feeds.edit(done: "changed", byPart: true, tellsChanges: true) {
            (names, path) throws(SubscriptionError) in
            try SubscriptionEditor.apply(change, to: names, in: path).map {
                $0.map(NamedFeeds.Edited.init)
            }
        }
    }

    /// What makes no sense of a change, whatever the feed; nil: nothing.
    private static func problem(_ change: SubscriptionChange) -> String? {
        if change.isEmpty {
            return "nothing to change: name it, such as --title TEXT, --tag TAG or --unset KEY; "
                + "`tidings help feeds set` lists all"
        }
        if let key = SubscriptionChange.Key.allCases.first(where: {
            change.unset.contains($0) && change.texts[$0] != nil
        }) {
            return "--unset \(key.rawValue) and a new value for it: choose one"
        }
        if let tag = change.addedTags.first(where: change.removedTags.contains) {
            return "--tag and --untag of \"\(tag)\": choose one"
        }
        return nil
    }
}

extension SubscriptionChange.Key: ArgumentChoice {
    public var meaning: String {
        switch self {
        case .title: "the feed's own title"
        case .tags: "the tags of the defaults"
        case .publisher: "the domain of its site, on a platform the place of who speaks there"
        case .interval: "a pace that is found"
        case .allowPrivate: "what the defaults allow"
        case .headers: "those of the defaults"
        case .credential: "no secret"
        case .contact: "that of the defaults, or of the daemon"
        case .proxy: "that of the defaults"
        case .maxSize: "64M, or the defaults"
        case .timeout: "60s, or the defaults"
        case .keep: "365d, or the defaults"
        case .keepEntries: "all, or the defaults"
        }
    }
}
