internal import CommandLineInterface
internal import Storage

/// `pin ENTRY…`: entries that never move.
enum PinCommand: Command {
    struct Options: CommandOptions {
        var shared = HandDecisions.Options()
        var entries: [EntryNumber] = []
        var event: ShowCommand.EventNumber?
    }

    static let name = "pin"
    static let summary = "Keep entries in their event, or in another, whatever comes."
    static let discussion = """
        A pinned entry never leaves its event. Two events to which entries are pinned are never
        merged by score. With --to: the entries are put into EVENT first, which takes back what was
        decided about them before. It takes effect at once, whether or not the daemon runs. Where
        all of them are pinned there already, nothing is decided, and it exits with 0.
        `tidings unpin` frees them where they are, `tidings undo` puts them back.
        """
    static var examples: [Example] {
        [
            Example("tidings pin 204", "entry 204 never leaves its event"),
            Example(
                "tidings pin 204 209 --to 17",
                "put two entries into event 17 and keep them there"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.entries, value: "ENTRY",
                help: "their numbers in `tidings entries` or `tidings show EVENT --members`",
                isRequired: true),
            .option(
                \.event, "to", value: "EVENT",
                help: "the event to put them into, by its number in `tidings clusters`"),
        ] + HandDecisions.Options.parameters.map { $0.lifted(to: \.shared) }
    }

    static func run(_ options: Options) async -> ExitCode {
        HandDecisions.make(
            .pin(options.entries.map(\.number), to: options.event?.number), options.shared)
    }
}

/// `unpin ENTRY…`: entries that may move again.
enum UnpinCommand: Command {
    struct Options: CommandOptions {
        var shared = HandDecisions.Options()
        var entries: [EntryNumber] = []
    }

    static let name = "unpin"
    static let summary = "Let pinned entries move again."
    static let discussion = """
        They stay where they are until their scores say otherwise.
        """
    static var examples: [Example] {
        [
            Example("tidings unpin 204", "let entry 204 move again")
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.entries, value: "ENTRY", help: "their numbers; `tidings history` tells them",
                isRequired: true)
        ] + HandDecisions.Options.parameters.map { $0.lifted(to: \.shared) }
    }

    static func run(_ options: Options) async -> ExitCode {
        HandDecisions.make(.unpin(options.entries.map(\.number)), options.shared)
    }
}
