internal import CommandLineInterface
internal import Storage

/// `merge A B…`: events that are one.
enum MergeCommand: Command {
    struct Options: CommandOptions {
        var shared = HandDecisions.Options()
        var events: [ShowCommand.EventNumber] = []
    }

    static let name = "merge"
    static let summary = "Make one event of two or more, for good."
    static let discussion = """
        The oldest number lives on; the others lead to it. The entries that the events have now
        stay together, whatever their scores; new ones still come by score. It takes effect at
        once, whether or not the daemon runs. `tidings undo` takes it back.
        """
    static var examples: [Example] {
        [
            Example(
                "tidings merge 17 23",
                "make one event of events 17 and 23, under the older number")
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operands(
                \.events, value: "EVENT", help: "their numbers in `tidings clusters`",
                isRequired: true)
        ] + HandDecisions.Options.parameters.map { $0.lifted(to: \.shared) }
    }

    static func run(_ options: Options) async -> ExitCode {
        guard Set(options.events.map(\.number)).count > 1 else {
            Output.note("merge: name two events or more; `tidings clusters` lists them")
            return .usage
        }
        return HandDecisions.make(.merge(options.events.map(\.number)), options.shared)
    }
}
