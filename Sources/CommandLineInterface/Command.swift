/// A command of a program: what it is called, what it takes and what it does.
///
/// Refines `SendableMetatype` so that a table of command types may leave the main actor.
public protocol Command: SendableMetatype {
    associatedtype Options: Sendable

    static var name: String { get }
    /// One line, an imperative sentence.
    static var summary: String { get }
    /// What a person may want to know beyond the parameters, lines of at most 80 columns.
    static var discussion: String { get }
    static var defaults: Options { get }
    static var parameters: [Parameter<Options>] { get }
    /// Commands of a further word: `feeds show`. A command that has some takes no operands of its
    /// own, and runs itself when none of them is named.
    static var subcommands: [any Command.Type] { get }

    /// What helps where an operand was taken for an option, for a command whose operands may begin
    /// with a dash; empty for others.
    static var dashRemedy: String { get }

    static func run(_ options: Options) async -> ExitCode
}

extension Command {
    public static var discussion: String { "" }
    public static var subcommands: [any Command.Type] { [] }
    public static var dashRemedy: String { "" }

    /// The options that `arguments` state, over the defaults.
    public static func options(
        from arguments: ArraySlice<String>
    ) throws(UsageError) -> Options {
        var options = defaults
        try ArgumentParser(parameters: parameters).parse(arguments, into: &options)
        return options
    }
}
