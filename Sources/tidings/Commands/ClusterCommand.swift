internal import CommandLineInterface
internal import Events
internal import FeedParsing
internal import FoundationEssentials
internal import Platform
internal import Values

/// `cluster FILE`: the daemon's clusterer over a file of documents.
enum ClusterCommand: Command {
    struct Options: Sendable {
        var file: String?
        var atArrival = false
    }

    static let name = "cluster"
    static let summary = "Cluster a file of documents with the daemon's engine; nothing is stored."
    static let discussion = """
        FILE has one JSON object a line, in the order of arrival:
          {"id", "title", "text", "published", "source", "lang"}
        Only id is required, each but once. Prints one JSON object a document, in the same order:
          {"id", "cluster", "copies": [ids of documents with the same text], "score"}
        With --at-arrival these three are as the decision on the document left them, and
        nothing that came later is told: no copy that followed, no later look, no merge.
        """
    static var examples: [Example] {
        [
            Example("tidings cluster documents.jsonl", "print the event of each document"),
            Example(
                "tidings cluster documents.jsonl --at-arrival | jq -c '[.id, .cluster]'",
                "as it was decided when each came"),
        ]
    }
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        [
            .operand(
                \.file, value: "FILE", help: "the documents", isRequired: true,
                completes: .files),
            .flag(\.atArrival, "at-arrival", help: "print what was decided of each on arrival"),
        ]
    }

    /// Documents that arrive together: the size of a poll's batch.
    private static let batch = 64

    static func run(_ options: Options) async -> ExitCode {
        guard let path = options.file, let bytes = InputFile.read(path) else { return .failure }
        do {
            let lines = try InputDocument.lines(of: bytes, path: path)
            if lines.isEmpty {
                Output.note("\(path) has no documents")
                return .nothingFound
            }
            let background = BackgroundFrequencies(tables: try SharedData.frequencies())
            let progress = ProgressLine("clustering")
            let text = cluster(lines, background, atArrival: options.atArrival) { done in
                progress.tell("clustering: \(done) of \(lines.count) documents")
            }
            progress.end()
            Output.print(text)
            return .success
        } catch {
            Output.note("\(error)")
            return .failure
        }
    }

    /// What is printed of `lines`.
    ///
    /// - Parameter atArrival: print each document's cluster, copies and score as they were once it had
    ///   been decided on, before the next document. Clusters that this very decision made one have
    ///   their common id; those that a later document or look merged have the ids that they had.
    static func cluster(
        _ lines: [InputDocument], _ background: BackgroundFrequencies, atArrival: Bool = false,
        onProgress: (_ done: Int) -> Void = { _ in }
    ) -> String {
        var clusterer = Clusterer(background: background)
        var answers = [Answer?](repeating: nil, count: lines.count)
        for start in stride(from: 0, to: lines.count, by: batch) {
            onProgress(start)
            let places = start..<min(start + batch, lines.count)
            let documents = places.map { lines[$0].document(id: Int64($0) + 1) }
            guard atArrival else {
                take(clusterer.follow(documents), into: &answers)
                continue
            }
            // The same steps as those of `follow`, with an answer between any two.
            for document in documents {
                let changes = clusterer.add([document])
                let own = changes.memberships.first { $0.document == document.id }
                answers[Int(document.id) - 1] = own.map {
                    Answer(membership: $0, copies: clusterer.copies(of: document.id))
                }
            }
            if clusterer.isConsolidationDue { _ = clusterer.consolidate() }
        }
        if !atArrival {
            // What the daemon does at rest.
            take(clusterer.consolidate(rounds: 2), into: &answers)
            for place in answers.indices {
                answers[place]?.copies = clusterer.copies(of: Int64(place) + 1)
            }
        }
        return json(answers, of: lines)
    }

    /// What is told of a document.
    private struct Answer {
        var membership: Membership
        /// By id in the clusterer.
        var copies: [Document.ID] = []
    }

    private static func take(_ changes: ClusterChanges, into answers: inout [Answer?]) {
        for membership in changes.memberships {
            answers[Int(membership.document) - 1] = Answer(membership: membership)
        }
    }

    private static func json(_ answers: [Answer?], of lines: [InputDocument]) -> String {
        var json = JSONWriter()
        for (line, answer) in zip(lines, answers) {
            guard let answer else { continue }
            json.object {
                line.id.write(to: &$0, "id")
                $0.field("cluster", answer.membership.cluster)
                $0.array("copies") { array in
                    for copy in answer.copies { lines[Int(copy) - 1].id.write(to: &array) }
                }
                $0.field("score", answer.membership.score)
            }
            json.newline()
        }
        return json.text
    }
}

/// A line of the input.
struct InputDocument: Decodable {
    let id: Identifier
    var title: String?
    var text: String?
    var published: String?
    var source: String?
    var lang: String?

    /// A text or a whole number, printed as it came.
    enum Identifier: Decodable, Hashable {
        case text(String)
        case number(Int64)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func write(to json: inout JSONWriter, _ name: String) {
            switch self {
            case .text(let text): json.field(name, text)
            case .number(let number): json.field(name, number)
            }
        }

        func write(to json: inout JSONWriter) {
            switch self {
            case .text(let text): json.value(text)
            case .number(let number): json.value(number)
            }
        }
    }

    func document(id: Document.ID) -> Document {
        var document = Document(
            id: id, title: title ?? "", text: text ?? "",
            published: published.flatMap { FeedDate.parse($0) }, source: source ?? "")
        document.language = lang
        return document
    }

    /// The documents of a file; throws what is wrong, with the line.
    static func lines(of bytes: [UInt8], path: String) throws -> [InputDocument] {
        let decoder = JSONDecoder()
        var documents: [InputDocument] = []
        var places: [Identifier: Int] = [:]
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            guard let document = try? decoder.decode(InputDocument.self, from: Data(line)) else {
                throw LineError(path: path, line: number, problem: .notADocument)
            }
            if let first = places.updateValue(number, forKey: document.id) {
                throw LineError(path: path, line: number, problem: .knownID(line: first))
            }
            if let text = document.published, FeedDate.parse(text) == nil {
                throw LineError(path: path, line: number, problem: .badDate(text))
            }
            documents.append(document)
        }
        return documents
    }

    struct LineError: Error, CustomStringConvertible {
        let path: String
        let line: Int
        let problem: Problem

        enum Problem {
            case notADocument
            case knownID(line: Int)
            case badDate(String)
        }

        var description: String {
            let said =
                switch problem {
                case .notADocument:
                    "expected a JSON object with \"id\" and texts; see `tidings cluster --help`"
                case .knownID(let first):
                    "the id of line \(first) again; expected another for each document"
                case .badDate(let text):
                    "published: \"\(text.prefix(40))\"; expected a time like 2026-03-18T06:20:00Z"
                }
            return "\(path):\(line): \(said)"
        }
    }
}
