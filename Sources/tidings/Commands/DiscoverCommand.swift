internal import CommandLineInterface
internal import FeedParsing
internal import Values

/// `discover FILE`: the feeds that a page names.
enum DiscoverCommand: Command {
    struct Options: Sendable {
        var url: String?
        var contentType: String?
        var json = false
        var files: [String] = []
    }

    static let name = "discover"
    static let summary = "List the feeds that saved web pages name; nothing is fetched."
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .option(\.url, "url", value: "URL", help: "where the pages came from"),
            .option(
                \.contentType, "content-type", value: "TYPE", help: "their Content-Type header"),
            .flag(\.json, "json", help: "print one JSON object a page"),
            .operands(\.files, value: "FILE", help: "the pages", isRequired: true),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        var count = 0
        for file in options.files {
            guard let bytes = InputFile.read(file) else { return .failure }
            let feeds = FeedDiscovery.feeds(
                in: bytes, url: options.url, contentType: options.contentType)
            count += feeds.count
            if options.json {
                var json = JSONWriter()
                FeedDiscovery.write(
                    feeds, to: &json, file: options.files.count > 1 ? file : nil)
                Output.print(json)
            } else {
                var table = Table([.init("URL"), .init("TYPE"), .init("TITLE", isFlexible: true)])
                for feed in feeds { table.add([feed.url, feed.type ?? "", feed.title ?? ""]) }
                if !feeds.isEmpty { Output.print(table) }
            }
        }
        return count == 0 && !options.json ? .nothingFound : .success
    }
}
