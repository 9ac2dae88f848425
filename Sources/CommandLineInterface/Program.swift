internal import Terminal
internal import Values

/// Commands that a person looks for together.
public struct CommandGroup: Sendable {
    /// The line above them in the help, without a colon: `Reading`.
    public let title: String
    public let commands: [any Command.Type]

    public init(_ title: String, _ commands: [any Command.Type]) {
        self.title = title
        self.commands = commands
    }
}

/// A program: one command, or several that its first argument chooses between.
public struct Program: Sendable {
    public let name: String
    public let version: String
    public let summary: String
    /// What help and manual say beside the commands: of all output, where to read on.
    public let epilogue: String
    /// What a person will want to do first.
    public let examples: [Example]
    public let groups: [CommandGroup]

    public init(
        name: String, version: String, summary: String, epilogue: String,
        examples: [Example] = [], groups: [CommandGroup]
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.epilogue = epilogue
        self.examples = examples
        self.groups = groups
    }

    /// A program with so few commands that they need no groups.
    public init(
        name: String, version: String, summary: String, epilogue: String,
        commands: [any Command.Type]
    ) {
        self.init(
            name: name, version: version, summary: summary, epilogue: epilogue,
            groups: [CommandGroup("Commands", commands)])
    }

    public var commands: [any Command.Type] { groups.flatMap(\.commands) }

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
        if CommandOutline.Option.help.spellings.contains(first) || first == "help" {
            guard arguments.count > 1, first == "help" else {
                return answer(Help(of: self, columns: Help.columns).text)
            }
            return await choose(arguments.dropFirst() + ["--help"])
        }
        if CommandOutline.Option.version.spellings.contains(first) {
            return answer("\(name) \(version)\n")
        }
        if first.hasPrefix("-") {
            if let early = optionBeforeCommand(arguments) { return early }
            let known = outline.options.map(\.name)
            return refuse(
                .unknownOption(first, nearest: Spelling.nearest(to: first, among: known)),
                help: "\(name) --help")
        }
        guard let command = commands.first(where: { $0.name == first }) else {
            return unknown(first, among: commands, below: [name])
        }
        return await run(command, arguments.dropFirst(), below: [name])
    }

    /// Refuses an option that is one of a command's and stands before it, with the line that was meant;
    /// nil: it is none.
    private func optionBeforeCommand(_ arguments: [String]) -> ExitCode? {
        let first = arguments[0]
        let takers = outline.subcommands.compactMap { command in
            command.all.lazy.flatMap(\.options).first { $0.isMeant(by: first) }
                .map { (name: command.words.last ?? "", option: $0) }
        }
        guard let some = takers.first else { return nil }
        let named = arguments.lazy.compactMap { word in takers.first { $0.name == word } }
        let taker = named.first ?? some
        var given = [first]
        if taker.option.takesNext(after: first), arguments.count > 1 { given.append(arguments[1]) }
        let spelled = String(first.prefix { $0 != "=" })
        return refuse(
            .optionBeforeCommand(
                spelled, example: "\(name) \(taker.name) \(given.joined(separator: " "))"),
            help: "\(name) --help")
    }

    private func unknown(
        _ word: String, among commands: [any Command.Type], below outer: [String]
    ) -> ExitCode {
        let words = commands.flatMap { command in
            ([command.name] + command.otherWords).map { (word: $0, name: command.name) }
        }
        let nearest = Spelling.nearest(to: word, among: words.map(\.word))
        return refuse(
            .unknownCommand(word, nearest: words.first { $0.word == nearest }?.name),
            help: outer.joined(separator: " ") + " --help")
    }

    /// Runs a program that is one command.
    public static func run<C: Command>(
        _ command: C.Type, version: String, _ arguments: [String]
    ) async -> ExitCode {
        let program = Program(
            name: command.name, version: version, summary: command.summary, epilogue: "",
            commands: [command])
        if let first = arguments.first,
            CommandOutline.Option.version.spellings.contains(first)
        {
            return await program.run(arguments)
        }
        if CommandOutline.isHelp(perhapsAskedBy: arguments[...]) {
            let outline = CommandOutline.program(command)
            if outline.isHelp(askedBy: arguments[...]) {
                return program.written(
                    program.answer(Help(of: outline, columns: Help.columns).text))
            }
        }
        return program.written(await program.run(command, arguments[...], below: []))
    }

    private func run<C: Command>(
        _ command: C.Type, _ arguments: ArraySlice<String>, below words: [String]
    ) async -> ExitCode {
        if let word = arguments.first, !command.subcommands.isEmpty, !word.hasPrefix("-") {
            let words = words + [command.name]
            guard let chosen = command.subcommands.first(where: { $0.name == word }) else {
                return unknown(word, among: command.subcommands, below: words)
            }
            return await run(chosen, arguments.dropFirst(), below: words)
        }
        if let help = CommandOutline.help(of: command, below: words, askedBy: arguments) {
            return answer(help.text)
        }
        do throws(UsageError) {
            guard command.isPaged else {
                return await command.run(try command.options(from: arguments))
            }
            var options = PagerOption(own: C.Options())
            try ArgumentParser(parameters: PagerOption.parameters(with: command.parameters))
                .parse(arguments, into: &options)
            if !options.isOff { PagedOutput.begin() }
            defer { PagedOutput.end() }
            return await command.run(options.own)
        } catch {
            let help = (words + [command.name]).joined(separator: " ") + " --help"
            return refuse("\(error)" + remedy(for: error, of: command, arguments), help: help)
        }
    }

    /// What the command itself says of an option that it does not have, behind a semicolon.
    private func remedy<C: Command>(
        for error: UsageError, of command: C.Type, _ arguments: ArraySlice<String>
    ) -> String {
        guard case .unknownOption(let option, _) = error else { return "" }
        // As it was typed, it may have its value behind a sign of equality.
        let place = arguments.firstIndex { $0 == option || $0.hasPrefix(option + "=") }
        let typed = place.map { arguments[$0] } ?? option
        let next = place.map { arguments[($0 + 1)...].first } ?? nil
        let told = command.remedy(forUnknown: typed, before: next)
        return told.isEmpty ? "" : "; \(told)"
    }

    private func answer(_ text: String) -> ExitCode {
        StandardStream.output.write(text)
        return .success
    }

    private func refuse(_ error: UsageError, help: String) -> ExitCode {
        refuse("\(error)", help: help)
    }

    private func refuse(_ error: String, help: String) -> ExitCode {
        // A script may hand over as an argument what another has written.
        StandardStream.error.write("\(name): \(PrintableText.line(error)) (see \(help))\n")
        return .usage
    }
}

extension Help {
    /// The width of what is printed now.
    fileprivate static var columns: Int { StandardStream.output.textColumns ?? usualColumns }
}

extension Program {
    /// The groups with their commands.
    var outlines: [(title: String, commands: [CommandOutline])] {
        groups.map { group in
            (group.title, group.commands.map { CommandOutline(of: $0, below: [name]) })
        }
    }

    /// The program as the command above its commands.
    public var outline: CommandOutline {
        let commands = outlines.flatMap(\.commands)
        let words = commands.map { Completion.Word($0.words.last ?? "", $0.summary) }
        let help = CommandOutline(
            words: [name, "help"], summary: "Print the help of a command.",
            operands: [
                .init(
                    value: "COMMAND", help: "the command", isRequired: false, repeats: false,
                    completion: .words(words))
            ])
        var outline = CommandOutline(
            words: [name], summary: summary, examples: examples, subcommands: commands + [help])
        outline.options.append(.version)
        return outline
    }
}

extension CommandOutline {
    /// The help of `command` where it is asked for. An outline is not made for nothing: to declare all
    /// parameters a second time takes a twentieth of a command that only reads.
    fileprivate static func help<C: CommandDeclaration>(
        of command: C.Type, below words: [String], askedBy arguments: ArraySlice<String>
    ) -> Help? {
        guard isHelp(perhapsAskedBy: arguments) else { return nil }
        let outline = CommandOutline(of: command, below: words)
        return outline.isHelp(askedBy: arguments) ? Help(of: outline, columns: Help.columns) : nil
    }

    /// Whether a word could ask for help, cut or not.
    fileprivate static func isHelp(perhapsAskedBy arguments: ArraySlice<String>) -> Bool {
        arguments.contains { word in
            Option.help.spellings.contains { $0.hasPrefix(word) && word.utf8.count > 1 }
                || word.hasPrefix("-") && word.utf8.contains(UInt8(ascii: "h"))
        }
    }

    /// Whether help is asked for: anywhere, since whoever is lost in a command line adds it at its end.
    fileprivate func isHelp(askedBy arguments: ArraySlice<String>) -> Bool {
        arguments.prefix { $0 != "--" }.contains { word in
            if Option.help.spellings.contains(word) || isHelp(amongLettersOf: word) { return true }
            // Cut, as other options may be, where it can be no other.
            return word.count > 2 && Option.help.name.hasPrefix(word)
                && options.allSatisfy { $0 == .help || !$0.name.hasPrefix(word) }
        }
    }

    /// Whether `word` is letters of options, as `-lh` is, all of them known, and help is one. Those behind one
    /// that takes a value are the value.
    private func isHelp(amongLettersOf word: String) -> Bool {
        guard word.hasPrefix("-") else { return false }
        var isHelp = false
        for letter in word.dropFirst() {
            guard let option = options.first(where: { $0.letter == "-\(letter)" }) else {
                return false
            }
            if option == .help { isHelp = true }
            if option.value != nil { break }
        }
        return isHelp
    }

    /// A program that is one command, with what every program has.
    public static func program<C: CommandDeclaration>(_ command: C.Type) -> CommandOutline {
        var outline = CommandOutline(of: command)
        outline.options.append(.version)
        return outline
    }
}
