import Testing

@testable import Events

@Suite("By hand")
struct ByHandTests {
    private static let documents =
        Story.ferryAndStrike + [
            document(6, "Marrow bridge closed to lorries", Story.bridge, at: 4)
        ]

    /// The clusters of all documents, each given as it is in a stream, then looked at again; the
    /// clusters by what people say.
    private func clusters(_ steps: [Constraints.Step], of documents: [Document] = documents)
        -> [Document.ID: Membership]
    {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0, constraints: Constraints(steps))
        return outcome(of: documents, clusterer: &clusterer).memberships
    }

    private func groups(_ memberships: [Document.ID: Membership]) -> Set<Set<Document.ID>> {
        Set(
            Dictionary(grouping: memberships.values, by: \.cluster).values.map {
                Set($0.map(\.document))
            })
    }

    @Test("Left to itself it finds three events")
    func isLeftAlone() {
        #expect(groups(clusters([])) == [[1, 3], [2, 4, 5], [6]])
    }

    @Test("What was merged stays together, and is told to be by hand")
    func keepsTogether() {
        let memberships = clusters([.join([1, 6])])
        #expect(groups(memberships) == [[1, 3, 6], [2, 4, 5]])
        var clusterer = Clusterer(
            background: .none, constraints: Constraints([.join([1, 6])]))
        let told = clusterer.add(Self.documents).decisions.first { $0.document == 6 }
        #expect(told?.decision == .byHand("belongs together with entry 1"))
    }

    @Test("What was split is not joined on arrival, and not by a merge")
    func keepsApart() {
        #expect(groups(clusters([.separate([1], from: [3])])) == [[1], [3], [2, 4, 5], [6]])
        // 5 is a copy of 2: it goes where that goes.
        let memberships = clusters([.separate([2], from: [4])])
        #expect(groups(memberships) == [[1, 3], [2, 5], [4], [6]])
    }

    @Test("A copy that was split off its origin is no copy any more")
    func setsCopiesApart() {
        let memberships = clusters([.separate([5], from: [2])])
        #expect(memberships[5]?.copy == nil)
        #expect(memberships[5]?.cluster != memberships[2]?.cluster)
        #expect(clusters([])[5]?.copy?.origin == 2)
    }

    @Test("A copy that was split off is one again once that is undone")
    func isCopyAgain() {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([.separate([5], from: [2])]))
        var memberships = outcome(of: Self.documents, clusterer: &clusterer).memberships
        let home = memberships[2]?.cluster ?? 0
        memberships[5]?.cluster = home
        clusterer.adopt(
            Array(memberships.values), constraints: .none, nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough)
        let told = clusterer.consolidate(rounds: 2).memberships.first { $0.document == 5 }
        #expect(told?.copy?.origin == 2)
        #expect(clusterer.consolidate().memberships.isEmpty)
    }

    @Test("A copy that was merged elsewhere stays there, and a copy")
    func keepsCopiesElsewhere() {
        let memberships = clusters([.join([5, 1])])
        #expect(memberships[5]?.copy?.origin == 2)
        #expect(memberships[5]?.cluster == memberships[1]?.cluster)
        #expect(memberships[2]?.cluster != memberships[1]?.cluster)
    }

    @Test("Events that entries are pinned to are not merged")
    func keepsPinnedEventsApart() {
        let steps: [Constraints.Step] = [
            .pin(1, beside: nil, isMoved: false), .pin(3, beside: nil, isMoved: false),
        ]
        #expect(groups(clusters(steps)) == [[1], [3], [2, 4, 5], [6]])
    }

    /// All documents as one event, number 7, as somebody made it.
    private func joined(_ steps: [Constraints.Step]) -> Clusterer {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0, constraints: Constraints(steps))
        clusterer.restore(
            Self.documents.map {
                ($0, Membership(document: $0.id, cluster: 7, score: 0.3))
            })
        return clusterer
    }

    private func kept(_ steps: [Constraints.Step]) -> Set<Document.ID> {
        var clusterer = joined(steps)
        var outcome = Outcome()
        outcome.apply(clusterer.consolidate(rounds: 2))
        return Set((1...6).filter { outcome.cluster($0) ?? 7 == 7 })
    }

    @Test("A consolidation parts nothing that belongs together")
    func bindsInSplits() {
        #expect(kept([]) != [1, 2, 3, 4, 5, 6])
        #expect(kept([.join([1, 2, 3, 4, 5, 6])]) == [1, 2, 3, 4, 5, 6])
        // 5 is a copy of 2, which stays with 1 for its sake.
        let bound = kept([.join([1, 5])])
        #expect(bound.isSuperset(of: [1, 2, 5]) || bound.isDisjoint(with: [1, 2, 5]))
    }

    @Test("A pinned entry keeps the number, however small its part", arguments: 1...6)
    func pinsInSplits(id: Document.ID) {
        #expect(kept([.pin(id, beside: nil, isMoved: false)]).contains(id))
    }

    @Test("What is adopted is as what is restored")
    func adopts() {
        let documents = NewsDay.documents(120)
        var running = Clusterer(background: .none, consolidatedThrough: 0)
        var outcome = Outcome()
        outcome.apply(running.follow(Array(documents.prefix(90))))
        var memberships = outcome.memberships
        for id in [10, 40, 77] as [Document.ID] { memberships[id]?.cluster = 500 }
        let steps: [Constraints.Step] = [
            .join([10, 40, 77]), .pin(3, beside: nil, isMoved: false),
        ]
        running.adopt(
            Array(memberships.values), constraints: Constraints(steps), nextCluster: 501,
            consolidatedThrough: running.consolidatedThrough)
        var restored = Clusterer(
            background: .none, nextCluster: running.nextCluster,
            consolidatedThrough: running.consolidatedThrough, constraints: Constraints(steps))
        restored.restore(
            documents.compactMap { document in memberships[document.id].map { (document, $0) } })
        // What the clusters that changed are about is told at once.
        let told = running.add([])
        #expect(told.topics.contains { $0.cluster == 500 && !$0.terms.isEmpty })
        #expect(told.memberships.isEmpty)
        let rest = Array(documents.suffix(30))
        #expect(running.follow(rest) == restored.follow(rest))
        #expect(running.consolidate(rounds: 2) == restored.consolidate(rounds: 2))
        #expect(running.nextCluster == restored.nextCluster)
    }

    @Test("A constraint outlives the expiry of some of its documents")
    func expires() {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([.join([1, 2, 6]), .separate([3], from: [1, 2])]))
        var outcome = Outcome()
        outcome.apply(clusterer.add(Array(Self.documents.prefix(5))))
        clusterer.expire(through: 1)
        outcome.apply(clusterer.add([Self.documents[5]]))
        #expect(outcome.cluster(6) == outcome.cluster(2))
        #expect(outcome.cluster(3) != outcome.cluster(2))
    }
}
