internal import CommandLineInterface
internal import FoundationEssentials
internal import Platform
internal import Terminal
internal import Values

/// `score TRUTH ENTRIES`: how right the stored clusters and copies are.
enum ScoreCommand: Command {
    struct Options: CommandOptions {
        var truth: String?
        var entries: String?
        var language = "en"
        var minimum = 0.0
        var apart: [String] = []
        var clusters: String?
    }

    static let name = "score"
    static let summary = "Score stored entries against a truth: B-cubed, copies, headlines."
    static let discussion = """
        TRUTH has one JSON object a line: link, event, lang, copy_of. ENTRIES is what
        `tidings entries --all --json` printed. Fails when an entry or a copy of TRUTH is
        missing, twice or told with another origin, when two events of --apart share a
        cluster, when a headline of --clusters is a copy, or when F1 is below --min-f1.
        """
    static var parameters: [Parameter<Options>] {
        [
            .operand(\.truth, value: "TRUTH", help: "a JSONL file", isRequired: true),
            .operand(\.entries, value: "ENTRIES", help: "a JSON file", isRequired: true),
            .option(\.language, "lang", value: "LANG", help: "score these entries (en)"),
            .option(\.minimum, "min-f1", value: "F1", help: "fail below this B-cubed F1"),
            .option(\.apart, "apart", value: "EVENTS", help: "events, by comma, to be apart"),
            .option(
                \.clusters, "clusters", value: "FILE",
                help: "what `tidings clusters --all --json` printed"),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        do {
            let truth = try Truth.lines(of: options.truth ?? "")
            let stored = try StoredEntries(path: options.entries ?? "")
            var report = ScoreReport(truth: truth, stored: stored, options)
            if let path = options.clusters {
                report.checkHeadlines(try StoredClusters(path: path), among: stored)
            }
            StandardStream.output.write(report.text)
            return report.isPassed ? .success : .failure
        } catch {
            StandardStream.error.write("score: \(error)\n")
            return .failure
        }
    }
}

/// A line of a truth file.
struct Truth: Decodable {
    let link: String
    let event: String
    let lang: String
    let copyOf: String?

    static func lines(of path: String) throws -> [Truth] {
        let bytes = try FileBytes.read(path: path, limit: 256 << 20)
        return try bytes.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder.snakeCase.decode(Truth.self, from: Data($0))
        }
    }
}

/// What `tidings entries --all --json` printed.
struct StoredEntries: Decodable {
    struct Entry: Decodable {
        let id: Int64
        let link: String?
        let cluster: Int64?
        let copyOf: String?
    }

    let entries: [Entry]

    init(path: String) throws {
        let bytes = try FileBytes.read(path: path, limit: 1 << 30)
        self = try JSONDecoder.snakeCase.decode(StoredEntries.self, from: Data(bytes))
    }
}

/// What `tidings clusters --all --json` printed.
struct StoredClusters: Decodable {
    struct Cluster: Decodable {
        let id: Int64
        let headlineEntry: Int64
    }

    let clusters: [Cluster]

    init(path: String) throws {
        let bytes = try FileBytes.read(path: path, limit: 1 << 30)
        self = try JSONDecoder.snakeCase.decode(StoredClusters.self, from: Data(bytes))
    }
}

/// The comparison of the two.
struct ScoreReport {
    private(set) var lines: [String] = []
    private(set) var faults: [String] = []

    var isPassed: Bool { faults.isEmpty }
    var text: String {
        (lines + faults.map { "FAULT: \($0)" } + [isPassed ? "passed" : "failed"])
            .joined(separator: "\n") + "\n"
    }

    init(truth: [Truth], stored: StoredEntries, _ options: ScoreCommand.Options) {
        var byPage: [String: StoredEntries.Entry] = [:]
        for entry in stored.entries {
            guard let page = entry.link.map(Self.page) else { continue }
            if byPage.updateValue(entry, forKey: page) != nil { faults.append("twice: \(page)") }
        }
        let found = truth.map { line in (line: line, entry: byPage[Self.page(line.link)]) }
        for missing in found where missing.entry == nil {
            faults.append("not stored: \(missing.line.link)")
        }
        scoreClusters(found.filter { $0.line.lang == options.language }, options)
        scoreCopies(found)
    }

    private mutating func scoreClusters(
        _ found: [(line: Truth, entry: StoredEntries.Entry?)], _ options: ScoreCommand.Options
    ) {
        // An entry without a cluster counts as alone.
        let items = found.map { line, entry in
            (event: line.event, cluster: entry?.cluster.map { "\($0)" } ?? "none \(line.link)")
        }
        let score = BCubed(items)
        let events = Set(items.map(\.event)).count
        let clusters = Set(items.map(\.cluster)).count
        lines.append(
            "\(items.count) entries (\(options.language)), \(events) events, \(clusters) clusters: "
                + "B-cubed P \(Self.rounded(score.precision)) R \(Self.rounded(score.recall)) "
                + "F1 \(Self.rounded(score.f1))")
        if score.f1 < options.minimum { faults.append("F1 is below \(options.minimum)") }
        for group in options.apart {
            let names = group.split(separator: ",").map(String.init)
            let sets = names.map { name in
                Set(items.filter { $0.event == name }.map(\.cluster))
            }
            for (index, set) in sets.enumerated() {
                if set.isEmpty { faults.append("no entry of \(names[index])") }
                for later in sets.indices.dropFirst(index + 1)
                where !set.isDisjoint(with: sets[later]) {
                    faults.append("\(names[index]) and \(names[later]) share a cluster")
                }
            }
            lines.append("apart: \(names.joined(separator: ", "))")
        }
    }

    private mutating func scoreCopies(_ found: [(line: Truth, entry: StoredEntries.Entry?)]) {
        var right = 0
        var expected = 0
        for (line, entry) in found {
            guard let entry else { continue }
            let told = entry.copyOf.map(Self.page)
            let origin = line.copyOf.map(Self.page)
            if origin != nil { expected += 1 }
            if told == origin {
                if origin != nil { right += 1 }
            } else {
                faults.append("\(line.link): copy of \(told ?? "none"), not \(origin ?? "none")")
            }
        }
        lines.append("\(right) of \(expected) copies found with the right origin")
    }

    /// A copy never stands for its event.
    mutating func checkHeadlines(_ stored: StoredClusters, among entries: StoredEntries) {
        let copies = Set(entries.entries.filter { $0.copyOf != nil }.map(\.id))
        for cluster in stored.clusters where copies.contains(cluster.headlineEntry) {
            faults.append("the headline of cluster \(cluster.id) is a copy")
        }
        lines.append("\(stored.clusters.count) headlines looked at")
    }

    private static func page(_ link: String) -> String { WebURL(link)?.identity ?? link }

    private static func rounded(_ number: Double) -> String {
        let thousandths = Int((number * 1_000).rounded())
        let digits = String(thousandths % 1_000)
        return "\(thousandths / 1_000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }
}

extension JSONDecoder {
    /// For JSON whose keys are in snake_case, as the CLI prints them.
    static var snakeCase: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
