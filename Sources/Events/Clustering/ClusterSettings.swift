/// The numbers that the decisions rest on: one set for all feeds and languages.
///
/// Those of `FittedNumbers` read as if they stood here.
@dynamicMemberLookup
public struct ClusterSettings: Sendable, Equatable {
    public static let standard = ClusterSettings(fitted: FittedNumbers())

    /// What was fitted on labelled news; the rest was set by hand.
    var fitted: FittedNumbers

    public init(fitted: FittedNumbers) { self.fitted = fitted }

    /// One of the fitted numbers.
    @inline(__always)
    public subscript(dynamicMember number: KeyPath<FittedNumbers, Double>) -> Double {
        fitted[keyPath: number]
    }

    // Terms.

    /// Words of a document that are looked at, and how many more when it has a title.
    var leadWords = 250
    var titleAllowance = 20
    /// Bytes of a body beyond which its words are not counted as terms.
    var bodyLimit = 9_000
    /// A body word at position p counts 1 / (1 + p / positionDecay).
    var positionDecay = 300.0
    var syllablePairFactor = 0.5
    /// From this share of capitalised words on, capitals in a text tell nothing.
    var capitalsLimit = 0.6
    /// Texts of so many different words are short to no degree; see `Shortness`.
    var shortnessOffset = 4.0

    // Weights.

    /// A document at large holds a word of frequency f with probability scale · f + least.
    var backgroundScale = 50.0
    /// The probability of a pair over that of its rarer word.
    var pairProbability = 0.3

    /// No term weighs more than so many times the inverse frequency over documents, taken with so
    /// many documents more.
    var crowdFactor = 4.0
    var crowdPrior = 100.0

    // Score.

    /// Documents of a group whose names and numbers are looked at, the newest.
    var witnesses = 8

    /// What a number that differs counts where no names can be seen, of a place.
    var unnamedNumberShare = 0.5

    // Decisions.

    /// The originals beyond which a cluster is not looked at for a split: the time rises with their
    /// square.
    var splitLimit = 400
    /// Consolidation is due after so many new documents, and that share of those held before.
    var consolidationCount = 60
    var consolidationShare = 0.5
    /// With so many documents or fewer a consolidation looks at all of them; with more, at what got
    /// something new.
    var wholeLookLimit = 2_000
    /// Beyond that number weights are taken anew once so large a share of documents came since.
    var weighingShare = 0.125

    // Copies.

    /// A shingle that so many documents hold is a phrase and tells no copy.
    var shingleHolders = 50
    /// From this share of the shorter text's shingles on it is a copy, if they are at least `least`.
    var containment = 0.4
    var leastShared = 6
    /// The same for two that begin alike under one headline.
    var leastAlike = 3
    /// The same for shared text of so few shingles or fewer; from there on it takes less, down to
    /// `containment` for a long one.
    var shortContainment = 0.85
    var shortText = 15.0
    var longText = 40.0
    /// From this part of the words on two headlines are one.
    var likeTitles = 0.9
    /// Shingles of a text that is an article and no summary. Of two articles so many shared ones tell a
    /// copy wherever they stand, under one headline and under two.
    var article = 90
    var muchText = 50
    var veryMuchText = 90
    /// Under one headline a copy begins like the other, but for so many words, and goes on like it: of
    /// what they share this part stands in a row.
    var longestLead = 3
    var unbroken = 0.9
    /// How much less of the shorter text that has to be where one has marks of a reprint, which may have
    /// more of its own.
    var markedAllowance = 0.1
    /// Fewer shingles in a row may have been handed to both, unless this part of both texts is shared,
    /// or one says that it was taken over.
    var handedText = 22
    var wholeText = 0.9
    /// So many shingles in a row are a copy; so many under one headline, and so many where they are
    /// the whole of the shorter text.
    var longPassage = 50
    var passage = 40
    var wholePassage = 36
    /// The same where the shared text may be a standing one: between two entries of one feed, and
    /// with the shingles counted that are phrases.
    var standingContainment = 0.8
    var standingLeastShared = 20
    /// From this part of the longer text on two texts may be one template, filled otherwise.
    var template = 0.6
    /// From this part of the words on two headlines of one feed may be of one text.
    var kindredTitles = 0.65
    /// Once so many documents are tied by shared text they are settled: what comes later with their text
    /// is a copy of theirs, whatever it says of itself. Without an end to that a feed whose entries are
    /// each dated before the last would turn all of them with every one.
    var mostKin = 256
}
