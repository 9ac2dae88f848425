internal import CommandLineInterface
internal import FeedParsing
internal import Values

/// `discover FILE…`: the feeds that pages name.
enum DiscoverCommand: Command {
    static let name = "discover"
    static let summary = "List the feeds that saved web pages name; nothing is fetched."
    static let discussion = """
        For a page that names none, and whose address --url tells, the addresses at which
        feeds are often found are listed, marked as guesses. Exits with 3 when a page names
        none, with 1 when a file cannot be read.
        """
    static var examples: [Example] {
        [
            Example(
                "curl -sL https://example.org/ | tidings discover --url https://example.org/ -",
                "the feeds that a page of the web names")
        ]
    }
    static var defaults: DocumentOptions { DocumentOptions() }
    static var parameters: [Parameter<DocumentOptions>] { DocumentOptions.parameters }

    static func run(_ options: DocumentOptions) async -> ExitCode {
        options.forEachDocument { file, bytes in
            let feeds = FeedDiscovery.feeds(
                in: bytes, url: options.url.text, contentType: options.contentType.text)
            let guesses =
                feeds.isEmpty
                ? options.url.text.map(FeedDiscovery.commonAddresses(for:)) ?? [] : []
            if options.json {
                var json = JSONWriter()
                FeedDiscovery.write(feeds, guesses: guesses, to: &json, file: file)
                Output.print(json)
            } else {
                print(feeds, guesses)
            }
            if feeds.contains(where: { WebURL($0.url) == nil }) {
                Output.note(
                    "\(file): some addresses are relative; give the page's own with --url")
            }
            if feeds.isEmpty, guesses.isEmpty {
                Output.note("\(file): names no feed; with --url, usual addresses are guessed")
            }
            return feeds.isEmpty ? .nothingFound : .success
        }
    }

    private static func print(_ feeds: [DiscoveredFeed], _ guesses: [String]) {
        var table = Table([.init("URL"), .init("TYPE"), .init("TITLE", isFlexible: true)])
        for feed in feeds { table.add([feed.url, feed.type ?? "", feed.title ?? ""]) }
        for guess in guesses { table.add([guess, "guess", ""]) }
        if !feeds.isEmpty || !guesses.isEmpty { Output.print(table) }
    }
}
