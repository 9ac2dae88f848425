/// Whether text that two documents share makes one of them a copy.
///
/// A sentence is soon shared: reports of one event quote the same official, agencies begin alike, and
/// what follows a pattern is the same but for a name. Such sentences stand in another order, among
/// others, under another headline. So a copy is told by a long passage without a gap, by very much
/// text, or by a text that begins alike under the same headline. What names the other as its source
/// needs none of that.
struct SharedText {
    let overlap: TextOverlap
    var likeness = Likeness()
    /// Of the words of the headlines, 0–1; nil where one has none.
    var titles: Double?
    /// Whether one says that its text was taken over or goes on elsewhere, and the other has the whole
    /// of it; see `TextOverlap.isMarked`.
    var isMarked = false
    /// Whether one names the other as its source.
    var isCited = false
    /// Words that both may have as what somebody said.
    var quoted = 0
    /// Whether each tells, in headline and body, of a name that the other has not, or their headlines begin
    /// otherwise and go on alike, and what one begins with stands nowhere in the other text.
    var isOfOthers = false

    func tellsCopy(_ settings: ClusterSettings) -> Bool {
        // The same words about another town and another number are a pattern.
        if likeness.tellsOfOthers || isOfOthers && isTemplate(settings) { return false }
        if overlap.isPhrase {
            return isReprint(settings)
        }
        guard overlap.containment >= needed(settings) else { return false }
        if isCited { return true }
        let isUnderOne = isUnderOneHeadline(settings)
        let much = isUnderOne ? settings.muchText : settings.veryMuchText + quoted
        if overlap.shared >= much, overlap.shorter >= settings.article { return true }
        return isPassage(settings) || isUnderOne && isOpening(settings)
    }

    /// What alone makes it no copy, of what may be filled otherwise or said by two.
    func caveat(_ settings: ClusterSettings) -> TextComparison.Caveat? {
        if tellsCopy(settings) { return nil }
        var other = self
        other.likeness = Likeness()
        if other.tellsCopy(settings) { return .particulars }
        other.isOfOthers = false
        if other.tellsCopy(settings) { return .notice }
        other.quoted = 0
        if other.tellsCopy(settings) { return .quotation }
        other.titles = 1
        return other.tellsCopy(settings) ? .headlines : nil
    }

    /// Whether two texts may be one but for whom they are about: of about one length, and begin alike or
    /// share more than one passage. A text within another has names of its own, which that need not have
    /// kept, and a passage by itself says nothing of what stands around it.
    private func isTemplate(_ settings: ClusterSettings) -> Bool {
        overlap.resemblance >= settings.template
            && (overlap.own.startIsShared && overlap.others.startIsShared
                || Double(overlap.passage) < settings.unbroken * Double(overlap.shared))
    }

    private func isUnderOneHeadline(_ settings: ClusterSettings) -> Bool {
        (titles ?? 1) >= settings.likeTitles
    }

    /// Whether both begin with the same text and go on with it, as an excerpt does.
    private func isOpening(_ settings: ClusterSettings) -> Bool {
        guard overlap.lead <= settings.longestLead,
            Double(overlap.passage) >= settings.unbroken * Double(overlap.shared)
        else { return false }
        // One sentence may be what both were handed. It is a copy where one says so, where there is
        // nothing else, or where the other goes on for so long that it is no handed sentence.
        return isMarked || overlap.passage >= settings.handedText
            || overlap.resemblance >= settings.wholeText
            || overlap.longer >= settings.article
    }

    /// Whether it is more without a gap than two reports share by chance or from one source: less is
    /// enough where it is the whole of the shorter text, and of both.
    private func isPassage(_ settings: ClusterSettings) -> Bool {
        let least =
            overlap.resemblance >= settings.wholeText
            ? settings.handedText
            : overlap.containment >= settings.wholeText
                ? settings.wholePassage
                : isUnderOneHeadline(settings) ? settings.passage : settings.longPassage + quoted
        return overlap.passage >= least
    }

    /// Whether a text that was reprinted everywhere, so that it is made of phrases, is there nearly whole.
    private func isReprint(_ settings: ClusterSettings) -> Bool {
        overlap.shared >= settings.standingLeastShared
            && overlap.containment >= settings.standingContainment
            && isPassage(settings)
    }

    /// The part of the shorter text that what they share has to be.
    func needed(_ settings: ClusterSettings) -> Double {
        let length =
            (Double(overlap.shared) - settings.shortText)
            / (settings.longText - settings.shortText)
        let shortness = 1 - min(1, max(0, length))
        return settings.containment
            + (settings.shortContainment - settings.containment) * shortness
            - (isMarked ? settings.markedAllowance : 0)
    }
}

/// The words of a headline as bits, to tell how much of two is the same.
struct TitleWords: Sendable, Equatable {
    let bits: UInt64

    /// Words that a headline has to have without what stands before it or behind it.
    private static let fewest = 3

    init(_ title: TokenList) {
        self.init(title.tokens[...])
    }

    private init(_ tokens: ArraySlice<Token>) {
        var bits: UInt64 = 0
        RunningWords.visit(tokens.span) { bits |= 1 &<< ($0 &>> 58) }
        self.bits = bits
    }

    /// Without the outlet's name behind a dash, and without a word such as `Update:` before it: a
    /// reprint changes these.
    init(_ title: TokenList, without affixes: TitleAffixes) {
        let head = affixes.head == 1 ? 1 : 0
        let core = head..<max(head, title.count - affixes.tail)
        self.init(core.count < Self.fewest ? title.tokens[...] : title.tokens[core])
    }

    var isEmpty: Bool { bits == 0 }
    /// Whether it has enough words to tell a text by; a column's name has fewer.
    var tells: Bool { bits.nonzeroBitCount >= Self.fewest }

    /// The share of the words of the shorter headline that the other has, 0–1; nil where one has
    /// no words.
    func shared(with other: TitleWords) -> Double? {
        let least = min(bits.nonzeroBitCount, other.bits.nonzeroBitCount)
        return least == 0 ? nil : Double((bits & other.bits).nonzeroBitCount) / Double(least)
    }
}
