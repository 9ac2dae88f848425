internal import CommandLineInterface
internal import Storage

/// Of whose entries one has to be in an event, as the options of a command say it.
struct EntryChoice: Sendable {
    private(set) var feeds: [String] = []
    private(set) var tags: [String] = []
    private(set) var languages: [LanguageTag] = []

    static var parameters: [Parameter<EntryChoice>] {
        [
            .option(
                \.tags, "tag", value: "TAG",
                help: "only with an entry of feeds with this tag; also several times",
                completes: .tags),
            .option(
                \.languages, "lang", value: "LANG",
                help: "only with an entry in this language; also several times"),
            .option(
                \.feeds, "feed", value: "FEED",
                help: "only with an entry of this feed: \(FeedName.help); also several times",
                completes: .feeds),
        ]
    }

    /// Whether any entry will do.
    var isEmpty: Bool { feeds.isEmpty && tags.isEmpty && languages.isEmpty }

    /// The same in the terms of the store; nil: any entry will do.
    func filter(in store: StoreSession) throws(StoreError) -> Result<
        EntryFilter?, FeedChoiceFailure
    > {
        if isEmpty { return .success(nil) }
        let found = try FeedChoice.ids(of: feeds, in: store)
        return found.map { ids in
            var filter = EntryFilter(feeds: ids)
            filter.tags = tags
            filter.languages = languages.map(\.text)
            return filter
        }
    }

    /// Says on standard error which languages and tags nothing has: why a list may be empty.
    func tellUnused(in store: StoreSession) throws(StoreError) {
        EmptyList.tell(unspoken: try store.unspoken(languages.map(\.text)), by: "--lang ")
        try EmptyList.tell(unused: tags, store)
    }
}
