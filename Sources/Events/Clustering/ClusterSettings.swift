/// The numbers that the decisions rest on: one set for all feeds and languages.
public struct ClusterSettings: Sendable, Equatable {
    public static let standard = ClusterSettings()

    // Terms.

    /// Words of a document that are looked at, and how many more when it has a title.
    var leadWords = 250
    var titleAllowance = 20
    /// Bytes of a body beyond which its words are not counted as terms.
    var bodyLimit = 9_000
    /// How often a word of the title counts.
    var titleCount = 2.0
    /// A body word at position p counts 1 / (1 + p / positionDecay).
    var positionDecay = 300.0
    var digitFactor = 1.3
    var namePairFactor = 0.4
    var syllablePairFactor = 0.5
    /// From this share of capitalised words on, capitals in a text tell nothing.
    var capitalsLimit = 0.6
    /// Texts of so many different words are short to no degree; see `Shortness`.
    var shortnessOffset = 4.0

    // Weights.

    /// A document at large holds a word of frequency f with probability scale · f + least.
    var backgroundScale = 50.0
    var leastProbability = 0.0003
    /// The probability of a pair over that of its rarer word.
    var pairProbability = 0.3
    /// How many clusters the background counts as.
    var priorClusters = 1_600.0

    /// No term weighs more than so many times the inverse frequency over documents, taken with so
    /// many documents more.
    var crowdFactor = 4.0
    var crowdPrior = 100.0

    // Score.

    /// Clusters of short texts may be larger for the same event: their mean link is multiplied by
    /// n ^ (sizeExponent · shortness).
    var sizeExponent = 0.26
    /// The part of the score that fades with the days between two groups, and how fast.
    var timeShare = 0.3
    var timeSigma = 2.0

    /// Beyond this share of a link its strongest term has to tell the event by itself.
    var loneShare = 0.35
    /// How far that takes the documents with the term to be in the two groups and no other.
    var concentrationPower = 0.5

    /// Names in common that stand for what two reports of one event may differ in, and how far more
    /// that differ lower a score.
    var agreementPrior = 0.5
    var agreementPower = 2.0
    /// What each name that is only the one's counts as a difference where two texts have no name and
    /// no number in common, and from which share of the pairs with one on that no longer counts.
    var strangeness = 0.15
    var sharingEnough = 0.2
    /// Documents of a group whose names and numbers are looked at, the newest.
    var witnesses = 16

    // Decisions.

    /// From this score on two groups are the same event.
    var mergeThreshold = 0.28
    /// How much better another cluster must suit a document than its own.
    var moveMargin = 0.0
    /// A document whose score with its own cluster is below this share of the threshold leaves.
    var ejectShare = 0.3
    /// How far below the threshold the parts of a cluster must score to be split, and the originals
    /// beyond which a cluster is not looked at: the time rises with their square.
    var splitMargin = 0.01
    var splitLimit = 400
    /// A cluster is looked at once so much of it is new.
    var splitShare = 0.25
    /// Consolidation is due after so many new documents, and that share of those held before.
    var consolidationCount = 60
    var consolidationShare = 0.5
    /// With so many documents or fewer a consolidation at rest always looks at all of them.
    var wholeLookLimit = 2_000

    // Copies.

    /// A shingle that so many documents hold is a phrase and tells no copy.
    var shingleHolders = 50
    /// From this share of the shorter text's shingles on it is a copy, if they are at least `least`.
    var containment = 0.4
    var leastShared = 6
    /// The same for shared text of so few shingles or fewer; from there on it takes less, down to
    /// `containment` for a long one.
    var shortContainment = 0.85
    var shortText = 15.0
    var longText = 40.0
    /// Fewer shared shingles are a sentence or two, which others may quote: then this part of the words
    /// of the headlines has to be the same as well, unless so much of both texts is.
    var passage = 25
    var likeTitles = 0.6
    var wholeText = 0.9
    /// The same where the shared text may be a standing one: between two entries of one feed, and
    /// with the shingles counted that are phrases.
    var standingContainment = 0.8
    var standingLeastShared = 20
}
