internal import CommandLineInterface
internal import Platform
internal import Subscriptions
internal import Values

/// `check [FILE]`: whether a feeds.yml is valid.
enum CheckCommand: Command {
    struct Options: CommandOptions {
        var locations = LocationOptions()
        var file: String?
        var json = false
    }

    static let name = "check"
    static let summary = "Check feeds.yml: say where it is wrong and what is expected there."
    static let discussion = """
        Every problem is told with its line, its column and what is expected. A daemon that meets
        a wrong file goes on with the last good one.
        """
    static var examples: [Example] {
        [
            Example("tidings check", "whether your feeds.yml is valid"),
            Example(
                "tidings check feeds.yml && sudo cp feeds.yml /etc/tidings/",
                "put a file in force only when it is"),
            Example("./make-feeds | tidings check -", "what a program of yours writes"),
        ]
    }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.file, value: "FILE", help: "the file (yours); - is standard input",
                isRequired: false,
                completes: .files),
            .json(\.json),
        ] + LocationOptions.lifted(to: \.locations)
    }

    static func run(_ options: Options) async -> ExitCode {
        let isPiped = options.file == "-"
        let path =
            isPiped ? "standard input" : options.file ?? Locations(options.locations).configuration
        do throws(SubscriptionError) {
            let list =
                isPiped
                ? try SubscriptionFile.loadStandardInput() : try SubscriptionFile.load(named: path)
            let feeds = list.subscriptions
            if options.json {
                Output.print(json(path, feeds: feeds.count, problems: []))
            } else {
                let off = feeds.filter { !$0.isEnabled }.count
                Output.print(
                    "\(path): valid, \(Output.count(feeds.count, "feed")), \(off) switched off\n")
            }
            return .success
        } catch {
            var problems: [SubscriptionProblem] = []
            if case .invalid(let found, _) = error { problems = found }
            if options.json, !problems.isEmpty {
                Output.print(json(path, feeds: nil, problems: problems))
            } else {
                Output.note("\(error)")
                if case .file(.notFound) = error, options.file == nil {
                    Output.note(
                        LostFeedsFile(Locations(options.locations)) == nil
                            ? "`tidings add URL` makes it; --config names another"
                            : LostFeedsFile.remedy)
                }
            }
            return ExitCode(error)
        }
    }

    private static func json(
        _ path: String, feeds: Int?, problems: [SubscriptionProblem]
    ) -> JSONWriter {
        JSONWriter.document {
            $0.field("file", path)
            $0.field("valid", problems.isEmpty)
            $0.field("feeds", feeds)
            $0.array("problems") { array in
                for problem in problems {
                    array.object {
                        $0.field("line", problem.line)
                        $0.field("column", problem.column)
                        $0.field("message", problem.message)
                    }
                }
            }
        }
    }
}
