internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// `feeds show FEED`: all that is known of one feed's polling.
enum FeedShowCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var feed: String?
        var json = false
    }

    static let name = "show"
    static let summary = "Show one feed: its last poll, when the next one is and why, what fails."
    static let discussion = """
        How its last poll went, when the next one is due and which rule says so, where it moved
        to, how often it has something new, and what it costs its server.
        """
    static var examples: [Example] {
        [
            Example("tidings feeds show 7", "the feed of that number"),
            Example("tidings feeds show example.org", "the feed with this in its title or address"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.feed, value: "FEED", help: FeedName.help, isRequired: true,
                completes: .feeds),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let now = WallClock.system.now
        return options.locations.withStore { store throws(StoreError) in
            let names = try store.feedNames(like: options.feed ?? "")
            let id: FeedID
            do throws(FeedChoiceFailure) {
                id = try FeedChoice(from: names).feed(options.feed ?? "").id
            } catch {
                Output.note("\(error)")
                return .nothingFound
            }
            guard let feed = try store.feeds(.one(id)).first else { return .nothingFound }
            let held = try HostPauses(in: store, Locations(options.locations))
                .end(for: feed, now: now)
            if options.json {
                Output.print(json(feed, hostHeldUntil: held, now: now))
            } else {
                let page = FeedPage(
                    feed: feed, hostHeldUntil: held, now: now, columns: Output.columns)
                Output.print(page.text(style: .output))
            }
            return .success
        }
    }

    private static func json(_ feed: FeedListing, hostHeldUntil: Timestamp?, now: Timestamp)
        -> JSONWriter
    {
        let poll = feed.poll
        return JSONWriter.document {
            $0.object("feed") {
                $0.write(ToldFeed(feed: feed, now: now))
                $0.field("server_held_until", hostHeldUntil)
                $0.object("validators") {
                    $0.field(
                        "etag", poll.validators.eTag.map { String(decoding: $0, as: UTF8.self) })
                    $0.field(
                        "last_modified",
                        poll.validators.lastModified.map { String(decoding: $0, as: UTF8.self) })
                    $0.field("given_by", poll.validators.url)
                }
                $0.object("pacing") {
                    $0.field("ttl", poll.pacing.ttl)
                    $0.field("update_period", poll.pacing.updatePeriod)
                    $0.array("skip_hours") {
                        for hour in poll.pacing.skipHours.sorted() { $0.value(hour) }
                    }
                    $0.array("skip_days") {
                        for day in poll.pacing.skipDays.sorted() { $0.value(day) }
                    }
                    $0.field("finished", poll.pacing.isFinished)
                    $0.field("entry_gap", poll.pacing.usualGap(now: now))
                }
                if let moved = poll.moved {
                    $0.object("moved") {
                        $0.field("url", moved.url)
                        $0.field("sightings", moved.sightings)
                        $0.field("first_seen", moved.firstSeen)
                        $0.field("last_seen", moved.lastSeen)
                        $0.field("settled", moved.isSettled)
                    }
                }
                $0.object("manners") {
                    $0.write(poll.manners)
                    $0.field("mean_interval", poll.manners.meanInterval)
                }
            }
        }
    }
}
