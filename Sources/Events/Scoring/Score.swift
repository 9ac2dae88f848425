internal import Glibc

/// How well two groups of documents go together: the mean cosine over all pairs between them,
/// raised for large groups of short texts, lowered with the time between them, where one common term
/// is nearly all that they share, and where their names and numbers differ; raised where nothing else
/// comes near.
struct Score {
    /// Mean cosine of the pairs, 0–1.
    let meanLink: Double
    /// What the sizes of the groups multiply it by, 1 and more.
    let size: Double
    /// What the time between them multiplies it by, up to 1.
    let time: Double
    /// What hanging on a single term multiplies it by, up to 1.
    private(set) var breadth = 1.0

    /// What names and numbers that differ multiply it by, up to 1.
    private(set) var agreement = 1.0
    /// What standing out from all other events multiplies it by, 1 and more.
    private(set) var contrast = 1.0

    // What the factors were made from; see `factors`.

    let texts: Int
    /// Of the texts of both groups, 0–1.
    private let shortness: Double
    /// Nil when one side has no date.
    let days: Double?
    /// Nil where no term has so much of the link that it was looked at.
    private(set) var loneShare: Double?
    /// What differs for each pair of texts, in names; nil where nothing was looked at.
    private(set) var differences: Double?
    /// What the next best event has of `bare`; nil where it was not looked for, or what there is has
    /// too little to be told.
    private(set) var rivalShare: Double?

    var value: Double { bare * breadth * agreement * contrast }
    /// The score before terms, names and numbers are looked into.
    var bare: Double { meanLink * size * time }

    /// - Parameter dot: the dot product of the groups' vector sums, in the units of `Weight`.
    init(dot: Int64, _ a: GroupShape, _ b: GroupShape, settings: ClusterSettings) {
        self.init(
            dot: dot, a, b, size: Self.size(a, settings) * Self.size(b, settings),
            settings: settings)
    }

    /// - Parameter size: the product of the groups' factors, where these are known.
    init(
        dot: Int64, _ a: GroupShape, _ b: GroupShape, size: Double, settings: ClusterSettings
    ) {
        meanLink = Double(dot) / Weight.unitSquared / (Double(a.count) * Double(b.count))
        self.size = size
        texts = a.count + b.count
        days = Self.days(between: a, b)
        shortness = GroupShape.meanShortness(of: a, and: b)
        time = Self.time(days: days ?? 0, shortness: shortness, settings)
    }

    /// Lowers it by what the strongest term alone makes of the link.
    ///
    /// Headlines of one subject share its word: *rugby*, *theatre*, a year. Reports of one event share
    /// several words, or one that tells the event by itself: a rare name that no other group has.
    /// Long texts share so many words that none of them counts for much.
    ///
    /// - Parameters:
    ///   - share: the term's part of the dot product, 0–1.
    ///   - telling: how far the term tells the event by itself, 0–1.
    mutating func narrow(share: Double, telling: Double, settings: ClusterSettings) {
        let excess = max(0, share - settings.loneShare) / (1 - settings.loneShare)
        breadth = 1 - (1 - telling) * min(1, excess)
        loneShare = share
    }

    /// Lowers it where names and numbers speak against it.
    mutating func confirm(_ likeness: Likeness, settings: ClusterSettings) {
        agreement = likeness.agreement(shortness: shortness, settings)
        differences = likeness.differences(settings)
    }

    /// Raises it by how far it stands out.
    ///
    /// - Parameters:
    ///   - rival: the `bare` score of the next best.
    ///   - most: what it is raised by where that is faint.
    mutating func standOut(from rival: Double, most: Double, settings: ClusterSettings) {
        let share = rival / bare
        let lead = min(1, max(0, (1 - share) / (1 - settings.faintRival)))
        contrast = 1 + most * lead * lead
        rivalShare = share >= settings.faintRival ? share : nil
    }

    fileprivate static func size(_ group: GroupShape, _ settings: ClusterSettings) -> Double {
        let shortness = group.meanShortness
        guard group.count > 1, shortness > 0 else { return 1 }
        return pow(Double(group.count), settings.sizeExponent * shortness)
    }

    private static func days(between a: GroupShape, _ b: GroupShape) -> Double? {
        guard let first = a.dates, let second = b.dates else { return nil }
        if first.overlaps(second) { return 0 }
        let (earlier, later) =
            first.upperBound < second.lowerBound ? (first, second) : (second, first)
        return (Double(later.lowerBound) - Double(earlier.upperBound)) / 86_400
    }

    private static func time(
        days: Double, shortness: Double, _ settings: ClusterSettings
    ) -> Double {
        if days == 0 { return 1 }
        let share = min(1, settings.timeShare + settings.shortTimeShare * shortness)
        let fade = exp(-days * days / (2 * settings.timeSigma * settings.timeSigma))
        return 1 - share + share * fade
    }
}

extension GroupShape {
    /// What the size of the group multiplies a score by.
    func factor(_ settings: ClusterSettings) -> Double { Score.size(self, settings) }
}

/// The fixed-point scale of document vectors.
///
/// Whole numbers make sums exact: a cluster's vector is the same whatever the order in which its
/// documents came or were let go, so a restart cannot change a decision.
enum Weight {
    static let unit = 65_536.0
    static let unitSquared = unit * unit
}
