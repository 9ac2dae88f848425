/// What a command is called, takes and does: the one declaration that the parser, the help, the
/// manual and the completions are made of.
///
/// Refines `SendableMetatype` so that a table of command types may leave the main actor.
public protocol CommandDeclaration: SendableMetatype {
    associatedtype Options: CommandOptions

    static var name: String { get }
    /// Other words that people may write for it: no names, but whoever writes them is told the name.
    static var otherWords: [String] { get }
    /// One line, an imperative sentence.
    static var summary: String { get }
    /// What a person may want to know beyond the parameters: paragraphs with empty lines
    /// between, which help wraps to its width; a line that begins with two spaces stays as it is, and has
    /// at most 80 columns.
    static var discussion: String { get }
    /// What a person will want to do with it, the most usual first.
    static var examples: [Example] { get }
    /// Those that it can end with.
    static var exitCodes: [ExitCode] { get }
    static var parameters: [Parameter<Options>] { get }
    /// Commands of a further word: `feeds show`. A command that has some takes no operands of its
    /// own, and runs itself when none of them is named.
    static var subcommands: [any Command.Type] { get }
}

/// What a command was told on its command line.
public protocol CommandOptions: Sendable {
    /// What counts where nothing is told.
    init()
}

/// A command of a program that can be run.
public protocol Command: CommandDeclaration {
    /// What helps where the command has no `option`, as it was typed and with the argument behind it, but
    /// the same can be had otherwise; empty where there is nothing to say.
    static func remedy(forUnknown option: String, before argument: String?) -> String

    /// Whether what it prints may be longer than a screen, and is then read through the pager.
    static var isPaged: Bool { get }

    static func run(_ options: Options) async -> ExitCode
}

extension CommandDeclaration {
    public static var otherWords: [String] { [] }
    public static var discussion: String { "" }
    public static var examples: [Example] { [] }
    public static var exitCodes: [ExitCode] { ExitCode.usual }
    public static var subcommands: [any Command.Type] { [] }

    /// The options that `arguments` state, over the defaults.
    public static func options(
        from arguments: ArraySlice<String>
    ) throws(UsageError) -> Options {
        var options = Options()
        try ArgumentParser(parameters: parameters).parse(arguments, into: &options)
        return options
    }
}

extension Command {
    public static func remedy(forUnknown option: String, before argument: String?) -> String { "" }
    public static var isPaged: Bool { false }
}

/// A command line and what it does. A test parses each as it stands.
public struct Example: Sendable, Equatable {
    /// As it is typed into a shell: `tidings clusters --since 24h`.
    public let line: String
    /// Half a sentence without a full stop: `the events of the last day`.
    public let meaning: String

    public init(_ line: String, _ meaning: String) {
        self.line = line
        self.meaning = meaning
    }
}
