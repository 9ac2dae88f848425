internal import Values

/// Why a line is no query, and what would be one.
public enum SearchProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// No word and no filter in it.
    case nothing
    case tooLong(limit: Int)
    case tooManyTerms(limit: Int)
    case shortPrefix(String)
    case noValue(key: String)
    case badTime(key: String, String)
    case badLanguage(String)
    /// A filter that only narrows, with its value.
    case cannotExclude(key: String, String)
    /// OR beside this term, which can be no alternative.
    case noAlternative(String)

    public var description: String {
        switch self {
        case .nothing:
            "nothing to look for: name a word, a \"phrase\", or a filter such as tag:science"
        case .tooLong(let limit):
            "the query is too long: at most \(limit) characters"
        case .tooManyTerms(let limit):
            "too many terms: at most \(limit); \"a phrase\" counts as one"
        case .shortPrefix(let text):
            "\"\(text)*\" is too short: at least two letters before the *"
        case .noValue(let key):
            "\(key): needs a value right behind the colon, such as \(Self.example(key))"
        case .badTime(let key, let text):
            "\"\(text)\" does not fit \(key): expected \(TimePhrase.form)"
        case .badLanguage(let text):
            "\"\(text)\" does not fit lang: expected a language such as en or pt-BR"
        case .cannotExclude("lang", _):
            "lang: cannot be excluded; name the languages that you want: lang:en lang:de"
        case .cannotExclude(let key, let text):
            "\(key): cannot be excluded; \(Self.opposite(of: key, text))"
        case .noAlternative(let term):
            "OR cannot stand beside \(term): it stands between words and phrases, or between filters of "
                + "the same key, such as tag:a OR tag:b"
        }
    }

    private static func opposite(of key: String, _ text: String) -> String {
        let value = text.contains(" ") ? "\"\(text)\"" : text
        return key == "since"
            ? "until:\(value) asks for what is older" : "since:\(value) asks for what is newer"
    }

    private static func example(_ key: String) -> String {
        switch key {
        case "tag": "tag:science"
        case "feed": "feed:7 or feed:\"a part of its title\""
        case "publisher": "publisher:example.org"
        case "lang": "lang:en"
        case "title": "title:earthquake"
        default: "\(key):24h or \(key):2026-01-31"
        }
    }
}
