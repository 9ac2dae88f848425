internal import CommandLineInterface
internal import Events
internal import Platform
internal import Terminal

/// `fit FOLDER`: finds the numbers of the clusterer's decision on labelled news.
enum FitCommand: Command {
    struct Options: CommandOptions {
        var folders: [String] = []
        var part = "dev"
        var sets: [String] = []
        var numbers = "Sources/Events/Clustering/FittedNumbers.swift"
        var limit = 5_000
        var evaluations = 200
        var checkEvaluations = 60
        var seed = 1
        var write = false
    }

    static let name = "fit"
    static let summary = "Fit the numbers of the clusterer's decision on labelled news."
    static let discussion = """
        FOLDER has files NAME.PART.jsonl, one JSON object a line in the order of arrival: id,
        title, text, published, source, lang, event. Files without events are passed over.
        Looks for numbers with a higher objective (the mean B-cubed F1 of the quality sets,
        less what sets lack of their targets), and tells what to think of them: figures of
        sets and of events that the numbers were not fitted on. The tables go to standard
        output, the progress to standard error.
        """
    static var parameters: [Parameter<Options>] {
        [
            .operands(\.folders, value: "FOLDER", help: "labelled sets", isRequired: true),
            .option(\.part, "part", value: "PART", help: "the part of each set (dev)"),
            .option(\.sets, "set", value: "NAME", help: "only this set; may be given again"),
            .option(
                \.limit, "limit", value: "COUNT", help: "the first COUNT of a set (5000)"),
            .option(
                \.evaluations, "evaluations", value: "COUNT",
                help: "points that the fit looks at (200)"),
            .option(
                \.checkEvaluations, "check-evaluations", value: "COUNT",
                help: "points that each fit of a check looks at; 0 checks nothing (60)"),
            .option(\.seed, "seed", value: "NUMBER", help: "another order of the search (1)"),
            .option(
                \.numbers, "numbers", value: "FILE", help: "the table, by default that of Sources"),
            .flag(\.write, "write", help: "write what was found into the table"),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        do {
            let table = try NumberTable(path: options.numbers)
            let sets = try LabelledSet.sets(
                in: options.folders, part: options.part, named: options.sets, limit: options.limit)
            let objective = FitObjective.standard.limited(to: sets.map(\.name))
            guard objective.goals.contains(where: \.isQuality) else {
                StandardStream.error.write(
                    "fit: no labelled set that the objective knows in "
                        + "\(options.folders.joined(separator: ", ")); expected files like "
                        + "uci2014.\(options.part).jsonl\n")
                return .failure
            }
            let background = BackgroundFrequencies(tables: try SharedData.frequencies())
            let fit = Fit(
                table: table, objective: objective,
                evaluator: Evaluator(table: table, background: background, sets: sets),
                seed: UInt64(options.seed))
            let found = try await fit.best(objective, evaluations: options.evaluations, "fit")
            let report = FitReport(fit: fit, found: found)
            StandardStream.output.write(try await report.figures())
            if options.checkEvaluations > 0 {
                StandardStream.output.write(try await report.neighbours())
                StandardStream.output.write(
                    try await report.leavingSetsOut(options.checkEvaluations))
                StandardStream.output.write(try await report.eventFolds(options.checkEvaluations))
            }
            StandardStream.output.write(report.differences)
            if options.write {
                try AtomicFile.replace(
                    path: options.numbers, with: Array(table.source(with: found).utf8),
                    expecting: nil)
            }
            return .success
        } catch {
            StandardStream.error.write("fit: \(error)\n")
            return .failure
        }
    }
}

/// One table of numbers, an objective, and what scores them.
struct Fit {
    let table: NumberTable
    let objective: FitObjective
    let evaluator: Evaluator
    let seed: UInt64

    /// The whole sets and their folds: numbers that suit a stream of documents by luck seldom suit
    /// parts of it as well.
    static let allParts: [Int?] = [nil] + (0..<LabelledSet.foldCount).map { $0 }

    /// The best numbers that a search from those of the table finds, by the mean of what they are
    /// worth for the parts.
    func best(
        _ objective: FitObjective, parts: [Int?] = allParts, evaluations: Int, _ name: String
    ) async throws -> [Double] {
        let search = NumberSearch(rows: table.rows, evaluations: evaluations, seed: seed)
        return try await search.best(
            from: table.values,
            worth: { values, least in
                try await evaluator.worth(objective, parts: parts, values, least: least)
            },
            progress: { done, best, isNew in
                let worth = NumberTable.literal((best.worth * 10_000).rounded() / 10_000)
                let new =
                    isNew ? ": " + table.differences(to: best.values).joined(separator: ", ") : ""
                StandardStream.error.write("\(name): \(done)/\(evaluations) \(worth)\(new)\n")
            }
        ).values
    }
}
