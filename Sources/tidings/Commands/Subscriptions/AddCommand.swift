internal import CommandLineInterface
internal import Politeness
internal import Subscriptions
internal import Values

/// `add URL`: follows one more feed.
enum AddCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var url: String?
        var title: String?
        var tags: [TagName] = []
        var publisher: String?
        var interval: Interval?
        var isYes = false
        var isUnseen = false
        var json = false
    }

    /// A tag that can be asked for again: none of blanks alone.
    struct TagName: ArgumentValue {
        let text: String

        static let completion = Completion.tags
        static let expectation = "a tag with at least one sign that is no blank"

        init?(argument: String) {
            guard argument.contains(where: { !$0.isWhitespace }) else { return nil }
            text = argument
        }
    }

    /// What feeds.yml takes as an interval: refused here, before anything is fetched.
    struct Interval: ArgumentValue {
        let seconds: Int64

        static var expectation: String { PollInterval.form }

        init?(argument: String) {
            guard let seconds = PollInterval.seconds(argument) else { return nil }
            self.seconds = seconds
        }
    }

    static let name = "add"
    static let summary =
        "Follow a feed, or one that a page names: fetch it once, write it into feeds.yml."
    static let discussion = """
        The address is fetched as the daemon would fetch it, and what was found is shown. Of a page
        that names one feed that one is followed; of several you choose one on a terminal, and in a
        pipe they are listed, nothing is added, and it exits with 2. An address that moved for good
        is added as the one that it moved to, unless a feed is followed that redirects there.
        What was fetched is stored where there is a database, and not fetched again. A feed that was
        followed before goes on with what the database has of it: it is polled at its time, or at
        once where it was away for six hours. Comments and order of feeds.yml stay as they are. Where
        nothing that can be read came, nothing is added unless you say so: exits with 1, or with 4
        when it was added nevertheless.

        A private address that you type is allowed to this feed, by `allow_private` with just
        that host and port, unless the defaults of feeds.yml allow it already. The number of a
        host is written out for that: 127.0.0.1, not 127.1.
        """
    static var examples: [Example] {
        [
            Example("tidings add https://example.org/", "follow the feed that a site names"),
            Example(
                "tidings add https://example.org/feed.xml --title Example --tag world --tag science",
                "under a name of yours, with two tags"),
            Example(
                "tidings add http://localhost:8080/feed.xml --interval 1m",
                "a feed of your own, polled each minute"),
            Example(
                "tidings add --no-fetch https://example.org/feed.xml", "without a look at it first"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.url, value: "URL", help: "address of the feed, or of a page that names it",
                isRequired: true),
            .option(\.title, "title", value: "TEXT", help: "your name for it"),
            .option(\.tags, "tag", value: "TAG", help: "a tag; may be given more than once"),
            .option(
                \.publisher, "publisher", value: "NAME",
                help: "who speaks, if not its site's domain"),
            .option(
                \.interval, "interval", value: "SPAN", help: "poll it this often: 30m, 2h, 1d"),
            .flag(
                \.isYes, "yes", "y",
                help: "ask nothing: take the first of several, and add what cannot be fetched"),
            .flag(\.isUnseen, "no-fetch", help: "add the address as it is, without fetching it"),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        guard let url = options.url.flatMap({ WrittenAddress($0).url }) else {
            let address = options.url ?? ""
            Output.note("\(address): \(WebAddressFault.text(address))")
            return .usage
        }
        let addition = FeedAddition(options, Locations(options.locations))
        if let code = addition.refusal(of: url) { return code }
        if options.isUnseen { return await addition.add(url, .notAsked) }
        let companion = Companion.find(addition.locations)
        var address = url
        // Of a page the feed that was chosen, which is no page again.
        for isLast in [false, true] {
            let answer = companion?.fetch(address.string)
            let found = answer.map {
                FoundDocument($0, at: address.string, now: WallClock.system.now)
            }
            let unread: UnreadFeed?
            switch found {
            case .feed(let feed)?:
                return await addition.add(address, .read(feed))
            case .page(let feeds, let guesses)? where !isLast:
                guard !feeds.isEmpty else { return addition.tellNone(address, guesses) }
                let chosen: WebURL
                switch addition.choice(of: feeds, on: address) {
                case .success(let url): chosen = url
                case .failure(let stop): return stop.code
                }
                if let code = addition.refusal(of: chosen) { return code }
                address = chosen
                continue
            case .page?:
                unread = answer.map {
                    UnreadFeed(
                        $0, .unreadable("a page, and no feed", isPage: true),
                        now: WallClock.system.now)
                }
            case .nothing(let nothing)?: unread = nothing
            case nil: unread = nil
            }
            if let unread { Output.note("\(address): \(unread.reason)") }
            guard addition.isWantedUnread(address) else { return .failure }
            return await addition.add(address, .unread(unread))
        }
        return .failure
    }
}

extension ExitCode {
    /// How a command ends that could not edit or read feeds.yml.
    init(_ error: SubscriptionError) {
        switch error {
        case .invalid: self = .invalidConfiguration
        // What a person typed, and no feed can have.
        case .badFeed, .badValues: self = .usage
        default: self = .failure
        }
    }
}
