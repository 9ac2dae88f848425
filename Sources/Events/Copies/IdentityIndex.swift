internal import Platform

/// Finds the same entry in another feed by what shingles cannot see: one address in two feeds,
/// bodies too short for shingles or none, and bodies that have been reprinted so often that their shingles
/// are taken for phrases.
struct IdentityIndex: Sendable {
    /// The first document with each of `linkKeys` and of `textKeys`.
    private var links = HashPlaces()
    private var texts = HashPlaces()
    /// Words from which on a body tells by itself, without the title: fewer may have been handed to
    /// two that wrote headlines of their own.
    static let tellingLength = 25
    /// Words from which on a body is one at all: fewer are a link to the text or a note on a picture, which
    /// many publishers have under headlines that they share.
    private static let leastBody = TextTrace.shingleLength
    /// Words from which on a headline does: shorter ones are the names of columns.
    private static let tellingTitle = 4
    /// By document what it is known by: the hashes of its address and of its text, 0 for none.
    private var linkKeys: [UInt64] = []
    private var textKeys: [UInt64] = []
    /// By the hash of an address that several documents have.
    private var pages: [UInt64: Page] = [:]
    /// In a key of `textKeys`: that it is of a headline without a body.
    private static let headlineBit: UInt64 = 1 << 63

    /// What stands at one address.
    private struct Page {
        /// The first document of each feed; empty once it is told that the page is of many.
        var firsts: [Int]
        /// The first document with another text than one of its feed before it: what comes from here on is not
        /// told by the address. What came before stays as it was judged, as a restart judges it.
        var isOfManyFrom = Int.max
    }

    /// Adds the next document, whose `traits` are there already; a partner that `overlaps` has not is
    /// appended there.
    mutating func add(
        _ document: Document, _ traits: HeldTraits, headline: TitleWords, title: TokenList,
        body: TokenList, overlaps: inout [TextOverlap]
    ) {
        let slot = textKeys.count
        var text: UInt64 = 0
        if body.wordCount >= Self.leastBody {
            text = Self.key(
                of: body, under: body.wordCount < Self.tellingLength ? headline : nil)
        } else if title.wordCount >= Self.tellingTitle, !document.publisher.isEmpty {
            // A headline alone is a text between the feeds of one publisher; others may choose the same.
            text = title.tokens.reduce(traits[slot].publisher) { TermHash.combine($0, $1.hash) }
            text |= Self.headlineBit
        }
        linkKeys.append(Self.key(ofLink: document.link))
        textKeys.append(text)
        put(slot, traits)
        add(partnersOf: slot, traits, to: &overlaps)
    }

    /// Of an address that leads to a page of its own.
    private static func key(ofLink link: String?) -> UInt64 {
        guard let link, WebAddress(link)?.hasPath ?? false else { return 0 }
        return TermHash.of(link.utf8)
    }

    /// What a body is known by, with its headline where it is too short to tell by itself.
    static func key(of body: TokenList, under headline: TitleWords? = nil) -> UInt64 {
        var hash = TermHash.of("text".utf8)
        if let headline { hash = TermHash.combine(hash, headline.bits) }
        for token in body.tokens { hash = TermHash.combine(hash, token.hash) }
        return hash & ~headlineBit
    }

    /// The first document with a text.
    func first(withText key: UInt64) -> Int? { texts.number(of: key, among: textKeys) }

    /// Lets go of the first documents; the slots of the others begin at 0 then. Answers those, by their
    /// new slots, for which `add(partnersOf:to:)` may answer another without them: who have the address or the
    /// text of one that leaves.
    ///
    /// - Parameter traits: of those that stay, by their new slots.
    mutating func removeFirst(_ leaving: Int, _ traits: HeldTraits) -> [Int] {
        let affected = textKeys.indices.dropFirst(leaving).filter { slot in
            firstAlike(link: linkKeys[slot], text: textKeys[slot]).contains { $0 < leaving }
        }
        linkKeys.letGo(first: leaving)
        textKeys.letGo(first: leaving)
        (links, texts) = (HashPlaces(capacity: linkKeys.count), HashPlaces())
        pages.removeAll()
        for slot in textKeys.indices { put(slot, traits) }
        return affected.map { $0 - leaving }
    }

    /// Appends the partners of a document that `overlaps` has not, of those before it.
    func add(partnersOf slot: Int, _ traits: HeldTraits, to overlaps: inout [TextOverlap]) {
        let link = tellingLink(of: slot)
        for other in firstAlike(link: link, text: textKeys[slot]) where other < slot {
            let hasOneLink = link != 0 && link == linkKeys[other]
            if !hasOneLink && isHeadlineOfTwo(slot, other, traits) { continue }
            var same = TextOverlap.Whole.none
            if traits.areOfOneFeed(slot, other) {
                // A feed may give all its entries one address or one line of text: that tells nothing.
                guard haveOneText(slot, other) else { continue }
                same = hasOneLink ? .textAndLink : .text
            }
            if let known = overlaps.firstIndex(where: { $0.other == other }) {
                overlaps[known].whole = same
                continue
            }
            let side = TextOverlap.Side(shingles: 1, startIsShared: true, endIsShared: true)
            var overlap = TextOverlap(other: other, shared: 1, own: side, others: side)
            overlap.whole = same
            overlaps.append(overlap)
        }
    }

    /// Whether nothing but a headline is the same of two entries that are not the publisher's own: an aggregator
    /// repeats those of many, who may choose the same one.
    private func isHeadlineOfTwo(_ slot: Int, _ other: Int, _ traits: HeldTraits) -> Bool {
        textKeys[slot] & Self.headlineBit != 0
            && traits[slot].isElsewheres(beside: traits[other])
    }

    private func haveOneText(_ slot: Int, _ other: Int) -> Bool {
        textKeys[slot] != 0 && textKeys[slot] == textKeys[other]
    }

    /// The address of a document, 0 where none tells it: a feed may give all its entries that of one page, a
    /// live blog or a list of releases, and so may another feed of the same page.
    private func tellingLink(of slot: Int) -> UInt64 {
        let link = linkKeys[slot]
        return slot < pages[link]?.isOfManyFrom ?? .max ? link : 0
    }

    private mutating func put(_ slot: Int, _ traits: HeldTraits) {
        let (link, text) = (linkKeys[slot], textKeys[slot])
        if link != 0 {
            if let first = links.number(of: link, among: linkKeys) {
                note(slot, behind: first, traits)
            } else {
                links.note(slot, among: linkKeys)
            }
        }
        if text != 0, texts.number(of: text, among: textKeys) == nil {
            texts.note(slot, among: textKeys)
        }
    }

    /// Notes that a document has the address of others, of which the first is known.
    private mutating func note(_ slot: Int, behind first: Int, _ traits: HeldTraits) {
        let page = pages[linkKeys[slot]] ?? Page(firsts: [first])
        guard page.isOfManyFrom == .max, traits[slot].feed != nil else { return }
        if let known = page.firsts.first(where: { traits.areOfOneFeed($0, slot) }) {
            if haveOneText(slot, known) { return }
            pages[linkKeys[slot]] = Page(firsts: [], isOfManyFrom: slot)
        } else {
            pages[linkKeys[slot]] = Page(firsts: page.firsts + [slot])
        }
    }

    /// The first documents with an address and with a text, where these are not 0.
    private func firstAlike(link: UInt64, text: UInt64) -> [Int] {
        var first: [Int] = []
        if link != 0, let slot = links.number(of: link, among: linkKeys) { first.append(slot) }
        if text != 0, let slot = texts.number(of: text, among: textKeys) { first.append(slot) }
        return first
    }
}
