internal import Platform
internal import Subscriptions

/// feeds.yml as the daemon follows it: read again when it changed, the last good list kept.
///
/// Shells and many editors empty a file and then write it. What stands in it meanwhile nobody wrote,
/// so that a change counts once the file has rested.
struct FollowedFile {
    let path: String
    private var identity: FileIdentity?
    /// The file as it was last seen changed, and since when it is as it is.
    private var change: (identity: FileIdentity?, since: ContinuousClock.Instant)?

    /// How long a file rests that counts as written.
    private static let rest = Duration.seconds(1)
    /// The same of one that is empty or away: what comes next may take its writer a while.
    private static let emptyRest = Duration.seconds(10)

    init(path: String) {
        self.path = path
    }

    /// Whether the file is another than the one that was read last, and is so for a while.
    ///
    /// A file that cannot be examined counts as changed once, so that its loss is told once.
    mutating func hasChanged(now: ContinuousClock.Instant) -> Bool {
        let current = try? FileIdentity(path: path)
        guard current != identity else {
            change = nil
            return false
        }
        guard let change, change.identity == current else {
            self.change = (current, now)
            return false
        }
        let rest = (current?.size ?? 0) == 0 ? Self.emptyRest : Self.rest
        guard change.since.duration(to: now) >= rest else { return false }
        identity = current
        self.change = nil
        return true
    }

    /// Whether it changed and has not rested since, so that it is to be looked at again soon.
    var isSettling: Bool { change != nil }

    /// The folders where a change of the file would show: its own, and that which its link leads to.
    var folders: Set<String> {
        var folders: Set = [AtomicFile.folder(of: path)]
        if let real = try? AtomicFile.realPath(of: path) {
            folders.insert(AtomicFile.folder(of: real))
        }
        return folders
    }

    /// Reads the file as it is now.
    mutating func read() throws(SubscriptionError) -> SubscriptionList {
        // Before the content: a change between the two is then seen as one more change.
        identity = try? FileIdentity(path: path)
        return try SubscriptionFile.load(path: path)
    }

    /// The same; nil where the file was written to meanwhile, which is then seen as a change.
    mutating func readAtRest() throws(SubscriptionError) -> SubscriptionList? {
        let list: SubscriptionList
        do throws(SubscriptionError) {
            list = try read()
        } catch {
            if isUnread { return nil }
            throw error
        }
        return isUnread ? nil : list
    }

    private var isUnread: Bool { (try? FileIdentity(path: path)) != identity }
}
