internal import Storage
internal import Values

/// Finds the one feed that a person names on the command line.
struct FeedChoice<Feed: NamedFeed> {
    private let feeds: [Feed]

    init(from feeds: [Feed]) {
        self.feeds = feeds
    }

    /// The feed with this number, address or title, else the only one with `name` in its title or its
    /// address, upper and lower case alike. A feed that is followed goes before one that was removed.
    func feed(_ name: String) throws(FeedChoiceFailure) -> Feed {
        let number = FeedID(name)
        let exact = feeds.filter { $0.id == number || $0.url == name || $0.title == name }
        if !exact.isEmpty { return try only(exact, name) }
        if let address = WrittenAddress(name).url?.string {
            // The same address written in another way.
            let same = feeds.filter { WebURL($0.url)?.string == address }
            if !same.isEmpty { return try only(same, name) }
        }
        let part = name.lowercased()
        let whole = feeds.filter { $0.title?.lowercased() == part }
        if !whole.isEmpty { return try only(whole, name) }
        return try only(
            feeds.filter { feed in
                [feed.title, feed.url].contains { $0?.lowercased().contains(part) ?? false }
            }, name)
    }

    private func only(_ found: [Feed], _ name: String) throws(FeedChoiceFailure) -> Feed {
        let followed = found.filter(\.isSubscribed)
        let candidates = followed.isEmpty ? found : followed
        guard let first = candidates.first else {
            throw .unknown(
                name, question: FeedSuggestion(from: feeds, for: name).question(for: name))
        }
        guard candidates.count == 1 else {
            throw .ambiguous(name, feeds: FeedSuggestion.named(candidates, for: name))
        }
        return first
    }
}

extension FeedChoice where Feed == FeedName {
    /// The numbers of the feeds that a person names.
    static func ids(
        of names: [String], in store: StoreSession
    ) throws(StoreError) -> Result<[FeedID], FeedChoiceFailure> {
        var ids: [FeedID] = []
        for name in names {
            let choice = FeedChoice(from: try store.feedNames(like: name))
            do throws(FeedChoiceFailure) {
                ids.append(try choice.feed(name).id)
            } catch {
                return .failure(error)
            }
        }
        return .success(ids)
    }
}

extension FeedName {
    /// How a feed may be named, for the help of an option.
    static let help = "its number, address, or a part of its title or address"
}

/// Why a name leads to no feed.
enum FeedChoiceFailure: Error, Equatable, CustomStringConvertible {
    /// With the question which feed was meant, where one is near.
    case unknown(String, question: String?)
    /// Several feeds have the name in their titles or addresses; each as it is told.
    case ambiguous(String, feeds: [String])

    var description: String {
        switch self {
        case .unknown(let name, let question):
            return "no feed has \"\(name)\" as its number, or in its title or address; "
                + (question ?? "`tidings feeds` lists them")
        case .ambiguous(let name, let feeds):
            let list = feeds.prefix(8).joined(separator: ", ")
            let more = feeds.count > 8 ? ", …" : ""
            return "\"\(name)\" may be any of \(list)\(more); name one by its number"
        }
    }
}
