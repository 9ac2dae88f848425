internal import CommandLineInterface
internal import Events
internal import FeedParsing

/// Clustering a stream of documents as the daemon does.
enum ClusterSubject {
    static func measure(_ material: Material) async throws -> [Measurement] {
        let background = BackgroundFrequencies(tables: try SharedData.frequencies())
        let documents = documents(of: material)
        let work = Measurement.Work(
            name: "cluster", amount: Double(documents.count), unit: "documents",
            note: "arrival and consolidation"
        ) {
            var clusterer = Clusterer(background: background)
            var memberships = 0
            for start in stride(from: 0, to: documents.count, by: 64) {
                let batch = documents[start..<min(start + 64, documents.count)]
                memberships += clusterer.follow(Array(batch)).memberships.count
            }
            return memberships + clusterer.consolidate(rounds: 2).memberships.count
        }
        return [try await Measurement.one(work)]
    }

    private static func documents(of material: Material) -> [Document] {
        var documents: [Document] = []
        for (number, feed) in material.feeds.enumerated() {
            for entry in feed.entries {
                var document = Document(
                    id: Int64(documents.count) + 1, title: entry.title ?? "", text: entry.text,
                    published: entry.published ?? entry.updated, source: "feed \(number)")
                document.language = entry.language ?? feed.language
                documents.append(document)
            }
        }
        return documents
    }
}
