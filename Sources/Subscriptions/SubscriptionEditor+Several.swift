public import Values
internal import YAMLEvents

/// Edits of several feeds at once: each call replaces the file in one step, or not at all.
extension SubscriptionEditor {
    /// What became of a feed that was to be added.
    public enum Addition: Sendable, Equatable {
        /// It is followed, and may be fetched from these addresses.
        case added(permit: AddressPermit)
        /// It stands in the file already, in this line.
        case present(line: Int)
        /// What is wrong with it.
        case refused([String])
    }

    /// Adds `subscriptions` behind the last feed of the file at `path`, as `add(_:to:)` does, and
    /// answers what became of each. One that cannot be added does not hold up the others.
    ///
    /// - Parameter isDryRun: whether only to say what would become of them.
    public static func add(
        _ subscriptions: [Subscription], to path: String, isDryRun: Bool = false
    ) throws(SubscriptionError) -> [Addition] {
        let drafts = FeedDraft.drafts(of: subscriptions[...])
        var additions: [Addition] = []
        try edit(path, isMade: true, isWritten: !isDryRun) {
            (file, bytes) throws(SubscriptionError) in
            additions = []
            var lines: [String: Int] = [:]
            for item in file.items { lines[item.key] = item.urlMark.line }
            var added: [FeedDraft] = []
            for draft in drafts {
                switch draft {
                case .failure(.badFeed(let messages)): additions.append(.refused(messages))
                case .failure(let error): throw error
                case .success(let feed):
                    let key = Subscription.feedKey(of: feed.url) ?? feed.url
                    if let line = lines[key] {
                        additions.append(.present(line: line))
                    } else {
                        // A second one of the list is there with the first.
                        lines[key] = 0
                        added.append(feed)
                        let permit = feed.subscription(line: 0, defaults: file.defaults)
                            .allowPrivate
                        additions.append(.added(permit: permit))
                    }
                }
            }
            guard !added.isEmpty else { return (bytes, file.items.map(\.draft)) }
            let text = try FileEdit(file, bytes, name: path).adding(added)
            return (text, file.items.map(\.draft) + added)
        }
        return additions
    }

    /// Removes the feeds with these addresses or titles; of each the feed, or why it was not found.
    public static func remove(
        _ names: [String], from path: String
    ) throws(SubscriptionError) -> [Result<Subscription, SubscriptionError>] {
        var outcomes: [Result<Subscription, SubscriptionError>] = []
        try edit(path, isMade: false) { (file, bytes) throws(SubscriptionError) in
            let found = find(names, in: file, path)
            let feeds = file.list.subscriptions
            outcomes = found.map { $0.map { feeds[$0] } }
            var file = file
            var text = bytes
            // From the last on, so that the places of the others hold.
            for index in indices(found).reversed() {
                text = try FileEdit(file, text, name: path).removing(index)
                file.forget(index)
            }
            return (text, file.items.map(\.draft))
        }
        return outcomes
    }

    /// Switches the feeds with these addresses or titles on or off: their `enabled` is changed or, to
    /// switch one off that has none, added. Of each what became of it, or why it was not found.
    public static func setEnabled(
        _ isEnabled: Bool, _ names: [String], in path: String
    ) throws(SubscriptionError) -> [Result<EditedFeed, SubscriptionError>] {
        try edit(names, in: path) { draft, _ in
            guard draft.isEnabled ?? true != isEnabled else { return [] }
            let old = draft.isEnabled.map { KeyValue.word("\($0)") }
            draft.isEnabled = isEnabled
            return [("enabled", old, .word("\(isEnabled)"))]
        }
    }

    /// Changes the feeds with these addresses or titles as `change` says. Of each what became of it, or why
    /// it was not found. Throws `SubscriptionError.badValues`, and changes nothing, for what `check` would
    /// refuse.
    public static func apply(
        _ change: SubscriptionChange, to names: [String], in path: String
    ) throws(SubscriptionError) -> [Result<EditedFeed, SubscriptionError>] {
        let values = try FeedDraft(valuesOf: change)
        return try edit(names, in: path) { draft, defaults in
            let old = draft
            draft = old.changed(by: change, values, defaults: defaults)
            return SubscriptionChange.Key.allCases.compactMap { key in
                let (before, after) = (old.value(of: key), draft.value(of: key))
                return before == after ? nil : (key.rawValue, before, after)
            }
        }
    }

    /// Gives keys of the feeds with these addresses or titles other values. `change` answers which.
    private static func edit(
        _ names: [String], in path: String,
        _ change: (inout FeedDraft, FeedSettings) -> [(
            key: String, before: KeyValue?, after: KeyValue?
        )]
    ) throws(SubscriptionError) -> [Result<EditedFeed, SubscriptionError>] {
        var outcomes: [Result<EditedFeed, SubscriptionError>] = []
        try edit(path, isMade: false) { (file, bytes) throws(SubscriptionError) in
            let found = find(names, in: file, path)
            var drafts = file.items.map(\.draft)
            var edits: [(index: Int, fields: [FieldEdit])] = []
            var edited: [Int: EditedFeed] = [:]
            for index in indices(found) {
                let changes = change(&drafts[index], file.defaults)
                if !changes.isEmpty {
                    edits.append((index, changes.map { FieldEdit(key: $0.key, value: $0.after) }))
                }
                edited[index] = EditedFeed(
                    feed: drafts[index].subscription(
                        line: file.items[index].urlMark.line, defaults: file.defaults),
                    changes: changes.map {
                        .init(key: $0.key, before: $0.before?.told, after: $0.after?.told)
                    })
            }
            outcomes = found.compactMap { outcome in
                switch outcome {
                case .success(let index): edited[index].map { .success($0) }
                case .failure(let error): .failure(error)
                }
            }
            return (try FileEdit(file, bytes, name: path).setting(edits), drafts)
        }
        return outcomes
    }

    private static func find(
        _ names: [String], in file: FeedsFile, _ path: String
    ) -> [Result<Int, SubscriptionError>] {
        names.map { name in
            do throws(SubscriptionError) {
                return .success(try index(of: name, in: file, path))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Each once, in the order of the file.
    private static func indices(_ found: [Result<Int, SubscriptionError>]) -> [Int] {
        Set(found.compactMap { try? $0.get() }).sorted()
    }
}
