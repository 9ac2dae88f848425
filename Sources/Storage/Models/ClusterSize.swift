public import Events
public import Values

/// How large a cluster is, for who looks at many of them for those that changed.
public struct ClusterSize: Sendable, Equatable {
    public var id: ClusterID
    /// The sort time of its earliest and its latest entry.
    public var first: Timestamp
    public var last: Timestamp
    public var publishers: Int
    /// Texts that are not copies.
    public var texts: Int

    public init(
        id: ClusterID, first: Timestamp, last: Timestamp, publishers: Int, texts: Int
    ) {
        self.id = id
        self.first = first
        self.last = last
        self.publishers = publishers
        self.texts = texts
    }
}

/// How large a cluster was before its latest entries came.
public struct FormerClusterSize: Sendable, Equatable {
    public var publishers: Int
    /// Texts that are not copies.
    public var texts: Int
    /// Whether entries of it have come since: else others became a part of it, or are dated otherwise.
    public var hasNewer: Bool

    public init(publishers: Int, texts: Int, hasNewer: Bool) {
        self.publishers = publishers
        self.texts = texts
        self.hasNewer = hasNewer
    }
}
