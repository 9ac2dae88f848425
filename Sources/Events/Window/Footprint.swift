/// How much memory the window takes, and how it is held to less.
extension Clusterer {
    /// About how many bytes the window takes: reckoned from how much there is of what, and not asked of the
    /// allocator, so that what leaves does not depend on what else the process does.
    public var footprint: Int { window.footprint }

    /// Lets go of the documents that arrived first, an eighth at a time, until the window takes at most
    /// so many bytes; answers the last that left, nil where none had to.
    ///
    /// A feed of nothing but new words, or one that flows over, costs the window its length that way,
    /// and not the process its memory.
    public mutating func expire(toFit bytes: Int) -> Document.ID? {
        var left: Document.ID?
        // A few are kept whatever they take.
        while footprint > bytes, window.documents.count > Self.leastExpiry {
            let leaving = (window.documents.count + Self.leastExpiry - 1) / Self.leastExpiry
            let last = window.documents[leaving - 1].id
            guard expire(through: last) else { return left }
            left = last
        }
        return left
    }
}

extension Window {
    /// About how many bytes all that is held takes.
    var footprint: Int {
        documents.count * Self.bytesOfDocument + documents.vectors.units.count * Self.bytesOfUnit
            + vocabulary.count * Self.bytesOfTerm + vocabulary.names.byteCount
            + copies.wordCount * Self.bytesOfWord + partnerCount * Self.bytesOfPartner
            + documents.traits.markCount * MemoryLayout<UInt32>.stride
            + terms.crowdTerms * Self.bytesOfSum
    }

    // What a part takes, with its share of the room in arrays that grow and of the allocator's: measured by
    // `TidingsBench run cluster` (docs/benchmarks.md).
    private static let bytesOfDocument = 800
    /// Of a term of a document, with its place in the index.
    private static let bytesOfUnit = 10
    private static let bytesOfTerm = 70
    /// Of a word of a text that is held against others, with its share of the anchors.
    private static let bytesOfWord = 2
    /// Of a term of a cluster of very many documents: a table that is three eighths full at the least.
    private static let bytesOfSum = 32
    /// Of a partner by shared text, where arrays that grow have room for more.
    private static let bytesOfPartner = 48
}
