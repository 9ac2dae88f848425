internal import CommandLineInterface
internal import Events
internal import Storage
internal import Values

/// `explain A B`: why two entries or events are one event, or are not.
enum ExplainCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var a: SideName?
        var b: SideName?
        var json = false
    }

    static let name = "explain"
    static let summary = "Tell why two entries or events are one event, or are not."
    static let discussion = """
        A and B are entries (12) or events ('#3'). What was decided when they came is
        printed as it was stored. Then the two are weighed by their texts and the frequencies
        of now, as `tidings recluster` would: the factors, the terms that they share with what
        each adds, the threshold, and what would have to differ. For that the entries of some
        days are read as the daemon reads them at its start: with very many it takes seconds.
        """
    static var examples: [Example] {
        [
            Example("tidings explain 12 '#3'", "why entry 12 is in event 3, or is not"),
            Example("tidings explain '#3' '#8' --json", "why two events are not one, for a script"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .operand(\.a, value: "A", help: "an entry, 12, or an event, '#3'", isRequired: true),
            .operand(\.b, value: "B", help: "the other one", isRequired: true),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        guard let a = options.a, let b = options.b else { return .usage }
        guard a != b else {
            Output.note("A and B are the same; name two entries or events")
            return .usage
        }
        let background: BackgroundFrequencies
        do {
            background = BackgroundFrequencies(tables: try SharedData.frequencies())
        } catch {
            Output.note("\(error)")
            return .failure
        }
        return options.locations.withStore { store throws(StoreError) in
            guard let first = try a.side(in: store), let second = try b.side(in: store) else {
                return .nothingFound
            }
            let progress = ProgressLine("weighing")
            defer { progress.end() }
            let explanation = try PairExplanation(first, second, in: store, background: background)
            progress.end()
            if options.json {
                Output.print(JSONWriter.document { $0.write(explanation) })
            } else {
                Output.print(
                    ExplanationPage(
                        explanation: explanation, style: .output, now: WallClock.system.now,
                        columns: Output.columns
                    ).text)
            }
            return .success
        }
    }
}
