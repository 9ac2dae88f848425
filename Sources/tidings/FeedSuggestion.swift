internal import Storage
internal import Values

/// Which feeds a person may have meant by a name that leads to none.
struct FeedSuggestion {
    /// The words that feeds are known by, and the feeds of each.
    private var feeds: [String: [any NamedFeed]] = [:]

    /// At most so many are told.
    private static let most = 3

    init(from candidates: [any NamedFeed], for name: String) {
        let length = Self.words(name).count
        for feed in candidates where feed.isSubscribed {
            var known: Set<String> = []
            if let title = feed.title {
                let words = Self.words(title)
                known.insert(words.joined(separator: " "))
                // As many words of the title as were typed: `the gardian`, `gardian`.
                if length > 0, words.count > length {
                    for first in 0...(words.count - length) {
                        known.insert(words[first..<first + length].joined(separator: " "))
                    }
                }
            }
            if let host = WebURL(feed.url)?.host {
                known.insert(host)
                known.formUnion(host.split(separator: ".").map(String.init))
            }
            for word in known { feeds[word, default: []].append(feed) }
        }
    }

    /// What to write behind the word that there is no such feed: `did you mean The Guardian (12)?`;
    /// nil where nothing is near.
    func question(for name: String) -> String? {
        let written = Self.words(name).joined(separator: " ")
        // The parts of an address are known by themselves.
        let host = WebURL(name)?.host
        guard let word = Spelling.nearest(to: host ?? written, among: feeds.keys.sorted()),
            let near = feeds[word]
        else { return nil }
        let told = Self.named(Array(near.sorted { $0.id < $1.id }.prefix(Self.most)))
        let more = near.count > Self.most ? ", …" : ""
        return "did you mean " + told.joined(separator: " or ") + more + "?"
    }

    /// `The Guardian (12)`, an address for what has no title.
    static func named(_ feed: any NamedFeed) -> String { "\(feed.title ?? feed.url) (\(feed.id))" }

    /// Each as it is told beside the others: with its address where another has its title, or where that
    /// does not tell why it is one of those for `part`.
    static func named(_ feeds: [any NamedFeed], for part: String? = nil) -> [String] {
        let titles = Dictionary(feeds.map { ($0.title, 1) }, uniquingKeysWith: +)
        return feeds.map { feed in
            guard let title = feed.title else { return named(feed) }
            let isFor = part.map { title.lowercased().contains($0.lowercased()) } ?? true
            if isFor, titles[title, default: 0] == 1 { return named(feed) }
            return "\(title) (\(feed.id), \(feed.url))"
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
