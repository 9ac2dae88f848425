/// A query in the words of the index (sqlite.org/fts5.html, section 3), made of quoted phrases alone:
/// nothing that a person writes can be an operator, a column or an error in it.
struct SearchExpression {
    let text: String

    /// Up to so many feeds are looked up in the index; more are told apart row by row, since they have
    /// that many more of the entries.
    static let feedLimit = 64

    /// - Parameter feeds: those that an entry may be of; nil: all.
    init(_ query: SearchQuery, feeds: [FeedID]?) {
        var wanted = query.phrases.map { Self.any($0) }
        if let feeds, feeds.count <= Self.feedLimit {
            wanted.append(Self.scope(feeds))
        } else if wanted.isEmpty {
            wanted.append(Self.scope([SearchText.everything]))
        }
        let all = wanted.joined(separator: " AND ")
        text = query.excluded.isEmpty ? all : "(\(all)) NOT \(Self.any(query.excluded))"
    }

    private static func any(_ phrases: [SearchQuery.Phrase]) -> String {
        phrases.count == 1
            ? term(phrases[0]) : "(" + phrases.map(term).joined(separator: " OR ") + ")"
    }

    /// A phrase has no quotes in it: `SearchQueryParser` leaves letters, digits and marks.
    private static func term(_ phrase: SearchQuery.Phrase) -> String {
        let (words, isOpen) = SearchFolding.phrase(phrase.words)
        let columns = phrase.isInTitle ? "title" : "{title body}"
        return "\(columns) : \"\(words)\"" + (phrase.isPrefix || isOpen ? " *" : "")
    }

    private static func scope(_ feeds: [FeedID]) -> String {
        let numbers = feeds.map { "\"\($0)\"" }
        return numbers.count == 1
            ? "scope : \(numbers[0])" : "scope : (\(numbers.joined(separator: " OR ")))"
    }
}
