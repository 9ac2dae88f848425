internal import CommandLineInterface
internal import Terminal

/// `run`: measures the subjects in turn, within one process.
enum RunCommand: Command {
    struct Options: CommandOptions {
        var folder = "Examples/newsday"
        var subjects: [String] = []
        var windows = "10000,100000"
    }

    static let name = "run"
    static let summary = "Measure speed: parse, store, cluster; all of them when none is named."
    static let discussion = """
        The feeds of FOLDER are the material, repeated until there is enough of it. Each
        subject is run several times; the median and the best are told, in CPU time of this
        process.
        """
    static var parameters: [Parameter<Options>] {
        [
            .option(\.folder, "feeds", value: "FOLDER", help: "feed files (Examples/newsday)"),
            .option(
                \.windows, "windows", value: "SIZES",
                help: "documents in the windows that cluster is measured with (10000,100000)"),
            .operands(
                \.subjects, value: "SUBJECT", help: "parse, store, cluster", isRequired: false),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        let windows = options.windows.split(separator: ",").map { Int($0) ?? 0 }
        guard windows.allSatisfy({ $0 >= 1_000 }) else {
            StandardStream.error.write(
                "TidingsBench: --windows \(options.windows): expected sizes of"
                    + " 1000 or more with commas between them\n")
            return .usage
        }
        do {
            let material = try Material(folder: options.folder)
            StandardStream.output.write(
                "\(Machine.description)\n\(material.description)\n\n")
            let subjects: [(name: String, measure: (Material) async throws -> [Measurement])] = [
                ("parse", ParseSubject.measure), ("store", StoreSubject.measure),
                ("cluster", ClusterSubject.measure),
            ]
            for name in options.subjects where !subjects.contains(where: { $0.name == name }) {
                StandardStream.error.write("TidingsBench: no subject \(name)\n")
                return .usage
            }
            for subject in subjects
            where options.subjects.isEmpty || options.subjects.contains(subject.name) {
                let measurements = try await subject.measure(material)
                for measurement in measurements {
                    StandardStream.output.write("\(measurement.line)\n")
                }
                for ratio in Measurement.ratios(measurements) {
                    StandardStream.output.write("\(ratio)\n")
                }
                if subject.name == "cluster" {
                    for line in try WindowSubject.measure(windows: windows) {
                        StandardStream.output.write("\(line)\n")
                    }
                }
            }
            return .success
        } catch {
            StandardStream.error.write("TidingsBench: \(error)\n")
            return .failure
        }
    }
}
