internal import Platform
internal import Storage
internal import SubscriptionLists
internal import Subscriptions
internal import Terminal
internal import Values

/// feeds.yml as a list for other programs.
struct SubscriptionExport {
    private let subscriptions: [Subscription]

    /// - Parameter path: of feeds.yml.
    init(of path: String) throws(SubscriptionError) {
        subscriptions = try SubscriptionFile.load(path: path).subscriptions
    }

    /// What the database knows of a file that is lost.
    init(of lost: LostFeedsFile) {
        subscriptions = lost.feeds.map { feed in
            var subscription = Subscription(url: feed.url)
            subscription.tags = feed.tags
            subscription.isEnabled = feed.isEnabled
            return subscription
        }
    }

    var isEmpty: Bool { subscriptions.isEmpty }

    /// One address a line, without the feeds that are switched off.
    var addresses: [UInt8] {
        subscriptions.filter(\.isEnabled).flatMap { Array($0.url.utf8) + [0x0a] }
    }

    /// The feeds of the store in a folder, none where there is no store; nil, with the reason on standard
    /// error, where it cannot be read.
    static func stored(in folder: String) -> [FeedListing]? {
        do throws(StoreError) {
            return try StoreSession(folder: folder).feeds()
        } catch {
            if error.kind == .noDatabase { return [] }
            Output.note("names and sites of feeds are missing from the list: \(error)")
            return nil
        }
    }

    /// OPML 2.0. The store knows the names of feeds that feeds.yml has none for, and their sites.
    ///
    /// - Parameter known: the feeds of the store.
    func outline(_ known: [FeedListing], now: Timestamp) -> [UInt8] {
        let stored = Dictionary(known.map { ($0.url, $0) }) { first, _ in first }
        let feeds = subscriptions.map { feed in
            let stored = stored[feed.url]
            return OutlineWriter.Feed(
                address: feed.url, title: feed.title,
                name: stored?.title.map(PrintableText.line),
                siteLink: stored?.siteLink, tags: feed.tags, isEnabled: feed.isEnabled)
        }
        return OutlineWriter.document(feeds, title: "Feeds of Tidings", made: now)
    }

    /// Writes a whole file or none; false, with the reason on standard error, when it cannot.
    ///
    /// - Parameters:
    ///   - isReplacing: whether a file at `path` may be replaced.
    ///   - source: feeds.yml, which never is.
    static func write(
        _ bytes: [UInt8], to path: String?, isReplacing: Bool, source: String
    ) -> Bool {
        guard let path, path != "-" else { return StandardStream.output.write(bytes) }
        do throws(FileError) {
            let real = try AtomicFile.replaceablePath(of: path)
            let identity = try FileIdentity(path: real)
            if identity != nil, identity == (try? FileIdentity(path: source)) {
                Output.note("\(path) is the feeds.yml that is exported; name another file")
                return false
            }
            if identity != nil, !isReplacing {
                Output.note("\(path) is there already; --force replaces it")
                return false
            }
            try AtomicFile.replace(path: real, with: bytes, expecting: identity)
            return true
        } catch {
            Output.note("\(error)")
            return false
        }
    }
}
