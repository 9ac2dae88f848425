internal import CommandLineInterface
internal import Storage

/// `refresh`: asks the running daemon to poll now.
enum RefreshCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var feeds: [String] = []
        var force = false
    }

    static let name = "refresh"
    static let summary = "Ask the daemon to poll feeds now; all of them when none is named."
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.feeds, value: "FEED", help: "address, or number in `tidings feeds`",
                isRequired: false),
            .flag(\.force, "force", help: "ask for the whole document, changed or not"),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        options.locations.withStore { store throws(StoreError) in
            let known = try store.feeds().filter { $0.isSubscribed && $0.isEnabled }
            var wanted: [FeedID] = []
            for name in options.feeds {
                guard let feed = known.first(where: { $0.answers(to: name) }) else {
                    Output.note("no feed \(name) is followed; `tidings feeds` lists them")
                    return .nothingFound
                }
                wanted.append(feed.id)
            }
            guard StoreReader.hasDaemon(folder: Locations(options.locations).state) else {
                Output.note("the daemon does not run; start it with tidingsd")
                return .noDaemon
            }
            try store.request(
                .refresh(feeds: options.feeds.isEmpty ? nil : wanted, force: options.force))
            let count = options.feeds.isEmpty ? known.count : wanted.count
            Output.print("asked for \(count) \(count == 1 ? "feed" : "feeds")\n")
            return .success
        }
    }
}
