public import Values

/// That an entry says something else since a moment, and what it said until then.
public struct EntryChange: Sendable, Equatable {
    /// What a part of an entry was and what it became; nil where the feed gave none.
    public struct Part: Sendable, Equatable {
        public var former: String?
        public var next: String?

        public init(former: String?, next: String?) {
            self.former = former
            self.next = next
        }

        /// Nil where nothing changed.
        init?(_ former: String?, _ next: String?) {
            guard former != next else { return nil }
            self.init(former: former, next: next)
        }
    }

    /// When the store saw it.
    public var seen: Timestamp
    /// Each nil where it stayed.
    public var title: Part?
    /// Of the plain text; of the summary above it where the text stayed.
    public var text: Part?
    public var author: Part?
    public var link: Part?

    public init(seen: Timestamp, title: Part? = nil, text: Part? = nil) {
        self.seen = seen
        self.title = title
        self.text = text
    }
}

extension EntryDetail {
    /// What was changed each time, oldest first. Of an entry that was changed very often the first states
    /// but one are not stored any more: a change is then that from one stored state to the next.
    public var changes: [EntryChange] {
        revisions.enumerated().map { place, old in
            let next = place + 1 < revisions.count ? revisions[place + 1] : nil
            var change = EntryChange(
                seen: old.replaced,
                title: .init(old.title, next.map(\.title) ?? record.title),
                text: .init(old.text, next.map(\.text) ?? text)
                    ?? .init(old.lead, next.map(\.lead) ?? lead))
            change.author = .init(old.author, next.map(\.author) ?? record.author)
            change.link = .init(old.link, next.map(\.link) ?? record.link)
            return change
        }
    }
}
