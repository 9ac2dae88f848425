/// The number of an event cluster: never reused, never changed; after a merge the old one is an
/// alias of the one that lives on.
public typealias ClusterID = Int64

/// Where a document belongs.
public struct Membership: Sendable, Equatable {
    public var document: Document.ID
    public var cluster: ClusterID
    /// The score by which it joined; 0 for a document that opened its cluster.
    public var score: Double
    /// Set when its text is a near-verbatim copy.
    public var copy: CopyEvidence?
    /// Which parts of its text have no weight, since they are standing text of its feed; 0: none.
    /// Means something to the clusterer alone, which needs it again after a restart.
    public var standingText: UInt32

    public init(
        document: Document.ID, cluster: ClusterID, score: Double, copy: CopyEvidence? = nil,
        standingText: UInt32 = 0
    ) {
        self.document = document
        self.cluster = cluster
        self.score = score
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
