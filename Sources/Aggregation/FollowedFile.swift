internal import Platform
internal import Subscriptions

/// feeds.yml as the daemon follows it: read again when it changed, the last good list kept.
struct FollowedFile {
    let path: String
    private var identity: FileIdentity?

    init(path: String) {
        self.path = path
    }

    /// Whether the file is another than the one that was read last.
    ///
    /// A file that cannot be examined counts as changed once, so that its loss is told once.
    mutating func hasChanged() -> Bool {
        let current = try? FileIdentity(path: path)
        defer { identity = current }
        return current != identity
    }

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
}
