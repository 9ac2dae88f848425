/// A document of the window, as the clusterer holds it: its evidence, not its text. Its terms stand with
/// those of the others, in `DocumentVectors`, its names and numbers in `HeldParticulars`, what it tells
/// of itself in `HeldTraits`.
struct HeldDocument: Sendable {
    /// The decision that was last told.
    var membership: Membership
    // In an order that leaves no gaps: there are as many as documents.
    /// The slot of its cluster.
    @Narrow<UInt32> var cluster = 0
    let title: TitleWords
    private let date: Int64
    /// The documents that share its text.
    var partners: [CopyPartner] = []
    let shortness: Shortness

    /// Stands for no date.
    private static let undated = Int64.min

    /// - Parameter published: seconds of UTC.
    init(
        membership: Membership, title: TitleWords, published: Int64?, shortness: Shortness
    ) {
        self.membership = membership
        self.title = title
        date = published ?? Self.undated
        self.shortness = shortness
    }

    var id: Document.ID { membership.document }
    /// Seconds of UTC.
    var published: Int64? { date == Self.undated ? nil : date }
}

/// Another document with the same text, as one of the two sees it.
struct CopyPartner: Sendable {
    var overlap: TextOverlap
    var direction: CopyDirection
    /// Whether the one that holds this is the copy.
    var isCopy: Bool
    /// Whether the other has it not for a partner, since it was settled when this one came.
    var isOneSided = false

    var slot: Int { overlap.other }
}
