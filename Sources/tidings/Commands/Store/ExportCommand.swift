internal import CommandLineInterface
internal import FeedParsing
internal import Storage
internal import Subscriptions
internal import Terminal
internal import Values

/// `export`: everything that a reader would want to take along.
enum ExportCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var isLines = false
        var isOutline = false
        var isAddresses = false
        var force = false
        var file: String?
    }

    static let name = "export"
    static let summary = "Print your feeds for other readers, or all that is stored, to take along."
    static let discussion = """
        With --jsonl: one JSON object a line, of the state of one moment. Its "kind" says what
        it is: export (the first line), feed, entry, expired_entry, event, merged_event, decision,
        read, and last end, with the number of lines before it: where that is missing, the export is not
        whole. docs/json.md lists the fields.

        With --opml: the feeds of feeds.yml as OPML 2.0, with address, title (yours, else the feed's
        own), site and tags, for other readers and `tidings import`. What else feeds.yml says of a
        feed (publisher, interval, headers, …) OPML cannot tell: keep a copy of feeds.yml itself
        for that. A feed stands in the folder of its first tag, all its tags are its categories
        (a comma or slash in a tag is not told from one between two), and feeds that are switched
        off are commented out. With --urls: the addresses of the others, one a line. A FILE that is
        there is replaced with --force alone, and feeds.yml never. Of a feeds.yml that is lost the
        database still knows the feeds, without what OPML cannot tell. Exits with 3 when feeds.yml
        names no feed, and with 4 when the database, which has titles and sites, cannot be read.
        """
    static var examples: [Example] {
        [
            Example("tidings export --opml feeds.opml", "take your feeds to another reader"),
            Example("tidings export --urls | sort", "their addresses"),
            Example(
                "tidings export --jsonl > tidings.jsonl",
                "everything that you would want to take along"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.isLines, "jsonl", help: "everything, as JSON lines"),
            .flag(\.isOutline, "opml", help: "the feeds, as OPML 2.0"),
            .flag(\.isAddresses, "urls", help: "the feeds, as addresses, one a line"),
            .flag(\.force, "force", help: "replace FILE if it is there"),
            .operand(
                \.file, value: "FILE",
                help: "where to write the feeds, in place of standard output",
                isRequired: false, completes: .files),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let forms = [options.isLines, options.isOutline, options.isAddresses]
        guard forms.count(where: \.self) == 1 else {
            let fault = forms.contains(true) ? "choose one form" : "say in which form"
            Output.note("\(fault): --opml, --urls or --jsonl")
            return .usage
        }
        guard options.isLines else { return exportFeeds(options) }
        guard options.file == nil else {
            Output.note("JSON lines go to standard output: tidings export --jsonl > FILE")
            return .usage
        }
        return options.locations.withStore { store throws(StoreError) in
            // On a terminal the lines themselves are what is seen.
            let progress = StandardStream.output.isTerminal ? nil : ProgressLine("exporting")
            var lines = ExportLines(now: WallClock.system.now)
            lines.begin()
            try store.export { record in
                progress?.tell("exporting: \(Output.count(lines.count, "line"))")
                return lines.add(record)
            }
            lines.end()
            return .success
        }
    }
}

extension ExportCommand {
    /// Prints or writes the feeds of feeds.yml.
    private static func exportFeeds(_ options: Options) -> ExitCode {
        let locations = Locations(options.locations)
        do throws(SubscriptionError) {
            let feeds: SubscriptionExport
            if let lost = LostFeedsFile(locations) {
                Output.note(
                    "\(lost.path) is not there: these are the feeds that the database knows")
                feeds = SubscriptionExport(of: lost)
            } else {
                feeds = try SubscriptionExport(of: locations.configuration)
            }
            if feeds.isEmpty { Output.note("\(locations.configuration) names no feed") }
            let known = options.isOutline ? SubscriptionExport.stored(in: locations.state) : []
            let bytes =
                options.isOutline
                ? feeds.outline(known ?? [], now: WallClock.system.now) : feeds.addresses
            let isWritten = SubscriptionExport.write(
                bytes, to: options.file, isReplacing: options.force,
                source: locations.configuration)
            guard isWritten else { return .failure }
            if feeds.isEmpty { return .nothingFound }
            return known == nil ? .partlyDone : .success
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
    }
}

/// Writes an export to standard output, in pieces.
struct ExportLines {
    private let now: Timestamp
    private var json = JSONWriter()
    private(set) var count = 0
    private var isRead = true

    /// Bytes that are gathered before they are written.
    private static let piece = 65_536

    init(now: Timestamp) {
        self.now = now
    }

    mutating func begin() {
        let now = self.now
        line("export") {
            $0.field("version", Output.jsonVersion)
            $0.field("program", "Tidings \(Release.version)")
            $0.field("made", now)
        }
    }

    mutating func end() {
        let count = self.count
        line("end") { $0.field("lines", count) }
        json.flush { Output.write($0) }
    }

    /// False once nobody reads any more.
    mutating func add(_ record: ExportedRecord) -> Bool {
        switch record {
        case .feed(let feed):
            let told = ToldFeed(feed: feed, now: now)
            line("feed") { $0.write(told) }
        case .entry(let entry): line("entry") { Self.write(entry, to: &$0) }
        case .expired(let entry): line("expired_entry") { Self.write(expired: entry, to: &$0) }
        case .cluster(let cluster): line("event") { Self.write(cluster, to: &$0) }
        case .alias(let old, let new):
            line("merged_event") {
                $0.field("id", old)
                $0.field("into", new)
            }
        case .decision(let decision): line("decision") { Self.write(decision, to: &$0) }
        case .read(let entry, let time):
            line("read") {
                $0.field("entry", entry)
                $0.field("read", time)
            }
        }
        return isRead
    }

    private mutating func line(_ kind: String, _ body: (inout JSONWriter) -> Void) {
        json.object {
            $0.field("kind", kind)
            body(&$0)
        }
        json.newline()
        count += 1
        if json.bytes.count >= Self.piece { json.flush { isRead = Output.write($0) } }
    }

    private static func write(_ entry: ExportedEntry, to json: inout JSONWriter) {
        json.field("id", entry.id)
        json.field("feed", entry.feedURL)
        json.field("guid", entry.guid)
        json.field("title", entry.title)
        json.field("link", entry.link)
        json.field("author", entry.author)
        json.field("language", entry.language)
        json.field("published", entry.published)
        json.field("updated", entry.updated)
        json.field("seen", entry.seen)
        json.field("event", entry.cluster)
        json.field("copy_of", entry.origin)
        json.field("summary", entry.summary)
        json.field("content", entry.content)
        json.field("text", entry.text)
        json.array("categories", entry.categories)
        json.write(entry.enclosures)
        json.field("comments", entry.commentsLink)
        json.field("source", entry.source?.title)
        json.field("source_url", entry.source?.url)
        json.array("revisions") { array in
            for revision in entry.revisions {
                array.object {
                    $0.field("replaced", revision.replaced)
                    $0.field("title", revision.title)
                    $0.field("link", revision.link)
                    $0.field("author", revision.author)
                    $0.field("summary", revision.summary)
                    $0.field("content", revision.content)
                }
            }
        }
    }

    private static func write(expired entry: EntryRecord, to json: inout JSONWriter) {
        json.field("id", entry.id)
        json.field("feed", entry.feedURL)
        json.field("title", entry.title)
        json.field("link", entry.link)
        json.field("author", entry.author)
        json.field("language", entry.language)
        json.field("published", entry.published)
        json.field("seen", entry.seen)
        json.field("expired", entry.expired)
        json.field("event", entry.cluster)
        json.field("copy_of", entry.copy?.origin)
    }

    private static func write(_ cluster: ExportedCluster, to json: inout JSONWriter) {
        json.field("id", cluster.id)
        json.field("headline_entry", cluster.headline)
        json.field("first", cluster.first)
        json.field("last", cluster.last)
        json.field("entries", cluster.entryCount)
        json.field("publishers", cluster.publisherCount)
        json.field("independent_texts", cluster.independentTextCount)
        json.array("terms", cluster.terms)
    }

    private static func write(_ decision: HandRecord, to json: inout JSONWriter) {
        json.field("number", decision.number)
        json.field("made", decision.made)
        json.field("person", decision.person)
        json.field("decision", decision.kind.rawValue)
        json.field("event", decision.event)
        json.field("told", decision.told)
        json.array("entries") { array in
            for entry in decision.entries { array.value(entry) }
        }
        json.field("undone_by", decision.undone)
    }
}
