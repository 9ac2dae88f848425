internal import Values

/// Gathers what the elements outside of the items tell.
struct FeedBuilder {
    var feed = ParsedFeed()
    var title = Ranked<String>()
    var link = Ranked<String>()
    var description = Ranked<String>()
    var language = Ranked<String>()
    var author = Ranked<String>()
    var updated = Ranked<Timestamp>()
    var image = Ranked<String>()
    /// `sy:updatePeriod` in seconds, and how often within it.
    var updatePeriod: Int64?
    var updateFrequency: Int64?
    /// Whether it names a period, be it one that is not known.
    var namesPeriod = false

    /// Whose entries those are that name no author themselves.
    private(set) var entryAuthors: [String] = []

    /// Of categories, and of authors.
    private static let mostValues = 100
    /// Bytes of one such author, and of all together: each entry without one of its own gets a copy of them.
    private static let longestAuthor = 1 << 10
    private static let longestAuthors = 4 << 10
    private static let authorSeparator = ", "

    mutating func add(entryAuthor: String?) {
        guard let entryAuthor else { return }
        var bytes = Array(entryAuthor.utf8.prefix(Self.longestAuthor))
        if bytes.count < entryAuthor.utf8.count { TextValue.endBeforeCutCharacter(&bytes) }
        let taken = entryAuthors.reduce(0) {
            $0 + $1.utf8.count + Self.authorSeparator.utf8.count
        }
        guard taken + bytes.count <= Self.longestAuthors else { return }
        entryAuthors.append(
            distinct: String(decoding: bytes, as: UTF8.self), most: Self.mostValues)
    }

    /// Offers who the feed is by; a mail address alone gives way to any name.
    mutating func offer(author name: String?, rank: Int) {
        guard let name else { return }
        author.offer(name, rank: Person.isAddress(name) ? 0 : rank)
    }

    mutating func add(category: String?) {
        feed.categories.append(distinct: category, most: Self.mostValues)
    }

    /// The feed without its entries.
    func build() -> ParsedFeed {
        var feed = feed
        feed.title = title.value
        feed.link = link.value
        feed.description = description.value
        feed.language = language.value
        feed.author = author.value
        feed.entryAuthor =
            entryAuthors.isEmpty ? nil : entryAuthors.joined(separator: Self.authorSeparator)
        feed.updated = updated.value
        feed.image = image.value
        // The period that is left out is a day, by the syndication module of RSS 1.0.
        let isDaily = updateFrequency != nil && !namesPeriod
        if let period = updatePeriod ?? (isDaily ? 86_400 : nil) {
            feed.pacing.updatePeriod = max(1, period / max(1, updateFrequency ?? 1))
        }
        return feed
    }

    /// The seconds of `hourly`, `daily`, …
    static func seconds(ofPeriod word: String) -> Int64? {
        switch word.lowercased() {
        case "hourly": 3_600
        case "daily": 86_400
        case "weekly": 7 * 86_400
        case "monthly": 30 * 86_400
        case "yearly": 365 * 86_400
        default: nil
        }
    }

    /// The number of a day of RSS `<skipDays>`, Sunday being 0.
    static func weekday(_ word: String) -> Int? {
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        return days.firstIndex(of: String(word.lowercased().prefix(3)))
    }
}
