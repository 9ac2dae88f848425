/// The help of a command, made from the same declarations that parse it.
struct Help {
    let text: String

    /// `program` is what stands before the command's own parameters: `tidings clusters`.
    init<C: Command>(of command: C.Type, program: String) {
        let parameters = command.parameters
        var usage = "Usage: \(program)"
        if !command.subcommands.isEmpty { usage += " [COMMAND]" }
        if parameters.contains(where: { !$0.names.isEmpty }) { usage += " [OPTION...]" }
        for case (let operand?, let isRequired, let repeats) in parameters.map(Self.operand) {
            let word = repeats ? "\(operand)..." : operand
            usage += isRequired ? " \(word)" : " [\(word)]"
        }
        var lines = [usage, "", command.summary]
        if !command.discussion.isEmpty { lines += ["", command.discussion] }
        var rows = parameters.map { parameter in
            (left: Self.spelling(of: parameter), right: parameter.help)
        }
        rows.append((left: "    --help", right: "print this text"))
        if !command.subcommands.isEmpty {
            lines += ["", "Commands:"]
            lines += Self.table(command.subcommands.map { (left: $0.name, right: $0.summary) })
        }
        lines += ["", "Options:"] + Self.table(rows)
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The help of a program with commands.
    init(of program: Program) {
        var lines = ["Usage: \(program.name) COMMAND [OPTION...]", "", program.summary, ""]
        lines += ["Commands:"]
        lines += Self.table(program.commands.map { (left: $0.name, right: $0.summary) })
        lines += ["", program.epilogue]
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func operand<O>(_ parameter: Parameter<O>) -> (String?, Bool, Bool) {
        switch parameter.kind {
        case .operand(let value, let isRequired): (value, isRequired, false)
        case .operands(let value, let isRequired): (value, isRequired, true)
        default: (nil, false, false)
        }
    }

    private static func spelling<O>(of parameter: Parameter<O>) -> String {
        let letter = parameter.names.first { !$0.hasPrefix("--") }
        let long = parameter.names.first { $0.hasPrefix("--") } ?? ""
        let start = letter.map { "\($0), \(long)" } ?? "    \(long)"
        return switch parameter.kind {
        case .flag: start
        case .option(let value): "\(start) \(value)"
        case .operand(let value, _), .operands(let value, _): value
        }
    }

    private static func table(_ rows: [(left: String, right: String)]) -> [String] {
        let width = rows.map(\.left.count).max() ?? 0
        return rows.map { row in
            let gap = String(repeating: " ", count: width - row.left.count + 2)
            return "  \(row.left)\(gap)\(row.right)"
        }
    }
}
