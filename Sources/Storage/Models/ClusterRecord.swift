public import Events
public import Values

/// A cluster as it is listed to a person.
public struct ClusterRecord: Sendable, Equatable {
    public var id: ClusterID
    /// The entry that stands for it.
    public var headline: EntryRecord
    /// The sort time of its earliest and its latest entry.
    public var first: Timestamp
    public var last: Timestamp
    public var entryCount: Int
    public var publisherCount: Int
    /// Texts that are not copies; a copy group whose origin is elsewhere counts once.
    public var independentTextCount: Int
    /// Those of them that were read in none of their copies; 0: the event is read.
    public var unreadTextCount: Int
    /// Who tells it, in the order of their first entries; at most `ClusterRecord.namedPublishers`.
    public var publishers: [String]
    /// What it is about: its telling terms in lower case, the one that weighs most first.
    public var terms: [String]
    /// Independent texts an hour that it gained of late; see `ClusterGrowth`.
    public var growth: Double

    /// How many publishers a listing names.
    public static let namedPublishers = 8
}

/// A cluster with its entries.
public struct ClusterDetail: Sendable, Equatable {
    /// Its `id` differs from the one asked for when that one was merged into it.
    public var cluster: ClusterRecord
    /// In the order of their sort times.
    public var members: [ClusterMember]
}

/// An entry of a cluster.
public struct ClusterMember: Sendable, Equatable {
    public var entry: EntryRecord
    public var membership: MembershipRecord
    /// When the entry was changed, oldest first.
    public var corrections: [Correction]

    public init(
        entry: EntryRecord, membership: MembershipRecord, corrections: [Correction] = []
    ) {
        self.entry = entry
        self.membership = membership
        self.corrections = corrections
    }
}
