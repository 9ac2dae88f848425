internal import CommandLineInterface

/// `completions SHELL`: the script by which a shell completes `tidings` and `tidingsd`.
enum CompletionsCommand: Command {
    struct Options: CommandOptions {
        var shell: Completions.Shell?
    }

    static let name = "completions"
    static let summary = "Print the completions of tidings and tidingsd for a shell."
    static let discussion = """
        Commands, options, values, files, and the numbers of feeds, events and entries.
        `make install` puts them where the shells look for them.
        """
    static var examples: [Example] {
        [
            Example("source <(tidings completions bash)", "use them in this bash, or this zsh"),
            Example(
                "tidings completions fish >~/.config/fish/completions/tidings.fish",
                "keep them for fish"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [.operand(\.shell, value: "SHELL", help: "bash, zsh or fish", isRequired: true)]
    }

    static func run(_ options: Options) async -> ExitCode {
        guard let shell = options.shell else { return .usage }
        let programs = [TidingsProgram.program.outline, CommandOutline.program(DaemonCommand.self)]
        Output.print(Completions.script(for: shell, programs))
        return .success
    }
}
