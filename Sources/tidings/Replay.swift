internal import Events
internal import Storage
internal import Values

/// The clusterer's window decided anew from the entry log, beside a running daemon.
///
/// The log only grows, so that a replay catches up with what was clustered while it ran.
struct Replay {
    private let store: StoreSession
    private let background: BackgroundFrequencies
    private let since: Timestamp?
    private let onProgress: (_ done: Int) -> Void

    /// What the store held when the replay last looked.
    private(set) var window: ClusterWindow
    private let constraints: Constraints
    private var clusterer: Clusterer
    private var reclustering: Reclustering
    /// The last entry that was read.
    private var cursor: EntryID
    /// Up to which entry all stays where it is.
    private var settledThrough: EntryID = 0
    /// When it read which part of the log.
    private var readings: [LogReading] = []
    /// Whether it reads of entries what the daemon's clusterer does not hold.
    let readsAnew: Bool
    private var count = 0

    private static let batch = 256

    /// Reads the window, entries as they are by now. What arrived before `since` keeps its place, and the text
    /// that the daemon's clusterer holds.
    init(
        of store: StoreSession, since: Timestamp?, background: BackgroundFrequencies,
        onProgress: @escaping (_ done: Int) -> Void
    ) throws(StoreError) {
        self.store = store
        self.since = since
        self.background = background
        self.onProgress = onProgress
        let window = try store.window()
        self.window = window
        constraints = window.constraints.forReplay(
            of: window.memberships, departed: window.departed)
        cursor = window.position.expiredThrough
        reclustering = Reclustering()
        clusterer = Clusterer(
            background: background, nextCluster: window.position.nextCluster,
            consolidatedThrough: 0, constraints: constraints.unpinned(after: 0, window.memberships))
        var last = window.position.expiredThrough
        if let since, let before = try store.lastEntry(seenBefore: since, after: last) {
            last = min(before, window.position.cursor)
        }
        readsAnew = try store.areRevised(after: last)
        if last > window.position.expiredThrough {
            settledThrough = last
            try restore(through: last)
        }
        try read()
        reclustering.apply(clusterer.pin(as: window.memberships, constraints))
        reclustering.apply(clusterer.consolidate(rounds: 2))
    }

    private mutating func restore(through last: EntryID) throws(StoreError) {
        let kept = window.memberships.filter { $0.document <= last }
        let known = Dictionary(kept.map { ($0.document, $0) }) { $1 }
        clusterer = Clusterer(
            background: background, nextCluster: window.position.nextCluster,
            consolidatedThrough: min(last, window.position.consolidatedThrough),
            weighedThrough: min(last, window.position.weighedThrough), settledThrough: last,
            constraints: constraints.unpinned(after: last, window.memberships))
        var restored: [(Document, Membership)] = []
        while cursor < last {
            let entries = try store.clustered(after: cursor, limit: 4 * Self.batch)
            guard let end = entries.last else { break }
            for entry in entries.map(\.entry) where entry.id <= last {
                if let membership = known[entry.id] {
                    restored.append((entry.document, membership))
                }
            }
            cursor = min(end.entry.id, last)
            count += entries.count
            onProgress(count)
        }
        cursor = last
        clusterer.restore(restored)
        reclustering = Reclustering(kept)
    }

    /// Decides on the entries that the daemon has clustered.
    private mutating func read() throws(StoreError) {
        let judged = Dictionary(window.memberships.map { ($0.document, $0.standingText) }) { $1 }
        while cursor < window.position.cursor {
            let current = try store.currentEntries(after: cursor, limit: Self.batch)
            let entries = current.entries.filter { $0.id <= window.position.cursor }
            guard let last = entries.last else { break }
            readings.append(current.reading)
            // What a feed repeats was told by what it had before the window as well: it stays as the daemon
            // judged it, save in texts that it never read.
            var standingText: [EntryID: UInt32] = [:]
            for entry in entries where !current.revised.contains(entry.id) {
                standingText[entry.id] = judged[entry.id]
            }
            reclustering.apply(
                clusterer.follow(entries.map(\.document), standingText: standingText))
            cursor = last.id
            count += entries.count
            onProgress(count)
        }
    }

    /// How the window would be told by the numbers it has.
    func regrouping() throws(StoreError) -> Regrouping {
        let inWindow = Dictionary(grouping: window.memberships, by: \.cluster).mapValues(\.count)
        var kept: Set<ClusterID> = []
        for (id, count) in inWindow {
            if try store.memberCount(of: id) > count { kept.insert(id) }
        }
        let released = try store.toldByHand(after: window.position.expiredThrough).filter {
            constraints.companions(of: $0).isEmpty
        }
        // What stays where it is keeps the number as well.
        let settled = window.memberships.map(\.document).filter { $0 <= settledThrough }
        return Regrouping(
            from: window.memberships, to: reclustering, keeping: kept,
            pinned: constraints.pinned + settled, released: released,
            nextCluster: window.position.nextCluster)
    }

    /// Stores it; false where the store has moved on, and the replay with it: ask for the regrouping
    /// again then.
    mutating func apply(
        _ regrouping: Regrouping, by person: String, told: String
    ) throws(StoreError) -> Bool {
        var next = window.position
        next.nextCluster = regrouping.nextCluster
        next.consolidatedThrough = clusterer.consolidatedThrough
        // Whoever takes this over counts its terms anew.
        next.weighedThrough = next.consolidatedThrough
        if try store.recluster(
            regrouping.changes, from: window.position, to: next, reading: readings, by: person,
            told: told)
        {
            return true
        }
        let newer = try store.window()
        if newer.position.handRevision == window.position.handRevision,
            newer.position.expiredThrough == window.position.expiredThrough
        {
            window = newer
            try read()
            reclustering.apply(clusterer.consolidate(rounds: 2))
        } else {
            self = try Replay(
                of: store, since: since, background: background, onProgress: onProgress)
        }
        return false
    }
}
