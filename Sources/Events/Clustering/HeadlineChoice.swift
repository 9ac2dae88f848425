/// What a cluster is told by: the document that stands for it, and its telling terms.
extension Window {
    /// The terms that a cluster is told by.
    private static let topicLength = 8
    /// How many times as much as its title a text counts where a headline is chosen.
    private static let textShare: Int64 = 2

    /// Both at once, since both are read off the sum of the originals' vectors.
    ///
    /// The headline is the original that is most like all of them, by its text and by its title, one with a
    /// title before one without, the earlier of equals; nil where the origin of all of them has left the
    /// window. The terms are those that weigh most in the sum.
    mutating func outline(of cluster: Int) -> (headline: Int?, terms: [String]) {
        let originals = originals(of: cluster).sorted()
        // What is left of a copy group whose origin has left the window still is a copy.
        let candidates = originals.filter { documents[$0].membership.copy == nil }
        if originals.count == 1 {
            // Its vector is the sum.
            let (terms, weights) = documents.vectors.weighedTerms(of: originals[0])
            return (candidates.first, tellingTerms(of: terms, weights))
        }
        sums.extend(to: vocabulary.count)
        for slot in originals { sums.add(documents.vectors, slot) }
        let terms = tellingTerms(of: sums.touched, sums.touched.map { sums[$0] })
        let likeness = candidates.map { sums.dot(documents.vectors, $0) }
        sums.reset()
        return (mostCentral(of: candidates, likeness, among: originals), terms)
    }

    /// - Parameter likeness: of each the dot product of its text with those of all.
    private mutating func mostCentral(
        of candidates: [Int], _ likeness: [Int64], among originals: [Int]
    ) -> Int? {
        guard candidates.count > 1 else { return candidates.first }
        // A text of all that there is to tell may stand under a title that tells none of it.
        for slot in originals { sums.addTitle(documents.vectors, slot) }
        defer { sums.reset() }
        var best = candidates[0]
        var most = Int64.min
        for (slot, text) in zip(candidates, likeness) {
            let isUntitled = documents[slot].title.isEmpty
            let title = sums.dotOfTitle(documents.vectors, slot)
            let value = Self.textShare * text + title
            let isBetter =
                isUntitled == documents[best].title.isEmpty ? value > most : !isUntitled
            if most == .min || isBetter { (best, most) = (slot, value) }
        }
        return best
    }

    /// The first different names of these terms.
    private func plainNames(of terms: [Vocabulary.Term]) -> [String] {
        var names: [String] = []
        for term in terms where names.count < Self.topicLength {
            let name = vocabulary.names[Int(term)]
            if !names.contains(name) { names.append(name) }
        }
        return names.map(Vocabulary.told)
    }

    /// The names of the terms with the greatest sums. A pair of names is told whole, not its words
    /// again beside it.
    private func tellingTerms(of terms: [Vocabulary.Term], _ sums: [Int64]) -> [String] {
        var top = heaviest(2 * Self.topicLength, of: terms, sums)
        // Without a pair each name stands for itself: most events are one report's.
        guard top.held.contains(where: { vocabulary.names.form(of: $0.term) == .pair }) else {
            return plainNames(of: top.held.map(\.term))
        }
        func names() -> WholeNames.Ranked {
            top.held.map { (name: vocabulary.names[Int($0.term)], weight: $0.weight) }
        }
        if top.held.contains(where: { vocabulary.names.firstByte(of: Int($0.term)) >= 0x80 }),
            names().contains(where: { UnsegmentedRuns.isPair($0.name) })
        {
            // A word has several pairs of letters.
            top = heaviest(6 * Self.topicLength, of: terms, sums)
        }
        return WholeNames.of(names()).prefix(Self.topicLength).map(Vocabulary.told)
    }

    private func heaviest(
        _ count: Int, of terms: [Vocabulary.Term], _ sums: [Int64]
    ) -> TopTerms {
        var top = TopTerms(limit: count)
        let pairFactor = max(0.05, settings.namePairFactor)
        // What is less is not among them, even where it is that of a pair.
        var needed: Int64 = 0
        // From the last on: the rarer words of a document were met later, and weigh more.
        for place in terms.indices.reversed() where sums[place] >= needed {
            let (term, sum) = (terms[place], sums[place])
            let form = vocabulary.names.form(of: term)
            // A pair of names counts little in a vector, beside its words; it is told in their place.
            let weight = form == .pair ? Int64(Double(sum) / pairFactor) : sum
            // A digit by itself tells nobody anything.
            guard form != .letter, !top.isFull || weight >= top.least else { continue }
            top.offer(term, weight: weight, key: vocabulary.key(of: term))
            if top.isFull { needed = Int64(Double(top.least) * min(1, pairFactor)) - 1 }
        }
        return top
    }
}
