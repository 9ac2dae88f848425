internal import CommandLineInterface
internal import Storage
internal import Values

/// `search QUERY…`: the entries that have what a person looks for.
enum SearchCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var query: [String] = []
        var order = Order.newest
        var limit = 20
        var all = false
        var before: Int?
        var form = ListForm<SearchHit>()
    }

    enum Order: String, ArgumentChoice {
        case newest, relevance

        var meaning: String {
            switch self {
            case .newest: "what arrived last first"
            case .relevance: "the best of the newest 10,000 hits first"
            }
        }

        var order: SearchRequest.Order { self == .newest ? .newest : .relevance }
    }

    static let name = "search"
    static let summary = "Find entries by words of title, summary and text, the newest first."
    static let discussion = """
        All words have to be there; case and accents do not matter. Put the query in
        quotes, since the shell reads ", and -- before one that begins with -:

          tidings search 'earthquake "death toll" -drill since:7d'

          word "a phrase" begin*   what has to be there
          one OR another           one of them; OR binds closer than a blank, and
                                   brackets are not read
          title:word               in the title
          -word -"a phrase"        what must not be there
          tag:world -tag:sports    of feeds with this tag, without it
          feed:7 feed:ledger       of a feed: its number, or a part of title or address
          publisher:example.org    a part of the publisher's name
          lang:en                  in this language
          since:7d until:2026-01   now, 24h, yesterday, 2026-01-31, 2026-01-31T18:30

        Newest is what arrived last. With --by relevance the newest 10,000 hits are
        weighed, and a word of a title counts more.
        """
    static var examples: [Example] {
        [
            Example("tidings search 'earthquake -drill since:7d'", "what was said this week"),
            Example("tidings search --by relevance 'title:quak* lang:en'", "the best hits first"),
            Example(
                "tidings search -n 200 --json 'tag:science since:24h' | jq '.entries[].link'",
                "addresses, for a script"),
        ]
    }
    static func remedy(forUnknown option: String, before argument: String?) -> String {
        let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
        let key = (parts.first ?? "").drop { $0 == "-" }
        guard option.hasPrefix("--") else {
            // A word that is not to be found, as in a query.
            return "put -- before the query; quotes do where it does not begin with -"
        }
        guard SearchQueryParser.keys.contains(String(key)) else { return "" }
        var value = parts.count > 1 ? parts[1] : argument ?? "..."
        if value.contains(" ") { value = "\"\(value)\"" }
        return "it is a part of the query: \(key):\(value)"
    }

    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operands(\.query, value: "QUERY", help: "what to look for", isRequired: true),
            .option(\.order, "by", value: "ORDER", help: "newest or relevance (newest)"),
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT entries (20)"),
            .flag(\.all, "all", help: "all that is found, however much"),
            .option(
                \.before, "before", value: "ENTRY",
                help: "only what arrived before this entry: the next page of the newest",
                completes: .entries),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let query: SearchQuery
        do throws(SearchProblem) {
            query = try SearchQueryParser.query(options.query.joined(separator: " "))
        } catch {
            Output.note("\(error)")
            return .usage
        }
        Self.tell(bracketsOf: options.query.joined(separator: " "))
        if options.before != nil, options.order == .relevance {
            Output.note(
                "--before goes on by arrival, not by relevance: -n COUNT or --all shows more")
            return .usage
        }
        let request = SearchRequest(
            query, order: options.order.order, limit: options.all ? nil : options.limit,
            before: options.before.map(Int64.init))
        return options.locations.withStore { store throws(StoreError) in
            if let place = request.before, try !EntryNumber.isKnown(place, in: store) {
                return .nothingFound
            }
            let (answer, count) =
                options.form.isTable
                ? try printTable(request, options.order, store)
                : try printList(request, options.form, store)
            try tell(answer, request, isEmpty: count == 0, store)
            if count == 0 { tell(mistypedIn: options.query.joined(separator: " ")) }
            return count == 0 ? .nothingFound : .success
        }
    }

    /// Hit by hit, so that of a million of them a page is in memory, and all only in the order of relevance.
    ///
    /// - Returns: what there is to tell besides, and how many hits there were.
    private static func printList(
        _ request: SearchRequest, _ form: ListForm<SearchHit>, _ store: StoreSession
    ) throws(StoreError) -> (SearchAnswer, count: Int) {
        var answer = SearchAnswer()
        let indexed = try store.searchable() ?? 100
        func head(_ json: inout JSONWriter) { json.field("indexed_percent", indexed) }
        let count = try form.print("entries", atMost: request.limit, head: head) {
            (add) throws(StoreError) in
            answer = try store.forEachHit(request.wider, add)
        }
        return (answer, count)
    }

    private static func printTable(
        _ request: SearchRequest, _ order: Order, _ store: StoreSession
    ) throws(StoreError) -> (SearchAnswer, count: Int) {
        let columns = Output.columns
        let (answer, isWhole) = try answer(request, countsOthers: columns != nil, store)
        if let columns {
            Output.print(
                SearchPage(
                    hits: answer.hits, style: .output, now: WallClock.system.now, columns: columns
                ).text)
            if let last = answer.hits.last?.entry.id {
                let more = more(than: last, order)
                Output.total(EntriesCommand.total(answer.hits.count, more: isWhole ? nil : more))
            }
        } else {
            Output.print(table(answer.hits))
        }
        return (answer, answer.hits.count)
    }

    /// What is found, and whether that is all of it.
    ///
    /// - Parameter countsOthers: whether that is of interest: one hit more is looked for then.
    private static func answer(
        _ request: SearchRequest, countsOthers: Bool, _ store: StoreSession
    ) throws(StoreError) -> (SearchAnswer, isWhole: Bool) {
        guard countsOthers, let limit = request.limit else {
            return (try store.search(request), true)
        }
        var answer = try store.search(request.wider)
        let isWhole = answer.hits.count <= limit
        answer.hits = Array(answer.hits.prefix(limit))
        return (answer, isWhole)
    }

    /// How to see what is beyond the last of the hits. Of those in the order of relevance none is the next
    /// by its arrival.
    private static func more(than last: EntryID, _ order: Order) -> String {
        order == .newest ? "--before \(last) shows the next" : "-n COUNT or --all shows more"
    }

    /// What the person has to know about what was, or was not, found.
    private static func tell(
        _ answer: SearchAnswer, _ request: SearchRequest, isEmpty: Bool, _ store: StoreSession
    ) throws(StoreError) {
        for filter in answer.unmatched {
            var meant = EmptyList.tags
            if filter.key == .feed {
                let names = try store.feedNames(like: filter.value)
                meant =
                    FeedSuggestion(from: names, for: filter.value).question(for: filter.value)
                    ?? "`tidings feeds` lists them"
            }
            Output.note("no feed fits \(filter.key.rawValue):\(filter.value); \(meant)")
        }
        EmptyList.tell(unspoken: answer.unspoken, by: "lang:")
        if isEmpty, answer.unmatched.isEmpty, answer.unspoken.isEmpty {
            Output.note(request.limit == 0 ? "-n 0 asks for no entry" : "no entry matches")
        }
        tell(indexed: answer.indexed)
    }

    /// That brackets group nothing, where they may have been meant to.
    static func tell(bracketsOf line: String) {
        if SearchQueryParser.hasBracketsBesideOr(line) {
            Output.note(
                "brackets are not read: OR stands between the two words or phrases beside it, and "
                    + "all else has to match")
        }
    }

    /// That a word was perhaps meant to be a filter.
    static func tell(mistypedIn line: String) {
        for (written, meant) in SearchQueryParser.mistypedKeys(in: line) {
            Output.note(
                "a query has no \(written):, which was sought as a word; did you mean \(meant):?")
        }
    }

    /// That what was stored by an earlier release is not found yet, where it is so.
    static func tell(indexed share: Int?) {
        guard let share else { return }
        Output.note(
            "\(share) % of the entries can be searched so far, the newest first; a running "
                + "tidingsd adds the others")
    }

    private static func table(_ hits: [SearchHit]) -> Table {
        var table = Table([
            .init("ID", .right), .init("TIME"), .init("EVENT", .right), .init("FEED"),
            .init("TITLE"), .init("EXCERPT"),
        ])
        for hit in hits {
            table.add([
                "\(hit.entry.id)", .init(hit.entry.sortTime.rfc3339),
                hit.entry.cluster.map { "\($0)" } ?? "",
                .init(hit.entry.feedTitle ?? hit.entry.publisher), .init(hit.title.text),
                .init(hit.excerpt?.text ?? ""),
            ])
        }
        return table
    }
}

extension SearchRequest {
    /// With one hit more, to know whether there are others.
    fileprivate var wider: SearchRequest {
        var wider = self
        wider.limit = limit.map { min($0, .max - 1) + 1 }
        return wider
    }
}
