import Testing

@testable import Events

@Suite("Large windows")
struct LargeWindowTests {
    /// Reports that all have common words, so that their lists are long, and a third their own.
    private func documents(_ count: Int) -> [Document] {
        NewsDay.documents(count).map { document in
            var document = document
            let common = (0..<75).map { (place: UInt64) in
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
        let probe = clusterer.probe(of: 309)
        let volume = probe.terms.reduce(0) { $0 + clusterer.terms.length(of: $1) }
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
        #expect(clusterer.documents.count == 80)
        let left = clusterer.expire(through: 10)
        #expect(left)
        #expect(clusterer.documents.count == 70)
        #expect(clusterer.documents.first?.id == 11)
    }

    @Test("The index of terms answers the same whether its table was made before or after")
    func indexesTerms() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(NewsDay.documents(60))
        let chained = clusterer.terms
        var table = chained
        table.rebuild(clusterer.vectors, vocabulary: clusterer.vocabulary.count)
        for term in 0..<Vocabulary.Term(clusterer.vocabulary.count) {
            #expect(chained.length(of: term) == table.length(of: term))
            #expect(chained.peak(of: term) == table.peak(of: term))
            for cluster in clusterer.clusters.indices {
                #expect(chained.sum(of: term, in: cluster) == table.sum(of: term, in: cluster))
            }
            var (first, second) = (DotRow(), DotRow())
            first.reset(clusters: clusterer.clusters.count)
            second.reset(clusters: clusterer.clusters.count)
            chained.addDots(of: term, weight: 3, to: &first)
            table.addDots(of: term, weight: 3, to: &second)
            #expect(first.dots == second.dots)
            let touched = [first, second].map { row in (0..<row.count).map { row[$0] }.sorted() }
            #expect(touched[0] == touched[1])
        }
    }
}
