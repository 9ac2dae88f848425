internal import Values
internal import YAMLEvents

/// A feed as lines of feeds.yml, in the way a person would write it.
struct FeedText {
    /// The lines without line breaks and without the indentation of the list.
    let lines: [String]

    /// - Parameters:
    ///   - isPlain: Whether a feed of which only the address is told is a bare address.
    ///   - gap: The spaces between the dash and what follows, at least 1.
    ///   - style: The quotes that addresses have in this file.
    init(_ feed: FeedDraft, isPlain: Bool, gap: Int, style: YAMLEvent.ScalarStyle) {
        let gap = max(1, gap)
        let head = "-" + String(repeating: " ", count: gap)
        let url = YAMLText(feed.url, style: style).description
        if isPlain && feed == FeedDraft(url: feed.url) {
            lines = [head + url]
            return
        }
        var fields = ["url: \(url)"]
        func add(_ keys: SubscriptionChange.Key...) {
            for key in keys {
                guard let value = feed.value(of: key) else { continue }
                fields.append("\(key.rawValue): \(value.written())")
            }
        }
        add(.title, .tags, .publisher, .interval)
        if let isEnabled = feed.isEnabled { fields.append("enabled: \(isEnabled)") }
        add(.allowPrivate)
        if !feed.settings.headers.isEmpty {
            fields.append("headers:")
            for header in feed.settings.headers {
                fields.append("  \(YAMLText(header.name)): \(YAMLText(header.value))")
            }
        }
        add(.credential, .contact, .proxy, .maxSize, .timeout, .keep, .keepEntries)
        let margin = String(repeating: " ", count: 1 + gap)
        lines = [head + fields[0]] + fields.dropFirst().map { margin + $0 }
    }
}

/// A text as a scalar of YAML: without quotes where every reader takes it for the same text.
struct YAMLText: CustomStringConvertible {
    let description: String

    /// - Parameter style: The quotes to use where it is possible; plain: only where needed.
    init(_ text: String, style: YAMLEvent.ScalarStyle = .plain) {
        if style == .singleQuoted && !CharacterRules.hasControl(text) {
            description =
                "'"
                + text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''") + "'"
        } else if style == .doubleQuoted || !YAMLText.isPlain(text) {
            description = YAMLText.doubleQuoted(text)
        } else {
            description = text
        }
    }

    /// Strict, so that the text is plain within brackets too, and no word of YAML 1.1 or number.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        guard first.isASCIILetter || first >= 0x80, last != 0x20, last != UInt8(ascii: ":") else {
            return false
        }
        guard
            !words.contains(String(decoding: bytes.prefix(6).map(\.asciiLowercased), as: UTF8.self))
        else { return false }
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0x20:
                if previous == UInt8(ascii: ":") { return false }
            case UInt8(ascii: "#"):
                if previous == 0x20 { return false }
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
                UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "`"):
                return false
            default:
                break
            }
            previous = byte
        }
        return text.unicodeScalars.allSatisfy(CharacterRules.isVisible)
    }

    private static let words: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null",
    ]

    private static func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where CharacterRules.isVisible(scalar): quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
