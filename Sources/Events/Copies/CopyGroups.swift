/// How documents with one text are put in order: each has at most one origin that it is told by.
extension Clusterer {
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
            if isSettled { continue }
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
            documents[slot].title != documents[other].title
            && documents.caveats[slot].hasSubject(beside: documents.caveats[other]) {
                !documents.particulars.hasName($0, of: other)
            }
            && documents.caveats[other].hasSubject(beside: documents.caveats[slot]) {
                !documents.particulars.hasName($0, of: slot)
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

    /// Whether an overlap is more than the standing text of one feed, which all its entries have.
    private func isTelling(_ overlap: TextOverlap, for slot: Int) -> Bool {
        guard haveStandingText(slot, overlap.other) else { return true }
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

    private func isEarlier(_ first: Int, than second: Int) -> Bool {
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

    /// The partner that a document is best explained as a copy of; nil for one that is no copy. What
    /// people set apart is not told as one text.
    func bestOrigin(of slot: Int) -> CopyPartner? {
        var best: CopyPartner?
        for partner in documents[slot].partners where partner.isCopy {
            if areApart(slot, partner.slot) { continue }
            if let held = best, !partner.isStronger(than: held) { continue }
            if isNeedless(partner, of: slot) { continue }
            best = partner
        }
        return best
    }

    /// Finds all origins anew.
    mutating func resolveOrigins() {
        var known: [Int: Int] = [:]
        for slot in documents.indices {
            let origin =
                documents[slot].partners.isEmpty
                ? slot : resolveOrigin(of: slot, &known, knowsSettled: false)
            documents.note(origin: origin, of: slot)
        }
    }

    /// Whether a document is told as the copy of a partner for its mark alone, and one without a mark
    /// that came before that partner has its words and nothing else: a mark tells that the words are
    /// somebody else's, and these are known.
    func isNeedless(_ partner: CopyPartner, of slot: Int) -> Bool {
        guard partner.overlap.isByMark, documents.traits.isMarked(slot) else { return false }
        return documents[slot].partners.contains { other in
            other.isCopy && !other.overlap.isByMark
                && other.overlap.resemblance >= settings.wholeText
                && !documents.traits.isMarked(other.slot)
                && isEarlier(other.slot, than: partner.slot) && !areApart(slot, other.slot)
        }
    }

    /// The document at the end of the chain of origins.
    ///
    /// Directions are judged pair by pair and may run in a circle; then the document of the circle
    /// whose evidence of copying is weakest stands at its end, the earliest of these.
    ///
    /// - Parameters:
    ///   - known: the ends of the documents that were met, so that none is looked at twice.
    ///   - knowsSettled: whether the origins of what is settled, which do not change, are found.
    private func resolveOrigin(
        of slot: Int, _ known: inout [Int: Int], knowsSettled: Bool
    ) -> Int {
        var path: [Int] = []
        var links: [CopyPartner] = []
        var places: [Int: Int] = [:]
        var (next, end) = (slot, slot)
        while true {
            if let root = known[next] {
                end = root
                break
            }
            if let start = places[next] {
                var root = start
                for i in start..<path.count where links[root].isStronger(than: links[i]) {
                    root = i
                }
                end = path[root]
                break
            }
            places[next] = path.count
            path.append(next)
            guard let best = bestOrigin(of: next) else {
                end = next
                break
            }
            if best.isOneSided && knowsSettled {
                end = documents.origins[best.slot]
                break
            }
            links.append(best)
            next = best.slot
        }
        for met in path { known[met] = end }
        return end
    }

    /// Finds anew the origins that the arrival of a document may have changed: its own, those of its
    /// partners, and of those whose chain runs through one that did change. Answers the documents
    /// whose origin is another now, oldest first.
    mutating func updateOrigins(around slot: Int) -> [Int] {
        var seen: Set<Int> = []
        let partners = documents[slot].partners.filter { !$0.isOneSided }.map(\.slot)
        var queue = ([slot] + partners + reversed).filter { seen.insert($0).inserted }
        reversed.removeAll()
        var turned: [Int] = []
        var known: [Int: Int] = [:]
        var i = 0
        while i < queue.count {
            let document = queue[i]
            i += 1
            let origin = resolveOrigin(of: document, &known, knowsSettled: true)
            guard origin != documents.origins[document] else { continue }
            keepCount(of: document)
            documents.note(origin: origin, of: document)
            turned.append(document)
            for partner in documents[document].partners
            where !partner.isCopy && seen.insert(partner.slot).inserted {
                queue.append(partner.slot)
            }
        }
        return turned.sorted()
    }

    /// The evidence to tell for a copy: its containment in the origin and why it is the copy.
    func copyEvidence(of slot: Int) -> (CopyEvidence, Decision.Overlap)? {
        let origin = documents.origins[slot]
        guard origin != slot, let best = bestOrigin(of: slot) else { return nil }
        let direct = documents[slot].partners.first { $0.slot == origin && $0.isCopy } ?? best
        let evidence = CopyEvidence(
            origin: documents[origin].id, containment: direct.overlap.containment,
            direction: direct.direction.reason.told)
        return (evidence, Decision.Overlap(direct.overlap, direct.direction))
    }
}

extension CopyPartner {
    /// Total over the partners of a document: equal evidence goes to the fuller overlap, then to the
    /// earlier document.
    func isStronger(than other: CopyPartner) -> Bool {
        let (a, b) = (direction.evidence.rawValue, other.direction.evidence.rawValue)
        if a != b { return a > b }
        let (mine, others) = (overlap.containment, other.overlap.containment)
        return mine != others ? mine > others : slot < other.slot
    }
}

extension Decision.Overlap {
    init(_ overlap: TextOverlap, _ direction: CopyDirection) {
        self.init(
            shared: overlap.shared, own: overlap.own.shingles, origin: overlap.others.shingles,
            evidence: "\(direction.evidence)")
    }
}
