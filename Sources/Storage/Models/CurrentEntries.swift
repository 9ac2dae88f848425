/// Entries of the log as they are by now, all of one moment, for a clusterer that decides on them anew.
public struct CurrentEntries: Sendable {
    /// Oldest arrival first.
    public var entries: [LoggedEntry]
    /// Those of them that the daemon's clusterer holds with another text.
    public var revised: Set<EntryID>
    public var reading: LogReading
}

/// When a part of the log was read: what entries in it said then can still be told when they say something
/// else.
public struct LogReading: Sendable, Equatable {
    /// The part begins behind this entry.
    public var after: EntryID
    /// The last entry of it.
    public var through: EntryID
    /// The last correction of any entry that was stored then.
    public var revision: Int64
}
