internal import Values
internal import YAMLEvents

/// A feeds.yml as it was read: what it says, and where it says it.
struct FeedsFile {
    /// What stands behind `feeds:`.
    enum Feeds {
        /// There is no key `feeds`.
        case missing
        /// Nothing, `~` or `[]`, from a place up to another.
        case empty(from: YAMLMark, to: YAMLMark)
        /// A list in brackets.
        case flow(at: YAMLMark)
        /// One feed a line, with dashes in this column.
        case block(dashColumn: Int)
    }

    private(set) var items: [FeedItem] = []
    private(set) var defaults = FeedSettings()
    /// Where the interval of `defaults:` stands.
    private(set) var defaultIntervalMark: YAMLMark?
    private(set) var store = StoreSettings()
    private(set) var feeds = Feeds.missing
    /// Where the key `feeds` stands.
    private(set) var feedsKey: YAMLMark?
    /// Where the whole is written in braces.
    private(set) var flowRoot: YAMLMark?
    /// The line with `...`, which ends the document.
    private(set) var endLine: Int?

    /// Forgets the feed at `index`, whose lines were taken out of the text; the places of those behind
    /// it hold no more.
    mutating func forget(_ index: Int) {
        items.remove(at: index)
    }

    private static let keys = ["defaults", "store", "feeds"]

    /// The feeds with their defaults.
    var list: SubscriptionList {
        var subscriptions: [Subscription] = []
        subscriptions.reserveCapacity(items.count)
        for item in items {
            subscriptions.append(
                item.draft.subscription(line: item.urlMark.line, defaults: defaults))
        }
        return SubscriptionList(
            subscriptions, retention: Retention(defaults, store), contact: defaults.contact)
    }

    /// The most feeds that are taken.
    private let feedLimit: Int

    /// Reads UTF-8 without a byte order mark.
    init(
        reading bytes: [UInt8], name: String, feedLimit: Int = SubscriptionFile.feedLimit
    ) throws(SubscriptionError) {
        self.feedLimit = feedLimit
        let reader: FeedsFileReader
        do throws(YAMLSyntaxError) {
            reader = try FeedsFileReader(
                bytes, file: name, problemLimit: SubscriptionFile.problemLimit)
        } catch {
            let problem = SubscriptionProblem(
                file: name, line: 1, column: 1, kind: .syntax(error.problem))
            throw .invalid([problem], isComplete: false)
        }
        var isComplete = true
        do throws(ReadingStopped) {
            try readDocument(reader)
            try checkIntervals(reader)
        } catch {
            isComplete = false
        }
        guard reader.problems.isEmpty else {
            let sorted = reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            throw .invalid(sorted, isComplete: isComplete)
        }
    }

    private mutating func readDocument(_ reader: FeedsFileReader) throws(ReadingStopped) {
        guard try reader.next().kind == .documentStart else { return }
        let root = try reader.next()
        switch root.kind {
        case .mappingStart(let isFlow):
            if isFlow { flowRoot = root.start }
            try readKeys(reader)
        default:
            let node = try reader.node(from: root)
            if !node.isNull {
                _ =
                    try reader.bad(
                        node, "the file", expected: "the keys defaults, store and feeds") as Never?
            }
        }
        let end = try reader.next()
        if case .documentEnd(isExplicit: true) = end.kind { endLine = end.start.line }
        let last = try reader.next()
        if last.kind != .streamEnd {
            throw reader.stop(
                .refused("a second document: feeds.yml is one, without a further ---"),
                at: last.start)
        }
    }

    private mutating func readKeys(_ reader: FeedsFileReader) throws(ReadingStopped) {
        var seen: [FeedsFileReader.SeenKey] = []
        while true {
            let event = try reader.next()
            if event.kind == .mappingEnd { return }
            let key = try reader.node(from: event)
            let name = try reader.known(key, &seen, of: "the file", among: FeedsFile.keys)
            let value = try reader.next()
            switch name {
            case "defaults":
                (defaults, defaultIntervalMark) = try reader.defaults(reader.node(from: value))
            case "store":
                store = try reader.storeSettings(reader.node(from: value))
            case "feeds":
                feedsKey = key.start
                try readFeeds(reader, value)
            default:
                try reader.skip(from: value)
            }
        }
    }

    private mutating func readFeeds(
        _ reader: FeedsFileReader, _ value: YAMLEvent
    ) throws(ReadingStopped) {
        guard case .sequenceStart(let isFlow) = value.kind else {
            let node = try reader.node(from: value)
            feeds = .empty(from: node.start, to: node.end)
            if !node.isNull {
                _ = try reader.bad(node, "feeds", expected: "a list of feeds") as Never?
            }
            return
        }
        var lines: [String: Int] = [:]
        while true {
            let event = try reader.next()
            if event.kind == .sequenceEnd {
                feeds =
                    if !isFlow {
                        .block(dashColumn: value.start.column)
                    } else if items.isEmpty {
                        .empty(from: value.start, to: event.end)
                    } else {
                        .flow(at: value.start)
                    }
                return
            }
            guard let item = try reader.feed(reader.node(from: event)) else { continue }
            if let first = lines[item.key] {
                try reader.note(
                    .duplicateURL(item.draft.url, firstLine: first), at: item.urlMark)
                continue
            }
            lines[item.key] = item.urlMark.line
            items.append(item)
            guard items.count <= feedLimit else {
                throw reader.stop(.tooMuch("more than \(feedLimit) feeds"), at: item.start)
            }
        }
    }

    /// Refuses intervals that are too short for a public server. Asked at the end, since `defaults`
    /// may stand behind the feeds.
    private func checkIntervals(_ reader: FeedsFileReader) throws(ReadingStopped) {
        var isDefaultTooShort = false
        for item in items {
            let interval = item.draft.settings.interval ?? defaults.interval
            let permit = item.draft.settings.allowPrivate ?? defaults.allowPrivate ?? .publicOnly
            guard let interval, interval < PollInterval.shortestPublic, permit == .publicOnly
            else { continue }
            func problem(_ owner: String) -> SubscriptionProblem.Kind {
                .badValue(
                    of: "interval", found: "\(Quoted(SpanText.text(interval)))\(owner)",
                    expected: "at least 5m; less is only for feeds with allow_private")
            }
            if let mark = item.intervalMark {
                try reader.note(problem(""), at: mark)
            } else if let mark = defaultIntervalMark, !isDefaultTooShort {
                isDefaultTooShort = true
                // It may be right for the other feeds: say which one it is wrong for.
                try reader.note(problem(" for the feed on line \(item.urlMark.line)"), at: mark)
            }
        }
    }
}
