internal import SQLite
internal import Values

/// Languages that are looked for: `de` stands for `de-AT` as well.
struct SoughtLanguages {
    /// Of each tag what can stand in one, in lower case.
    let tags: [String]
    /// The same for GLOB, as a JSON array: `de` by `de-*`, held against a tag with a dash behind it.
    let patterns: String

    /// The characters of a tag that the indexes `entries_by_language` and `feeds_by_language` hold.
    private static let indexed = 35
    /// The characters of a primary language in `block_languages`.
    private static let primary = 8

    /// Nil: any language will do.
    init?(_ languages: [String]) {
        if languages.isEmpty { return nil }
        self.init(
            tags: languages.map { tag in
                String(
                    decoding: tag.utf8.map(\.asciiLowercased).filter {
                        $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
                    }, as: UTF8.self)
            })
    }

    private init(tags: [String]) {
        self.tags = tags
        patterns = "[" + tags.map { "\"\($0)-*\"" }.joined(separator: ",") + "]"
    }

    /// What is one of both: of `de` and `de-AT` the latter. It may be none.
    func narrowed(to others: SoughtLanguages) -> SoughtLanguages {
        let inner = tags.filter { tag in others.tags.contains { Self.fits(tag, $0) } }
        let outer = others.tags.filter { tag in tags.contains { Self.fits(tag, $0) } }
        return SoughtLanguages(tags: Array(Set(inner + outer)).sorted())
    }

    /// As they stand in `block_languages`, each once.
    var primaries: Set<String> {
        Set(tags.map { tag in String(tag.prefix { $0 != "-" }.prefix(Self.primary)) })
    }

    /// Those of `languages` that no feed and no entry declares.
    static func unspoken(
        _ languages: [String], _ connection: borrowing Connection
    ) throws(DatabaseError) -> [String] {
        var unspoken: [String] = []
        for language in languages {
            guard let choice = SoughtLanguages([language]),
                try choice.feeds(atMost: 1, connection).isEmpty,
                try choice.ofEntries(atMost: 1, connection).isEmpty
            else { continue }
            unspoken.append(language)
        }
        return unspoken
    }

    /// The feeds that declare one of them.
    func feeds(
        atMost most: Int = .max, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<FeedID> {
        let row = try connection.prepare(
            """
            SELECT id, language FROM feeds INDEXED BY feeds_by_language
            WHERE language IS NOT NULL AND lower(substr(language, 1, 35)) >= ?1
                AND lower(substr(language, 1, 35)) < ?2
            """)
        var feeds: Set<FeedID> = []
        for tag in tags {
            let (first, end) = Self.bounds(of: tag)
            try row.bind(first, end)
            while feeds.count < most, try row.step() {
                if Self.fits(row.string(1), tag) { feeds.insert(row.int64(0)) }
            }
            row.reset()
        }
        return feeds
    }

    /// The beginnings of the languages that entries declare themselves and that are one of these.
    func ofEntries(
        atMost most: Int = .max, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<String> {
        let row = try connection.prepare(
            """
            SELECT lower(substr(language, 1, 35)) FROM entries INDEXED BY entries_by_language
            WHERE language IS NOT NULL AND lower(substr(language, 1, 35)) >= ?1
                AND lower(substr(language, 1, 35)) < ?2
            ORDER BY lower(substr(language, 1, 35)) LIMIT 1
            """)
        var found: Set<String> = []
        for tag in tags {
            var (next, end) = Self.bounds(of: tag)
            while found.count < most {
                try row.bind(next, end)
                guard try row.step() else { break }
                let language = row.string(0)
                row.reset()
                if Self.fits(language, String(tag.prefix(Self.indexed))) { found.insert(language) }
                // A text follows another at once that has a byte 0 behind it.
                next = language + "\0"
            }
            row.reset()
        }
        return found
    }

    /// From the tag itself to the end of those that go on behind a dash.
    private static func bounds(of tag: String) -> (String, String) {
        let tag = String(tag.prefix(indexed))
        // The character behind the dash.
        return (tag, tag + ".")
    }

    /// Whether `language` is what the pattern of `tag` lets through: by bytes and the small letters of
    /// ASCII, as SQLite compares, where to Swift a dash and a mark behind it are one character.
    private static func fits(_ language: String, _ tag: String) -> Bool {
        let language = language.utf8.map(\.asciiLowercased)
        return language.elementsEqual(tag.utf8) || language.starts(with: "\(tag)-".utf8)
    }
}
