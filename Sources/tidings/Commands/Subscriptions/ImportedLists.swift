internal import SubscriptionLists
internal import Subscriptions
internal import Values

/// What `import` read, and what becomes of each line.
struct ImportedLists {
    /// A feed of a list, or what else stands there.
    struct Row {
        let file: String
        let line: Int
        /// Without a password that may stand in it.
        let address: String
        /// What the list calls it.
        var title: String?
        /// Those that it gets: a feed that is followed already keeps its own.
        var tags: [String] = []
        var outcome: Outcome

        /// `feeds.opml:12`.
        var place: String { line > 0 ? "\(file):\(line)" : file }
    }

    enum Outcome: Equatable {
        /// Not settled yet.
        case wanted
        case added
        case present(line: Int)
        case refused(String)
        case skipped(String)

        var name: String {
            switch self {
            case .wanted, .added: "added"
            case .present: "present"
            case .refused: "refused"
            case .skipped: "skipped"
            }
        }

        var reason: String? {
            switch self {
            case .wanted, .added: nil
            case .present(let line): line > 0 ? "on line \(line) of feeds.yml" : nil
            case .refused(let reason), .skipped(let reason): reason
            }
        }
    }

    /// In the order of the lists.
    private(set) var rows: [Row] = []
    /// What is to be added: for each row that is wanted one, in their order.
    private(set) var subscriptions: [Subscription] = []
    /// Addresses of feeds that are added and may not be asked: they are private, and no `allow_private`
    /// names them.
    private(set) var forbidden: [String] = []
    private let tags: [String]
    /// Of each feed its row and its place among the subscriptions.
    private var known: [String: (row: Int, subscription: Int)] = [:]
    /// Rows of feeds that stand in the lists before, with the rows of those.
    private var repeated: [(row: Int, first: Int)] = []

    /// - Parameter tags: those that each feed gets.
    init(tags: [String]) {
        self.tags = tags
    }

    func count(_ name: String) -> Int { rows.count { $0.outcome.name == name } }

    /// Takes in a list: feeds and remarks by their lines.
    mutating func take(_ list: FeedList, from file: String) {
        var remarks = list.remarks[...]
        for feed in list.feeds {
            while let remark = remarks.first, remark.line <= feed.line {
                take(remark, from: file)
                remarks.removeFirst()
            }
            take(feed, from: file)
        }
        for remark in remarks { take(remark, from: file) }
    }

    private mutating func take(_ remark: FeedList.Remark, from file: String) {
        rows.append(
            Row(
                file: file, line: remark.line, address: Self.shown(remark.text),
                outcome: remark.isFeed ? .refused(remark.reason) : .skipped(remark.reason)))
    }

    private mutating func take(_ feed: FeedList.Feed, from file: String) {
        var row = Row(
            file: file, line: feed.line, address: Self.shown(feed.address),
            title: feed.title ?? feed.name,
            tags: tags + feed.tags.filter { !tags.contains($0) }, outcome: .wanted)
        guard let url = WebURL(feed.address), let key = Subscription.feedKey(of: feed.address)
        else {
            row.outcome = .refused(WebAddressFault.text(feed.address))
            rows.append(row)
            return
        }
        if let (first, place) = known[key] {
            // The same feed in two folders has the tags of both.
            let new = feed.tags.filter { !subscriptions[place].tags.contains($0) }
            subscriptions[place].tags += new
            rows[first].tags += new
            // Where one of the two is active, so is the feed.
            if feed.isEnabled { subscriptions[place].isEnabled = true }
            if let title = feed.title, subscriptions[place].title == nil {
                subscriptions[place].title = title
                rows[first].title = title
            }
            row.outcome = .skipped("the same feed as at \(rows[first].place), which gets its tags")
            repeated.append((rows.count, first))
            rows.append(row)
            return
        }
        known[key] = (rows.count, subscriptions.count)
        rows.append(row)
        var subscription = Subscription(url: Self.isClean(feed.address) ? feed.address : url.string)
        subscription.title = feed.title
        subscription.tags = row.tags
        subscription.isEnabled = feed.isEnabled
        subscriptions.append(subscription)
    }

    /// Takes over what became of the subscriptions.
    mutating func settle(_ additions: [SubscriptionEditor.Addition]) {
        var additions = additions[...]
        for index in rows.indices where rows[index].outcome == .wanted {
            switch additions.popFirst() {
            case .added(let permit)?:
                rows[index].outcome = .added
                if let url = WebURL(rows[index].address), !permit.covers(url) {
                    forbidden.append(rows[index].address)
                }
            case .present(let line)?:
                rows[index].outcome = .present(line: line)
                rows[index].tags = []
            case .refused(let reasons)?:
                rows[index].outcome = .refused(reasons.joined(separator: "; "))
                rows[index].tags = []
            case nil: break
            }
        }
        for (row, first) in repeated where rows[first].outcome != .added {
            rows[row].outcome = .skipped("the same feed as at \(rows[first].place)")
            rows[row].tags = []
        }
    }

    /// Whether an address can stand in feeds.yml as it is.
    private static func isClean(_ address: String) -> Bool {
        address.utf8.allSatisfy { (0x21..<0x7f).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    private static func shown(_ address: String) -> String {
        guard let url = WebURL(address), let user = url.userInfo else { return address }
        return address.split(separator: user + "@", maxSplits: 1).joined(separator: "…@")
    }

    // MARK: - Telling

    var table: Table {
        var table = Table([
            .init("RESULT"), .init("FILE"), .init("LINE", .right), .init("FEED", isFlexible: true),
            .init("TITLE", isFlexible: true), .init("TAGS", isFlexible: true),
            .init("REASON", isBelow: true),
        ])
        for row in rows {
            table.add([
                row.outcome.name, row.file, row.line > 0 ? "\(row.line)" : "", row.address,
                row.title ?? "", row.tags.joined(separator: ", "), row.outcome.reason ?? "",
            ])
        }
        return table
    }
}

extension ImportedLists.Row: ListedRecord {
    static let fields: [RecordField<ImportedLists.Row>] = [
        .text("result") { $0.outcome.name },
        .text("file") { $0.file },
        .number("line") { $0.line > 0 ? $0.line : nil },
        .text("url") { $0.address },
        .text("title") { $0.title },
        .texts("tags") { $0.tags },
        .text("reason") { $0.outcome.reason },
    ]
}
