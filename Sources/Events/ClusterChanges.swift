/// What a step of the clusterer changed. To apply it: set the memberships, then the aliases, then
/// the headlines.
public struct ClusterChanges: Sendable, Equatable {
    /// Every document that is new, moved to another cluster or changed its copy state, as it now is.
    public var memberships: [Membership] = []
    /// Why: for each of these whose place was decided in this step. For the others, whose cluster
    /// got another number, what was told before still holds.
    public var decisions: [Told] = []
    /// Clusters that were merged away, in order, and the one that each became part of.
    public var aliases: [Alias] = []
    /// For the clusters that changed: the document that stands for each. One of which the window
    /// holds copies alone keeps the headline that it has.
    public var headlines: [Headline] = []
    /// For every cluster that changed: what it is about.
    public var topics: [Topic] = []

    public init() {}

    public struct Told: Sendable, Equatable {
        public var document: Document.ID
        public var decision: Decision

        public init(document: Document.ID, decision: Decision) {
            self.document = document
            self.decision = decision
        }
    }

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

    public struct Topic: Sendable, Equatable {
        public var cluster: ClusterID
        /// Its telling terms in lower case, the one that weighs most first.
        public var terms: [String]

        public init(cluster: ClusterID, terms: [String]) {
            self.cluster = cluster
            self.terms = terms
        }
    }
}
