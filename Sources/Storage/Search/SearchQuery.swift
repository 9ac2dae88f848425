public import Values

/// What a person looks for: words and phrases, what must not occur, and what an entry has to be of.
///
/// Read from a line by `SearchQueryParser`; nothing of that line reaches the database as it is.
public struct SearchQuery: Sendable, Equatable {
    /// Words that stand one after another.
    public struct Phrase: Sendable, Equatable {
        /// Letters, digits and marks, with blanks between words.
        public var words: String
        /// Whether the last word is only the beginning of one.
        public var isPrefix = false
        /// Looked for in titles alone.
        public var isInTitle = false
    }

    /// What a feed is chosen by.
    public enum FeedKey: String, Sendable, CaseIterable {
        case feed, tag, publisher
    }

    /// A choice of feeds.
    public struct FeedFilter: Sendable, Equatable {
        public var key: FeedKey
        public var value: String
        /// Whether it is the other feeds that are meant.
        public var isExcluded = false
    }

    /// Each of them has to be there, in one of its forms.
    public var phrases: [[Phrase]] = []
    /// None of them may be there.
    public var excluded: [Phrase] = []
    /// Of one key one has to hold, of each key; of those that exclude none.
    public var feeds: [FeedFilter] = []
    /// Language tags in lower case; `de` stands for `de-AT` as well. One has to hold.
    public var languages: [String] = []
    public var since: TimePhrase?
    public var until: TimePhrase?

    public init() {}

    /// Whether everything that is stored would be found.
    public var isEmpty: Bool { self == SearchQuery() }
}
