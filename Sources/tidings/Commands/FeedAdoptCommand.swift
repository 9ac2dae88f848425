internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// `feeds adopt`: writes addresses that feeds moved to for good into feeds.yml.
enum FeedAdoptCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var feeds: [String] = []
        var json = false
    }

    static let name = "adopt"
    static let summary = "Write the addresses that feeds moved to for good into feeds.yml."
    static let discussion = """
        Of the feeds that are named, or of all. A permanent redirect (301, 308) counts as one
        for good after it was seen three times in two days or more. Comments and order of the
        file stay, and the feeds keep their entries. A feed with a credential or headers of
        its own is left to you where they would then go to another server.

        Exits with 3 when nothing could be done, with 4 when only a part could be, and with 5
        when feeds.yml is not valid.
        """
    static var examples: [Example] {
        [
            Example("tidings feeds adopt", "write all moves for good into feeds.yml"),
            Example("tidings feeds adopt 7 --json", "only that of feed 7, told to a script"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.feeds, value: "FEED", help: FeedName.help, isRequired: false,
                completes: .feeds),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        let path = locations.configuration
        return options.locations.withStore { store throws(StoreError) in
            let feeds = try store.feeds()
            var isWhole = true
            var wanted = feeds.filter { $0.isSubscribed && $0.poll.moved?.isSettled == true }
            if !options.feeds.isEmpty {
                wanted = options.feeds.compactMap { settled($0, of: feeds) }
                isWhole = wanted.count == options.feeds.count
            } else if wanted.isEmpty {
                Output.note("no feed has moved for good")
            }
            var adopted: [FeedListing] = []
            var fault: SubscriptionError?
            for feed in wanted where !adopted.contains(where: { $0.id == feed.id }) {
                do throws(SubscriptionError) {
                    if try adopt(feed, in: path) { adopted.append(feed) } else { isWhole = false }
                } catch {
                    Output.note("\(error)")
                    (fault, isWhole) = (error, false)
                    break
                }
            }
            if options.json {
                Output.print(json(adopted))
            } else {
                for feed in adopted {
                    Output.print("\(feed.url) is now \(feed.poll.moved?.url ?? "")\n")
                }
            }
            if adopted.isEmpty { return fault.map { ExitCode($0) } ?? .nothingFound }
            locations.noteAbsence(NamedFeeds.later)
            return isWhole ? .success : .partlyDone
        }
    }

    /// The feed that `name` names, if it moved for good; else nil, with the reason on standard error.
    private static func settled(_ name: String, of feeds: [FeedListing]) -> FeedListing? {
        let feed: FeedListing
        do throws(FeedChoiceFailure) {
            feed = try FeedChoice(from: feeds).feed(name)
        } catch {
            Output.note("\(error)")
            return nil
        }
        guard let moved = feed.poll.moved else {
            Output.note("\(feed.url) has not moved")
            return nil
        }
        guard moved.isSettled else {
            let count = Output.count(moved.sightings, "time")
            let since = PageClock.error.time(moved.firstSeen)
            Output.note(
                "\(feed.url) may have moved to \(moved.url), seen \(count) since \(since): wait "
                    + "until it was seen \(FeedPage.settling), or edit feeds.yml by hand")
            return nil
        }
        return feed
    }

    /// Whether it was done; else the reason is told. Throws what is wrong with the file, for any feed.
    private static func adopt(
        _ feed: FeedListing, in path: String
    ) throws(SubscriptionError) -> Bool {
        guard let moved = feed.poll.moved else { return false }
        do throws(SubscriptionError) {
            try SubscriptionEditor.move(feed.url, to: moved.url, in: path)
            return true
        } catch .alreadySubscribed(_, _, let line) {
            Output.note(
                "\(feed.url) moved to \(moved.url), which \(path):\(line) names already;"
                    + " `tidings remove \(feed.id)` takes out the one that moved")
            return false
        } catch .notSubscribed {
            Output.note(
                "\(feed.url) stands in \(path) no more; tidingsd sees the change in a moment")
            return false
        } catch {
            switch error {
            case .invalid, .file: throw error
            default: Output.note("\(feed.url) moved to \(moved.url): \(error)")
            }
            return false
        }
    }

    private static func json(_ adopted: [FeedListing]) -> JSONWriter {
        JSONWriter.document {
            $0.array("adopted") { array in
                for feed in adopted {
                    array.object {
                        $0.field("id", feed.id)
                        $0.field("from", feed.url)
                        $0.field("to", feed.poll.moved?.url)
                    }
                }
            }
        }
    }
}
