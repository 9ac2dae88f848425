internal import DocumentLines
internal import Events
internal import Platform
internal import Values

/// Documents in the order of their arrival, with the events that they are known to tell of.
struct LabelledSet: Sendable {
    let name: String
    let documents: [Document]
    let events: [String]

    /// Events are dealt into so many folds.
    static let foldCount = 2

    init(name: String, documents: [Document], events: [String]) {
        self.name = name
        self.documents = documents
        self.events = events
    }

    /// Reads the first `limit` lines of a file; nil when they are not documents with events.
    init?(path: String, name: String, limit: Int) throws {
        let bytes = try FileBytes.read(path: path, limit: 1 << 30)
        var documents: [Document] = []
        var events: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: limit).prefix(limit) {
            guard let item = DocumentLine(json: Array(line)), let event = item.event else {
                return nil
            }
            documents.append(item.document(id: Int64(documents.count) + 1))
            events.append(event)
        }
        if documents.isEmpty { return nil }
        self.init(name: name, documents: documents, events: events)
    }

    /// Its documents of the events in that fold.
    func fold(_ fold: Int) -> LabelledSet {
        let kept = documents.indices.filter { Self.fold(of: events[$0], in: name) == fold }
        return LabelledSet(
            name: "\(name)/\(fold)", documents: kept.map { documents[$0] },
            events: kept.map { events[$0] })
    }

    /// By a hash (FNV-1a) of the names: the same in every process.
    static func fold(of event: String, in set: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(set) \(event)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        // Mixed once more: names that differ in their last digit have much of that hash in common.
        var mixed = SplitMix(seed: hash)
        return Int(mixed.next() % UInt64(foldCount))
    }

    /// The B-cubed F1 of what `tidings cluster` makes of the documents with these settings.
    func f1(_ settings: ClusterSettings, _ background: BackgroundFrequencies) -> Double {
        var clusterer = Clusterer(background: background, settings: settings)
        var clusters: [Document.ID: ClusterID] = [:]
        func take(_ changes: ClusterChanges) {
            for membership in changes.memberships {
                clusters[membership.document] = membership.cluster
            }
        }
        for start in stride(from: 0, to: documents.count, by: 64) {
            let batch = documents[start..<min(start + 64, documents.count)]
            take(clusterer.follow(Array(batch)))
        }
        take(clusterer.consolidate(rounds: 2))
        return BCubed(
            zip(events, documents).map { event, document in
                (event: event, cluster: "\(clusters[document.id] ?? -document.id)")
            }
        ).f1
    }
}

extension LabelledSet {
    /// The sets of the files `NAME.PART.jsonl` in the folders, in order of their names.
    static func sets(
        in folders: [String], part: String, named names: [String], limit: Int
    ) throws -> [LabelledSet] {
        let ending = ".\(part).jsonl"
        var sets: [LabelledSet] = []
        for folder in folders {
            for file in FolderListing.names(in: folder).sorted() where file.hasSuffix(ending) {
                let name = String(file.dropLast(ending.count))
                guard names.isEmpty || names.contains(name) else { continue }
                if let set = try LabelledSet(path: "\(folder)/\(file)", name: name, limit: limit) {
                    sets.append(set)
                }
            }
        }
        return sets
    }
}
