internal import CommandLineInterface
internal import Values

/// `manual [PAGE]`: the pages of the manual, as `man` reads them.
enum ManualCommand: Command {
    struct Options: CommandOptions {
        var page: String?
    }

    static let name = "manual"
    static let summary = "List the pages of the manual, or print one for man to show."
    static let discussion = """
        `make install` puts the pages where man looks for them: `man tidings`,
        `man tidings-clusters`, `man tidingsd`, `man feeds.yml`.
        """
    static var examples: [Example] {
        [
            Example("tidings manual feeds.yml | man -l -", "read what feeds.yml may say"),
            Example("tidings manual", "list the pages"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.page, value: "PAGE", help: "its name in the list, with or without its section",
                isRequired: false, completes: .words(Manual.topics.map { .init($0) }))
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        let pages: [ManualPage]
        do throws(MissingData) {
            pages = Manual.pages(feedsFile: try SharedData.document("feeds-yml.md"))
        } catch {
            Output.note("\(error)")
            return .failure
        }
        guard let name = options.page else {
            var table = Table([.init("PAGE"), .init("ABOUT", isFlexible: true)])
            for page in pages { table.add([.init(page.name), .init(page.summary)]) }
            Output.print(table)
            return .success
        }
        // A command's page by the name of the command, too.
        let names = [name, "\(TidingsProgram.program.name)-\(name)"]
        guard let page = pages.first(where: { names.contains($0.topic) || $0.name == name }) else {
            let nearest = names.lazy.compactMap {
                Spelling.nearest(to: $0, among: pages.map(\.topic))
            }.first
            Output.note(
                "there is no page \"\(name)\""
                    + (nearest.map { "; did you mean \($0)?" } ?? "; `tidings manual` lists them"))
            return .nothingFound
        }
        Output.print(page.text)
        return .success
    }
}

/// The manual of both programs and of feeds.yml.
enum Manual {
    /// The names of all pages, without their sections.
    static var topics: [String] {
        func names(_ command: any Command.Type, below name: String) -> [String] {
            let own = "\(name)-\(command.name)"
            return [own] + command.subcommands.flatMap { names($0, below: own) }
        }
        let program = TidingsProgram.program
        return [program.name, DaemonCommand.name, "feeds.yml"]
            + program.commands.flatMap { names($0, below: program.name) }
    }

    /// All pages; `feedsFile` is the text of docs/feeds-yml.md.
    static func pages(feedsFile: String) -> [ManualPage] {
        let program = TidingsProgram.program
        let version = program.version
        let main = ["tidings.1", "tidingsd.8", "feeds.yml.5"]
        func others(than name: String) -> [String] { main.filter { $0 != name } }
        let commands = program.commands.flatMap {
            CommandOutline(of: $0, below: [program.name]).all
        }
        return [
            .program(program, seeAlso: others(than: "tidings.1")),
            .command(
                .program(DaemonCommand.self), section: 8, version: version,
                seeAlso: others(than: "tidingsd.8")),
            .markdown(
                feedsFile, section: 5, version: version,
                seeAlso: others(than: "feeds.yml.5") + ["tidings-check.1", "tidings-add.1"]),
        ]
            + commands.map {
                .command($0, section: 1, version: version, seeAlso: main)
            }
    }
}
