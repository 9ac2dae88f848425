internal import Values
internal import YAMLEvents

/// What is to change of a feed in feeds.yml; what is not named stays as the file says it.
public struct SubscriptionChange: Sendable, Hashable {
    /// A key of a feed that may be set or left to the defaults, in the order in which a feed is written.
    public enum Key: String, Sendable, Hashable, CaseIterable {
        case title
        case tags
        case publisher
        case interval
        case allowPrivate = "allow_private"
        /// To be left to the defaults alone: what is sent to a feed may be a secret, and texts of a
        /// command line are seen by others.
        case headers
        case credential
        case contact
        case proxy
        case maxSize = "max_size"
        case timeout
        case keep
        case keepEntries = "keep_entries"
    }

    /// New values, as texts that feeds.yml could have, rules of `allow_private` with commas between; of
    /// `tags` none, they come and go one by one.
    public var texts: [Key: String] = [:]
    /// Tags to add to those that the feed has, be it by the defaults.
    public var addedTags: [String] = []
    /// Tags to take from those that the feed has, be it by the defaults.
    public var removedTags: [String] = []
    /// Keys to take out, so that the defaults count; before tags are added or taken.
    public var unset: Set<Key> = []

    public init() {}

    /// Whether there is nothing to change.
    public var isEmpty: Bool { self == SubscriptionChange() }
}

/// What an edit made of a feed.
public struct EditedFeed: Sendable, Hashable {
    /// One key before and after, as a person would say its value; nil: not in the file.
    public struct Field: Sendable, Hashable {
        public let key: String
        public let before: String?
        public let after: String?
    }

    /// As the file says it now, defaults applied.
    public let feed: Subscription
    /// Only keys whose values differ now.
    public let changes: [Field]

    public var isChanged: Bool { !changes.isEmpty }
}

extension FeedDraft {
    /// What `change` says of a feed, by the rules of feeds.yml. Throws `SubscriptionError.badValues` for
    /// texts that no feed can have.
    init(valuesOf change: SubscriptionChange) throws(SubscriptionError) {
        var lines = SubscriptionChange.Key.allCases.compactMap { key in
            change.texts[key].map { "\(key.rawValue): \(key.written($0))" }
        }
        // Which interval is too short is seen when it is known what the feed may reach.
        if change.texts[.allowPrivate] == nil { lines.append("allow_private: true") }
        if !change.addedTags.isEmpty {
            lines.append("tags: \(KeyValue.list(change.addedTags).written())")
        }
        let text =
            "feeds:\n- url: https://feed.invalid/\n" + lines.map { "  \($0)\n" }.joined()
        do throws(SubscriptionError) {
            self = try SubscriptionFile.read(Array(text.utf8), name: "change").items[0].draft
        } catch {
            guard case .invalid(let problems, _) = error else { throw error }
            throw .badValues(problems.map(\.message))
        }
    }

    /// The feed after `change`, whose values were read as `values`.
    func changed(
        by change: SubscriptionChange, _ values: FeedDraft, defaults: FeedSettings
    ) -> FeedDraft {
        var draft = self
        for key in change.unset { draft.take(key, from: FeedDraft(url: "")) }
        for key in change.texts.keys { draft.take(key, from: values) }
        let inherited = defaults.tags ?? []
        let old = draft.settings.tags ?? inherited
        var new = old.filter { !change.removedTags.contains($0) }
        for tag in values.settings.tags ?? [] where !new.contains(tag) { new.append(tag) }
        if new != old {
            // Without any the key goes too, unless it keeps the defaults away.
            draft.settings.tags = new.isEmpty && inherited.isEmpty ? nil : new
        }
        return draft
    }

    private mutating func take(_ key: SubscriptionChange.Key, from other: FeedDraft) {
        switch key {
        case .title: title = other.title
        case .tags: settings.tags = other.settings.tags
        case .publisher: publisher = other.publisher
        case .interval: settings.interval = other.settings.interval
        case .allowPrivate:
            let former = settings.allowPrivate
            settings.allowPrivate = other.settings.allowPrivate?.ordered(like: former)
        case .headers: settings.headers = other.settings.headers
        case .credential: credential = other.credential
        case .contact: settings.contact = other.settings.contact
        case .proxy: settings.proxy = other.settings.proxy
        case .maxSize: settings.sizeLimit = other.settings.sizeLimit
        case .timeout: settings.timeout = other.settings.timeout
        case .keep: settings.keep = other.settings.keep
        case .keepEntries: settings.keepEntries = other.settings.keepEntries
        }
    }

    /// What the feed says of `key`; nil: nothing.
    func value(of key: SubscriptionChange.Key) -> KeyValue? {
        switch key {
        case .title: title.map(KeyValue.text)
        case .tags: settings.tags.map(KeyValue.list)
        case .publisher: publisher.map(KeyValue.text)
        case .interval: settings.interval.map { .word(SpanText.text($0)) }
        case .allowPrivate:
            switch settings.allowPrivate {
            case nil: nil
            case .publicOnly: .word("false")
            case .any: .word("true")
            case .rules(let rules): .list(rules.map(\.description))
            }
        case .headers: settings.headers.isEmpty ? nil : .headers(settings.headers)
        case .credential: credential.map(KeyValue.text)
        case .contact: settings.contact.map { .text($0.text) }
        case .proxy:
            switch settings.proxy {
            case nil: nil
            case .direct: .word("none")
            case .through(let url): .text(url)
            }
        case .maxSize: settings.sizeLimit.map { .word(DocumentSize.text($0)) }
        case .timeout: settings.timeout.map { .word(SpanText.text(Int64($0))) }
        case .keep: settings.keep.map { .word($0.value.map(SpanText.text) ?? "forever") }
        case .keepEntries: settings.keepEntries.map { .word($0.value.map { "\($0)" } ?? "all") }
        }
    }
}

extension AddressPermit {
    /// The same permit with the rules of `old` that stay in their places and new ones behind them: their
    /// order says nothing, and a rule that keeps its line keeps its comment.
    fileprivate func ordered(like old: AddressPermit?) -> AddressPermit {
        guard case .rules(let rules) = self, case .rules(let former) = old else { return self }
        var ordered = former.filter(rules.contains)
        for rule in rules where !ordered.contains(rule) { ordered.append(rule) }
        return .rules(ordered)
    }
}

extension SubscriptionChange.Key {
    /// A text for this key as YAML.
    fileprivate func written(_ text: String) -> String {
        guard self == .allowPrivate else { return YAMLText(text, style: .doubleQuoted).description }
        // A word is none of a list: what is wrong with `yes` is told as it is of the file.
        if text.utf8.allSatisfy(\.isASCIILetter) { return text }
        return KeyValue.list(
            text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        ).written()
    }
}
