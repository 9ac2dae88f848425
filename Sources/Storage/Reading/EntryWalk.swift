internal import Events
internal import SQLite
internal import Values

/// All entries that a filter lets through, or that a query finds of these, page by page from the newest: of those
/// that had come at a moment.
struct EntryWalk {
    private let entries: EntryFilter
    /// What the next page is asked for by, where there is a query.
    private var request: SearchRequest?
    /// Those that came later are passed over.
    private let last: EntryID
    /// By which the times of the query are read.
    private let now: Timestamp
    private let size: Int
    private var place: EntryPage.Place?
    private var isDone = false

    init(
        _ entries: EntryFilter, _ query: SearchQuery?, through last: EntryID, now: Timestamp,
        size: Int
    ) {
        (self.entries, self.last, self.now, self.size) = (entries, last, now, size)
        request = query.map { SearchRequest($0, limit: size, before: last + 1) }
        request?.entries = entries
    }

    /// The ids of the next page; none where all were seen.
    mutating func next(_ connection: borrowing Connection) throws(DatabaseError) -> [EntryID] {
        while !isDone {
            let ids = request == nil ? try listed(connection) : try found(connection)
            if !ids.isEmpty { return ids }
        }
        return []
    }

    private mutating func listed(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        let page = try EntryQueries.page(entries, behind: place, limit: size, connection)
        isDone = page.count < size
        place = page.last.map { ($0.sortTime.seconds, $0.id) }
        return page.map(\.id).filter { $0 <= last }
    }

    private mutating func found(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        guard let request else { return [] }
        let ids = try SearchQueries.ids(request, now: now, connection)
        isDone = ids.count < size
        self.request?.before = ids.last
        return ids
    }
}
