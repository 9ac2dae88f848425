public import Events
internal import SQLite
public import Values

/// The store as a command has it open, beside a running daemon or without one: it reads, and writes what a
/// person decides, marks and adds. Polls and what follows from them are the daemon's: see `Store`.
///
/// Each answer is of one moment, but for those of `forEachEntry` and `forEachHit`. For one task at a time.
public final class StoreSession {
    let file: StoreFile
    let clock: WallClock
    let connection: Connection
    /// Which file was opened.
    private let place: StoreFile.Place?

    /// Opens the database in `folder`; nothing is made that is not there.
    public init(folder: String, clock: WallClock = .system) throws(StoreError) {
        let file = StoreFile(folder: folder)
        // Before it is opened: a file that takes its place meanwhile is seen as another.
        place = file.place
        connection = try ReaderOpening.open(file)
        self.file = file
        self.clock = clock
    }

    /// Whether another file has taken the place of the one that is read, as when a backup is put back.
    public var isReplaced: Bool { file.place != place }

    /// The clusters that `filter` lets through, in its order.
    public func clusters(_ filter: ClusterFilter) throws(StoreError) -> [ClusterRecord] {
        try reading { () throws(DatabaseError) in
            try ClusterQueries.clusters(filter, now: clock.now, connection)
        }
    }

    /// Those of them that have an entry which `request` finds: among the newest
    /// `SearchRequest.ranked` entries of those that match.
    public func clusters(
        _ filter: ClusterFilter, matching request: SearchRequest
    ) throws(StoreError) -> [ClusterRecord] {
        try reading { () throws(DatabaseError) in
            try ClusterQueries.clusters(filter, matching: request, now: clock.now, connection)
        }
    }

    /// A cluster by its number, or by that of one that was merged into it; nil: there is none.
    public func cluster(_ id: ClusterID) throws(StoreError) -> ClusterDetail? {
        try reading { () throws(DatabaseError) in
            try ClusterQueries.detail(id, now: clock.now, connection)
        }
    }

    /// The number that an event has now: another where it was merged away.
    public func living(_ id: ClusterID) throws(StoreError) -> ClusterID {
        try reading { () throws(DatabaseError) in try ClusterTable.resolve(id, connection) }
    }

    /// The entries that `filter` lets through, newest first.
    public func entries(_ filter: EntryFilter) throws(StoreError) -> [EntryRecord] {
        try reading { () throws(DatabaseError) in
            try EntryQueries.page(filter, limit: filter.limit ?? .max, connection)
        }
    }

    /// The same one by one, for output that need not be held in memory, until `body` says false.
    ///
    /// They are read page by page: a person may take hours over a list in a pager, and for as long as a
    /// transaction is open the log of the database cannot be emptied. So what is stored or expires
    /// meanwhile may be in it or not; what stays stands in it once. Pages double, from 500 entries to
    /// 16,000, since each may have to ask thousands of feeds anew: a long list has few, and none takes
    /// more than some 20 MB of memory.
    public func forEachEntry(
        _ filter: EntryFilter, _ body: (EntryRecord) -> Bool
    ) throws(StoreError) {
        var left = filter.limit ?? .max
        var place: EntryPage.Place?
        var most = Self.firstPage
        while left > 0 {
            let size = min(left, most)
            let page = try reading { () throws(DatabaseError) in
                try EntryQueries.page(filter, behind: place, limit: size, connection)
            }
            for entry in page where !body(entry) { return }
            guard page.count == size, let last = page.last else { return }
            left -= size
            most = min(2 * most, EntryPage.largest)
            place = (last.sortTime.seconds, last.id)
        }
    }

    /// Entries that are read in the first transaction of a long list.
    private static let firstPage = 500

    /// The entries that a person looks for.
    public func search(_ request: SearchRequest) throws(StoreError) -> SearchAnswer {
        try search(request, now: clock.now)
    }

    private func search(
        _ request: SearchRequest, now: Timestamp
    ) throws(StoreError) -> SearchAnswer {
        try reading { () throws(DatabaseError) in
            try SearchQueries.answer(request, now: now, connection)
        }
    }

    /// The same one by one, for output that need not be held in memory, until `body` says false. Page by page
    /// as `forEachEntry`, but for those in the order of relevance, of which there are never many. Times that
    /// are told by now, as `since:24h`, are the same for all pages.
    ///
    /// - Returns: what else there is to tell, without hits.
    public func forEachHit(
        _ request: SearchRequest, _ body: (SearchHit) -> Bool
    ) throws(StoreError) -> SearchAnswer {
        let now = clock.now
        var page = request
        var left = request.limit ?? .max
        var most = request.order == .newest ? Self.firstPage : .max
        while true {
            let size = min(left, most)
            page.limit = size
            var answer = try search(page, now: now)
            let hits = answer.hits
            answer.hits = []
            for hit in hits where !body(hit) { return answer }
            left -= size
            guard hits.count == size, left > 0, let last = hits.last else { return answer }
            page.before = last.entry.id
            most = min(2 * most, EntryPage.largest)
        }
    }

    /// How much of what is stored can be searched, in percent; nil: all of it. What an earlier release
    /// stored a running daemon adds bit by bit.
    public func searchable() throws(StoreError) -> Int? {
        try reading { () throws(DatabaseError) in try SearchQueries.indexed(connection) }
    }

    /// Those of `languages`, as BCP 47 names them, that no feed and no entry declares.
    public func unspoken(_ languages: [String]) throws(StoreError) -> [String] {
        try reading { () throws(DatabaseError) in
            try SoughtLanguages.unspoken(languages, connection)
        }
    }

    /// All that is stored of an entry; nil: there is none of that number.
    public func entry(_ id: EntryID) throws(StoreError) -> EntryDetail? {
        try reading { () throws(DatabaseError) in try EntryQueries.detail(id, connection) }
    }

    /// What is kept of an entry that has expired; nil for one that is stored, or that nothing is known
    /// of any more.
    public func expiredEntry(_ id: EntryID) throws(StoreError) -> EntryRecord? {
        try reading { () throws(DatabaseError) in try EntryQueries.expired(id, connection) }
    }

    /// An entry as it is by now, whatever the clusterer read; nil: there is none of that number.
    public func currentDocument(_ id: EntryID) throws(StoreError) -> Document? {
        try reading { () throws(DatabaseError) in
            try EntryLog.entries(after: id - 1, limit: 1, connection).first { $0.id == id }?
                .document
        }
    }

    /// Which parts of an entry are standing text of its feed, as the clusterer judged it; see `Membership`.
    /// 0 for none.
    public func standingText(of entry: EntryID) throws(StoreError) -> UInt32 {
        try reading { () throws(DatabaseError) in
            try MembershipTable.standingText(of: entry, connection)
        }
    }

    /// The entries from the clusterer's window on as they are by now, and where it stands. All texts of some
    /// days: not for a list.
    public func windowEntries() throws(StoreError) -> (
        window: ClusterWindow, current: CurrentEntries
    ) {
        try reading { () throws(DatabaseError) in
            let window = try ClusterWindow(connection)
            let current = try EntryLog.current(
                after: window.position.expiredThrough, limit: .max, connection)
            return (window, current)
        }
    }

    /// The feeds of `subset`, by id.
    public func feeds(
        _ subset: FeedSubset = .all
    ) throws(StoreError) -> [FeedListing] {
        try reading { () throws(DatabaseError) in try FeedQueries.feeds(subset, connection) }
    }

    /// What a table of all feeds has, one by one and by id, those gone from feeds.yml included, unless they
    /// never brought anything.
    public func forEachFeed(_ body: (FeedOverview) -> Void) throws(StoreError) {
        try reading { () throws(DatabaseError) in
            try FeedQueries.forEachOverview(connection, body)
        }
    }

    /// What the feed is found by whose number or address is `name`, else those whose title is, to the
    /// letter; where there are none, what every feed is found by. By id, those gone from feeds.yml
    /// included.
    public func feedNames(like name: String) throws(StoreError) -> [FeedName] {
        try reading { () throws(DatabaseError) in
            let exact = try FeedQueries.names(exactly: name, connection)
            return exact.isEmpty ? try FeedQueries.names(connection) : exact
        }
    }

    /// How much there is, and how polling goes.
    public func status() throws(StoreError) -> StoreStatus {
        try reading { () throws(DatabaseError) in
            try StatusQueries.status(file, now: clock.now, connection)
        }
    }

    /// Leaves a request for the daemon, which takes it within a second, or when it next starts.
    public func request(_ request: StoreRequest) throws(StoreError) {
        try writing { () throws(DatabaseError) in
            try RequestTable.insert(request, at: clock.now, connection)
        }
    }

    /// Runs `body` as one transaction.
    func writing<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        try file.asking { () throws(DatabaseError) in try connection.transaction(body) }
    }

    func reading<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        try file.asking { () throws(DatabaseError) in try connection.snapshot(body) }
    }
}
