public import Events

/// An entry with the clusterer's decision on it, for a clusterer that starts again.
public struct ClusteredEntry: Sendable, Equatable {
    /// So many entries of an event tell what it is about, where no clusterer holds it.
    public static let outlined = 64

    public var entry: LoggedEntry
    public var membership: Membership
}
