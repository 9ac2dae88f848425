internal import CommandLineInterface
internal import Storage

/// `split EVENT ENTRY…`: entries that are another event.
enum SplitCommand: Command {
    struct Options: CommandOptions {
        var shared = HandDecisions.Options()
        var event: ShowCommand.EventNumber?
        var entries: [EntryNumber] = []
    }

    static let name = "split"
    static let summary = "Make entries of one event an event of their own, for good."
    static let discussion = """
        The entries that are named, and the copies of them, get a new number and stay together;
        what is left keeps the number of the event. The two are never joined again by score. A
        copy that is split off what it was taken from counts as a text of its own. It takes effect
        at once, whether or not the daemon runs. `tidings undo` takes it back.
        """
    static var examples: [Example] {
        [
            Example(
                "tidings split 17 204 209",
                "make entries 204 and 209 of event 17 an event of their own")
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.event, value: "EVENT", help: "its number in `tidings clusters`",
                isRequired: true),
            .operands(
                \.entries, value: "ENTRY",
                help: "their numbers in `tidings entries` or `tidings show EVENT --members`",
                isRequired: true),
        ] + HandDecisions.Options.parameters.map { $0.lifted(to: \.shared) }
    }

    static func run(_ options: Options) async -> ExitCode {
        guard let event = options.event else { return .usage }
        return HandDecisions.make(
            .split(options.entries.map(\.number), from: event.number), options.shared)
    }
}
