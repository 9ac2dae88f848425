internal import Platform
internal import Values

/// A program: one command, or several that its first argument chooses between.
public struct Program: Sendable {
    public let name: String
    public let version: String
    public let summary: String
    /// The last lines of the help: exit codes, where to read on.
    public let epilogue: String
    public let commands: [any Command.Type]

    public init(
        name: String, version: String, summary: String, epilogue: String,
        commands: [any Command.Type]
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.epilogue = epilogue
        self.commands = commands
    }

    /// Runs the command that `arguments` (without the program's name) choose.
    ///
    /// Output that could not be written is a failure, whatever the command answers: a script must
    /// not take half a list for a whole one.
    public func run(_ arguments: [String]) async -> ExitCode {
        written(await choose(arguments))
    }

    private func written(_ code: ExitCode) -> ExitCode {
        guard let failure = StandardStream.output.failure else { return code }
        StandardStream.error.write("\(name): \(failure)\n")
        return .failure
    }

    private func choose(_ arguments: [String]) async -> ExitCode {
        guard let first = arguments.first else {
            return refuse(.noCommand, help: "\(name) --help")
        }
        switch first {
        case "--help", "-h", "help":
            guard arguments.count > 1, first == "help" else {
                StandardStream.output.write(Help(of: self).text)
                return .success
            }
            return await choose(arguments.dropFirst() + ["--help"])
        case "--version":
            StandardStream.output.write("\(name) \(version)\n")
            return .success
        default:
            guard let command = commands.first(where: { $0.name == first }) else {
                return unknown(first, among: commands, in: name)
            }
            return await run(command, arguments.dropFirst(), as: "\(name) \(first)")
        }
    }

    private func unknown(
        _ word: String, among commands: [any Command.Type], in title: String
    ) -> ExitCode {
        let nearest = Spelling.nearest(to: word, among: commands.map { $0.name })
        return refuse(.unknownCommand(word, nearest: nearest), help: "\(title) --help")
    }

    /// Runs a program that is one command.
    public static func run<C: Command>(
        _ command: C.Type, version: String, _ arguments: [String]
    ) async -> ExitCode {
        let program = Program(
            name: command.name, version: version, summary: command.summary, epilogue: "",
            commands: [command])
        if arguments.first == "--version" { return await program.run(arguments) }
        return program.written(await program.run(command, arguments[...], as: command.name))
    }

    private func run<C: Command>(
        _ command: C.Type, _ arguments: ArraySlice<String>, as title: String
    ) async -> ExitCode {
        if let word = arguments.first, !command.subcommands.isEmpty, !word.hasPrefix("-") {
            guard let chosen = command.subcommands.first(where: { $0.name == word }) else {
                return unknown(word, among: command.subcommands, in: title)
            }
            return await run(chosen, arguments.dropFirst(), as: "\(title) \(word)")
        }
        if arguments.prefix(while: { $0 != "--" }).contains("--help") {
            StandardStream.output.write(Help(of: command, program: title).text)
            return .success
        }
        do throws(UsageError) {
            return await command.run(try command.options(from: arguments))
        } catch {
            if case .unknownOption = error, !command.dashRemedy.isEmpty {
                return refuse("\(error); \(command.dashRemedy)", help: "\(title) --help")
            }
            return refuse(error, help: "\(title) --help")
        }
    }

    private func refuse(_ error: UsageError, help: String) -> ExitCode {
        refuse("\(error)", help: help)
    }

    private func refuse(_ error: String, help: String) -> ExitCode {
        StandardStream.error.write("\(name): \(error) (see \(help))\n")
        return .usage
    }
}
