/// Why a document is where it is: the rule that fired, and all that it weighed. Made when the decision
/// is; words and fields are made of it when it is told.
public struct Decision: Sendable, Equatable {
    /// What fired. Raw values are stored and printed: they never change.
    public enum Rule: String, Sendable, CaseIterable {
        /// Arrived, and fitted an event.
        case joined
        /// Arrived, and fitted none.
        case opened
        /// Its event and another were found to be one.
        case merged
        /// Fitted another event better than its own.
        case moved
        /// Did not fit its event any more, nor any other.
        case left
        /// Its event was found to be several.
        case split
        /// Its text is another's: it is where that one is.
        case copy
        /// Its text was taken for a copy's, until the evidence turned.
        case original
        /// People decided.
        case byHand = "by-hand"
        /// Nothing was decided: weighed because somebody asked.
        case weighed
        /// Decided by an earlier release, which kept words alone.
        case told
    }

    public var rule: Rule
    /// The event that it was weighed against: the one that it joined, moved to, left or was split
    /// from, or the nearest one.
    public var event: ClusterID?
    /// The event that it was in before, and how well it fitted that.
    public var formerEvent: ClusterID?
    public var formerScore: Double?
    /// The product of the factors; of a copy the containment.
    public var score: Double?
    /// What the score was held against.
    public var threshold: Double?
    /// In the order in which they are told; nothing is known of them but what they say themselves.
    public var factors: [Factor] = []
    /// The terms that add most to the link, the strongest first.
    public var shared: [SharedTerm] = []
    /// Of a copy: how much running text it has in common with its origin.
    public var overlap: Overlap?
    /// Of a decision by hand, and of one of an earlier release: all that is known of it.
    public var words: String?

    public init(
        _ rule: Rule, event: ClusterID? = nil, score: Double? = nil, threshold: Double? = nil
    ) {
        self.rule = rule
        self.event = event
        self.score = score
        self.threshold = threshold
    }

    /// - Parameter words: who wanted what, for a person.
    public static func byHand(_ words: String, event: ClusterID? = nil) -> Decision {
        var decision = Decision(.byHand, event: event)
        decision.words = words
        return decision
    }

    /// A part of the score.
    public struct Factor: Sendable, Equatable {
        /// For a person: `mean link`, `time`.
        public var name: String
        /// What the score is multiplied by.
        public var value: Double
        /// What the value was made from, such as 3 (`days apart`); nil where it stands for itself or
        /// could not be told.
        public var measure: Double?
        public var unit: String

        public init(_ name: String, _ value: Double, measure: Double? = nil, unit: String = "") {
            self.name = name
            self.value = value
            self.measure = measure
            self.unit = unit
        }
    }

    /// A term that both sides hold.
    public struct SharedTerm: Sendable, Equatable {
        public var name: String
        /// What it adds to the mean link.
        public var share: Double

        public init(_ name: String, _ share: Double) {
            self.name = name
            self.share = share
        }
    }

    /// Running text that two documents have in common, in shingles: runs of so many words.
    public struct Overlap: Sendable, Equatable {
        /// Different shingles that both have.
        public var shared: Int
        /// Different shingles of the document and of its origin; 1 where a shared address or a short
        /// text that is wholly the same told the copy.
        public var own: Int
        public var origin: Int
        /// The kind of evidence that says who copied: `syndication`, `link`, `byline`, `frame`,
        /// `extent`, `published`, `arrival`.
        public var evidence: String

        public init(shared: Int, own: Int, origin: Int, evidence: String) {
            self.shared = shared
            self.own = own
            self.origin = origin
            self.evidence = evidence
        }

        /// Shared shingles over those of the shorter text, 0–1.
        public var containment: Double { Double(shared) / Double(max(1, min(own, origin))) }

        /// Whether it is an address or a short text that is the same, and no shingles were counted.
        public var isIdentity: Bool { own == 1 && origin == 1 }
    }

    /// Whether the score reached the threshold; nil where no score was held against one.
    public var isMet: Bool? {
        switch rule {
        case .joined, .merged, .moved: return true
        case .opened, .left, .split: return score == nil ? nil : false
        default:
            guard let score, let threshold else { return nil }
            return score >= threshold
        }
    }
}
