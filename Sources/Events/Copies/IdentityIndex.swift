/// Finds the same entry in another feed by what shingles cannot see: one address in two feeds,
/// bodies too short for shingles or none, and bodies that have been reprinted so often that their shingles
/// are taken for phrases.
struct IdentityIndex: Sendable {
    private var links = HashedIndex()
    private var texts = HashedIndex()
    /// Words from which on a body tells by itself, without the title: fewer may have been handed to
    /// two that wrote headlines of their own.
    private static let tellingLength = 39
    /// Words from which on a headline does: shorter ones are the names of columns.
    private static let tellingTitle = 4
    /// The feed of a document that tells none.
    private static let noFeed = TermHash.of("".utf8)
    /// By document: its feed.
    private var feeds: [UInt64] = []
    private var keys: [(link: UInt64?, text: UInt64?)] = []

    /// Adds the next document; a partner that `overlaps` has not is appended there.
    mutating func add(
        _ document: Document, _ traits: CopyTraits, headline: TitleWords, title: TokenList,
        body: TokenList, overlaps: inout [TextOverlap]
    ) {
        let feed = TermHash.of(document.source.utf8)
        var text: UInt64?
        if body.count > 0 {
            var hash = TermHash.of("text".utf8)
            if body.count < Self.tellingLength {
                hash = TermHash.combine(hash, headline.bits)
            }
            for token in body.tokens { hash = TermHash.combine(hash, token.hash) }
            text = hash
        } else if title.count >= Self.tellingTitle, !document.publisher.isEmpty {
            // A headline alone is a text between the feeds of one publisher; others may choose the same.
            text = title.tokens.reduce(traits.publisher) { TermHash.combine($0, $1.hash) }
        }
        add(feed: feed, link: traits.link, text: text, overlaps: &overlaps)
    }

    /// Adds the document at `slot` of another index again, as the next one of this.
    mutating func add(_ slot: Int, of other: IdentityIndex, overlaps: inout [TextOverlap]) {
        let (link, text) = other.keys[slot]
        add(feed: other.feeds[slot], link: link, text: text, overlaps: &overlaps)
    }

    private mutating func add(
        feed: UInt64, link: UInt64?, text: UInt64?, overlaps: inout [TextOverlap]
    ) {
        let slot = UInt32(truncatingIfNeeded: keys.count)
        feeds.append(feed)
        keys.append((link, text))
        for (key, isLink) in [(link, true), (text, false)] {
            guard let key, let other = isLink ? links[key] : texts[key] else { continue }
            // A feed may give all its entries one address or one line of text: that tells nothing.
            if feeds[Int(other)] == feed && feed != Self.noFeed { continue }
            guard !overlaps.contains(where: { $0.other == Int(other) }) else { continue }
            let whole = TextOverlap.Side(shingles: 1, startIsShared: true, endIsShared: true)
            overlaps.append(TextOverlap(other: Int(other), shared: 1, own: whole, others: whole))
        }
        put(slot)
    }

    private mutating func put(_ slot: UInt32) {
        let (link, text) = keys[Int(slot)]
        if let link, links[link] == nil { links[link] = slot }
        if let text, texts[text] == nil { texts[text] = slot }
    }
}
