import Platform
import Testing

@testable import CommandLineInterface

private let calls = Locked<[String]>([])

private enum Inner: Command {
    struct Options: CommandOptions {
        var what: String?
    }

    static let name = "paint"
    static let summary = "Paint something."
    static var parameters: [Parameter<Options>] {
        [.operand(\.what, value: "WHAT", help: "what to paint", isRequired: true)]
    }

    static func run(_ options: Options) async -> ExitCode {
        calls.withLock { $0.append("paint \(options.what ?? "")") }
        return .success
    }
}

private enum Outer: Command {
    struct Options: CommandOptions {
        var quiet = false
        var name: String?
    }

    static let name = "house"
    static let summary = "Look at the house."
    static var parameters: [Parameter<Options>] {
        [
            .flag(\.quiet, "quiet", "q", help: "say nothing"),
            .option(\.name, "name", "n", value: "NAME", help: "what it is called"),
        ]
    }
    static var subcommands: [any Command.Type] { [Inner.self] }

    static func run(_ options: Options) async -> ExitCode {
        calls.withLock { $0.append("house \(options.quiet)") }
        return .success
    }
}

@Suite(.serialized) struct SubcommandTests {
    private let program = Program(
        name: "test", version: "1", summary: "", epilogue: "", commands: [Outer.self])

    private func called(_ arguments: String...) async -> (ExitCode, [String]) {
        await called(arguments)
    }

    private func called(_ arguments: [String]) async -> (ExitCode, [String]) {
        calls.withLock { $0 = [] }
        let code = await program.run(arguments)
        return (code, calls.withLock { $0 })
    }

    @Test func `a further word chooses a command, and without one the command itself runs`() async {
        #expect(await called("house", "paint", "door") == (.success, ["paint door"]))
        #expect(await called("house", "--quiet") == (.success, ["house true"]))
        #expect(await called("house") == (.success, ["house false"]))
    }

    @Test func `a word that is no command, and a missing operand, are refused`() async {
        #expect(await called("house", "pant") == (.usage, []))
        #expect(await called("house", "paint") == (.usage, []))
    }

    @Test func `help is asked for in every usual way, and runs nothing`() async {
        for words in [
            "help", "--help", "-h", "help house", "help house paint", "house -h",
            "house paint --help",
            "house paint door -h", "house --he", "--version", "-V",
        ] {
            let answer = await called(words.split(separator: " ").map(String.init))
            #expect(answer == (.success, []), "\(words)")
        }
        #expect(await called("house", "paint", "--", "-h") == (.success, ["paint -h"]))
        #expect(await called("--versoin") == (.usage, []))
        // Among other letters, as long as each is one.
        #expect(await called("house", "-qh") == (.success, []))
        #expect(await called("house", "-hq") == (.success, []))
        #expect(await called("house", "-hqx") == (.usage, []))
        #expect(await called("house", "-nh") == (.success, ["house false"]))
        #expect(await called("house", "-q") == (.success, ["house true"]))
    }

    @Test func `help names the commands, of which each has its own`() {
        let help = Help(of: CommandOutline(of: Outer.self, below: ["test"]), columns: 80).text
        #expect(help.hasPrefix("Usage: test house [COMMAND] [OPTION...]\n"))
        #expect(help.contains("Commands:\n  paint  Paint something.\n"))
    }
}
