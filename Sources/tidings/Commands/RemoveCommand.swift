internal import CommandLineInterface
internal import Storage
internal import Subscriptions
internal import Values

/// `remove FEED`: follows a feed no more.
enum RemoveCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var feed: String?
        var json = false
    }

    static let name = "remove"
    static let summary = "Follow a feed no more: take it out of feeds.yml. Its entries stay."
    static let discussion = """
        With the lines of the feed goes the comment right above it, unless it may speak of others
        too; all else stays as it is. Its entries stay where they are, and `tidings add` takes them
        up again.
        """
    static var examples: [Example] {
        [
            Example("tidings remove https://example.org/feed.xml", "follow it no more"),
            Example("tidings remove 7", "the same by its number in `tidings feeds`"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.feed, value: "FEED", help: "its address, its title in feeds.yml, or its number",
                isRequired: true, completes: .feeds),
            .flag(\.json, "json", help: "print one JSON document"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        do throws(SubscriptionError) {
            let url = try SubscriptionEditor.remove(
                address(of: options.feed ?? "", state: locations.state),
                from: locations.configuration
            ).url
            if options.json {
                var json = JSONWriter()
                json.object {
                    $0.field("version", Output.jsonVersion)
                    $0.field("removed", url)
                }
                Output.print(json)
            } else {
                Output.print("removed \(url) from \(locations.configuration)\n")
            }
            return .success
        } catch .notSubscribed {
            Output.note(
                "no feed \"\(options.feed ?? "")\" in \(locations.configuration); "
                    + "`tidings feeds` lists them")
            return .nothingFound
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
    }

    /// A number stands for the feed that the store knows by it.
    private static func address(of name: String, state: String) -> String {
        guard Int64(name) != nil, let store = try? StoreReader(folder: state),
            let feed = try? store.feeds().first(where: { "\($0.id)" == name })
        else { return name }
        return feed.url
    }
}
