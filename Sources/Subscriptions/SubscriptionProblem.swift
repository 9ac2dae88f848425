/// One thing that is wrong in a feeds.yml: where, what, and what to write instead.
public struct SubscriptionProblem: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// The text is not YAML.
        case syntax(String)
        /// Something of YAML that feeds.yml does without: an alias, an anchor, a tag, a second
        /// document, a key that is no text.
        case refused(String)
        /// More than a limit allows.
        case tooMuch(String)
        /// `nearest`: the known key that it resembles; `known`: all that may stand there.
        case unknownKey(String, of: String, nearest: String?, known: [String])
        case duplicateKey(String, of: String, firstLine: Int)
        /// Two items for one feed; the address is that of the second.
        case duplicateURL(String, firstLine: Int)
        case missingKey(String, of: String)
        case badValue(of: String, found: String, expected: String)
    }

    /// The name of the file as the caller gave it.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    public let kind: Kind

    /// `feeds.yml:12:5: unknown key "intervall" of a feed; did you mean "interval"?`
    public var description: String { "\(file):\(line):\(column): \(message)" }

    /// Whether only a value is wrong, and the file can be read otherwise.
    var isBadValue: Bool {
        if case .badValue = kind { true } else { false }
    }

    /// The description without the place.
    public var message: String {
        switch kind {
        case .syntax(let text), .refused(let text), .tooMuch(let text):
            return text
        case .unknownKey(let key, let owner, let nearest, let known):
            let hint =
                nearest.map { "did you mean \"\($0)\"?" }
                ?? "known are \(known.joined(separator: ", "))"
            return "unknown key \(Quoted(key)) of \(owner); \(hint)"
        case .duplicateKey(let key, let owner, let line):
            return "key \(Quoted(key)) of \(owner) stands twice; first on line \(line)"
        case .duplicateURL(let url, let line):
            return "feed \(Quoted(url)) is already on line \(line)"
        case .missingKey(let key, let owner):
            return "\(owner) has no \"\(key)\""
        case .badValue(let key, let found, let expected):
            return "\(key): \(found); expected \(expected)"
        }
    }
}

/// Text of the file within a message: in quotes, short, and without what could steer a terminal.
struct Quoted: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        var shown = "\""
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > 80 {
                shown += "…"
                break
            }
            if CharacterRules.isVisible(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        description = shown + "\""
    }
}

/// Which characters the texts of feeds.yml may hold.
enum CharacterRules {
    /// No control, format or separator character: none that hides, steers or reorders text.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7f }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            return false
        default:
            return true
        }
    }

    /// Whether `text` holds a control character or a line break of any kind.
    static func hasControl(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x1f, 0x7f...0x9f, 0x2028, 0x2029: return true
            default: continue
            }
        }
        return false
    }
}
