/// What a shell offers while a value is typed. A type has one (`ArgumentValue.completion`), and a
/// parameter may have its own (`completes:`).
public enum Completion: Sendable, Equatable {
    /// Nothing can be known of it.
    case nothing
    /// One of these words.
    case words([Word])
    case files
    case folders
    /// The numbers and addresses of feeds.
    case feeds
    /// Those of feeds that are switched off.
    case feedsSwitchedOff
    /// The numbers of the latest events.
    case events
    /// The numbers of the latest entries.
    case entries
    /// The numbers of the latest decisions by hand.
    case decisions
    /// The tags that feeds have.
    case tags

    /// A word that can be typed, and what it means; empty when the word says it.
    public struct Word: Sendable, Equatable {
        public let text: String
        public let meaning: String

        public init(_ text: String, _ meaning: String = "") {
            self.text = text
            self.meaning = meaning
        }
    }

    /// The words to type, where they are known beforehand.
    var texts: [String] {
        if case .words(let words) = self { words.map(\.text) } else { [] }
    }
}

/// A value that is one of a few words: the parser, its errors and the completions know them by this.
public protocol ArgumentChoice: ArgumentValue, CaseIterable, RawRepresentable
where RawValue == String {
    /// What the word means, half a sentence; empty when the word says it.
    var meaning: String { get }
}

extension ArgumentChoice {
    public var meaning: String { "" }

    public static var expectation: String {
        let words = allCases.map(\.rawValue)
        guard words.count > 1, let last = words.last else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    public static var completion: Completion {
        .words(allCases.map { Completion.Word($0.rawValue, $0.meaning) })
    }

    public init?(argument: String) { self.init(rawValue: argument) }
}
