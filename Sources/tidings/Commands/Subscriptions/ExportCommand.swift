internal import CommandLineInterface
internal import Platform
internal import Subscriptions
internal import Values

/// `export`: the feeds for other programs.
enum ExportCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var isOutline = false
        var isAddresses = false
        var file: String?
    }

    static let name = "export"
    static let summary = "Print the feeds of feeds.yml as other readers take them: OPML, addresses."
    static let discussion = """
        With --opml: OPML 2.0, of which `tidings import` makes the same list again. A feed stands
        in the folder of its first tag, all its tags are its categories, and feeds that are
        switched off are commented out. With --urls: the addresses of the others, one a line.
        Exits with 3 when feeds.yml names no feed.
        """
    static var examples: [Example] {
        [
            Example("tidings export --opml feeds.opml", "take your feeds to another reader"),
            Example("tidings export --urls | sort", "their addresses"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.isOutline, "opml", help: "as OPML 2.0"),
            .flag(\.isAddresses, "urls", help: "as addresses, one a line"),
            .operand(
                \.file, value: "FILE", help: "where to write them (standard output)",
                isRequired: false, completes: .files),
        ] + LocationOptions.parameters.map { $0.lifted(to: \.locations) }
    }

    static func run(_ options: Options) async -> ExitCode {
        guard options.isOutline != options.isAddresses else {
            Output.note("say in which form: --opml or --urls")
            return .usage
        }
        let locations = Locations(options.locations)
        do throws(SubscriptionError) {
            let feeds = try SubscriptionExport(of: locations.configuration)
            if feeds.isEmpty { Output.note("\(locations.configuration) names no feed") }
            let bytes =
                options.isOutline
                ? feeds.outline(state: locations.state, now: WallClock.system.now)
                : feeds.addresses
            guard write(bytes, to: options.file) else { return .failure }
            return feeds.isEmpty ? .nothingFound : .success
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
    }

    /// Writes a whole file or none; false, with the reason on standard error, when it cannot.
    private static func write(_ bytes: [UInt8], to path: String?) -> Bool {
        guard let path, path != "-" else { return StandardStream.output.write(bytes) }
        do throws(FileError) {
            let real = try AtomicFile.realPath(of: path)
            try AtomicFile.replace(
                path: real, with: bytes, expecting: try FileIdentity(path: real))
            return true
        } catch {
            Output.note("\(error)")
            return false
        }
    }
}
