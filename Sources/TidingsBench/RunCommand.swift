internal import CommandLineInterface
internal import Platform
internal import Values

/// `run`: measures the subjects in turn, within one process.
enum RunCommand: Command {
    struct Options: Sendable {
        var folder = "Examples/newsday"
        var subjects: [String] = []
    }

    static let name = "run"
    static let summary = "Measure speed: parse, store, cluster; all of them when none is named."
    static let discussion = """
        The feeds of FOLDER are the material, repeated until there is enough of it. Each
        subject is run several times; the median and the best are told, in CPU time of this
        process.
        """
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .option(\.folder, "feeds", value: "FOLDER", help: "feed files (Examples/newsday)"),
            .operands(
                \.subjects, value: "SUBJECT", help: "parse, store, cluster", isRequired: false),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
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
            }
            return .success
        } catch {
            StandardStream.error.write("TidingsBench: \(error)\n")
            return .failure
        }
    }
}
