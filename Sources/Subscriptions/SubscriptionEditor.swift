internal import Platform
public import Values
internal import YAMLEvents

/// Edits feeds.yml as a person would: only the lines of the feed in question change; comments,
/// order, indentation, quotes and line endings stay.
///
/// Each edit happens under a lock and replaces the file in one step. The new text is read again
/// before that, and must say what the old one said but for this one change; else nothing is
/// changed.
public enum SubscriptionEditor {
    /// How long to wait for another editor, in seconds.
    private static let patience = 30

    /// Adds `subscription` behind the last feed of the file at `path`; a file that is not there is
    /// made, with comments that tell its form, and so is its folder.
    ///
    /// What the subscription does not say, and a permit that they grant already, is left to the
    /// defaults of the file. Answers the feed as the file now says it, defaults applied.
    ///
    /// - Parameters:
    ///   - isDryRun: whether only to check it, and answer what it would be.
    ///   - onReady: called with that once the new file is on the disk and has only to take the place of the
    ///     old one: what belongs to the feed is not done for one that cannot be added. Should an editor save
    ///     the file in that time, nothing is written, and `.changedMeanwhile` thrown.
    @discardableResult
    public static func add(
        _ subscription: Subscription, to path: String, isDryRun: Bool = false,
        onReady: (Subscription) -> Void = { _ in }
    ) throws(SubscriptionError) -> Subscription {
        var added = subscription
        func tellReady() { onReady(added) }
        try edit(path, isMade: true, isWritten: !isDryRun, onReady: tellReady) {
            (file, bytes) throws(SubscriptionError) in
            var feed = try FeedDraft(
                of: subscription, under: file.defaults.allowPrivate ?? .publicOnly)
            let key = Subscription.feedKey(of: feed.url)
            for item in file.items where item.key == key {
                throw .alreadySubscribed(
                    url: item.draft.url, file: path, line: item.urlMark.line)
            }
            if let permit = feed.settings.allowPrivate,
                file.defaults.allowPrivate?.includes(permit) == true
            {
                feed.settings.allowPrivate = nil
            }
            added = feed.subscription(line: 0, defaults: file.defaults)
            let text = try FileEdit(file, bytes, name: path).adding([feed])
            return (text, file.items.map(\.draft) + [feed])
        }
        return added
    }

    /// The feed at an address that a person types as the file at `path` would have it, be it there
    /// already or not: nothing is changed.
    public static func tried(
        _ url: WebURL, for path: String
    ) throws(SubscriptionError) -> Subscription {
        var feed = Subscription(url: url.string)
        feed.allowPrivate = AddressPermit(typed: url)
        var tried = feed
        let draft = try FeedDraft(of: feed)
        try edit(path, isMade: true, isWritten: false) { (file, bytes) in
            let key = Subscription.feedKey(of: url)
            let known = file.items.firstIndex { $0.key == key }
            tried =
                known.map { file.list.subscriptions[$0] }
                ?? draft.subscription(line: 0, defaults: file.defaults)
            return (bytes, file.items.map(\.draft))
        }
        return tried
    }

    /// Gives the feed at `address` the address `new` in its place, and nothing else: its keys, its
    /// comments and its place in the file stay.
    ///
    /// Refused where request headers of the feed's own or its credential would then go to another
    /// server: that is for the reader to decide. From http to https of one host they may.
    public static func move(
        _ address: String, to new: String, in path: String
    ) throws(SubscriptionError) {
        let moved = try FeedDraft(of: Subscription(url: new))
        try edit(path, isMade: false) { (file, bytes) throws(SubscriptionError) in
            guard let key = Subscription.feedKey(of: address),
                let index = file.items.firstIndex(where: { $0.key == key })
            else { throw .notSubscribed(address, file: path) }
            let item = file.items[index]
            let newKey = Subscription.feedKey(of: new)
            for other in file.items where other.key == newKey && other.key != key {
                throw .alreadySubscribed(
                    url: other.draft.url, file: path, line: other.urlMark.line)
            }
            if item.draft.credential != nil || !item.draft.settings.headers.isEmpty,
                !isSameServer(item.draft.url, new)
            {
                throw .notEditable(
                    file: path, line: item.urlMark.line,
                    reason: "its credential or headers would go to another server")
            }
            let text = try FileEdit(file, bytes, name: path).replacingURL(of: index, by: new)
            var drafts = file.items.map(\.draft)
            drafts[index].url = moved.url
            return (text, drafts)
        }
    }

    /// Whether a secret for `old` may be sent to `new` too.
    private static func isSameServer(_ old: String, _ new: String) -> Bool {
        guard let old = WebURL(old), let new = WebURL(new), old.host == new.host else {
            return false
        }
        if old.scheme == new.scheme { return old.effectivePort == new.effectivePort }
        return new.scheme == "https" && old.port == nil && new.port == nil
    }

    /// Reads the file, lets `change` answer its new text and the feeds that it must then have, and
    /// writes it; without `isWritten` only what would be written is checked, and nothing made.
    static func edit(
        _ path: String, isMade: Bool, isWritten: Bool = true, onReady: () -> Void = {},
        _ change: (FeedsFile, [UInt8]) throws(SubscriptionError) -> (
            text: [UInt8], feeds: [FeedDraft]
        )
    ) throws(SubscriptionError) {
        guard isWritten else {
            let isThere = FilePresence.exists(path)
            guard isThere || isMade else { throw .file(.notFound(path: path)) }
            _ = try changed(try bytes(of: isThere ? path : nil), path, change)
            return
        }
        if isMade, !FilePresence.exists(path) {
            // Where nothing would be written, no folder is made for it either.
            let new = try bytes(of: nil)
            if try changed(new, path, change) == new { return }
        }
        let real = try SubscriptionError.onFile { () throws(FileError) in
            if isMade { try AtomicFile.createFolder(AtomicFile.folder(of: path)) }
            return try AtomicFile.realPath(of: path)
        }
        let lock = try SubscriptionError.onFile { () throws(FileError) in
            try EditLock(for: real, waitingUpTo: patience)
        }
        defer { extendLifetime(lock) }

        let identity = try SubscriptionError.onFile { () throws(FileError) in
            try FileIdentity(path: real)
        }
        guard identity != nil || isMade else { throw .file(.notFound(path: path)) }
        let old = try bytes(of: identity == nil ? nil : real)
        let new = try changed(old, path, change)
        // A new file with no feed in it is none either.
        guard new != old else { return }
        // That of root is for the user that the daemon runs as.
        try SubscriptionError.onFile { () throws(FileError) in
            try AtomicFile.replace(
                path: real, with: new, expecting: identity, isForAll: ProcessEnvironment.isRoot,
                onReady: onReady)
        }
    }

    /// What a file says; nil: one that is not there yet.
    private static func bytes(of path: String?) throws(SubscriptionError) -> [UInt8] {
        guard let path else { return Array(head.utf8) }
        return try SubscriptionError.onFile { () throws(FileError) in
            try FileBytes.read(path: path, limit: SubscriptionFile.sizeLimit)
        }
    }

    /// The new text, after it was read and says what it should.
    private static func changed(
        _ bytes: [UInt8], _ path: String,
        _ change: (FeedsFile, [UInt8]) throws(SubscriptionError) -> (
            text: [UInt8], feeds: [FeedDraft]
        )
    ) throws(SubscriptionError) -> [UInt8] {
        let plain = SubscriptionFile.withoutByteOrderMark(bytes)
        let old = try SubscriptionFile.read(plain, name: path)
        let (text, feeds) = try change(old, plain)
        guard text.count <= SubscriptionFile.sizeLimit, feeds.count <= SubscriptionFile.feedLimit
        else { throw .tooMuch(file: path) }
        let new: FeedsFile?
        do throws(SubscriptionError) {
            new = try SubscriptionFile.read(text, name: path)
        } catch .invalid(let problems, _) where problems.allSatisfy(\.isBadValue) {
            // Values that are right alone may not be together, as an interval and whom it is for.
            throw .badValues(problems.map(\.message))
        } catch {
            new = nil
        }
        guard let new, new.items.map(\.draft) == feeds, new.defaults == old.defaults,
            new.store == old.store
        else {
            throw .notEditable(
                file: path, line: old.feedsKey?.line ?? 1,
                reason: "the edit would change more than this feed")
        }
        let mark = bytes.count > plain.count ? SubscriptionFile.byteOrderMark : []
        return mark + text
    }

    static func index(
        of addressOrTitle: String, in file: FeedsFile, _ path: String
    ) throws(SubscriptionError) -> Int {
        if let key = Subscription.feedKey(of: addressOrTitle),
            let index = file.items.firstIndex(where: { $0.key == key })
        {
            return index
        }
        let titled = file.items.indices.filter { file.items[$0].draft.title == addressOrTitle }
        guard let index = titled.first else { throw .notSubscribed(addressOrTitle, file: path) }
        guard titled.count == 1 else {
            throw .ambiguous(
                addressOrTitle, file: path, lines: titled.map { file.items[$0].urlMark.line })
        }
        return index
    }

    /// How a new file begins.
    private static let head = """
        # The feeds that Tidings follows. Edit this file as you like, or with `tidings add` and
        # `tidings remove`; the daemon applies each change by itself.
        #
        # A feed is an address, or an address with more to say about it:
        #
        #   - https://example.org/feed.xml
        #   - url: https://example.net/atom
        #     title: Example           # instead of the title that the feed gives itself
        #     tags: [world, politics]
        #     interval: 30m            # the time between two polls; longer while the feed fails

        """
}
