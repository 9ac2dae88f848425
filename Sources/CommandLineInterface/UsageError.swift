/// A command line that cannot be read, and what would mend it.
public enum UsageError: Error, Equatable, CustomStringConvertible {
    case noCommand
    case unknownCommand(String, nearest: String?)
    case unknownOption(String, nearest: String?)
    case ambiguousOption(String, [String])
    /// An option of a command, before the command.
    case optionBeforeCommand(String, example: String)
    case missingValue(option: String, value: String)
    case unwantedValue(option: String)
    /// Two options of which only one can be given.
    case contradiction(String, String)
    case badValue(String, of: String, expected: String, nearest: String? = nil)
    case missingOperand(String)
    case unexpectedOperand(String)

    public var description: String {
        switch self {
        case .noCommand:
            "a command is missing"
        case .unknownCommand(let name, let nearest):
            "there is no command \"\(name)\"" + Self.suggestion(nearest)
        case .unknownOption(let name, let nearest):
            "there is no option \(name)" + Self.suggestion(nearest)
        case .ambiguousOption(let name, let names):
            "\(name) may be any of \(names.joined(separator: ", "))"
        case .optionBeforeCommand(let name, let example):
            "\(name) goes behind the command: \(example)"
        case .missingValue(let option, let value):
            "\(option) needs a value: \(option) \(value)"
        case .unwantedValue(let option):
            "\(option) takes no value"
        case .contradiction(let first, let second):
            "\(first) and \(second): one of them at a time"
        case .badValue(let value, let place, let expected, let nearest):
            "\"\(value)\" does not fit \(place): expected \(expected)" + Self.suggestion(nearest)
        case .missingOperand(let name):
            "\(name) is missing"
        case .unexpectedOperand(let value):
            "\"\(value)\" is one operand too many"
        }
    }

    private static func suggestion(_ nearest: String?) -> String {
        nearest.map { "; did you mean \($0)?" } ?? ""
    }
}
