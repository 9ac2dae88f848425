public import Values

/// A type that an option or an operand can have.
public protocol ArgumentValue: Sendable {
    /// What a text must look like, for the error: `a whole number`.
    static var expectation: String { get }

    /// What is wrong with a text that does not fit, where more can be said than `expectation`.
    static func expectation(of argument: String) -> String

    /// What a shell offers for it.
    static var completion: Completion { get }

    /// Nil when the text does not fit.
    init?(argument: String)
}

extension ArgumentValue {
    public static func expectation(of argument: String) -> String { expectation }
    public static var completion: Completion { .nothing }
}

extension String: ArgumentValue {
    public static var expectation: String { "text" }

    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self = argument
    }
}

extension Int: ArgumentValue {
    public static var expectation: String { "a whole number, 0 or more" }

    public init?(argument: String) {
        guard let number = Int(argument), number >= 0 else { return nil }
        self = number
    }
}

extension Double: ArgumentValue {
    public static var expectation: String { "a number" }

    public init?(argument: String) {
        guard let number = Double(argument), number.isFinite else { return nil }
        self = number
    }
}

/// A span of time as a person writes it, in the form of `SpanText`: `45m`, `2h30m`, `7d`, `2w`.
public struct Span: ArgumentValue, Equatable {
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    public static var expectation: String { SpanText.form }

    public init?(argument: String) {
        guard let seconds = SpanText.seconds(argument), seconds > 0 else { return nil }
        self.seconds = seconds
    }
}

extension TimePhrase: ArgumentValue {
    public static var expectation: String { form }

    public init?(argument: String) { self.init(argument) }
}

/// A language as BCP 47 names it, in lower case: `en`, `pt-br`.
public struct LanguageTag: ArgumentValue, Equatable {
    public let text: String

    public static var expectation: String { "a language such as en or pt-BR" }

    public init?(argument: String) {
        let isTag = argument.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
        }
        guard isTag, !argument.isEmpty else { return nil }
        text = argument.lowercased()
    }
}
