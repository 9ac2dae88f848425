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

    /// That nothing is added, and why, where a new file with these addresses would leave out one of the feeds.
    func refusal(of urls: [String]) -> String? {
        let keys = Set(urls.map { Subscription.feedKey(of: $0) })
        let missing = feeds.count { !keys.contains(Subscription.feedKey(of: $0.url)) }
        guard missing > 0 else { return nil }
        return "nothing was added: \(path) is not there, and a new one would leave out "
            + "\(Output.count(missing, "feed")) that you follow; \(Self.remedy); "
            + "an empty file begins anew"
    }

    static let remedy =
        "put it back, or `tidings export --opml | tidings import -` makes it anew of what the database knows"
}
