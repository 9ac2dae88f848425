public import Events
internal import SQLite
public import Values

/// A thing of the store that a reader would want to take along.
public enum ExportedRecord: Sendable {
    case feed(FeedListing)
    case entry(EntryDetail)
    case cluster(ExportedCluster)
    /// An event that was merged away, and the one that it lives on in.
    case alias(old: ClusterID, new: ClusterID)
    case decision(HandRecord)
}

/// An event by its numbers; its entries name it.
public struct ExportedCluster: Sendable, Equatable {
    public var id: ClusterID
    public var headline: EntryID
    public var first: Timestamp
    public var last: Timestamp
    public var entryCount: Int
    public var publisherCount: Int
    public var independentTextCount: Int
    public var terms: [String]
}

extension StoreReader {
    /// Tells everything that a reader would want to take along, one by one and of one moment: feeds,
    /// entries in the order of their arrival, events, and what people decided.
    public func export(_ body: (ExportedRecord) -> Void) throws(StoreError) {
        try reading { () throws(DatabaseError) in
            for feed in try FeedQueries.feeds(.all, connection) { body(.feed(feed)) }
            let entry = try connection.prepare("SELECT id FROM entries ORDER BY id")
            while try entry.step() {
                if let detail = try EntryQueries.detail(entry.int64(0), connection) {
                    body(.entry(detail))
                }
            }
            let cluster = try connection.prepare(
                """
                SELECT id, headline, first_time, last_time, entries, publishers,
                    independent_texts, terms
                FROM clusters ORDER BY id
                """)
            while try cluster.step() {
                body(
                    .cluster(
                        ExportedCluster(
                            id: cluster.int64(0), headline: cluster.int64(1),
                            first: cluster.timestamp(2), last: cluster.timestamp(3),
                            entryCount: cluster.int(4), publisherCount: cluster.int(5),
                            independentTextCount: cluster.int(6),
                            terms: TextList.elements(cluster.optionalString(7)))))
            }
            let alias = try connection.prepare("SELECT old, new FROM cluster_aliases ORDER BY old")
            while try alias.step() { body(.alias(old: alias.int64(0), new: alias.int64(1))) }
            for decision in try HandTable.history(limit: nil, connection).reversed() {
                body(.decision(decision))
            }
        }
    }
}
