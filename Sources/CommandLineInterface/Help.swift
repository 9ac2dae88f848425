/// The help of a command, made from the same declarations that parse it.
struct Help {
    let text: String

    init(of command: CommandOutline) {
        var lines = [(["Usage: \(command.title)"] + command.syntax).joined(separator: " ")]
        lines += ["", command.summary]
        if !command.discussion.isEmpty { lines += ["", command.discussion] }
        if !command.subcommands.isEmpty {
            lines += ["", "Commands:"] + Self.table(command.subcommands.map(Self.row))
        }
        var rows = command.options.map { (left: Self.spelling(of: $0), right: $0.help) }
        // Between the command's own options and those that all have.
        rows.insert(
            contentsOf: command.operands.map { (left: $0.value, right: $0.help) },
            at: command.options.firstIndex(of: .help) ?? 0)
        lines += ["", "Options:"] + Self.table(rows)
        lines += Self.examples(command)
        if command.isProgram { lines += Self.codes(command) }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The help of a program with commands.
    init(of program: Program) {
        var lines = ["Usage: \(program.name) COMMAND [OPTION...]", "", program.summary]
        let groups = program.outlines
        let width = groups.flatMap(\.commands).map { $0.words.last?.count ?? 0 }.max() ?? 0
        for group in groups {
            lines += ["", "\(group.title):"]
            lines += Self.table(group.commands.map(Self.row), width: width)
        }
        let outline = program.outline
        let options = outline.options.map { (left: Self.spelling(of: $0), right: $0.help) }
        lines += ["", "Options:"] + Self.table(options)
        lines += Self.examples(outline)
        if !program.epilogue.isEmpty { lines += ["", program.epilogue] }
        lines += Self.codes(outline)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func examples(_ command: CommandOutline) -> [String] {
        guard !command.examples.isEmpty else { return [] }
        return ["", "Examples:"]
            + command.examples.flatMap { ["  \($0.line)", "      \($0.meaning)"] }
    }

    private static func codes(_ command: CommandOutline) -> [String] {
        let rows = command.exitCodes.map { (left: "\($0.rawValue)", right: $0.meaning) }
        return ["", "Exit codes:"] + table(rows)
    }

    private static func row(of command: CommandOutline) -> (left: String, right: String) {
        (left: command.words.last ?? "", right: command.summary)
    }

    private static func spelling(of option: CommandOutline.Option) -> String {
        let start = option.letter.map { "\($0), \(option.name)" } ?? "    \(option.name)"
        return option.value.map { "\(start) \($0)" } ?? start
    }

    private static func table(
        _ rows: [(left: String, right: String)], width: Int = 0
    ) -> [String] {
        let width = max(width, rows.map(\.left.count).max() ?? 0)
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row.left.count + 2)
            return "  \(row.left)\(gap)\(row.right)"
        }
    }
}
