/// A command's declaration without its types: what help, manual and completions are made of.
public struct CommandOutline: Sendable {
    /// `["tidings", "feeds", "show"]`.
    public let words: [String]
    public let summary: String
    public let discussion: String
    public let examples: [Example]
    /// Those of the declaration and `--help`.
    public internal(set) var options: [Option]
    public let operands: [Operand]
    public let exitCodes: [ExitCode]
    public let subcommands: [CommandOutline]

    public struct Option: Sendable, Equatable {
        /// `-n`.
        let letter: String?
        /// `--limit`.
        let name: String
        /// The word for its value; nil for one that is on or off.
        let value: String?
        let help: String
        var completion = Completion.nothing
        var repeats = false

        static let help = Option(letter: "-h", name: "--help", value: nil, help: "print this text")
        static let version = Option(
            letter: "-V", name: "--version", value: nil, help: "print the version")

        var spellings: [String] { [letter, name].compactMap { $0 } }

        /// Whether an argument is this option, with its value or without: `-n`, `-n5`, `--limit=5`,
        /// `--lim`.
        func isMeant(by argument: String) -> Bool {
            let spelled = argument.prefix { $0 != "=" }
            if spelled.hasPrefix("--") { return spelled.utf8.count > 2 && name.hasPrefix(spelled) }
            guard let letter else { return false }
            return spelled == letter || value != nil && argument.hasPrefix(letter)
        }

        /// Whether its value is the argument after the one that it is meant by.
        func takesNext(after argument: String) -> Bool {
            value != nil
                && (argument == letter || argument.hasPrefix("--") && !argument.contains("="))
        }
    }

    public struct Operand: Sendable, Equatable {
        let value: String
        let help: String
        let isRequired: Bool
        let repeats: Bool
        let completion: Completion
    }

    public init<C: CommandDeclaration>(of command: C.Type, below program: [String] = []) {
        let words = program + [C.name]
        self.init(
            words: words, summary: C.summary, discussion: C.discussion, examples: C.examples,
            options: C.parameters.compactMap(Option.init),
            operands: C.parameters.compactMap(Operand.init), exitCodes: C.exitCodes,
            subcommands: C.subcommands.map { CommandOutline(of: $0, below: words) })
        if let command = C.self as? any Command.Type, command.isPaged {
            let parameters = PagerOption<C.Options>.parameters
            options.insert(
                contentsOf: parameters.compactMap(Option.init), at: options.count - 1)
        }
    }

    init(
        words: [String], summary: String, discussion: String = "", examples: [Example] = [],
        options: [Option] = [], operands: [Operand] = [],
        exitCodes: [ExitCode] = ExitCode.usual, subcommands: [CommandOutline] = []
    ) {
        self.words = words
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.options = options + [.help]
        self.operands = operands
        self.exitCodes = exitCodes
        self.subcommands = subcommands
    }

    /// As it is typed: `tidings feeds show`.
    public var title: String { words.joined(separator: " ") }

    /// Whether it is what a person types first.
    var isProgram: Bool { words.count == 1 }

    /// The command and all below it.
    public var all: [CommandOutline] { [self] + subcommands.flatMap(\.all) }

    /// What may stand behind the title: `[OPTION...] FILE...`.
    var syntax: [String] {
        (subcommands.isEmpty ? [] : ["[COMMAND]"]) + ["[OPTION...]"]
            + operands.map { operand in
                let word = operand.repeats ? "\(operand.value)..." : operand.value
                return operand.isRequired ? word : "[\(word)]"
            }
    }
}

extension CommandOutline.Option {
    fileprivate init?<O>(_ parameter: Parameter<O>) {
        guard let name = parameter.names.first(where: { $0.hasPrefix("--") }) else { return nil }
        var value: String?
        if case .option(let word) = parameter.kind { value = word }
        self.init(
            letter: parameter.names.first { !$0.hasPrefix("--") }, name: name, value: value,
            help: parameter.help, completion: parameter.completion, repeats: parameter.repeats)
    }
}

extension CommandOutline.Operand {
    fileprivate init?<O>(_ parameter: Parameter<O>) {
        switch parameter.kind {
        case .operand(let value, let isRequired):
            self.init(
                value: value, help: parameter.help, isRequired: isRequired, repeats: false,
                completion: parameter.completion)
        case .operands(let value, let isRequired):
            self.init(
                value: value, help: parameter.help, isRequired: isRequired, repeats: true,
                completion: parameter.completion)
        case .flag, .option: return nil
        }
    }
}
