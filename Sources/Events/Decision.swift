/// The number of an event cluster: never reused, never changed; after a merge the old one is an
/// alias of the one that lives on.
public typealias ClusterID = Int64

/// Where a document belongs, and on what evidence.
public struct Membership: Sendable, Equatable {
    public var document: Document.ID
    public var cluster: ClusterID
    /// The score by which it joined; 0 for a document that opened its cluster.
    public var score: Double
    /// Why, for a person: the rule that fired and the telling terms with their weights.
    public var reason: String
    /// Set when its text is a near-verbatim copy.
    public var copy: CopyEvidence?
    /// Which parts of its text have no weight, since they are standing text of its feed; 0: none.
    /// Means something to the clusterer alone, which needs it again after a restart.
    public var standingText: UInt32

    public init(
        document: Document.ID, cluster: ClusterID, score: Double, reason: String,
        copy: CopyEvidence? = nil, standingText: UInt32 = 0
    ) {
        self.document = document
        self.cluster = cluster
        self.score = score
        self.reason = reason
        self.copy = copy
        self.standingText = standingText
    }
}

/// That a document's text was taken from another's.
public struct CopyEvidence: Sendable, Equatable {
    /// The document that the evidence says came first.
    public var origin: Document.ID
    /// Shared shingles over the shingles of the smaller text, 0–1.
    public var containment: Double
    /// Why `origin` is the origin, for a person: `its body links to the origin`, `published 3 h later`.
    public var direction: String

    public init(origin: Document.ID, containment: Double, direction: String) {
        self.origin = origin
        self.containment = containment
        self.direction = direction
    }
}

/// What a step of the clusterer changed. To apply it: set the memberships, then the aliases, then
/// the headlines.
public struct ClusterChanges: Sendable, Equatable {
    /// Every document that is new, moved to another cluster or changed its copy state, as it now is.
    public var memberships: [Membership] = []
    /// Clusters that were merged away, in order, and the one that each became part of.
    public var aliases: [Alias] = []
    /// For every cluster that changed: the document that stands for it.
    public var headlines: [Headline] = []

    public init() {}

    public struct Alias: Sendable, Equatable {
        public var old: ClusterID
        public var new: ClusterID

        public init(old: ClusterID, new: ClusterID) {
            self.old = old
            self.new = new
        }
    }

    public struct Headline: Sendable, Equatable {
        public var cluster: ClusterID
        public var document: Document.ID

        public init(cluster: ClusterID, document: Document.ID) {
            self.cluster = cluster
            self.document = document
        }
    }
}
