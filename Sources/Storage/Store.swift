public import Events
internal import Platform
public import Politeness
internal import SQLite
public import Subscriptions
public import Values

/// The one writer of the database: what happened to the feeds, the entry log, and the clusters.
///
/// It runs on a thread of its own, since SQLite blocks. Each call is one transaction: when it
/// throws, nothing of it is stored, and the next call may succeed (a full disk that was cleared).
public actor Store {
    private let executor: QueueExecutor
    private let file: StoreFile
    private let clock: WallClock
    private var hashKey: KeyedHash.Key
    let connection: Connection
    /// Keeps a second writer out; nil while nothing is open.
    private var lock: FileLock?
    /// What was opened; nil while nothing is.
    private var opened: StoreFile.OpenFiles?
    /// The file that was found damaged: it does not mend itself, and is not opened again.
    private var damaged: StoreFile.Place?
    /// What the lock said of this process when the store was opened first.
    public nonisolated let started: DaemonReport
    /// What it says now, for one that is taken anew.
    private var report: DaemonReport
    /// Whether the file was too large to be looked over before it was used.
    private var check: Check
    /// How often the database was opened, for commits to carry: after an outage it may be another
    /// file, such as a backup that was put in its place, which does not hold what they rest on.
    public private(set) var opening = 1
    /// The last entry that the clusterer was given of this opening. What it holds is kept from here on,
    /// also where it is not stored yet what it made of it.
    private var readThrough: EntryID = 0
    /// What the last `apply` declared. Not in the database: feeds.yml may hold request headers that
    /// others must not read, and it is there to be read again.
    private(set) var declared = DeclaredFeeds()

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor alive.
        unsafe executor.asUnownedSerialExecutor()
    }

    var now: Timestamp { clock.now }

    /// Opens the database in `folder`, making both where they are missing (the folder for its owner
    /// only, the file for owner and group as far as the umask lets it), and brings its schema up to
    /// date. After a stop that was not clean the file is checked first.
    public init(folder: String, clock: WallClock) throws(StoreError) {
        let file = StoreFile(folder: folder)
        let report = DaemonReport.ofThisProcess(since: clock.now)
        let lock = try file.lockForWriting(report)
        UnfinishedCopies(file: file).remove(at: clock.now)
        let connection = try WriterOpening.connect(file)
        let opened = try WriterOpening.prepare(connection, file, at: clock.now)
        executor = QueueExecutor(label: "tidings.store")
        self.file = file
        self.clock = clock
        hashKey = opened.hashKey
        check = opened.isUnchecked ? .due : .done
        self.opened = file.opened
        started = report
        self.report = report
        self.connection = connection
        self.lock = consume lock
    }

    /// Takes over what feeds.yml declares, and answers its feeds, those switched off included, in
    /// the order of the file.
    ///
    /// A new feed is due at once. `publisher` names who speaks in a feed, given the site that its
    /// document names (nil before the first); it is asked again when that changes.
    public func apply(
        _ subscriptions: [Subscription],
        publisher: @escaping @Sendable (Subscription, _ siteLink: String?) -> String
    ) throws(StoreError) -> [FeedRecord] {
        let taken = try writing {
            () throws(DatabaseError) -> (feeds: DeclaredFeeds, records: [FeedRecord]) in
            try SubscriptionChanges.apply(
                subscriptions, publisher: publisher, hashKey: hashKey, at: clock.now,
                read: readThrough, connection)
        }
        declared = taken.feeds
        return taken.records
    }

    /// Stores what a batch of polls ended with, in one transaction: entries, validators and due
    /// times, so that no validator is ever newer than the entries it stands for.
    ///
    /// Receipts come in the order of the results; a feed that the store does not know is passed
    /// over. See `PollRecorder` for the order of new entries in the log.
    ///
    /// - Parameters:
    ///   - opening: that of the store when the polls began; nil: they rest on nothing that was read from
    ///     it. Throws `StoreError.Kind.reopened` where it is another by now.
    ///   - step: how many entries of documents with more than so many are written, those of the largest
    ///     a tenth at least; what is left is told by `PollReceipt.isPartial` and stored when the same
    ///     result comes again. Nil: all are, whatever time that takes.
    public func record(
        _ results: [PollResult], opening: Int? = nil, step: Int? = nil
    ) throws(StoreError) -> [PollReceipt] {
        try require(opening)
        return try writing { () throws(DatabaseError) in
            var recorder = PollRecorder(
                hashKey: hashKey, declared: declared, now: clock.now, read: readThrough, step: step)
            return try recorder.record(results, connection)
        }
    }

    /// The pauses that hosts asked for in this run or an earlier one and that are not over; those that
    /// are, are forgotten.
    public func hostPauses() throws(StoreError) -> [HostPause] {
        try writing { () throws(DatabaseError) in
            try HostPauseTable.take(now: clock.now, connection)
        }
    }

    /// Ends pauses before their time, because a person insists: they are not there again after a restart.
    public func endPauses(of hosts: Set<Schedule.Host>) throws(StoreError) {
        try writing { () throws(DatabaseError) in
            for host in hosts { try HostPauseTable.end(host, connection) }
        }
    }

    /// Has those of `pauses` end so many seconds later that are stored as they are here, as by another clock.
    public func moveHostPauses(_ pauses: [HostPause], by seconds: Int64) throws(StoreError) {
        try writing { () throws(DatabaseError) in
            for pause in pauses { try HostPauseTable.move(pause, by: seconds, connection) }
        }
    }

    /// Adds entries that were stored before there was a search index to it, the newest first, at most
    /// `limit`; false when none is left.
    public func indexOlderEntries(limit: Int) throws(StoreError) -> Bool {
        let isComplete = try reading { () throws(DatabaseError) in
            try SearchTable.reach(connection).isComplete
        }
        if isComplete { return false }
        return try writing { () throws(DatabaseError) in
            try SearchTable.indexOlder(limit: limit, connection)
        }
    }

    /// The entries that arrived after `cursor`, oldest arrival first: for the clusterer, which goes on
    /// with them as they are now, whatever is made of them later (`HeldTable`).
    public func newEntries(after cursor: EntryID, limit: Int) throws(StoreError) -> [LoggedEntry] {
        // Of one that was stopped before it stored what it made of them.
        let isStale = try reading { () throws(DatabaseError) in
            try HeldTable.holds(after: cursor, connection)
        }
        if isStale {
            try writing { () throws(DatabaseError) in
                try HeldTable.forget(after: cursor, connection)
            }
        }
        let entries = try reading { () throws(DatabaseError) in
            try EntryLog.entries(after: cursor, limit: limit, connection)
        }
        readThrough = max(readThrough, entries.last?.id ?? 0)
        return entries
    }

    /// How far the clusterer has read, and the number of the next cluster.
    public func clustererPosition() throws(StoreError) -> ClustererPosition {
        try reading { () throws(DatabaseError) in try ClusterTable.position(connection) }
    }

    /// Stores what the clusterer decided, and how far it has read, in one transaction.
    ///
    /// Nothing is stored, and `StoreError.Kind.clustersChanged` thrown, when `position` is from
    /// before a person changed clusters: what was decided rests on clusters that are no more. The
    /// same holds for `former`, with `StoreError.Kind.overtaken`: the lock lets one daemon in, but
    /// people delete locks.
    ///
    /// - Parameters:
    ///   - former: what the clusterer last read or stored; nil: it need not be that of the store.
    ///   - countedElsewhere: that of the clusterer; nil where it is as the store has it.
    ///   - areTold: whether these tell all events anew that people changed: see `ClusterWindow.untold`.
    ///   - opening: see `record`.
    public func apply(
        _ changes: ClusterChanges, position: ClustererPosition,
        after former: ClustererPosition? = nil,
        countedElsewhere: [EntryID: ClusterID]? = nil, areTold: Bool = false, opening: Int? = nil
    ) throws(StoreError) {
        try require(opening)
        let refusal = try writing { () throws(DatabaseError) -> StoreError.Kind? in
            let stored = try ClusterTable.position(connection)
            if stored.handRevision != position.handRevision { return .clustersChanged }
            if let former, former != stored { return .overtaken }
            try ClusterTable.apply(changes, connection)
            try ClusterTable.setPosition(position, connection)
            if areTold { try HandEventTable.forgetUntold(connection) }
            if let countedElsewhere {
                try ClusterTable.setCountedElsewhere(countedElsewhere, connection)
            }
            return nil
        }
        if let refusal { throw StoreError(refusal, path: file.database) }
    }

    /// What a clusterer that holds the entries after `cursor` has to take over after people changed
    /// clusters: all of one moment.
    ///
    /// - Parameter reclustered: `ClusterWindow.reclustered` of when it read what it holds; nil: it holds
    ///   nothing. Throws `StoreError.Kind.clustersChanged` where that is another by now, and with it what is
    ///   to be held.
    public func window(
        after cursor: EntryID, reclustered: DecisionID? = nil
    ) throws(StoreError) -> ClusterWindow {
        let window = try reading { () throws(DatabaseError) in
            try connection.snapshot { () throws(DatabaseError) in
                try ClusterWindow(after: cursor, connection)
            }
        }
        if let reclustered, reclustered != window.reclustered {
            throw StoreError(.clustersChanged, path: file.database)
        }
        return window
    }

    /// Takes what people asked of the daemon since the last call, oldest first.
    ///
    /// Meant to be called after each change in the folder of the database: without requests it
    /// costs one look into the log.
    public func takeRequests() throws(StoreError) -> [StoreRequest] {
        try file.require(opened)
        let isEmpty = try reading { () throws(DatabaseError) in
            try RequestTable.isEmpty(connection)
        }
        if isEmpty { return [] }
        return try writing { () throws(DatabaseError) in
            try RequestTable.take(at: clock.now, connection)
        }
    }

    /// Marks the stop as clean, unless a look over the file is still due, and closes it; every later call
    /// fails.
    public func close() throws(StoreError) {
        defer { release() }
        // Let go of in a fault: that stop was not clean.
        if opened == nil { return }
        try reading { () throws(DatabaseError) in
            try WriterOpening.end(connection, isChecked: check == .done, at: clock.now)
        }
    }

    // MARK: - Faults

    /// Says in the lock what this process tells of itself from now on, also in one that is taken anew. Of
    /// several the last counts.
    public func publish(_ report: DaemonReport) {
        self.report = report
        // Where this disk does not take it, the report in the runtime folder tells.
        try? lock?.overwrite(with: report.bytes)
    }

    /// Lets go of the files that a fault of this kind keeps from being written, unless they are better kept
    /// open; every call then fails until `regain`. What the lock is to say of it is published before.
    public func hold(_ kind: StoreError.Kind) {
        if kind == .corrupt, let opened { damaged = opened.database }
        if !kind.isBestWaitedFor { release() }
    }

    /// Opens the database again where it was let go of, and proves that it can be written. Throws as
    /// long as that fails. Nothing is made that is not there: an empty folder may be the place at
    /// which a disk is to be mounted.
    ///
    /// Where it was opened anew, `opening` has risen: what the caller knows of it may not be so any more.
    public func regain() throws(StoreError) {
        if opened == nil { try open() }
        do throws(StoreError) {
            try file.require(opened)
            if let volume = Volume(holding: file.folder), volume.free < StoreFile.leastRoom {
                throw StoreError(.diskFull, path: file.database)
            }
            try writing { () throws(DatabaseError) in
                try connection.execute("UPDATE store SET opened = opened")
            }
        } catch {
            if !error.kind.isBestWaitedFor { release() }
            throw error
        }
    }

    /// The opening in which the file has to be looked over after a stop that was not clean, since it was too
    /// large for that to be waited for: once for each. See `StoreExamination.quickCheck`, and `endCheck` for
    /// one that found no fault.
    public func takeCheck() -> Int? {
        guard check == .due else { return nil }
        check = .underWay
        return opening
    }

    public func endCheck(of opening: Int) {
        if opening == self.opening { check = .done }
    }

    /// Until it is done the next start makes up for it.
    private enum Check { case due, underWay, done }

    private func open() throws(StoreError) {
        guard let found = file.place else { throw file.absence }
        if found == damaged { throw StoreError(.corrupt, path: file.database) }
        if FileStatus(of: file.database)?.kind == .link {
            throw StoreError(.symbolicLink, path: file.database)
        }
        let lock = try file.lockForWriting(report)
        do throws(StoreError) {
            try file.asking { () throws(DatabaseError) in try connection.reopen() }
            let opened = try WriterOpening.prepare(connection, file, at: clock.now)
            hashKey = opened.hashKey
            check = opened.isUnchecked ? .due : .done
            let files = StoreFile.OpenFiles(file, database: found)
            try file.require(files)
            self.opened = files
            opening += 1
            readThrough = 0
            self.lock = consume lock
        } catch {
            connection.close()
            throw error
        }
    }

    private func release() {
        connection.close()
        lock = nil
        opened = nil
    }

    /// What was read in another opening may not be so in this one.
    private func require(_ opening: Int?) throws(StoreError) {
        if let opening, opening != self.opening {
            throw StoreError(.reopened, path: file.database)
        }
    }

    /// Runs `body` as one transaction.
    func writing<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        try file.require(opened)
        return try file.asking { () throws(DatabaseError) in try connection.transaction(body) }
    }

    /// Runs `body`, which reads. Others write requests and decisions by hand alone, which a single
    /// query sees whole, so it needs no transaction.
    func reading<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        if opened == nil { throw StoreError(.closed, path: file.database) }
        return try file.asking(body)
    }
}
