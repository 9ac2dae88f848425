internal import Values

/// Reads the line of a person: words, "phrases", -not, prefix*, OR, and filters of the form key:value.
///
/// What has no letter or digit in it is passed over, brackets too; a quote that does not end ends with
/// the line, and a colon after no known key is a mark like others. OR binds closer than the blank.
public struct SearchQueryParser {
    /// The longest line, in scalars.
    public static let lengthLimit = 1_000
    /// The most phrases and filters.
    public static let termLimit = 32

    private enum Key: String, CaseIterable {
        case tag, feed, publisher, lang, title, since, until
    }

    private struct Term {
        var isExcluded: Bool
        var key: Key?
        var value: String
        var isQuoted: Bool
        var isPrefix: Bool

        var isOperator: Bool { isOr || isWord("AND") || isWord("NOT") }
        var isOr: Bool { isWord("OR") }
        /// Words that have to be there.
        var isPhrase: Bool { !isExcluded && (key == nil || key == .title) }

        func isWord(_ word: String) -> Bool {
            key == nil && !isQuoted && !isPrefix && !isExcluded && value == word
        }

        /// Whether it may be one of several of which one has to match; of filters with the same key any does.
        func isAlternative(to other: Term) -> Bool {
            if isExcluded || other.isExcluded { return false }
            return switch key {
            case nil, .title: other.isPhrase
            case .tag, .feed, .publisher, .lang: key == other.key
            case .since, .until: false
            }
        }

        /// As it may have been typed.
        var text: String {
            let mark = isQuoted || value.contains(" ") ? "\"" : ""
            return (isExcluded ? "-" : "") + (key.map { "\($0.rawValue):" } ?? "") + mark + value
                + mark
                + (isPrefix ? "*" : "")
        }
    }

    private var rest: Substring.UnicodeScalarView
    private var query = SearchQuery()
    private var count = 0

    private init(_ line: String) {
        rest = Substring(line).unicodeScalars
    }

    /// What `line` asks for.
    public static func query(_ line: String) throws(SearchProblem) -> SearchQuery {
        // The bytes first: a line of megabytes is not to be walked through.
        guard line.utf8.count <= 4 * lengthLimit, line.unicodeScalars.count <= lengthLimit else {
            throw .tooLong(limit: lengthLimit)
        }
        var parser = SearchQueryParser(line)
        try parser.read()
        guard !parser.query.isEmpty else { throw .nothing }
        return parser.query
    }

    /// The keys of filters: `title`, `tag`.
    public static var keys: [String] { Key.allCases.map(\.rawValue) }

    /// What stands before a colon in `line`, is none of the keys and may have been meant to be one.
    public static func mistypedKeys(in line: String) -> [(written: String, meant: String)] {
        guard line.utf8.count <= 4 * lengthLimit else { return [] }
        var parser = SearchQueryParser(line)
        var found: [(written: String, meant: String)] = []
        while let term = parser.nextTerm() {
            guard term.key == nil, !term.isQuoted, let colon = term.value.firstIndex(of: ":") else {
                continue
            }
            let written = String(term.value[..<colon])
            if let meant = Spelling.nearest(to: written, among: keys),
                !found.contains(where: { $0.written == written })
            {
                found.append((written, meant))
            }
        }
        return found
    }

    /// Whether `line` has an OR and brackets, which may have been meant to say what it stands between.
    public static func hasBracketsBesideOr(_ line: String) -> Bool {
        guard line.utf8.count <= 4 * lengthLimit else { return false }
        var parser = SearchQueryParser(line)
        var (hasOr, hasBrackets) = (false, false)
        while let term = parser.nextTerm() {
            hasOr = hasOr || term.isOr
            // Before a phrase it is a term of its own.
            hasBrackets =
                hasBrackets
                || !term.isQuoted && (term.value.hasPrefix("(") || term.value.hasSuffix(")"))
        }
        return hasOr && hasBrackets
    }

    private mutating func read() throws(SearchProblem) {
        // The word before stood for "or", "not".
        var (isAlternative, isNegated) = (false, false)
        var last: Term?
        while var term = nextTerm() {
            if term.isOperator {
                isAlternative = isAlternative || term.isOr
                isNegated = isNegated || term.isWord("NOT")
                continue
            }
            if isNegated { term.isExcluded = true }
            // Not of what says nothing, such as a bracket: what OR and NOT stand before is behind it.
            guard try add(term, isAlternative: isAlternative) else { continue }
            if isAlternative, let last, !term.isAlternative(to: last) {
                throw .noAlternative(term.isPhrase ? last.text : term.text)
            }
            count += 1
            guard count <= Self.termLimit else { throw .tooManyTerms(limit: Self.termLimit) }
            last = term
            (isAlternative, isNegated) = (false, false)
        }
    }

    /// False for a term that says nothing.
    private mutating func add(_ term: Term, isAlternative: Bool) throws(SearchProblem) -> Bool {
        switch term.key {
        case nil, .title:
            let words = Self.words(term.value)
            guard !words.isEmpty else {
                if term.key == .title { throw .noValue(key: Key.title.rawValue) }
                return false
            }
            if term.isPrefix, words.unicodeScalars.count < 2,
                !words.unicodeScalars.contains(where: SearchFolding.isUnsegmented)
            {
                throw .shortPrefix(words)
            }
            let phrase = SearchQuery.Phrase(
                words: words, isPrefix: term.isPrefix, isInTitle: term.key == .title)
            if term.isExcluded {
                query.excluded.append(phrase)
            } else if isAlternative, let last = query.phrases.indices.last {
                query.phrases[last].append(phrase)
            } else {
                query.phrases.append([phrase])
            }
        case .lang: try add(language: term)
        case .since, .until: try add(time: term)
        case .tag: try add(.tag, term)
        case .feed: try add(.feed, term)
        case .publisher: try add(.publisher, term)
        }
        return true
    }

    private mutating func add(
        _ key: SearchQuery.FeedKey, _ term: Term
    ) throws(SearchProblem) {
        guard !term.value.isEmpty else { throw .noValue(key: key.rawValue) }
        query.feeds.append(
            .init(key: key, value: term.value, isExcluded: term.isExcluded))
    }

    private mutating func add(language term: Term) throws(SearchProblem) {
        guard !term.value.isEmpty else { throw .noValue(key: "lang") }
        let isTag = term.value.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
        }
        guard isTag else { throw .badLanguage(term.value) }
        if term.isExcluded { throw .cannotExclude(key: "lang", term.value) }
        query.languages.append(term.value.lowercased())
    }

    private mutating func add(time term: Term) throws(SearchProblem) {
        guard let key = term.key?.rawValue else { return }
        guard !term.value.isEmpty else { throw .noValue(key: key) }
        guard let time = TimePhrase(term.value) else { throw .badTime(key: key, term.value) }
        if term.isExcluded { throw .cannotExclude(key: key, term.value) }
        if term.key == .since { query.since = time } else { query.until = time }
    }

    // MARK: - The line

    private mutating func nextTerm() -> Term? {
        while let scalar = rest.first, Self.isBlank(scalar) { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var term = Term(
            isExcluded: false, key: nil, value: "", isQuoted: false, isPrefix: false)
        if rest.first == "-" {
            rest.removeFirst()
            term.isExcluded = true
        }
        term.key = takeKey()
        if let quote = rest.first, Self.isQuote(quote) {
            rest.removeFirst()
            term.isQuoted = true
            let value = rest.prefix { !Self.isQuote($0) }
            term.value = String(value)
            rest.removeFirst(min(value.count + 1, rest.count))
            if rest.first == "*" {
                rest.removeFirst()
                term.isPrefix = true
            }
        } else {
            let value = rest.prefix { !Self.isBlank($0) && !Self.isQuote($0) }
            rest.removeFirst(value.count)
            term.isPrefix = value.last == "*"
            term.value = String(term.isPrefix ? value.dropLast() : value)
        }
        return term
    }

    private mutating func takeKey() -> Key? {
        // No key is longer.
        guard let colon = rest.prefix(10).firstIndex(of: ":"),
            let key = Key(rawValue: String(rest[..<colon]).lowercased())
        else { return nil }
        rest = rest[rest.index(after: colon)...]
        return key
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "\u{201c}", "\u{201d}", "\u{201e}", "\u{ab}", "\u{bb}": true
        default: false
        }
    }

    /// The letters, digits and marks of a text, with a blank wherever something else stands.
    private static func words(_ text: String) -> String {
        var words = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if SearchWords.isPart(scalar) {
                words.append(scalar)
            } else if let last = words.last, last != " " {
                words.append(" ")
            }
        }
        if words.last == " " { words.removeLast() }
        return String(words)
    }
}
