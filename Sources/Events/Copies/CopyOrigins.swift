/// How documents with one text are put in order: each has at most one origin that it is told by.
extension Clusterer {
    /// The partner that a document is best explained as a copy of; nil for one that is no copy. What
    /// people set apart is not told as one text.
    func bestOrigin(of slot: Int) -> CopyPartner? {
        var best: CopyPartner?
        for partner in window.documents[slot].partners where partner.isCopy {
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
        for slot in window.documents.indices {
            let origin =
                window.documents[slot].partners.isEmpty
                ? slot : resolveOrigin(of: slot, &known, knowsSettled: false)
            window.documents.note(origin: origin, of: slot)
        }
    }

    /// Whether a document is told as the copy of a partner for its mark alone, and one without a mark
    /// that came before that partner has its words and nothing else: a mark tells that the words are
    /// somebody else's, and these are known.
    func isNeedless(_ partner: CopyPartner, of slot: Int) -> Bool {
        guard partner.overlap.isByMark, window.documents.traits.isMarked(slot) else { return false }
        return window.documents[slot].partners.contains { other in
            other.isCopy && !other.overlap.isByMark
                && other.overlap.resemblance >= settings.wholeText
                && !window.documents.traits.isMarked(other.slot)
                && window.isEarlier(other.slot, than: partner.slot) && !areApart(slot, other.slot)
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
                end = window.documents.origins[best.slot]
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
        let partners = window.documents[slot].partners.filter { !$0.isOneSided }.map(\.slot)
        var queue = ([slot] + partners + window.reversed).filter { seen.insert($0).inserted }
        window.reversed.removeAll()
        var turned: [Int] = []
        var known: [Int: Int] = [:]
        var i = 0
        while i < queue.count {
            let document = queue[i]
            i += 1
            let origin = resolveOrigin(of: document, &known, knowsSettled: true)
            guard origin != window.documents.origins[document] else { continue }
            keepCount(of: document)
            window.documents.note(origin: origin, of: document)
            turned.append(document)
            for partner in window.documents[document].partners
            where !partner.isCopy && seen.insert(partner.slot).inserted {
                queue.append(partner.slot)
            }
        }
        return turned.sorted()
    }

    /// The evidence to tell for a copy: its containment in the origin and why it is the copy; of one that
    /// was taken from another copy, those of this pair, with its number.
    func copyEvidence(of slot: Int) -> (CopyEvidence, Decision.Overlap)? {
        let origin = window.documents.origins[slot]
        guard origin != slot, let best = bestOrigin(of: slot) else { return nil }
        let direct = window.documents[slot].partners.first { $0.slot == origin && $0.isCopy }
        let told = direct ?? best
        let between = window.documents[best.slot].id
        let way = direct == nil ? "taken from entry \(between), itself a copy: " : ""
        let evidence = CopyEvidence(
            origin: window.documents[origin].id, containment: told.overlap.containment,
            direction: way + told.direction.reason.told)
        return (evidence, Decision.Overlap(told.overlap, told.direction))
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
