/// A page of the manual in the format of man(7), made from the same declarations as the parser.
public struct ManualPage: Sendable {
    /// `tidings-clusters.1`.
    public let name: String
    /// What it is about, without a full stop.
    public let summary: String
    public let text: String

    /// The name without the section: `tidings-clusters`, `feeds.yml`.
    public var topic: String { name.split(separator: ".").dropLast().joined(separator: ".") }

    init(name: String, summary: String, text: String) {
        self.name = name
        self.summary = summary
        self.text = text
    }

    /// The page of a program with commands.
    public static func program(_ program: Program, seeAlso: [String]) -> ManualPage {
        let outline = program.outline
        var page = start(outline, section: 1, version: program.version)
        page.macro("SH", "SYNOPSIS")
        page.raw("\(Roff.bold(program.name)) " + syntax(["COMMAND", "[OPTION...]"]))
        page.macro("SH", "DESCRIPTION")
        page.line(program.summary)
        discuss(program.epilogue, &page)
        page.macro("SH", "COMMANDS")
        for group in program.outlines {
            page.macro("SS", group.title)
            for command in group.commands { refer(to: command, &page) }
        }
        describeOptions(outline, &page)
        giveExamples(outline, &page)
        tellCodes(outline.exitCodes, &page)
        tellEnvironment(Locations.variables + Locations.readingVariables, &page)
        end(&page, seeAlso: seeAlso)
        return ManualPage(
            name: "\(program.name).1", summary: described(outline.summary), text: page.text)
    }

    /// The page of a command, or of a program that is one.
    public static func command(
        _ command: CommandOutline, section: Int, version: String, seeAlso: [String]
    ) -> ManualPage {
        var page = start(command, section: section, version: version)
        page.macro("SH", "SYNOPSIS")
        page.raw("\(Roff.bold(command.title)) " + syntax(command.syntax))
        page.macro("SH", "DESCRIPTION")
        page.line(command.summary)
        discuss(command.discussion, &page)
        if !command.subcommands.isEmpty {
            page.macro("SH", "COMMANDS")
            for command in command.subcommands { refer(to: command, &page) }
        }
        describeOptions(command, &page)
        giveExamples(command, &page)
        tellCodes(command.exitCodes, &page)
        if command.isProgram { tellEnvironment(Locations.variables, &page) }
        end(&page, seeAlso: seeAlso)
        return ManualPage(
            name: "\(pageName(command)).\(section)", summary: described(command.summary),
            text: page.text)
    }

    /// Names of values are slanted, the marks around them are not.
    private static func syntax(_ words: [String]) -> String {
        words.joined(separator: " ").reduce(into: "") { text, character in
            text += character.isLetter ? Roff.italic(String(character)) : String(character)
        }.replacing("\\fR\\fI", with: "")
    }

    static func pageName(_ command: CommandOutline) -> String {
        command.words.joined(separator: "-")
    }

    /// How a page begins; without hyphenation and even margins, which command lines do not bear.
    static func head(
        _ name: String, section: Int, version: String, summary: String
    ) -> Roff {
        var page = Roff()
        page.macro("TH", name.uppercased(), "\(section)", "", "Tidings \(version)", "Tidings")
        page.request("nh")
        page.request("ad l")
        page.macro("SH", "NAME")
        page.raw("\(Roff.escaped(name)) \\- \(Roff.inline(summary))")
        return page
    }

    /// The first sentence as the line NAME of a page says it: `list events`.
    static func described(_ text: String) -> String {
        let end = text.firstRange(of: ". ")?.lowerBound
        let text = end.map { text[..<$0] } ?? (text.hasSuffix(".") ? text.dropLast() : text[...])
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    private static func start(_ command: CommandOutline, section: Int, version: String) -> Roff {
        head(
            pageName(command), section: section, version: version,
            summary: described(command.summary))
    }

    private static func refer(to command: CommandOutline, _ page: inout Roff) {
        page.request("TP")
        page.raw("\(Roff.bold(pageName(command)))(1)")
        page.line(command.summary)
    }

    private static func describeOptions(_ command: CommandOutline, _ page: inout Roff) {
        page.macro("SH", "OPTIONS")
        for operand in command.operands {
            page.request("TP")
            page.raw(Roff.italic(operand.value) + (operand.repeats ? "..." : ""))
            page.line(operand.help)
            list(operand.completion, &page)
        }
        for option in command.options {
            page.request("TP")
            let names = option.spellings.map(Roff.bold).joined(separator: ", ")
            page.raw(names + (option.value.map { " " + Roff.italic($0) } ?? ""))
            page.line(option.help)
            list(option.completion, &page)
        }
    }

    /// The words that a value can be, where the words need telling.
    private static func list(_ completion: Completion, _ page: inout Roff) {
        guard case .words(let words) = completion,
            words.contains(where: { !$0.meaning.isEmpty })
        else { return }
        page.request("RS")
        for word in words {
            page.request("TP")
            page.raw(Roff.bold(word.text))
            page.line(word.meaning.isEmpty ? "\\&" : word.meaning)
        }
        page.request("RE")
    }

    /// Paragraphs, of which lines that begin with two spaces stay as they are.
    private static func discuss(_ text: String, _ page: inout Roff) {
        guard !text.isEmpty else { return }
        page.request("PP")
        var kept: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("  ") {
                kept.append(String(line.dropFirst(2)))
                continue
            }
            if !kept.isEmpty {
                page.block(kept)
                page.request("PP")
                kept = []
            }
            if line.isEmpty { page.request("PP") } else { page.line(String(line)) }
        }
        if !kept.isEmpty { page.block(kept) }
    }

    private static func giveExamples(_ command: CommandOutline, _ page: inout Roff) {
        guard !command.examples.isEmpty else { return }
        page.macro("SH", "EXAMPLES")
        for example in command.examples {
            page.request("PP")
            page.line(example.meaning.prefix(1).uppercased() + example.meaning.dropFirst() + ":")
            page.block([example.line])
        }
    }

    private static func tellCodes(_ codes: [ExitCode], _ page: inout Roff) {
        page.macro("SH", "EXIT STATUS")
        list(codes.map { ("\($0.rawValue)", $0.meaning) }, &page)
    }

    private static func tellEnvironment(
        _ variables: [(name: String, meaning: String)], _ page: inout Roff
    ) {
        page.macro("SH", "ENVIRONMENT")
        list(variables, &page)
        tellFiles(&page)
    }

    static func tellFiles(_ page: inout Roff) {
        page.macro("SH", "FILES")
        list(Locations.files, &page)
    }

    private static func list(_ notes: [(name: String, meaning: String)], _ page: inout Roff) {
        for (name, meaning) in notes {
            page.request("TP")
            page.raw(Roff.bold(name))
            page.line(meaning)
        }
    }

    /// The last section: pages by their file names.
    static func end(_ page: inout Roff, seeAlso: [String]) {
        page.macro("SH", "SEE ALSO")
        page.raw(
            seeAlso.map { name in
                let parts = name.split(separator: ".")
                return Roff.bold(parts.dropLast().joined(separator: ".")) + "(\(parts.last ?? ""))"
            }.joined(separator: ",\n"))
    }
}
