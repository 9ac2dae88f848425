/// Finds the same entry in another feed by what shingles cannot see: one address in two feeds,
/// bodies too short for shingles or none, and bodies that have been reprinted so often that their shingles
/// are taken for phrases.
struct IdentityIndex: Sendable {
    private var links = HashedIndex()
    private var texts = HashedIndex()
    /// Words from which on a body tells by itself, without the title.
    private static let tellingLength = 9
    /// Words from which on a headline does: shorter ones are the names of columns.
    private static let tellingTitle = 4
    /// By document: its feed.
    private var feeds: [UInt64] = []
    private var keys: [(link: UInt64?, text: UInt64?)] = []

    /// Adds the next document; a partner that `overlaps` has not is appended there.
    mutating func add(
        _ document: Document, _ traits: CopyTraits, title: TokenList, body: TokenList,
        overlaps: inout [TextOverlap]
    ) {
        let slot = UInt32(truncatingIfNeeded: keys.count)
        let feed = TermHash.of(document.source.utf8)
        feeds.append(feed)
        var text: UInt64?
        if body.count > 0 {
            var hash = TermHash.of("text".utf8)
            if body.count < Self.tellingLength {
                for token in title.tokens { hash = TermHash.combine(hash, token.hash) }
                hash = TermHash.combine(hash, 0)
            }
            for token in body.tokens { hash = TermHash.combine(hash, token.hash) }
            text = hash
        } else if title.count >= Self.tellingTitle, !document.publisher.isEmpty {
            // A headline alone is a text between the feeds of one publisher; others may choose the same.
            text = title.tokens.reduce(traits.publisher) { TermHash.combine($0, $1.hash) }
        }
        keys.append((traits.link, text))
        for (key, isLink) in [(traits.link, true), (text, false)] {
            guard let key, let other = isLink ? links[key] : texts[key] else { continue }
            // A feed may give all its entries one address or one line of text: that tells nothing.
            if feeds[Int(other)] == feed && !document.source.isEmpty { continue }
            guard !overlaps.contains(where: { $0.other == Int(other) }) else { continue }
            let whole = TextOverlap.Side(shingles: 1, startIsShared: true, endIsShared: true)
            overlaps.append(TextOverlap(other: Int(other), shared: 1, own: whole, others: whole))
        }
        put(slot)
    }

    /// Keeps the documents that `renumbered` has a new slot for (-1: gone).
    mutating func keep(_ renumbered: [Int32]) {
        let old = self
        self = IdentityIndex()
        for slot in old.keys.indices where renumbered[slot] >= 0 {
            feeds.append(old.feeds[slot])
            keys.append(old.keys[slot])
            put(UInt32(renumbered[slot]))
        }
    }

    private mutating func put(_ slot: UInt32) {
        let (link, text) = keys[Int(slot)]
        if let link, links[link] == nil { links[link] = slot }
        if let text, texts[text] == nil { texts[text] = slot }
    }
}
