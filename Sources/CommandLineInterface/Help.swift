internal import Terminal

/// The help of a command, made from the same declarations that parse it, for a width of text.
struct Help {
    /// The width of pages that nobody reads on a terminal.
    static let usualColumns = 80

    let text: String

    init(of command: CommandOutline, columns: Int) {
        var page = HelpPage(columns: columns)
        page.add(usage: (["Usage: \(command.title)"] + command.syntax).joined(separator: " "))
        page.add(text: command.summary)
        page.add(text: command.discussion)
        page.add("Commands", command.subcommands.map(HelpPage.row))
        var rows = command.options.map { HelpPage.Row(Self.spelling(of: $0), $0.help) }
        // Between the command's own options and those that all have.
        rows.insert(
            contentsOf: command.operands.map { HelpPage.Row($0.value, $0.help) },
            at: command.options.firstIndex(of: .help) ?? 0)
        page.add("Options", rows)
        page.add(command.examples)
        if command.isProgram { page.add(command.exitCodes) }
        text = page.text
    }

    /// The help of a program with commands.
    init(of program: Program, columns: Int) {
        var page = HelpPage(columns: columns)
        page.add(usage: "Usage: \(program.name) COMMAND [OPTION...]")
        page.add(text: program.summary)
        let groups = program.outlines
        let width = groups.flatMap(\.commands).map { $0.words.last?.count ?? 0 }.max() ?? 0
        for group in groups {
            page.add(group.title, group.commands.map(HelpPage.row), width: width)
        }
        let outline = program.outline
        page.add("Options", outline.options.map { HelpPage.Row(Self.spelling(of: $0), $0.help) })
        page.add(outline.examples)
        page.add(text: program.epilogue)
        page.add(outline.exitCodes)
        text = page.text
    }

    private static func spelling(of option: CommandOutline.Option) -> String {
        let start = option.letter.map { "\($0), \(option.name)" } ?? "    \(option.name)"
        return option.value.map { "\(start) \($0)" } ?? start
    }
}

/// The sections of a page of help, with a blank line between, wrapped to its width.
private struct HelpPage {
    /// A thing and what there is to say of it.
    struct Row {
        let left: String
        let right: String

        init(_ left: String, _ right: String) {
            (self.left, self.right) = (left, right)
        }
    }

    /// Columns beside which texts still have room to be read; in fewer they stand below.
    private static let leastBeside = 30

    let columns: Int
    private var lines: [String] = []

    init(columns: Int) { self.columns = columns }

    static func row(of command: CommandOutline) -> Row {
        Row(command.words.last ?? "", command.summary)
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func add(usage: String) { lines += wrapped(usage, behind: "") }

    /// Paragraphs; what begins with two spaces stays as it is.
    mutating func add(text: String) {
        guard !text.isEmpty else { return }
        lines.append("")
        var paragraph: [Substring] = []
        for line in "\(text)\n".split(separator: "\n", omittingEmptySubsequences: false) {
            let isKept = line.isEmpty || line.hasPrefix("  ")
            if !isKept {
                paragraph.append(line)
                continue
            }
            if !paragraph.isEmpty {
                lines += wrapped(paragraph.joined(separator: " "), behind: "")
                paragraph = []
            }
            lines.append(String(line))
        }
        // The one that ended the last paragraph.
        lines.removeLast()
    }

    /// - Parameter width: that of the first column at least.
    mutating func add(_ title: String, _ rows: [Row], width: Int = 0) {
        guard !rows.isEmpty else { return }
        lines += ["", "\(title):"]
        let width = max(width, rows.map(\.left.count).max() ?? 0)
        let indent = width + 4
        for row in rows {
            let left = "  \(row.left)"
            if columns - indent < Self.leastBeside {
                lines.append(left)
                lines += wrapped(row.right, behind: String(repeating: " ", count: 8))
            } else {
                let start = left + String(repeating: " ", count: indent - left.count)
                let rest = String(repeating: " ", count: indent)
                let texts = Wrapping.lines(row.right, width: columns - indent)
                lines += texts.enumerated().map { ($0.offset == 0 ? start : rest) + $0.element }
            }
        }
    }

    /// Command lines stay whole, to be copied.
    mutating func add(_ examples: [Example]) {
        guard !examples.isEmpty else { return }
        lines += ["", "Examples:"]
        for example in examples {
            lines.append("  \(example.line)")
            lines += wrapped(example.meaning, behind: String(repeating: " ", count: 6))
        }
    }

    mutating func add(_ codes: [ExitCode]) {
        add("Exit codes", codes.map { Row("\($0.rawValue)", $0.meaning) })
    }

    private func wrapped(_ text: String, behind indent: String) -> [String] {
        Wrapping.lines(text, width: max(1, columns - indent.count)).map { indent + $0 }
    }
}
