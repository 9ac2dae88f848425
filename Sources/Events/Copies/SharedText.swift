/// Whether text that two documents share makes one of them a copy.
///
/// A sentence is soon shared: reports of one event quote the same official, agencies begin alike, and
/// what follows a pattern is the same but for a name. So the less text it is, the more of the
/// shorter one it has to be, and the more the headlines have to be alike.
struct SharedText {
    let overlap: TextOverlap
    let likeness: Likeness
    /// Of the words of the headlines, 0–1; nil where one has none.
    let titles: Double?

    func tellsCopy(_ settings: ClusterSettings) -> Bool {
        // The same words about another town and another number are a pattern.
        if likeness.tellsOfOthers { return false }
        guard overlap.containment >= Self.needed(of: overlap.shared, settings) else {
            return false
        }
        return overlap.shared >= settings.passage
            || overlap.resemblance >= settings.wholeText
            || (titles ?? 1) >= settings.likeTitles
    }

    /// The part of the shorter text that so many shared shingles have to be.
    static func needed(of shared: Int, _ settings: ClusterSettings) -> Double {
        let length =
            (Double(shared) - settings.shortText) / (settings.longText - settings.shortText)
        let shortness = 1 - min(1, max(0, length))
        return settings.containment
            + (settings.shortContainment - settings.containment) * shortness
    }
}

/// The words of a headline as bits, to tell how much of two is the same.
struct TitleWords: Sendable, Equatable {
    private let bits: UInt64

    init(_ title: TokenList) {
        bits = title.tokens.reduce(0) { $0 | 1 << ($1.hash >> 58) }
    }

    var isEmpty: Bool { bits == 0 }

    /// The share of the words of the shorter headline that the other has, 0–1; nil where one has
    /// no words.
    func shared(with other: TitleWords) -> Double? {
        let least = min(bits.nonzeroBitCount, other.bits.nonzeroBitCount)
        return least == 0 ? nil : Double((bits & other.bits).nonzeroBitCount) / Double(least)
    }
}
