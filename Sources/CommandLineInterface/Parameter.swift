internal import Values

/// How a parameter is given on the command line.
enum ParameterKind: Equatable {
    case flag
    case option(value: String)
    case operand(value: String, isRequired: Bool)
    case operands(value: String, isRequired: Bool)
}

/// One option or operand of a command: the one declaration that parser, help, manual and completions
/// read.
public struct Parameter<Options> {
    let kind: ParameterKind
    /// `--limit` and, if it has one, `-n`; empty for operands.
    let names: [String]
    let help: String
    var completion = Completion.nothing
    /// Whether an option may be given more than once.
    var repeats = false
    /// What it is one of several answers to; of those with the same only one can be given.
    var question: String?
    let apply: (inout Options, String) throws(UsageError) -> Void

    /// `--NAME`, which is on or off.
    public static func flag(
        _ path: WritableKeyPath<Options, Bool>, _ name: String, _ letter: Character? = nil,
        help: String
    ) -> Parameter {
        Parameter(kind: .flag, names: spellings(name, letter), help: help) { options, _ in
            options[keyPath: path] = true
        }
    }

    /// `--NAME VALUE` or `--NAME=VALUE`.
    public static func option<Value: ArgumentValue>(
        _ path: WritableKeyPath<Options, Value>, _ name: String, _ letter: Character? = nil,
        value: String, help: String, completes: Completion = Value.completion
    ) -> Parameter {
        Parameter(
            kind: .option(value: value), names: spellings(name, letter), help: help,
            completion: completes
        ) { options, text throws(UsageError) in
            options[keyPath: path] = try read(text, for: "--\(name)")
        }
    }

    /// An option without which the value stays nil.
    public static func option<Value: ArgumentValue>(
        _ path: WritableKeyPath<Options, Value?>, _ name: String, _ letter: Character? = nil,
        value: String, help: String, completes: Completion = Value.completion
    ) -> Parameter {
        Parameter(
            kind: .option(value: value), names: spellings(name, letter), help: help,
            completion: completes
        ) { options, text throws(UsageError) in
            options[keyPath: path] = try read(text, for: "--\(name)") as Value
        }
    }

    /// An option that may be given more than once.
    public static func option<Value: ArgumentValue>(
        _ path: WritableKeyPath<Options, [Value]>, _ name: String, _ letter: Character? = nil,
        value: String, help: String, completes: Completion = Value.completion
    ) -> Parameter {
        Parameter(
            kind: .option(value: value), names: spellings(name, letter), help: help,
            completion: completes, repeats: true
        ) { options, text throws(UsageError) in
            options[keyPath: path].append(try read(text, for: "--\(name)"))
        }
    }

    /// An operand without which the value stays nil.
    public static func operand<Value: ArgumentValue>(
        _ path: WritableKeyPath<Options, Value?>, value: String, help: String, isRequired: Bool,
        completes: Completion = Value.completion
    ) -> Parameter {
        Parameter(
            kind: .operand(value: value, isRequired: isRequired), names: [], help: help,
            completion: completes
        ) { options, text throws(UsageError) in
            options[keyPath: path] = try read(text, for: value) as Value
        }
    }

    /// All operands that are left.
    public static func operands<Value: ArgumentValue>(
        _ path: WritableKeyPath<Options, [Value]>, value: String, help: String, isRequired: Bool,
        completes: Completion = Value.completion
    ) -> Parameter {
        Parameter(
            kind: .operands(value: value, isRequired: isRequired), names: [], help: help,
            completion: completes
        ) { options, text throws(UsageError) in
            options[keyPath: path].append(try read(text, for: value))
        }
    }

    /// The same parameter of a command whose options hold `Options` at `path`.
    public func lifted<Outer>(
        to path: WritableKeyPath<Outer, Options>
    ) -> Parameter<Outer> {
        let apply = self.apply
        return Parameter<Outer>(
            kind: kind, names: names, help: help, completion: completion,
            repeats: repeats, question: question
        ) { options, text throws(UsageError) in
            try apply(&options[keyPath: path], text)
        }
    }

    /// The same option, beside which no other can be given that answers this `question`.
    public func answering(_ question: String) -> Parameter {
        var parameter = self
        parameter.question = question
        return parameter
    }

    private static func spellings(_ name: String, _ letter: Character?) -> [String] {
        ["--\(name)"] + (letter.map { ["-\($0)"] } ?? [])
    }

    private static func read<Value: ArgumentValue>(
        _ text: String, for place: String
    ) throws(UsageError) -> Value {
        guard let value = Value(argument: text) else {
            throw .badValue(
                text, of: place, expected: Value.expectation(of: text),
                nearest: Spelling.nearest(to: text, among: Value.completion.texts))
        }
        return value
    }
}
