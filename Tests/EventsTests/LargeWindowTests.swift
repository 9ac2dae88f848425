import Testing

@testable import Events

@Suite("Large windows")
struct LargeWindowTests {
    /// Reports that all have common words, so that their lists are long, beside their own.
    private func documents(_ count: Int, common words: UInt64 = 75) -> [Document] {
        NewsDay.documents(count).map { document in
            var document = document
            let common = (0..<words).map { (place: UInt64) in
                "common\(TermHash.combine(UInt64(document.id), place) % 100)"
            }
            document.text += ". " + common.joined(separator: " and ")
            return document
        }
    }

    @Test("Where words are crowded the rarer ones find what belongs together, also after a restart")
    func findsByRarerWords() {
        let documents = documents(350)
        var clusterer = Clusterer(background: .none)
        var outcome = Outcome()
        outcome.apply(clusterer.follow(Array(documents[..<310])))
        // The weights are those of the memberships before a round: until none changes any more.
        for _ in 0..<10 {
            let changes = clusterer.consolidate()
            outcome.apply(changes)
            if changes.memberships.isEmpty { break }
        }
        var restored = Clusterer(
            background: .none, nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough)
        restored.restore(
            documents[..<310].compactMap { document in
                outcome.memberships[document.id].map { (document, $0) }
            })
        let probe = clusterer.window.probe(of: 309)
        let volume = probe.terms.reduce(0) { $0 + clusterer.window.terms.length(of: $1) }
        #expect(volume > 8_192)
        let changes = clusterer.follow(Array(documents[310...]))
        let isSame = restored.follow(Array(documents[310...])) == changes
        #expect(isSame)
        outcome.apply(changes)
        outcome.apply(clusterer.consolidate(rounds: 2))
        // Event e is told of by the documents 3e + 1, 3e - 4 and 3e - 9.
        var together = 0
        for event: Int64 in 4..<105 {
            let clusters = [3 * event + 1, 3 * event - 4, 3 * event - 9].map { id in
                outcome.cluster(id)
            }
            if Set(clusters).count == 1 { together += 1 }
        }
        #expect(together > 90)
        #expect(Set(documents.map { outcome.cluster($0.id) }).count > 95)
    }

    @Test("Few documents wait until an eighth of those held may leave")
    func waitsToExpire() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(NewsDay.documents(80))
        let answers = [0, 9].map { (last: Document.ID) in clusterer.expire(through: last) }
        #expect(answers == [false, false])
        #expect(clusterer.window.documents.count == 80)
        let left = clusterer.expire(through: 10)
        #expect(left)
        #expect(clusterer.window.documents.count == 70)
        #expect(clusterer.window.documents.first?.id == 11)
    }

    @Test(
        "The index of terms answers the same whether its table was made before, after or in two steps"
    )
    func indexesTerms() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(NewsDay.documents(60))
        let recent = clusterer.window.terms
        var table = recent
        table.rebuild(
            clusterer.window.documents.vectors, vocabulary: clusterer.window.vocabulary.count)
        var merged = recent
        merged.merge()
        // Into a table that has entries.
        var steps = Clusterer(background: .none)
        for part in [NewsDay.documents(60)[..<30], NewsDay.documents(60)[30...]] {
            _ = steps.add(Array(part))
            steps.window.terms.merge()
        }
        for term in 0..<Vocabulary.Term(clusterer.window.vocabulary.count) {
            for other in [table, merged, steps.window.terms] {
                #expect(recent.length(of: term) == other.length(of: term))
                let (held, others) = (
                    recent.holders(of: term, in: 0, or: 1), other.holders(of: term, in: 0, or: 1)
                )
                #expect(held.inside == others.inside && held.all == others.all)
                #expect(other.size(of: term) >= others.all)
                #expect(recent.peak(of: term) == other.peak(of: term))
                for cluster in clusterer.window.clusters.indices {
                    #expect(recent.sum(of: term, in: cluster) == other.sum(of: term, in: cluster))
                }
                let dots = [recent, other].map { dotsFound(of: term, in: $0, clusterer) }
                #expect(dots[0] == dots[1])
                for (cluster, dot) in dots[0].enumerated() {
                    #expect(dot == 3 * recent.sum(of: term, in: cluster))
                }
            }
        }
    }

    /// By cluster.
    private func dotsFound(
        of term: Vocabulary.Term, in index: TermIndex, _ clusterer: Clusterer
    ) -> [Int64] {
        let probe = GroupProbe(
            terms: [term], weights: [3], count: 1, factor: 1, members: [])
        var row = DotRow()
        row.reset(clusters: clusterer.window.clusters.count)
        index.addDots(of: probe, where: [false], is: false, to: &row)
        let dots = row.dots
        #expect(row.found.map { Int($0) }.sorted() == dots.indices.filter { dots[$0] > 0 })
        // The same for some of them alone, and none once it is empty.
        let kept = stride(from: 0, to: row.found.count, by: 3).map { Int(row.found[$0]) }
        row.keep(kept)
        index.addDots(of: probe, where: [true], is: true, to: &row, onlyFound: true)
        #expect(row.found.map { Int($0) } == kept)
        for cluster in dots.indices {
            #expect(row.dots[cluster] == (kept.contains(cluster) ? 2 * dots[cluster] : 0))
        }
        row.reset(clusters: 0)
        #expect(row.found.isEmpty && row.dots.allSatisfy { $0 == 0 })
        return dots
    }

    @Test("A copy stands in no list of the index until it counts, and is counted there in any case")
    func listsOriginals() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(NewsDay.documents(20))
        let vectors = clusterer.window.documents.vectors
        var walk = vectors.terms(of: 0)
        let isFound = walk.next(vectors.units.span)
        #expect(isFound)
        let term = Vocabulary.Term(walk.number)
        var index = clusterer.window.terms
        let holders = index.length(of: term)
        var clusters = clusterer.window.documents.map { Int32($0.cluster) }
        clusters[0] = -1
        index.restart(vectors, vocabulary: clusterer.window.vocabulary.count, clusters: clusters)
        func listed() -> Int { index.holders(of: term, in: 0, or: nil).all }
        #expect(index.length(of: term) == holders)
        #expect(listed() == holders - 1)
        index.assign(0, to: clusterer.window.documents[0].cluster, of: vectors)
        #expect(listed() == holders)
        let cluster = clusterer.window.documents[0].cluster
        #expect(
            index.sum(of: term, in: cluster) == clusterer.window.terms.sum(of: term, in: cluster))
    }

    @Test(
        "What is passed over since it is not worth a look is never the best that is",
        arguments: [(350, 75, true), (950, 28, false)])
    func passesOver(count: Int, common: UInt64, isCrowded: Bool) {
        let documents = documents(count, common: common)
        var clusterer = Clusterer(background: .none)
        _ = clusterer.follow(documents)
        let threshold = clusterer.settings.mergeThreshold
        var (found, skipping) = (0, 0)
        for slot in (count - 100)..<count {
            let probe = clusterer.window.probe(of: slot)
            // Each of the two ways to leave out common words is looked at.
            let skipped = clusterer.window.commonTerms(of: probe, threshold: threshold)
            #expect(skipped.isCrowded == isCrowded)
            if skipped.isSkipped.contains(true) { skipping += 1 }
            let shape = GroupShape(of: clusterer.window.documents[slot])
            let own = clusterer.window.documents[slot].cluster
            for least in [threshold, 0.5, 0.8] {
                clusterer.window.findCandidates(of: probe, reaching: threshold)
                let all = clusterer.window.bestCluster(
                    for: probe, shape: shape, leavingOut: nil, barred: .none, reaching: threshold)
                clusterer.window.findCandidates(of: probe, reaching: threshold, atLeast: least)
                let some = clusterer.window.bestCluster(
                    for: probe, shape: shape, leavingOut: nil, barred: .none,
                    reaching: threshold, atLeast: least)
                guard let all, all.score.value >= least else { continue }
                found += 1
                #expect(some?.cluster == all.cluster)
                #expect(some?.score.value == all.score.value)
            }
            clusterer.window.findCandidates(of: probe, reaching: threshold)
            if clusterer.window.row.found.contains(UInt32(own)) {
                #expect(
                    clusterer.window.row.dots[own]
                        == clusterer.window.summedDot(of: probe, with: own))
            }
        }
        #expect(found > 100)
        #expect(skipping > 50)
    }
}
