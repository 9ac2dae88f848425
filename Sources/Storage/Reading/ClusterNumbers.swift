public import Events
internal import SQLite

/// Clusters by the first digits of their numbers, as people shorten them.
enum ClusterNumbers {
    /// Those whose number begins with the digits of `prefix` and has more, in ascending order; at most
    /// `limit`.
    static func ids(
        beginningWith prefix: ClusterID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        // A number does not begin with 0.
        guard prefix > 0 else { return [] }
        let row = try connection.prepare(
            "SELECT id FROM clusters WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3")
        var ids: [ClusterID] = []
        var (first, size) = (prefix, ClusterID(1))
        while ids.count < limit {
            let (next, isPast) = first.multipliedReportingOverflow(by: 10)
            if isPast || next > ClusterID.max - size * 10 { break }
            (first, size) = (next, size * 10)
            try row.bind(first, first + size - 1, limit - ids.count)
            while try row.step() { ids.append(row.int64(0)) }
            row.reset()
        }
        return ids
    }
}

extension StoreSession {
    /// The numbers of clusters that begin with the digits of `prefix` and have more, in ascending
    /// order; at most `limit`.
    public func clusterNumbers(
        beginningWith prefix: ClusterID, limit: Int
    ) throws(StoreError) -> [ClusterID] {
        try reading { () throws(DatabaseError) in
            try ClusterNumbers.ids(beginningWith: prefix, limit: limit, connection)
        }
    }
}
