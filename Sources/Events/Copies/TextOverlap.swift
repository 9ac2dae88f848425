/// How much running text two documents share, and where in each it stands.
struct TextOverlap: Sendable {
    struct Side: Sendable {
        /// Different shingles of the text.
        @Narrow<UInt16> var shingles: Int
        /// Whether the other has its first, its last words too.
        var startIsShared: Bool
        var endIsShared: Bool
    }

    /// The slot of the older document.
    @Narrow<UInt32> var other: Int
    @Narrow<UInt16> var shared: Int
    var own: Side
    var others: Side
    /// Of the shared shingles, the most that stand in a row.
    @Narrow<UInt16> var passage = 0
    /// Words before the first of them, of the text that has more there.
    @Narrow<UInt16> var lead = 0
    /// Whether it is made of runs that very many documents have.
    var isPhrase = false
    /// Whether it tells a copy only because one of the two has marks of a reprint, and not the other.
    var isByMark = false
    /// Of two documents of one feed: what is the same of both as a whole.
    var whole = Whole.none

    /// What of two documents of one feed is the same to the last word.
    enum Whole: Sendable {
        case none
        /// Their text: the headline too where the body is too short to tell by itself.
        case text
        /// Their text and their address.
        case textAndLink
    }

    /// Whether it is an address or a short text that is the same, and no shingles were counted.
    var isIdentity: Bool { own.shingles == 1 && others.shingles == 1 }
    /// Different shingles of the two texts.
    var shorter: Int { min(own.shingles, others.shingles) }
    var longer: Int { max(own.shingles, others.shingles) }
    /// Shared shingles over those of the shorter text, 0–1.
    var containment: Double { Double(shared) / Double(max(1, shorter)) }
    /// Shared shingles over those of the longer text, 0–1.
    var resemblance: Double { Double(shared) / Double(max(1, longer)) }

    /// So many words beside a text that another has too are a note, not more of it.
    static let longestNote = 12

    /// Whether marks of a reprint speak for one text. A mark tells of the marked one that its words are
    /// somebody else's, so the other has to have them all, but for a note: of a sentence that a marked
    /// text begins with, among others, it says nothing.
    func isMarked(own isMarked: Bool, others areMarked: Bool, _ settings: ClusterSettings) -> Bool {
        isMarked && isWhole(own, settings) || areMarked && isWhole(others, settings)
    }

    private func isWhole(_ side: Side, _ settings: ClusterSettings) -> Bool {
        side.shingles - shared <= Self.longestNote
            || Double(shared) >= settings.wholeText * Double(side.shingles)
    }

    /// Whether it is more than the standing text of one feed: under unlike headlines nothing but the whole
    /// of both is, since what such a text has of its own is short, and at one end.
    ///
    /// - Parameter titles: the share of the words of the headlines; nil where one has none.
    func tellsWithinFeed(titles: Double?, _ settings: ClusterSettings) -> Bool {
        guard containment >= settings.standingContainment, shared >= settings.standingLeastShared
        else { return false }
        if titles ?? 1 >= settings.kindredTitles { return true }
        return resemblance >= settings.wholeText && own.startIsShared && own.endIsShared
            && others.startIsShared && others.endIsShared
    }

    /// The same overlap as the other document sees it.
    func reversed(slot: Int) -> TextOverlap {
        var overlap = self
        (overlap.other, overlap.own, overlap.others) = (slot, others, own)
        return overlap
    }
}

/// A whole number that is kept in few bytes: what does not fit is taken as the nearest that does.
@propertyWrapper
struct Narrow<Stored: FixedWidthInteger & Sendable>: Sendable {
    private var stored: Stored

    init(wrappedValue: Int) {
        stored = Stored(clamping: wrappedValue)
    }

    var wrappedValue: Int {
        get { Int(stored) }
        set { stored = Stored(clamping: newValue) }
    }
}
