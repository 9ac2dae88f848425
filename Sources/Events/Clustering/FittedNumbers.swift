/// The numbers of the decision that are fitted on labelled news, which `make fit` reads and writes.
///
/// A line is the name, the value and, for the fit, the range to search with the step in which to
/// search it. A line more is a number more: nothing else lists them.
public struct FittedNumbers: Sendable, Equatable, Codable {
    /// From this score on two groups are the same event.
    var mergeThreshold = 0.285  // 0.2...0.36 by 0.01
    /// Clusters of short texts may be larger for the same event: their mean link is multiplied by
    /// n ^ (sizeExponent · shortness).
    var sizeExponent = 0.26  // 0.16...0.36 by 0.01
    /// The part of the score that fades with the days between two groups.
    var timeShare = 0.15  // 0...0.5 by 0.05
    /// How much more of it does where the texts are short, which tell less by themselves.
    var shortTimeShare = 0.7  // 0...0.8 by 0.05
    /// The days in which it fades.
    var timeSigma = 0.75  // 0.25...3 by 0.25

    /// Beyond this share of a link its strongest term has to tell the event by itself.
    var loneShare = 0.3  // 0.2...0.8 by 0.05
    /// How far that takes the documents with the term to be in the two groups and no other.
    var concentrationPower = 0.25  // 0...1.5 by 0.125

    /// Names in common that stand for what two reports of one event may differ in.
    var agreementPrior = 0.5  // 0.1...2 by 0.1
    /// How far more names that differ lower a score.
    var agreementPower = 2.0  // 0...4 by 0.25
    /// How much more a place that both texts fill otherwise weighs where they are short.
    var shortPlaceWeight = 1.25  // 0...4 by 0.25
    /// What each name that is only the one's counts as a difference where two texts have no name
    /// and no number in common.
    var strangeness = 0.15  // 0...0.4 by 0.05
    /// From which share of the pairs with one on that no longer counts.
    var sharingEnough = 0.2  // 0.05...0.6 by 0.05

    /// How much standing out from all other events raises a score below the threshold.
    var contrast = 0.7  // 0...1.2 by 0.1
    /// An event stands out wholly where the next best has no more than this share of its score.
    var faintRival = 0.25  // 0.1...0.8 by 0.05

    /// A document at large holds a word of frequency f with probability scale · f + least.
    var leastProbability = 0.001  // 0.0001...0.003 by 0.0001
    /// How many clusters the background counts as.
    var priorClusters = 2400.0  // 600...3600 by 200
    /// How often a word of the title counts.
    var titleCount = 2.0  // 1...4 by 0.25
    /// How much more a word that begins with a digit weighs.
    var digitFactor = 1.5  // 0.7...2 by 0.1
    /// What a pair of names weighs.
    var namePairFactor = 0.4  // 0...1 by 0.1

    /// A document whose score with its own cluster is below this share of the threshold leaves.
    var ejectShare = 0.3  // 0...0.8 by 0.1
    /// How far below the threshold the parts of a cluster must score to be split.
    var splitMargin = 0.01  // 0...0.06 by 0.01
    /// A cluster is looked at once so much of it is new.
    var splitShare = 0.25  // 0.05...0.5 by 0.05

    init() {}
}
