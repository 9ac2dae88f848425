/// How documents with one text are linked: each notes the others, and which of two is the copy.
extension Window {
    /// So many documents of one text are weighed against a new one; more tell nothing new.
    static let mostPartners = 64
    /// Partners that a text made of phrases is given: they are partners of each other.
    private static let mostReprints = 4

    /// Notes at both documents of every overlap that they are partners; of those that are settled only
    /// at the new one.
    mutating func link(_ slot: Int, _ overlaps: [TextOverlap]) {
        let overlaps = overlaps.filter { isTelling($0, for: slot) }.prefix(Self.mostPartners)
        for overlap in overlaps {
            let other = overlap.other
            var direction = direction(of: overlap, from: slot)
            let isSettled = isSettled(other)
            if isSettled && !direction.firstIsCopy { direction = .arrivedLater }
            documents[slot].partners.append(
                CopyPartner(
                    overlap: overlap, direction: direction,
                    isCopy: direction.firstIsCopy, isOneSided: isSettled))
            partnerCount += 1
            if isSettled { continue }
            partnerCount += 1
            documents[other].partners.append(
                CopyPartner(
                    overlap: overlap.reversed(slot: slot), direction: direction,
                    isCopy: !direction.firstIsCopy))
        }
        judgeCompilation(slot)
        for overlap in overlaps
        where isEarlier(slot, than: overlap.other) && !isSettled(overlap.other) {
            judgeCompilation(overlap.other, with: slot)
        }
        for overlap in overlaps { documents.kin.unite(slot, overlap.other) }
    }

    private func isSettled(_ slot: Int) -> Bool {
        documents.kin.count(of: slot) >= settings.mostKin
    }

    /// Which of two documents the evidence makes the copy, by what the first shares with the other.
    func direction(of overlap: TextOverlap, from slot: Int) -> CopyDirection {
        CopyDirection(
            side(slot, overlap.own), side(overlap.other, overlap.others), shared: overlap.shared)
    }

    /// What a document shares with those before it that are held, as far as it tells a copy.
    mutating func tellingOverlaps(of slot: Int) -> [TextOverlap] {
        // By itself: as an argument it would have all that is held copied beside it.
        let found = copies.overlaps(of: slot)
        var telling = telling(found, of: slot)
        identities.add(partnersOf: slot, documents.traits, to: &telling)
        return telling
    }

    /// The overlaps of a document with those before it that tell a copy.
    mutating func telling(_ overlaps: [TextOverlap], of slot: Int) -> [TextOverlap] {
        var phrases = 0
        var telling: [TextOverlap] = []
        for var overlap in overlaps {
            if overlap.isPhrase && phrases >= Self.mostReprints { continue }
            guard tellsCopy(&overlap, of: slot) else { continue }
            if overlap.isPhrase { phrases += 1 }
            telling.append(overlap)
        }
        return telling
    }

    private mutating func tellsCopy(_ overlap: inout TextOverlap, of slot: Int) -> Bool {
        let other = overlap.other
        var text = beginning(of: overlap, slot)
        let (mine, others) = (documents.traits.isMarked(slot), documents.traits.isMarked(other))
        if overlap.isMarked(own: mine, others: others, settings) {
            if mine != others && !text.tellsCopy(settings) {
                var cited = text
                cited.isCited = namesOther(slot, other)
                overlap.isByMark = !cited.tellsCopy(settings)
            }
            text.isMarked = true
        }
        if !text.tellsCopy(settings) {
            // What is made of phrases needs more than to be cited.
            if overlap.isPhrase { return false }
            text.isCited = namesOther(slot, other)
            guard text.isCited && text.tellsCopy(settings) else { return false }
        }
        // Last, since it takes most time.
        addParticulars(to: &text, of: slot)
        return text.tellsCopy(settings)
    }

    /// All that is known of what a document shares with another; `tellsCopy` asks for no more of it than
    /// it needs.
    mutating func sharedText(_ overlap: TextOverlap, of slot: Int) -> SharedText {
        let other = overlap.other
        var text = beginning(of: overlap, slot)
        let (mine, others) = (documents.traits.isMarked(slot), documents.traits.isMarked(other))
        text.isMarked = overlap.isMarked(own: mine, others: others, settings)
        text.isCited = namesOther(slot, other)
        addParticulars(to: &text, of: slot)
        return text
    }

    private func beginning(of overlap: TextOverlap, _ slot: Int) -> SharedText {
        let other = overlap.other
        var text = SharedText(
            overlap: overlap, titles: documents[slot].title.shared(with: documents[other].title))
        text.quoted = min(documents.caveats[slot].quoted, documents.caveats[other].quoted)
        return text
    }

    private mutating func addParticulars(to text: inout SharedText, of slot: Int) {
        let other = text.overlap.other
        text.likeness = documents.particulars.likeness(of: [slot], with: [other]) { _ in true }
        text.isOfOthers =
            text.likeness.starts > 0
            && (beginsWithout(slot, beside: other) || beginsWithout(other, beside: slot))
            || documents[slot].title != documents[other].title
                && hasSubject(slot, beside: other) && hasSubject(other, beside: slot)
    }

    /// Whether what begins the headline of a document stands nowhere in another. One report may have any of
    /// its names in its headline: *Kyiv says …*, *Ukraine says …*
    private func beginsWithout(_ slot: Int, beside other: Int) -> Bool {
        !documents.vectors.contains(documents.caveats[slot].start, in: other)
    }

    /// Whether a document tells of a name that stands nowhere in the other.
    private func hasSubject(_ slot: Int, beside other: Int) -> Bool {
        documents.caveats[slot].hasSubject(beside: documents.caveats[other]) {
            !documents.particulars.hasName($0, of: other)
        }
    }

    /// Whether one of two names the other as its source.
    private func namesOther(_ slot: Int, _ other: Int) -> Bool {
        let (own, others) = (documents.traits[slot], documents.traits[other])
        return own.names(others) || others.names(own)
    }

    /// Whether two documents are of one feed, so that they may share its standing text. What two publishers
    /// wrote that one feed repeats has no such text.
    func haveStandingText(_ slot: Int, _ other: Int) -> Bool {
        documents.traits.areOfOneFeed(slot, other)
            && !documents.traits[slot].isElsewheres(beside: documents.traits[other])
    }

    /// Seconds after which what has the address and the text of an earlier entry is a page that is renewed there,
    /// as the weather is once a day.
    private static let renewal: Int64 = 43_200

    /// Whether two documents were published within half a day, as far as is known.
    private func areOfOneTime(_ slot: Int, _ other: Int) -> Bool {
        guard let a = documents[slot].published, let b = documents[other].published else {
            return true
        }
        return max(a, b).subtractingSaturated(min(a, b)) <= Self.renewal
    }

    /// Whether an overlap is more than the standing text of one feed, which all its entries have.
    func isTelling(_ overlap: TextOverlap, for slot: Int) -> Bool {
        guard haveStandingText(slot, overlap.other) else { return true }
        switch overlap.whole {
        // The feed gave it another guid.
        case .textAndLink: if areOfOneTime(slot, overlap.other) { return true }
        // It gave it another address as well; a column comes back with another date.
        case .text:
            if let published = documents[slot].published,
                published == documents[overlap.other].published
            {
                return true
            }
        case .none: break
        }
        let titles = documents[slot].title.shared(with: documents[overlap.other].title)
        return overlap.tellsWithinFeed(titles: titles, settings)
    }

    /// Takes a document for the copy of those of its partners that it holds the whole of, when they
    /// came first and two of them share nothing: each by itself looks like an excerpt of it.
    ///
    /// - Parameter arrival: the partner that is new, where the others were judged before: a pair
    ///   without it is not looked at again, since nothing of it has changed. A text that is cut in
    ///   hundreds of ways has tens of thousands of pairs.
    private mutating func judgeCompilation(_ slot: Int, with arrival: Int? = nil) {
        let document = documents[slot]
        let parts = document.partners.indices.filter { i in
            let partner = document.partners[i]
            let (own, others) = (partner.overlap.own, partner.overlap.others)
            return
                (partner.isCopy
                || partner.direction.evidence.rawValue <= CopyDirection.Evidence.extent.rawValue)
                && own.shingles > partner.overlap.shared
                && others.startIsShared && others.endIsShared
                && isEarlier(partner.slot, than: slot)
        }
        guard parts.count > 1 else { return }
        let slots = parts.map { document.partners[$0].slot }
        if let arrival, !slots.contains(arrival) { return }
        for i in parts where !document.partners[i].isCopy {
            let part = document.partners[i].slot
            let kin = documents[part].partners.map(\.slot)
            // No partners, and not for want of the same headline: two excerpts of one passage are none.
            let strangers = (arrival.map { part == $0 ? slots : [$0] } ?? slots)
                .filter { $0 != part && !kin.contains($0) }
            guard copies.standsAlone(part, among: strangers), let back = kin.firstIndex(of: slot)
            else { continue }
            documents[slot].partners[i].isCopy = true
            documents[slot].partners[i].direction = .compilation(firstIsCopy: true)
            documents[part].partners[back].isCopy = false
            documents[part].partners[back].direction = .compilation(firstIsCopy: false)
            reversed.append(part)
        }
    }

    func isEarlier(_ first: Int, than second: Int) -> Bool {
        if let a = documents[first].published, let b = documents[second].published, a != b {
            return a < b
        }
        return documents[first].id < documents[second].id
    }

    private func side(_ slot: Int, _ extent: TextOverlap.Side) -> CopyDirection.Side {
        CopyDirection.Side(
            id: documents[slot].id, published: documents[slot].published,
            traits: documents.traits[slot], extent: extent)
    }
}

extension Decision.Overlap {
    init(_ overlap: TextOverlap, _ direction: CopyDirection) {
        self.init(
            shared: overlap.shared, own: overlap.own.shingles, origin: overlap.others.shingles,
            evidence: "\(direction.evidence)")
    }
}
