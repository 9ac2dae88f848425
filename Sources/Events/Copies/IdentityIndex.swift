/// Finds the same entry in another feed by what shingles cannot see: one address in two feeds,
/// bodies too short for shingles or none, and bodies that have been reprinted so often that their shingles
/// are taken for phrases.
struct IdentityIndex: Sendable {
    private var links = HashedIndex()
    private var texts = HashedIndex()
    /// Words from which on a body tells by itself, without the title: fewer may have been handed to
    /// two that wrote headlines of their own.
    private static let tellingLength = 25
    /// Words from which on a headline does: shorter ones are the names of columns.
    private static let tellingTitle = 4
    /// The feed of a document that tells none.
    private static let noFeed = TermHash.of("".utf8)
    /// By document: its feed.
    private var feeds: [UInt64] = []
    private var keys: [Keys] = []

    /// What a document is known by: hashes, 0 for none.
    private struct Keys {
        var link: UInt64
        var text: UInt64
    }

    /// Adds the next document; a partner that `overlaps` has not is appended there.
    mutating func add(
        _ document: Document, _ traits: CopyTraits, headline: TitleWords, title: TokenList,
        body: TokenList, overlaps: inout [TextOverlap]
    ) {
        let feed = traits.feed ?? Self.noFeed
        var text: UInt64 = 0
        if body.count > 0 {
            var hash = TermHash.of("text".utf8)
            if body.wordCount < Self.tellingLength {
                hash = TermHash.combine(hash, headline.bits)
            }
            for token in body.tokens { hash = TermHash.combine(hash, token.hash) }
            text = hash
        } else if title.wordCount >= Self.tellingTitle, !document.publisher.isEmpty {
            // A headline alone is a text between the feeds of one publisher; others may choose the same.
            text = title.tokens.reduce(traits.publisher) { TermHash.combine($0, $1.hash) }
        }
        let slot = keys.count
        feeds.append(feed)
        keys.append(Keys(link: traits.link ?? 0, text: text))
        put(UInt32(truncatingIfNeeded: slot))
        add(partnersOf: slot, to: &overlaps)
    }

    /// Lets go of the first documents; the slots of the others begin at 0 then. Answers those, by their
    /// new slots, for which `add(partnersOf:to:)` may answer another without them: who have the address or the
    /// text of one that leaves.
    mutating func removeFirst(_ leaving: Int) -> [Int] {
        let affected = keys.indices.dropFirst(leaving).filter { slot in
            first(of: keys[slot]).contains { $0 < leaving }
        }
        feeds.removeSubrange(..<leaving)
        keys.removeSubrange(..<leaving)
        (links, texts) = (HashedIndex(), HashedIndex())
        for slot in keys.indices { put(UInt32(truncatingIfNeeded: slot)) }
        return affected.map { $0 - leaving }
    }

    /// Appends the partners of a document that `overlaps` has not, of those before it.
    func add(partnersOf slot: Int, to overlaps: inout [TextOverlap]) {
        for other in first(of: keys[slot]) where other < slot {
            // A feed may give all its entries one address or one line of text: that tells nothing.
            if feeds[Int(other)] == feeds[slot] && feeds[slot] != Self.noFeed { continue }
            guard !overlaps.contains(where: { $0.other == Int(other) }) else { continue }
            let whole = TextOverlap.Side(shingles: 1, startIsShared: true, endIsShared: true)
            overlaps.append(TextOverlap(other: Int(other), shared: 1, own: whole, others: whole))
        }
    }

    private mutating func put(_ slot: UInt32) {
        let key = keys[Int(slot)]
        if key.link != 0, links[key.link] == nil { links[key.link] = slot }
        if key.text != 0, texts[key.text] == nil { texts[key.text] = slot }
    }

    /// The first documents with the same address, and with the same text.
    private func first(of keys: Keys) -> [UInt32] {
        var first: [UInt32] = []
        if keys.link != 0, let slot = links[keys.link] { first.append(slot) }
        if keys.text != 0, let slot = texts[keys.text] { first.append(slot) }
        return first
    }
}
