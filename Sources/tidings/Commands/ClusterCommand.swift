internal import CommandLineInterface
internal import DocumentLines
internal import Events
internal import Values

/// `cluster FILE`: the daemon's clusterer over a file of documents.
enum ClusterCommand: Command {
    struct Options: CommandOptions {
        var file: String?
        var atArrival = false
    }

    static let name = "cluster"
    static let summary = "Cluster a file of documents with the daemon's engine; nothing is stored."
    static let discussion = """
        FILE has one JSON object a line, in the order of arrival:
          {"id", "title", "text", "published", "source", "lang"}
        Only id is required, each but once; source is the address of the feed, or whoever
        publishes. Prints one JSON object a document, in the same order:
          {"id", "cluster", "copies": [ids], "score"}
        copies has the documents of which this one is a copy, published before it and with the
        same text or nearly: it is empty for an original, however many copies there are.
        With --at-arrival these three are as the decision on the document left them, and
        nothing that came later is told: no original that followed, no later look, no merge.
        """
    static var examples: [Example] {
        [
            Example("tidings cluster documents.jsonl", "print the event of each document"),
            Example(
                "tidings cluster documents.jsonl --at-arrival | jq -c '[.id, .cluster]'",
                "as it was decided when each came"),
        ]
    }
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
