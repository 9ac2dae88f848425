internal import CommandLineInterface
internal import Storage
internal import SubscriptionLists
internal import Subscriptions
internal import Values

/// `import FILE…`: follows the feeds of lists that other programs keep.
enum ImportCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var files: [String] = []
        var format: FeedList.Format?
        var tags: [AddCommand.TagName] = []
        var isDryRun = false
        var form = ListForm<ImportedLists.Row>()
    }

    static let name = "import"
    static let summary = "Follow the feeds of a list: OPML, addresses, newsboat's or sfeed's."
    static let discussion = """
        What kind a list is, is told from its text; --format says it. Folders and categories of
        OPML become tags, and outlines that are commented out feeds that are switched off. Nothing
        is fetched, and nothing that a list says is run: of newsboat's `exec:` and `filter:` lines
        and of what a shell would compute you are told, with the line. A title of OPML is taken for
        yours where `text` is not its `title`; else it is the feed's own, which may change.
        All feeds are added to feeds.yml in one step; comments and order of the file stay. A feed
        that stands there stays as it is. Each feed is `added`, `present`, or `refused`; what is
        none is `skipped`.

        Exits with 3 when the lists hold no feed, with 4 when a feed was refused or a file could
        not be read, with 1 when nothing could be taken over.
        """
    static var examples: [Example] {
        [
            Example("tidings import feeds.opml", "follow what another reader exported"),
            Example("tidings import --dry-run feeds.opml", "see first what would be done"),
            Example("tidings import ~/.newsboat/urls --tag newsboat", "with one more tag for each"),
            Example(
                "grep -v example.org urls.txt | tidings import --format urls -",
                "a list from a pipe"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.files, value: "FILE", help: "the lists; - is standard input", isRequired: true,
                completes: .files),
            .option(\.format, "format", value: "FORMAT", help: "what kind of lists they are"),
            .option(
                \.tags, "tag", value: "TAG",
                help: "a tag for each feed that is added; may be given more than once"),
            .flag(\.isDryRun, "dry-run", help: "change nothing; say what would be done"),
        ] + ListForm.json.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let locations = Locations(options.locations)
        var lists = ImportedLists(tags: options.tags.map(\.text))
        var isUnread = false
        for file in options.files {
            guard let bytes = InputFile.read(file, limit: FeedList.sizeLimit) else {
                isUnread = true
                continue
            }
            do throws(FeedListError) {
                let progress = ProgressLine("reading \(file)")
                defer { progress.end() }
                let list = try FeedList.read(bytes, as: options.format)
                progress.end()
                for note in list.notes { Output.note("\(file): \(note)") }
                lists.take(list, from: file)
            } catch {
                Output.note("\(file): \(error)")
                isUnread = true
            }
        }
        if let refusal = LostFeedsFile(locations)?.refusal(of: lists.subscriptions.map(\.url)) {
            Output.note(refusal)
            return .failure
        }
        do throws(SubscriptionError) {
            let progress = ProgressLine(
                "adding \(Output.count(lists.subscriptions.count, "feed"))")
            defer { progress.end() }
            lists.settle(
                try SubscriptionEditor.add(
                    lists.subscriptions, to: locations.configuration, isDryRun: options.isDryRun))
        } catch {
            Output.note("\(error)")
            return ExitCode(error)
        }
        tell(lists, options, locations)
        return code(lists, isUnread: isUnread)
    }

    private static func tell(
        _ lists: ImportedLists, _ options: Options, _ locations: Locations
    ) {
        if !options.form.isTable {
            options.form.print("feeds", lists.rows) { json in
                json.field("dry_run", options.isDryRun)
                for name in ["added", "present", "refused", "skipped"] {
                    json.field(name, lists.count(name))
                }
            }
        } else if !lists.rows.isEmpty {
            Output.print(lists.table)
        }
        let added = lists.count("added")
        Output.note(
            "\(options.isDryRun ? "nothing was changed; would be " : "")added: \(added), "
                + "present: \(lists.count("present")), refused: \(lists.count("refused")), "
                + "skipped: \(lists.count("skipped"))")
        if !lists.forbidden.isEmpty {
            let rest = lists.forbidden.count - named
            Output.note(
                Output.count(lists.forbidden.count, "address is", "addresses are")
                    + " private: \(lists.forbidden.prefix(named).joined(separator: ", "))"
                    + (rest > 0 ? ", and \(rest) more" : "")
                    + "; tidingsd asks such only where allow_private in "
                    + "\(locations.configuration) names them")
        }
        guard added > 0, !options.isDryRun else { return }
        locations.noteAbsence("the feeds are polled when it is started")
    }

    /// So many private addresses are named.
    private static let named = 3

    private static func code(_ lists: ImportedLists, isUnread: Bool) -> ExitCode {
        let isWhole = !isUnread && lists.count("refused") == 0
        if lists.count("added") + lists.count("present") > 0 {
            return isWhole ? .success : .partlyDone
        }
        return isWhole ? .nothingFound : .failure
    }
}
