internal import CommandLineInterface
internal import Platform
internal import Storage
internal import Subscriptions

/// A feeds.yml that is not there, although the database knows feeds that are followed: an editor lost it, or
/// its disk is not mounted. The daemon goes on with them, and would drop them for a new file.
struct LostFeedsFile {
    let path: String
    /// Those that are followed.
    let feeds: [FeedListing]

    /// Nil where the file is there, or no feed is known that it had.
    init?(_ locations: Locations) {
        path = locations.configuration
        guard Self.isMissing(path),
            let known = try? StoreSession(folder: locations.state).feeds()
        else { return nil }
        feeds = known.filter(\.isSubscribed)
        if feeds.isEmpty { return nil }
    }

    private static func isMissing(_ path: String) -> Bool {
        do throws(FileError) {
            return try FileIdentity(path: path) == nil
        } catch {
            // That it cannot be looked at says whoever reads it.
            return false
        }
    }

    /// Whether a new file with `subscriptions` would leave out one of the feeds.
    func isCutShort(by subscriptions: [Subscription]) -> Bool {
        let keys = Set(subscriptions.map { Subscription.feedKey(of: $0.url) })
        return !feeds.allSatisfy { keys.contains(Subscription.feedKey(of: $0.url)) }
    }

    /// That nothing is added, and why.
    var refusal: String {
        "nothing was added: \(path) is not there, and a new one would leave out "
            + "\(Output.count(feeds.count, "feed")) that you follow; \(Self.remedy); "
            + "an empty file begins anew"
    }

    static let remedy =
        "put it back, or `tidings export --opml | tidings import -` makes it anew of what the database knows"
}
