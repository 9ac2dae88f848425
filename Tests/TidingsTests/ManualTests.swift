import Checkout
import Terminal
import Testing

@testable import CommandLineInterface
@testable import tidings

/// Help, manual and completions, held together: one declaration makes all of them.
struct ManualSnapshotTests {
    private let program = TidingsProgram.program
    private let daemon = CommandOutline.program(DaemonCommand.self)

    private var commands: [CommandOutline] {
        program.commands.flatMap { CommandOutline(of: $0, below: [program.name]).all }
    }

    @Test func `the help is as it was`() throws {
        var files = ["tidings", "tidingsd"]
        try Snapshot.expect(Help(of: program, columns: 80).text, in: "help/tidings")
        try Snapshot.expect(Help(of: daemon, columns: 80).text, in: "help/tidingsd")
        for command in commands {
            files.append(ManualPage.pageName(command))
            try Snapshot.expect(
                Help(of: command, columns: 80).text, in: "help/\(ManualPage.pageName(command))")
        }
        Snapshot.expectOnly(files, in: "help")
    }

    @Test func `the manual is as it was`() throws {
        let pages = Manual.pages(feedsFile: try Checkout.text("docs/feeds-yml.md"))
        for page in pages { try Snapshot.expect(page.text, in: "man/\(page.name)") }
        Snapshot.expectOnly(pages.map(\.name), in: "man")
        #expect(pages.map(\.topic) == Manual.topics)
        #expect(pages.count == commands.count + 3)
    }

    @Test(arguments: Completions.Shell.allCases)
    func `the completions are as they were`(shell: Completions.Shell) throws {
        let text = Completions.script(for: shell, [program.outline, daemon])
        try Snapshot.expect(text, in: "completions/tidings.\(shell.rawValue)")
    }
}

/// What every command owes to who reads about it.
struct DeclarationTests {
    private let program = TidingsProgram.program

    private var outlines: [CommandOutline] {
        program.commands.flatMap { CommandOutline(of: $0, below: [program.name]).all }
            + [.program(DaemonCommand.self)]
    }

    @Test func `every command has a summary, a discussion and examples`() {
        for command in outlines {
            #expect(command.summary.hasSuffix("."), "\(command.title)")
            #expect(command.summary.count <= 80, "\(command.title)")
            #expect(!command.discussion.isEmpty, "\(command.title)")
            #expect(!command.examples.isEmpty, "\(command.title)")
            for example in command.examples {
                #expect(!example.meaning.hasSuffix("."), "\(example)")
                #expect(example.line.contains(command.title), "\(example)")
            }
        }
    }

    /// Command lines are copied whole, and what is one word, or a line of a discussion that stays as it
    /// is, cannot be broken.
    @Test(arguments: [80, 60, 40])
    func `no line of a help is wider than the terminal`(columns: Int) {
        var pages = outlines.map { (Help(of: $0, columns: columns).text, $0) }
        pages.append((Help(of: program, columns: columns).text, program.outline))
        for (page, command) in pages {
            var whole = Set(command.examples.map { "  \($0.line)" })
            if columns < 80 {
                whole.formUnion(
                    command.discussion.split(separator: "\n").filter { $0.hasPrefix("  ") }
                        .map(String.init))
            }
            for line in page.split(separator: "\n").map(String.init) where !whole.contains(line) {
                let words = line.split(separator: " ")
                #expect(
                    DisplayWidth.of(line) <= columns || words.count == 1,
                    "\(command.title): \(line)")
            }
        }
    }

    @Test func `an option that takes a value takes one in every command`() {
        // The completions of fish rely on it.
        let options = outlines.flatMap(\.options)
        for option in options {
            let alike = options.filter { $0.spellings.contains(where: option.spellings.contains) }
            #expect(
                alike.allSatisfy { ($0.value == nil) == (option.value == nil) }, "\(option.name)")
        }
    }

    @Test func `every example is a command line that the parser reads`() throws {
        for example in program.examples + outlines.flatMap(\.examples) {
            var found = 0
            for words in ShellLine(example.line).commands {
                guard let name = words.first, ["tidings", "tidingsd"].contains(name) else {
                    continue
                }
                found += 1
                #expect(throws: Never.self, "\(example.line)") {
                    if name == "tidingsd" {
                        _ = try DaemonCommand.options(from: words.dropFirst())
                    } else {
                        try parse(words.dropFirst(), among: program.commands)
                    }
                }
            }
            #expect(found == 1, "\(example.line)")
        }
    }

    private func parse(
        _ words: ArraySlice<String>, among commands: [any Command.Type]
    ) throws {
        let command = try #require(commands.first { $0.name == words.first }, "\(words)")
        let rest = words.dropFirst()
        if let next = rest.first, command.subcommands.contains(where: { $0.name == next }) {
            try parse(rest, among: command.subcommands)
        } else {
            _ = try command.options(from: rest)
        }
    }
}

/// A line of the shell, as far as examples go: words, quotes, pipes, `&&`, `||` and redirections.
private struct ShellLine {
    var commands: [[String]] = [[]]

    init(_ line: String) {
        var word: String?
        var isQuoted = false
        func end(_ commands: inout [[String]], _ word: inout String?) {
            if let word { commands[commands.count - 1].append(word) }
            word = nil
        }
        for character in line {
            if isQuoted {
                if character == "'" { isQuoted = false } else { word?.append(character) }
            } else {
                switch character {
                case "'":
                    isQuoted = true
                    word = word ?? ""
                case " ": end(&commands, &word)
                case "|", "&", ">", "<", "(", ")":
                    end(&commands, &word)
                    commands.append([])
                default: word = (word ?? "") + String(character)
                }
            }
        }
        end(&commands, &word)
    }
}
