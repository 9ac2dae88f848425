internal import CommandLineInterface
internal import FeedParsing
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Terminal
internal import Values

/// One feed that `add` writes into feeds.yml and into the store.
struct FeedAddition {
    let locations: Locations
    private let options: AddCommand.Options

    /// The command ends here.
    struct Stop: Error {
        let code: ExitCode
    }

    init(_ options: AddCommand.Options, _ locations: Locations) {
        self.options = options
        self.locations = locations
    }

    // MARK: - Before anything is added

    /// How the command ends where feeds.yml has the feed already or cannot take it; nil where it can.
    func refusal(of url: WebURL) -> ExitCode? {
        if let refusal = LostFeedsFile(locations)?.refusal(of: [url.string]) {
            Output.note(refusal)
            return .failure
        }
        do throws(SubscriptionError) {
            try SubscriptionEditor.add(
                subscription(url), to: locations.configuration, isDryRun: true)
            return isFollowed(elsewhere: url) ? .failure : nil
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
    }

    /// Whether a feed is followed whose own address redirects to `url` for good, which is told: each of its
    /// entries would come twice.
    private func isFollowed(elsewhere url: WebURL) -> Bool {
        // Without a file nothing is followed, and without a database nothing was polled.
        guard let list = try? SubscriptionFile.load(path: locations.configuration),
            let feeds = try? StoreSession(folder: locations.state).feeds()
        else { return false }
        let followed = Set(list.subscriptions.map { Subscription.feedKey(of: $0.url) })
        let key = Subscription.feedKey(of: url.string)
        let feed = feeds.first { feed in
            followed.contains(Subscription.feedKey(of: feed.url))
                && feed.poll.moved.map { Subscription.feedKey(of: $0.url) == key } == true
        }
        guard let feed else { return false }
        Output.note(
            "\(url) is already followed as \(feed.id), \(feed.url), which redirects there")
        return true
    }

    private func subscription(_ url: WebURL) -> Subscription {
        var subscription = Subscription(url: url.string)
        subscription.title = options.title
        subscription.tags = options.tags.map(\.text)
        subscription.publisher = options.publisher
        subscription.interval = options.interval?.seconds
        subscription.allowPrivate = AddressPermit(typed: url)
        return subscription
    }

    /// The one to take of the feeds that a page names.
    func choice(of feeds: [DiscoveredFeed], on page: WebURL) -> Result<WebURL, Stop> {
        var number: Int? = feeds.count == 1 || options.isYes ? 0 : nil
        if number == nil, StandardStream.isInteractive {
            number = FeedQuestion.choice(of: feeds)
            if number == nil { return .failure(Stop(code: .nothingFound)) }
        }
        guard let number, let url = WebURL(feeds[number].url) else {
            if options.json {
                var json = JSONWriter()
                FeedDiscovery.write(
                    feeds, to: &json, file: page.string, version: Output.jsonVersion)
                Output.print(json)
            } else {
                Output.print(DiscoverCommand.table(feeds, guesses: []))
            }
            Output.note(
                "\(page) names \(feeds.count) feeds, and nothing was added; `tidings add` with the "
                    + "address of one follows it, and --yes takes the first")
            return .failure(Stop(code: .usage))
        }
        Output.note("\(page) names the feed \(url)")
        return .success(url)
    }

    /// Tells that a page names no feed, and where one may be.
    func tellNone(_ page: WebURL, _ guesses: [String]) -> ExitCode {
        if options.json {
            var json = JSONWriter()
            FeedDiscovery.write(
                [], guesses: guesses, to: &json, file: page.string, version: Output.jsonVersion)
            Output.print(json)
        }
        let list = guesses.isEmpty ? "" : "; it may be at \(guesses.joined(separator: ", "))"
        Output.note("\(page) is a page that names no feed, and nothing was added\(list)")
        return .nothingFound
    }

    /// Whether a feed is to be added of which nothing could be read.
    func isWantedUnread(_ url: WebURL) -> Bool {
        if options.isYes { return true }
        if StandardStream.isInteractive {
            return FeedQuestion.isConfirmed("Follow \(url) all the same?")
        }
        Output.note("nothing was added; --no-fetch adds the address as it is")
        return false
    }

    // MARK: - Adding

    /// What came of a look at a feed before it is added.
    enum Look {
        case notAsked
        case read(FoundFeed)
        /// Nil: it could not be asked.
        case unread(UnreadFeed?)

        var found: FoundFeed? { if case .read(let found) = self { found } else { nil } }

        /// What it comes to as the first poll of the feed; nil where it is none.
        func firstPoll(of feed: Subscription, now: Timestamp) -> FirstResult? {
            switch self {
            case .notAsked: nil
            case .read(let found):
                FirstResult(
                    state: found.state(interval: feed.interval, now: now), document: found.document)
            case .unread(let unread):
                unread?.firstPoll(interval: feed.interval, now: now).map {
                    FirstResult(state: $0.state, pauses: $0.pauses)
                }
            }
        }
    }

    /// What is stored of a first poll.
    struct FirstResult {
        let state: PollState
        var document: ParsedFeed?
        var pauses: [HostPause] = []
    }

    /// How often feeds.yml may change while a feed is written into it.
    private static let mostAttempts = 5

    /// Adds the feed at `url`, or where what was found there leads to for good.
    func add(_ url: WebURL, _ look: Look) async -> ExitCode {
        let found = look.found
        let moved = found.flatMap { WebURL($0.address) }
        if let moved, isFollowed(elsewhere: moved) { return .failure }
        let url = moved ?? url
        let start = WallClock.system.now
        var feed = subscription(url)
        var added: AddedFeed?
        for attempt in 1... {
            do throws(SubscriptionError) {
                // Not before the file is as good as written: the store would list a feed that nobody follows.
                feed = try SubscriptionEditor.add(feed, to: locations.configuration) { whole in
                    if case .new? = added { return }
                    added = store(whole, look.firstPoll(of: whole, now: start))
                }
                break
            } catch {
                // An editor saved it meanwhile, and is soon done.
                if case .file(.changedMeanwhile) = error, attempt < Self.mostAttempts {
                    try? await Task.sleep(for: .seconds(1))
                    continue
                }
                // Of what is stored by now a daemon says, once it reads the file, that nobody follows it.
                Output.note("\(error)")
                return ExitCode(error)
            }
        }
        let poll: FirstPoll?
        switch added {
        case .new?: poll = nil
        case .known(let known)?:
            poll = await FirstPoll.resumed(known, at: feed.url, locations)
        case nil: poll = await FirstPoll.wait(for: url.string, since: start, locations)
        }
        tell(feed, found, poll, added)
        if case .polled(let listing)? = poll, listing.poll.lastError != nil { return .partlyDone }
        if case .unread = look { return .partlyDone }
        return .success
    }

    /// Stores what came as the feed's first poll, unless the store has the feed; nil: neither.
    private func store(_ feed: Subscription, _ first: FirstResult?) -> AddedFeed? {
        do throws(StoreError) {
            let store = try StoreSession(folder: locations.state)
            // Without a file it is the first.
            let list = try? SubscriptionFile.load(path: locations.configuration)
            let others = list?.subscriptions ?? []
            guard let first else {
                return try store.known(feed, besides: others).map(AddedFeed.known)
            }
            return try store.take(
                feed, besides: others, state: first.state, document: first.document,
                hostPauses: first.pauses, publisher: Publisher.name(of:siteLink:))
        } catch {
            // Without a database the daemon has not run yet, and polls the feed when it does.
            if first != nil, error.kind != .noDatabase {
                Output.note("what was fetched is not stored: \(error)")
            }
            return nil
        }
    }

    // MARK: - Telling

    private func tell(
        _ feed: Subscription, _ found: FoundFeed?, _ poll: FirstPoll?, _ added: AddedFeed?
    ) {
        if options.json {
            Output.print(json(feed, found, poll, added))
        } else {
            Output.print(table(feed, found, poll))
        }
        if feed.allowPrivate != .publicOnly, WebURL(feed.url)?.hasPrivateHost == true {
            Output.note(
                "\(WebURL(feed.url)?.host ?? feed.url) is a private address; this feed may use it "
                    + "by allow_private: \(Self.told(feed.allowPrivate))")
        }
        switch poll {
        case .noDaemon?:
            let cause = locations.daemon.cause
            Output.note("the daemon does not run\(cause); the feed is polled when it is started")
        case .underWay?: Output.note("its first poll is not done yet; see `tidings feeds`")
        case .polled(let listing)?:
            if let error = listing.poll.lastError { Output.note("its first poll failed: \(error)") }
        case .known(let listing)?:
            Output.note(Self.told(known: listing, now: WallClock.system.now))
            tellAbsence()
        case nil: tellAbsence()
        }
    }

    private func tellAbsence() {
        let daemon = locations.daemon
        if daemon.isAbsent {
            Output.note(
                "the daemon does not run\(daemon.cause); start it with tidingsd to follow the feed")
        }
    }

    /// What becomes of a feed that was followed before, of which nothing that was fetched is stored.
    private static func told(known feed: FeedListing, now: Timestamp) -> String {
        let entries = Output.count(feed.entryCount, "entry", "entries")
        let start =
            "the database knows it as feed \(feed.id), with \(entries), and goes on with that"
        // Before the daemon has read that it is followed, nobody knows when.
        guard feed.isSubscribed else { return start }
        guard let due = feed.poll.due else {
            return "\(start); it is polled no more: \(feed.poll.dueReason)"
        }
        let next = due <= now ? "now" : Moment.relative(due, now: now)
        return
            "\(start): its next poll is \(next); `tidings refresh \(feed.id)` asks for one at once"
    }

    private func table(_ feed: Subscription, _ found: FoundFeed?, _ poll: FirstPoll?) -> Table {
        var table = Table([
            .init("RESULT"), .init("FEED", isFlexible: true), .init("TITLE", isFlexible: true),
            .init("FORMAT"), .init("ENTRIES", .right), .init("NEWEST"),
        ])
        let now = WallClock.system.now
        var title = feed.title ?? found?.document.title
        var entries = found.map { $0.document.entries.count }
        var newest = found?.newest(at: now)
        if case .polled(let listing)? = poll {
            title = listing.title
            entries = listing.entryCount
            newest = listing.newestEntry
        }
        table.add([
            "added", .init(feed.url), .init(title ?? ""),
            .init(found?.document.format.rawValue ?? ""), .init(entries.map { "\($0)" } ?? ""),
            newest.map { .init($0, now: now, Moment.short) } ?? "",
        ])
        return table
    }

    /// A permit as it stands in feeds.yml.
    private static func told(_ permit: AddressPermit) -> String {
        switch permit {
        case .publicOnly: "false"
        case .any: "true"
        case .rules(let rules): "[\(rules.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }

    private func json(
        _ feed: Subscription, _ found: FoundFeed?, _ poll: FirstPoll?, _ added: AddedFeed?
    ) -> JSONWriter {
        let now = WallClock.system.now
        return JSONWriter.document {
            $0.field("added", feed.url)
            switch feed.allowPrivate {
            case .publicOnly: $0.field("allow_private", false)
            case .any: $0.field("allow_private", true)
            case .rules(let rules): $0.array("allow_private", rules.map(\.description))
            }
            if let found {
                $0.object("found") {
                    $0.field("title", found.document.title)
                    $0.field("site", found.document.link)
                    $0.field("format", found.document.format.rawValue)
                    $0.field("entries", found.document.entries.count)
                    $0.field("newest", found.newest(at: now))
                }
            }
            var (isStored, isKnown) = (false, false)
            switch added {
            case .new?: isStored = true
            case .known?: isKnown = true
            case nil: break
            }
            $0.field("stored", isStored)
            $0.field("known", isKnown)
            switch poll {
            case .polled(let listing)?, .known(let listing)?:
                $0.object("feed") { $0.write(ToldFeed(feed: listing, now: now)) }
            case .noDaemon?, .underWay?, nil: break
            }
        }
    }
}
