internal import CommandLineInterface
internal import Storage
internal import Values

/// `history`: what people decided about events, newest first.
enum HistoryCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var limit = 20
        var all = false
        var form = ListForm<HandRecord>()
    }

    static let name = "history"
    static let summary = "List what people decided about events: who, when and what."
    static let discussion = """
        Newest first. UNDONE has the number of the decision that took one back.
        """
    static var examples: [Example] {
        [
            Example("tidings history", "the last twenty decisions"),
            Example("tidings history --all --json", "all of them, for a script"),
        ]
    }
    static let isPaged = true
    static var parameters: [Parameter<Options>] {
        [
            .option(\.limit, "limit", "n", value: "COUNT", help: "at most COUNT decisions (20)"),
            .flag(\.all, "all", help: "all decisions, however many"),
        ] + ListForm.parameters.map { $0.lifted(to: \.form) }
            + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let limit = options.all ? Int?.none : options.limit
        return options.locations.withStore { store throws(StoreError) in
            let records = try store.history(limit: limit)
            if !options.form.isTable {
                options.form.print("decisions", records)
            } else if records.isEmpty {
                Output.note(
                    limit == 0
                        ? "-n 0 asks for no decision" : "nothing was decided by hand yet")
            } else {
                Output.print(table(records, now: WallClock.system.now))
            }
            return records.isEmpty ? .nothingFound : .success
        }
    }

    private static func table(_ records: [HandRecord], now: Timestamp) -> Table {
        var table = Table([
            .init("NUMBER", .right), .init("TIME"), .init("BY"),
            .init("DECISION", isBelow: true), .init("UNDONE", .right),
        ])
        for record in records {
            table.add([
                "\(record.number)", .init(record.made, now: now, Moment.short),
                .init(record.person), .init(record.told),
                .init(record.undone.map(String.init) ?? ""),
            ])
        }
        return table
    }
}

/// `undo [NUMBER]`: takes a decision back.
enum UndoCommand: Command {
    struct Options: CommandOptions {
        var shared = HandDecisions.Options()
        var number: Int?
    }

    static let name = "undo"
    static let summary = "Take back the last decision about events, or the one of that number."
    static let discussion = """
        What the decision bound is free again. Entries that are still where it put them go back
        to where they were, a merged event under its old number, as far as no other decision
        stands against it; the others stay. From then on scores decide. A reclustering binds
        nothing and cannot be undone; nor can an undo: decide anew instead. Behind a reclustering
        an older decision is taken back by its number alone.
        """
    static var examples: [Example] {
        [
            Example("tidings undo", "take the last decision back"),
            Example("tidings undo 4", "take back decision 4 of `tidings history`"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.number, value: "NUMBER",
                help: "its number in `tidings history`; without it, the last that is not undone",
                isRequired: false, completes: .decisions)
        ] + HandDecisions.Options.parameters.map { $0.lifted(to: \.shared) }
    }

    static func run(_ options: Options) async -> ExitCode {
        HandDecisions.make(.undo(options.number.map(Int64.init)), options.shared)
    }
}
