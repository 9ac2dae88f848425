internal import Values
internal import YAMLEvents

/// What a person would write for subscriptions.
extension FeedDraft {
    /// A feed that says what `subscription` does, read back as the file will be. Throws
    /// `SubscriptionError.badFeed` for one that feeds.yml cannot hold.
    ///
    /// - Parameter permit: what the file allows feeds to reach that do not say it.
    init(
        of subscription: Subscription, under permit: AddressPermit = .publicOnly
    ) throws(SubscriptionError) {
        let feed = FeedDraft(unchecked: subscription)
        try Self.check([feed], under: permit)
        self = feed
    }

    /// Of each subscription its feed, or what is wrong with it. One of many that is wrong does not make
    /// each be read alone.
    static func drafts(
        of subscriptions: ArraySlice<Subscription>
    ) -> [Result<FeedDraft, SubscriptionError>] {
        let feeds = subscriptions.map { FeedDraft(unchecked: $0) }
        do throws(SubscriptionError) {
            try check(feeds)
            return feeds.map { .success($0) }
        } catch {
            guard subscriptions.count > 1 else { return [.failure(error)] }
            let middle = subscriptions.startIndex + subscriptions.count / 2
            return drafts(of: subscriptions[..<middle]) + drafts(of: subscriptions[middle...])
        }
    }

    private init(unchecked subscription: Subscription) {
        self.init(url: subscription.url)
        title = subscription.title
        settings.tags = subscription.tags.isEmpty ? nil : subscription.tags
        publisher = subscription.publisher
        settings.interval = subscription.interval
        isEnabled = subscription.isEnabled ? nil : false
        settings.allowPrivate =
            subscription.allowPrivate == .publicOnly ? nil : subscription.allowPrivate
        settings.headers = subscription.headers
        credential = subscription.credential
        settings.contact = subscription.contact
        settings.proxy = subscription.proxy.map { .through($0) }
        settings.sizeLimit = subscription.sizeLimit
        settings.timeout = subscription.timeout
    }

    private static func check(
        _ feeds: [FeedDraft], under permit: AddressPermit = .publicOnly
    ) throws(SubscriptionError) {
        if feeds.isEmpty { return }
        let lines = feeds.flatMap { FeedText($0, isPlain: false, gap: 1, style: .plain).lines }
        // How short an interval may be goes by what a feed may reach, and not by how much of it.
        let defaults = permit == .publicOnly ? "" : "defaults: {allow_private: true}\n"
        let text = defaults + "feeds:\n" + lines.joined(separator: "\n")
        let read: FeedsFile
        do throws(SubscriptionError) {
            read = try SubscriptionFile.read(Array(text.utf8), name: "feed")
        } catch {
            guard case .invalid(let problems, _) = error else { throw error }
            throw .badFeed(problems.map(\.message))
        }
        guard read.items.map(\.draft) == feeds else {
            throw .badFeed(["its texts cannot be written as YAML"])
        }
    }
}
