public import Values

/// The command line of `tidingsd`, which fetches the feeds of feeds.yml, stores what is new and groups
/// it into events. It stands here so that `tidings` can print its manual and its completions.
public enum DaemonCommand: CommandDeclaration {
    public struct Options: CommandOptions {
        public var locations = LocationOptions()
        public var once = false
        public var fetchOnly = false
        public var verbose = false
        public var contact: Contact?
        public var probe: String?
        public var metrics: MetricsPath?

        public init() {}
    }

    /// The file of --metrics: node_exporter reads no other than *.prom.
    public struct MetricsPath: ArgumentValue {
        public let path: String

        public static var expectation: String { "a file whose name ends in .prom" }

        public static func expectation(of argument: String) -> String {
            guard isNameless(argument) else { return expectation }
            let folder = argument.dropLast(ending.count)
            return "a name before \(ending), such as \(folder)tidings\(ending)"
        }

        private static let ending = ".prom"

        private static func isNameless(_ path: String) -> Bool {
            path == ending || path.hasSuffix("/" + ending)
        }

        public init?(argument: String) {
            guard argument.hasSuffix(Self.ending), !Self.isNameless(argument) else { return nil }
            path = argument
        }
    }

    public static let name = "tidingsd"
    public static let summary = "Follow feeds and group their stories into events."
    public static let discussion = """
        Runs until SIGTERM or SIGINT, which stop it within seconds and lose nothing. SIGHUP reads
        feeds.yml again, as does a change of the file; a file that is not valid is reported, and
        the last good one stays in force. Logs to standard error, with journald's priorities, one
        line a thing that a person would want to know; where that leads to the journal, each line has
        a name in the field EVENT, and the address of the feed that it is about in FEED.

        With --probe nothing is followed: the address is fetched once, as the first poll of a feed
        would be, with the defaults of feeds.yml, and printed as lines of `name: value`, an empty line
        and the document. `tidings add` and `tidings discover` fetch that way.
        """
    public static var examples: [Example] {
        [
            Example(
                "tidingsd --config feeds.yml --state .state", "follow the feeds of this folder"),
            Example("tidingsd --once --verbose", "poll what is due, tell of each poll, and exit"),
            Example(
                "tidingsd --contact https://example.org/about",
                "let the owners of servers know whom to ask"),
        ]
    }
    public static var exitCodes: [ExitCode] { [.success, .failure, .usage, .invalidConfiguration] }
    public static var parameters: [Parameter<Options>] {
        LocationOptions.lifted(to: \.locations) + [
            .flag(\.once, "once", help: "poll everything that is due once, cluster it, and exit"),
            .flag(
                \.fetchOnly, "fetch-only",
                help: "store what comes and leave clustering to a run without this"),
            .option(
                \.contact, "contact", value: "ADDRESS",
                help: "page or mail address for the owners of servers, where feeds.yml names none"),
            .option(
                \.metrics, "metrics", value: "FILE",
                help: "keep metrics for Prometheus in this file, whose name ends in .prom",
                completes: .files),
            .option(
                \.probe, "probe", value: "URL",
                help: "fetch this address once, print what came, and exit"),
            .flag(\.verbose, "verbose", "v", help: "log each poll"),
        ]
    }
}
