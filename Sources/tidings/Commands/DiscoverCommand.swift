internal import CommandLineInterface
internal import FeedParsing
internal import Platform
internal import Politeness
internal import Values

/// `discover URL|FILE…`: the feeds that pages name.
enum DiscoverCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var documents = DocumentOptions()
        var form = ListForm<FoundAddress>()
    }

    static let name = "discover"
    static let summary = "List the feeds that pages name, on the web or in files."
    static let discussion = """
        An address is fetched as the daemon would fetch it; --url and --content-type tell of files
        what they came with. For a page that names no feed the addresses at which feeds are often
        found are listed, marked as guesses and not tried. A feed itself is listed as one: that of
        a file at --url, or at the address that it gives as its own. Exits with 3 when no feed is
        named, with 4 when that holds for some of several, or some could not be read, and with 1
        when none could. With --json there is a document for each page.
        """
    static var examples: [Example] {
        [
            Example("tidings discover https://example.org/", "the feeds that a site names"),
            Example(
                "tidings discover --url https://example.org/ saved.html",
                "those of a page that you saved"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            Parameter<Options>.operands(
                \.documents.files, value: "PAGE",
                help: "addresses, or files with pages; - is standard input", isRequired: true,
                completes: .files)
        ] + DocumentOptions.origin.map { $0.lifted(to: \.documents) }
            + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    private enum Outcome { case found, none, unread }

    static func run(_ options: Options) async -> ExitCode {
        let outcomes = options.documents.files.map { page in
            let address = WrittenAddress(page)
            return address.url == nil
                ? discover(inFile: page, options) : discover(at: address.text, options)
        }
        if outcomes.allSatisfy({ $0 == .found }) { return .success }
        if outcomes.allSatisfy({ $0 == .unread }) { return .failure }
        return outcomes.allSatisfy({ $0 == .none }) ? .nothingFound : .partlyDone
    }

    private static func discover(at address: String, _ options: Options) -> Outcome {
        let locations = Locations(options.locations)
        guard let answer = Companion.find(locations)?.fetch(address) else { return .unread }
        switch FoundDocument(answer, at: address, now: WallClock.system.now) {
        case .nothing(let unread):
            Output.note("\(address): \(unread.reason)")
            return .unread
        case .page(let feeds, let guesses):
            return tell(feeds, guesses, of: address, options.form)
        case .feed(let feed):
            let found = DiscoveredFeed(
                url: feed.address, title: feed.document.title, type: answer.contentType)
            return tell([found], [], of: address, options.form)
        }
    }

    private static func discover(inFile file: String, _ options: Options) -> Outcome {
        if let meant = WrittenAddress(file).meant, !FilePresence.exists(file) {
            Output.note("\(file): no such file; did you mean \(meant)?")
            return .unread
        }
        guard let bytes = InputFile.read(file) else { return .unread }
        let url = options.documents.url.text
        let feeds: [DiscoveredFeed]
        do throws(ParseError) {
            guard let feed = try feed(bytes, options.documents) else {
                return tell(
                    [], [], of: file, options.form,
                    because: "a feed that does not say its address; give it with --url")
            }
            feeds = [feed]
        } catch .notAFeed {
            feeds = FeedDiscovery.feeds(
                in: bytes, url: url, contentType: options.documents.contentType.text)
        } catch {
            Output.note("\(file): \(error)")
            return .unread
        }
        if feeds.contains(where: { WebURL($0.url) == nil }) {
            Output.note("\(file): some addresses are relative; give the page's own with --url")
        }
        return tell(
            feeds, feeds.isEmpty ? url.map(FeedDiscovery.commonAddresses(for:)) ?? [] : [],
            of: file, options.form)
    }

    /// A document that is a feed itself; nil where nothing says its address.
    private static func feed(
        _ bytes: [UInt8], _ origin: DocumentOptions
    ) throws(ParseError) -> DiscoveredFeed? {
        let document = try FeedParser(limits: .holding(documentBytes: bytes.count)).parse(
            bytes, url: origin.url.text, contentType: origin.contentType.text)
        return (origin.url.text ?? document.selfLink).map {
            DiscoveredFeed(url: $0, title: document.title, type: origin.contentType.text)
        }
    }

    /// - Parameter reason: why there is none, where it is another than that the page names none.
    private static func tell(
        _ feeds: [DiscoveredFeed], _ guesses: [String], of page: String,
        _ form: ListForm<FoundAddress>, because reason: String? = nil
    ) -> Outcome {
        if form.isDocument {
            var json = JSONWriter()
            FeedDiscovery.write(
                feeds, guesses: guesses, to: &json, file: page, version: Output.jsonVersion)
            Output.print(json)
        } else if !form.isTable {
            form.print(
                "feeds",
                feeds.map { FoundAddress(page: page, feed: $0, isGuess: false) }
                    + guesses.map {
                        FoundAddress(
                            page: page, feed: DiscoveredFeed(url: $0, title: nil, type: nil),
                            isGuess: true)
                    })
        } else if !feeds.isEmpty || !guesses.isEmpty {
            Output.print(table(feeds, guesses: guesses))
        }
        if feeds.isEmpty {
            let unnamed =
                guesses.isEmpty
                ? "names no feed; with --url, usual addresses are guessed"
                : "names no feed; the addresses are guesses"
            Output.note("\(page): \(reason ?? unnamed)")
        }
        return feeds.isEmpty ? .none : .found
    }

    static func table(_ feeds: [DiscoveredFeed], guesses: [String]) -> Table {
        var table = Table([.init("URL"), .init("TYPE"), .init("TITLE", isFlexible: true)])
        for feed in feeds { table.add([feed.url, feed.type ?? "", feed.title ?? ""]) }
        for guess in guesses { table.add([guess, "guess", ""]) }
        return table
    }
}

/// An address that `discover` lists.
struct FoundAddress: ListedRecord {
    let page: String
    let feed: DiscoveredFeed
    /// Whether the page does not name it.
    let isGuess: Bool

    static let fields: [RecordField<FoundAddress>] = [
        .text("file") { $0.page },
        .text("url") { $0.feed.url },
        .text("title") { $0.feed.title },
        .text("type") { $0.feed.type },
        .truth("guess") { $0.isGuess },
    ]
}
