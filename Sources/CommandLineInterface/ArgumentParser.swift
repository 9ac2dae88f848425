internal import Values

/// Reads a command line by GNU's conventions: `-n5`, `-jn 5`, `--limit=5`, `--lim 5` where that can be
/// but one option, options after operands, `--` before operands that begin with a dash.
struct ArgumentParser<Options> {
    let parameters: [Parameter<Options>]

    /// Fills in `options` from `arguments`.
    func parse(
        _ arguments: ArraySlice<String>, into options: inout Options
    ) throws(UsageError) {
        var rest = arguments
        var operands: [String] = []
        var given: [String: String] = [:]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                break
            } else if argument.hasPrefix("--") {
                try parseLong(argument, &rest, &options, &given)
            } else if argument.hasPrefix("-"), argument != "-" {
                try parseLetters(argument, &rest, &options, &given)
            } else {
                operands.append(argument)
            }
        }
        try assign(operands, &options)
    }

    private func parseLong(
        _ argument: String, _ rest: inout ArraySlice<String>, _ options: inout Options,
        _ given: inout [String: String]
    ) throws(UsageError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count == 2 ? String(parts[1]) : nil
        let parameter = try parameter(named: name)
        try note(parameter, &given)
        switch parameter.kind {
        case .option(let value):
            guard let text = attached ?? rest.popFirst() else {
                throw .missingValue(option: name, value: value)
            }
            try parameter.apply(&options, text)
        default:
            guard attached == nil else { throw .unwantedValue(option: name) }
            try parameter.apply(&options, "")
        }
    }

    private func parseLetters(
        _ argument: String, _ rest: inout ArraySlice<String>, _ options: inout Options,
        _ given: inout [String: String]
    ) throws(UsageError) {
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            let name = "-\(letter)"
            // Alone, or among letters that are all known, it was answered before: another is not.
            if isOtherHelp(name), argument.utf8.count > 2 { continue }
            let parameter = try parameter(named: name)
            try note(parameter, &given)
            if case .option(let value) = parameter.kind {
                guard let text = letters.isEmpty ? rest.popFirst() : String(letters) else {
                    throw .missingValue(option: name, value: value)
                }
                do throws(UsageError) {
                    try parameter.apply(&options, text)
                } catch .badValue(let value, _, let expected, let nearest) {
                    // By the letter that was typed, not by the long name.
                    throw .badValue(value, of: name, expected: expected, nearest: nearest)
                }
                return
            }
            try parameter.apply(&options, "")
        }
    }

    /// Whether `letter` asks for help, which is no parameter of the command's own.
    private func isOtherHelp(_ letter: String) -> Bool {
        letter == CommandOutline.Option.help.letter
            && !parameters.contains { $0.names.contains(letter) }
    }

    /// Refuses an option beside another answer to the same question. The same answer again is none.
    ///
    /// - Parameter given: of each question the option that has answered it.
    private func note(
        _ parameter: Parameter<Options>, _ given: inout [String: String]
    ) throws(UsageError) {
        guard let question = parameter.question, let name = parameter.names.first else { return }
        if let other = given[question], other != name { throw .contradiction(other, name) }
        given[question] = name
    }

    private func assign(_ operands: [String], _ options: inout Options) throws(UsageError) {
        var rest = operands[...]
        for parameter in parameters {
            switch parameter.kind {
            case .operand(let value, let isRequired):
                if let operand = rest.popFirst() {
                    try parameter.apply(&options, operand)
                } else if isRequired {
                    throw .missingOperand(value)
                }
            case .operands(let value, let isRequired):
                if rest.isEmpty, isRequired { throw .missingOperand(value) }
                while let operand = rest.popFirst() { try parameter.apply(&options, operand) }
            default: break
            }
        }
        if let extra = rest.first { throw .unexpectedOperand(extra) }
    }

    private func parameter(named name: String) throws(UsageError) -> Parameter<Options> {
        if let parameter = parameters.first(where: { $0.names.contains(name) }) {
            return parameter
        }
        let longer = parameters.flatMap(\.names).filter { $0.hasPrefix(name) }
        if name.utf8.count > 2, longer.count > 1 { throw .ambiguousOption(name, longer) }
        if name.utf8.count > 2, let only = longer.first { return try parameter(named: only) }
        let known = parameters.flatMap(\.names) + ["--help"]
        throw .unknownOption(name, nearest: Spelling.nearest(to: name, among: known))
    }
}
