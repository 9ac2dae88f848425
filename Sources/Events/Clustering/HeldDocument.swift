internal import Values

/// A document of the window, as the clusterer holds it: its evidence, not its text. Its terms stand with
/// those of the others, in `DocumentVectors`, its names and numbers in `HeldParticulars`.
struct HeldDocument: Sendable {
    /// The decision that was last told.
    var membership: Membership
    // In an order that leaves no gaps: there are as many as documents.
    /// The slot of its cluster.
    @Narrow<UInt32> var cluster = 0
    var title: TitleWords
    /// Seconds of UTC.
    var published: Int64?
    var shortness: Shortness
    var traits: CopyTraits
    /// The documents that share its text.
    var partners: [CopyPartner] = []

    var id: Document.ID { membership.document }
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
