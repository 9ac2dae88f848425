internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// `add URL`: follows one more feed.
enum AddCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var url: String?
        var title: String?
        var tags: [String] = []
        var interval: Span?
        var json = false
    }

    static let name = "add"
    static let summary = "Follow a feed: write it into feeds.yml, and tell how its first poll went."
    static let discussion = """
        Comments and order of feeds.yml stay as they are. A running daemon polls the feed at
        once. Exits with 4 when the feed was added but its first poll failed.
        A private address that you type is allowed to this feed, by `allow_private` with just
        that host and port, unless the defaults of feeds.yml allow it already.
        """
    static var examples: [Example] {
        [
            Example("tidings add https://example.org/feed.xml", "follow a feed"),
            Example(
                "tidings add https://example.org/feed.xml --title Example --tag world --tag science",
                "under a name of yours, with two tags"),
            Example(
                "tidings add http://localhost:8080/feed.xml --interval 1m",
                "a feed of your own, polled each minute"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(\.url, value: "URL", help: "address of the feed", isRequired: true),
            .option(\.title, "title", value: "TEXT", help: "your name for it"),
            .option(\.tags, "tag", value: "TAG", help: "a tag; may be given more than once"),
            .option(
                \.interval, "interval", value: "SPAN", help: "poll it this often: 30m, 2h, 1d"),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        guard let url = options.url.flatMap({ WebURL($0) }) else {
            Output.note(
                "\(options.url ?? ""): not an address of the web; it begins with https:// or http://"
            )
            return .usage
        }
        var subscription = Subscription(url: url.string)
        subscription.title = options.title
        subscription.tags = options.tags
        subscription.interval = options.interval?.seconds
        subscription.allowPrivate = permit(for: url)
        let start = WallClock.system.now
        do throws(SubscriptionError) {
            subscription = try SubscriptionEditor.add(subscription, to: locations.configuration)
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
        let poll = await firstPoll(
            of: subscription.url, since: start, state: locations.state)
        if options.json {
            Output.print(json(subscription, poll))
        } else {
            Output.print("added \(subscription.url) to \(locations.configuration)\n")
            if permit(for: url) != .publicOnly {
                Output.note(
                    "\(url.host) is a private address; this feed may use it by allow_private: "
                        + told(subscription.allowPrivate))
            }
            report(poll)
        }
        if case .polled(let feed) = poll, feed.poll.lastError != nil { return .partlyDone }
        return .success
    }

    /// A person who types a private address means it: the feed gets the permit for just that one.
    private static func permit(for url: WebURL) -> AddressPermit {
        guard url.hasPrivateHost else { return .publicOnly }
        return .rules([.hostPort(host: url.host, port: url.effectivePort)])
    }

    /// A permit as it stands in feeds.yml.
    private static func told(_ permit: AddressPermit) -> String {
        switch permit {
        case .publicOnly: "false"
        case .any: "true"
        case .rules(let rules): "[\(rules.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }

    private enum FirstPoll {
        case polled(FeedListing)
        case noDaemon
        case underWay
    }

    /// Waits a few seconds for the daemon to notice the feed and poll it.
    private static func firstPoll(
        of url: String, since start: Timestamp, state: String
    ) async -> FirstPoll {
        guard StoreReader.hasDaemon(folder: state) else { return .noDaemon }
        for _ in 0..<60 {
            try? await Task.sleep(for: .milliseconds(100))
            if let store = try? StoreReader(folder: state),
                let feed = try? store.feeds().first(where: { $0.url == url }),
                feed.isSubscribed, let polled = feed.poll.lastPolled, polled >= start
            {
                return .polled(feed)
            }
        }
        return .underWay
    }

    private static func report(_ poll: FirstPoll) {
        switch poll {
        case .noDaemon:
            Output.note("the daemon does not run; the feed is polled when it is started")
        case .underWay:
            Output.note("its first poll is not done yet; see `tidings feeds`")
        case .polled(let feed):
            if let error = feed.poll.lastError {
                Output.note("its first poll failed: \(error)")
            } else {
                let name = PrintableText.line(feed.title ?? feed.url)
                Output.print("\(name): \(Output.count(feed.entryCount, "entry", "entries"))\n")
            }
        }
    }

    private static func json(_ subscription: Subscription, _ poll: FirstPoll) -> JSONWriter {
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.field("added", subscription.url)
            switch subscription.allowPrivate {
            case .publicOnly: $0.field("allow_private", false)
            case .any: $0.field("allow_private", true)
            case .rules(let rules): $0.array("allow_private", rules.map(\.description))
            }
            if case .polled(let feed) = poll { $0.object("feed") { $0.write(feed) } }
        }
        return json
    }
}

extension ExitCode {
    /// How a command ends that could not edit or read feeds.yml.
    init(_ error: SubscriptionError) {
        if case .invalid = error { self = .invalidConfiguration } else { self = .failure }
    }
}
