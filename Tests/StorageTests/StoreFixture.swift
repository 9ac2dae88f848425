import FeedParsing
import FoundationEssentials
import Platform
import Politeness
import SQLite
import Subscriptions
import TestClock
import Values

@testable import Storage

/// A store in a folder of its own, with a clock that the test sets.
struct StoreFixture {
    static let start = TestClock.start

    let folder: ScratchFolder
    let time = TestClock()

    init() throws {
        folder = try ScratchFolder()
    }

    var clock: WallClock { time.clock }

    /// The state folder, which the store is to make.
    var state: String { folder.path + "/state" }
    var database: String { state + "/tidings.db" }

    /// One with a database of the same content, as a writer left it that was closed.
    func copy() throws -> StoreFixture {
        let copy = try StoreFixture()
        try FileManager.default.createDirectory(
            atPath: copy.state, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: database, toPath: copy.database)
        return copy
    }

    /// Copies the database to `path` as a kill leaves it, with its log, in which alone the newest
    /// stands: to be called while it is open.
    func copyKilled(to path: String, files: [String] = ["", "-wal"]) throws {
        try DatabaseFile.createFolder(
            path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })
        for suffix in files {
            try FileManager.default.copyItem(atPath: database + suffix, toPath: path + suffix)
        }
    }

    func advance(by seconds: Int64) { time.pass(seconds) }

    func store() throws -> Store { try Store(folder: state, clock: clock) }

    func reader() throws -> StoreSession { try StoreSession(folder: state, clock: clock) }

    /// A connection of the test's own, to look and to meddle.
    func connection() throws -> Connection {
        try Connection(path: database, mode: .existing, busyTimeout: 1_000)
    }
}

extension Store {
    /// Subscribes to feeds by their URLs, each its own publisher, and answers their ids.
    func subscribe(_ urls: [String]) throws -> [FeedID] {
        try apply(urls.map(Subscription.init(url:))) { feed, _ in feed.url }.map(\.id)
    }

    /// Subscribes to one feed.
    func subscribe(_ url: String = "https://a.example/feed") throws -> FeedID {
        try subscribe([url])[0]
    }

    /// The enabled feeds of the last `apply`, in its order, as they are stored.
    func storedFeeds() throws -> [FeedRecord] {
        try declared.inOrder.filter(\.subscription.isEnabled).compactMap {
            try FeedTable.record($0.id, $0.subscription, connection)
        }
    }

    /// Stores a poll that brought `entries`.
    @discardableResult
    func poll(
        _ feed: FeedID, _ entries: [ParsedEntry], format: ParsedFeed.Format = .rss20
    ) throws -> PollReceipt {
        var document = ParsedFeed()
        document.format = format
        document.entries = entries
        return try record([PollResult(feed: feed, state: PollState(due: nil), document: document)])[
            0]
    }
}

/// An entry as a parser would make it.
func entry(
    id: String? = nil, _ title: String? = nil, link: String? = nil, text: String = "",
    published: Timestamp? = nil
) -> ParsedEntry {
    var entry = ParsedEntry()
    entry.id = id
    entry.title = title
    entry.link = link
    entry.text = text
    entry.summary = text.isEmpty ? nil : text
    entry.published = published
    return entry
}

/// How `body` fails; nil: it does not.
func kind(_ body: () throws(StoreError) -> Void) -> StoreError.Kind? {
    do throws(StoreError) {
        try body()
        return nil
    } catch {
        return error.kind
    }
}

extension StoreFixture {
    /// Takes all rights to a file or folder away, or gives its owner's back.
    func close(_ path: String, _ isClosed: Bool) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: isClosed ? 0 : 0o755], ofItemAtPath: path)
    }

    /// The database file as it is.
    func fileBytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: database)))
    }
}
