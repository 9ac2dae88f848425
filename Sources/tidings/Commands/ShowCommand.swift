internal import CommandLineInterface
internal import Events
internal import FeedParsing
internal import Storage
internal import Values

/// `show ID`: one event with its timeline, and why each entry is in it.
enum ShowCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var id: EventNumber?
        var entry: EntryNumber?
        var why = false
        var members = false
        var texts = false
        var isAddress = false
        var form = ListForm<ToldMember>()
    }

    static let name = "show"
    static let summary = "Show one event: its timeline and who copied whom; or read one entry."
    static let discussion = """
        Behind "new:" stands what an entry told that none before it in the timeline had:
        numbers, names, telling terms. Copies add nothing: they stand below the text that they
        were taken from, with the share of it that they have. Of an entry that its feed changed
        since stands when, and what it was called until then. An event grows by so many texts
        an hour that are no copies, over the last six hours. The number of an event that was
        merged into another does as well, and so do the first digits of a number where no other
        event begins with them, save with --json, --jsonl and --format: a script that asks for an
        event that is gone is told so.

        With --entry: one entry with all of its text, a copy too, and what is kept of one whose
        text has expired, with the files that belong to it, as the sound of a podcast: where an
        entry has no address of its own, --open prints that of the first file. Below stands, for
        each time when its feed changed it, what it said until then: the former title, and of
        the text the passage that changed.
        """
    static var examples: [Example] {
        [
            Example("tidings show 17", "the timeline of event 17"),
            Example(
                "tidings show 17 --why",
                "and the decision on each of its entries as it was made"),
            Example("tidings show 17 --text", "what its independent texts say"),
            Example(
                "tidings show 17 --members | cut -f 1,6", "number and address of each entry"),
            Example(
                "tidings show 17 --format '{id}\\t{publisher}\\t{added}'",
                "what each entry added, for a script"),
            Example("tidings show --entry 1234", "read one entry of `tidings entries` or `search`"),
            Example(
                "tidings show --entry 1234 --json | jq -r '.entry.corrections[].former_text'",
                "what its text was before each correction"),
            Example("tidings show 17 --open", "only the address of its headline, for a browser"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.id, value: "ID", help: "the event's number in `tidings clusters`: 17 or '#17'",
                isRequired: false),
            .option(
                \.entry, "entry", value: "ENTRY",
                help: "in place of an event: this entry and its text"),
            .flag(\.why, "why", help: "tell for each entry why it belongs to the event"),
            .flag(\.members, "members", help: "list all entries, copies too, with their numbers"),
            .flag(\.texts, "text", help: "print the texts that are no copies"),
            .flag(
                \.isAddress, "open",
                help: "print only the address of its headline, or of the entry; nothing is opened"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        guard !options.isAddress || options.form.isTable else {
            Output.note("--open prints an address alone: leave out --json, --jsonl and --format")
            return .usage
        }
        if let entry = options.entry?.number { return show(entry, options) }
        let forms = [options.why, options.members, options.texts, options.isAddress]
        guard let id = options.id?.number else {
            Output.note("name an event, or an entry with --entry")
            return .usage
        }
        guard forms.count(where: { $0 }) <= 1 else {
            Output.note("--why, --members, --text and --open: one of them at a time")
            return .usage
        }
        return options.locations.withStore { store throws(StoreError) in
            let isForPerson = options.form.isTable && !options.isAddress
            guard let detail = try detail(id, isForPerson: isForPerson, store) else {
                return .nothingFound
            }
            let now = WallClock.system.now
            if options.isAddress {
                let headline = detail.cluster.headline
                var link = headline.link
                if link == nil { link = try store.entry(headline.id)?.enclosures.first?.url }
                return printAddress(link, of: "the headline of event \(detail.cluster.id)")
            }
            if options.members, options.form.isTable {
                Output.print(members(detail, pinned: try store.pinnedEntries(), now: now))
                return .success
            }
            let texts = options.texts ? try EventTexts(detail, in: store) : nil
            if let texts, options.form.isTable {
                let page = EventPage(
                    story: EventStory(detail: detail, additions: [:]), showsReasons: false,
                    style: .output, now: now, columns: Output.columns)
                let lines =
                    page.heading
                    + texts.lines(style: .output, now: now, columns: Output.columns)
                Output.print(lines.joined(separator: "\n") + "\n")
                return .success
            }
            guard let background = background() else { return .failure }
            let story = try EventStory(detail, in: store, background: background)
            if !options.form.isTable {
                options.form.print("members", ToldMember.all(story, texts)) {
                    $0.object("cluster") { $0.write(detail.cluster) }
                }
            } else {
                let page = EventPage(
                    story: story, showsReasons: options.why, style: .output, now: now,
                    columns: Output.columns)
                Output.print(page.text)
            }
            return .success
        }
    }

    /// The event of a number, of one that was merged into another, or, for a person, who is told, of the
    /// first digits of one; nil, with the reason on standard error, where there is none or there are several.
    private static func detail(
        _ id: ClusterID, isForPerson: Bool, _ store: StoreSession
    ) throws(StoreError) -> ClusterDetail? {
        if let detail = try store.cluster(id) {
            if id != detail.cluster.id, isForPerson {
                Output.note("event \(id) was merged into \(detail.cluster.id)")
            }
            return detail
        }
        let most = 8
        // A script that kept the number of an event that is gone is not given another.
        let longer =
            isForPerson ? try store.clusterNumbers(beginningWith: id, limit: most + 1) : []
        guard let only = longer.first else {
            Output.note("there is no event \(id); `tidings clusters` lists them")
            return nil
        }
        if longer.count == 1 {
            Output.note("there is no event \(id); this is \(only)")
            return try store.cluster(only)
        }
        let list = longer.prefix(most).map { "\($0)" }.joined(separator: ", ")
        Output.note(
            "there is no event \(id); events that begin with these digits are \(list)"
                + (longer.count > most ? ", …" : ""))
        return nil
    }

    private static func background() -> BackgroundFrequencies? {
        do {
            return BackgroundFrequencies(reading: try SharedData.frequencyReader())
        } catch {
            Output.note("\(error)")
            return nil
        }
    }

    static func printAddress(_ link: String?, of what: String) -> ExitCode {
        guard let link = WebURL.shown(link) else {
            Output.note("\(what) has no address")
            return .nothingFound
        }
        Output.print(PrintableText.line(link) + "\n")
        return .success
    }

    /// Every entry by itself, for the commands that take their numbers.
    private static func members(
        _ detail: ClusterDetail, pinned: Set<EntryID>, now: Timestamp
    ) -> Table {
        var table = Table([
            .init("ID", .right), .init("TIME", yields: 2),
            .init("FEED", isFlexible: true, yields: 1, widest: 24),
            .init("COPY OF", .right, goesWhenEmpty: true), .init("TITLE", isFlexible: true),
            .init("URL", isBelow: true), .init("PINNED", goesWhenEmpty: true),
        ])
        for entry in detail.members.map(\.entry) {
            table.add([
                "\(entry.id)", .init(entry.sortTime, now: now, Moment.short),
                .init(entry.feedTitle ?? entry.publisher),
                entry.copy.map { "\($0.origin)" } ?? "", .init(entry.headline),
                .init(WebURL.shown(entry.link) ?? ""),
                .init(pinned.contains(entry.id) ? "pinned" : ""),
            ])
        }
        return table
    }

    /// The number of an event as it is listed, or with the sign that stands before it on its page.
    struct EventNumber: ArgumentValue, Equatable {
        let number: Int64

        static let expectation = "the number of an event, such as 17 or '#17'"
        static let completion = Completion.events

        init?(argument: String) {
            let digits = argument.hasPrefix("#") ? argument.dropFirst() : argument[...]
            guard let number = Int64(digits), number >= 0 else { return nil }
            self.number = number
        }
    }
}
