/// How much two texts have to share before anything else that is known of them can make one a copy
/// of the other: `SharedText` with all that speaks for it. What shares less need not be looked at.
struct TellingShare: Sendable {
    private let settings: ClusterSettings
    /// By the shingles of the shorter text, for text that is made of phrases and for other; 0: not
    /// asked for yet.
    private var ofPhrases: [UInt32] = []
    private var ofOthers: [UInt32] = []

    init(settings: ClusterSettings) { self.settings = settings }

    /// The least number of shared shingles; more than `shorter` where no number is enough.
    mutating func least(of shorter: Int, isPhrase: Bool) -> Int {
        if shorter >= ofOthers.count {
            let added = repeatElement(UInt32(0), count: shorter + 1 - ofOthers.count)
            ofPhrases += added
            ofOthers += added
        }
        let known = isPhrase ? ofPhrases[shorter] : ofOthers[shorter]
        if known > 0 { return Int(known) }
        // More shared text tells more.
        var (low, high) = (1, shorter + 1)
        while low < high {
            let middle = (low + high) / 2
            if tells(middle, of: shorter, isPhrase: isPhrase) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        if isPhrase {
            ofPhrases[shorter] = UInt32(truncatingIfNeeded: low)
        } else {
            ofOthers[shorter] = UInt32(truncatingIfNeeded: low)
        }
        return low
    }

    /// Whether so many in a row, of two texts that begin and end alike, tell a copy where one is cited
    /// by the other, has marks of a reprint and the same headline.
    private func tells(_ shared: Int, of shorter: Int, isPhrase: Bool) -> Bool {
        [shorter, .max].contains { longer in
            var overlap = TextOverlap(
                other: 0, shared: shared,
                own: .init(shingles: shorter, startIsShared: true, endIsShared: true),
                others: .init(shingles: longer, startIsShared: true, endIsShared: true))
            overlap.passage = shared
            overlap.isPhrase = isPhrase
            return SharedText(overlap: overlap, titles: 1, isMarked: true, isCited: true)
                .tellsCopy(settings)
        }
    }
}
