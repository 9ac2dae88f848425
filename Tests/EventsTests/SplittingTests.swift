import Testing

@testable import Events

@Suite("Splitting")
struct SplittingTests {
    /// Three reports of a ferry aground, two of a strike, and a copy of the first of these two.
    private static let documents =
        Story.ferryAndStrike + [
            document(
                6, "Halvorsen's steering failed before it hit the Skarv reef",
                "Investigators say the ferry Halvorsen lost its steering minutes before the Skarv reef.",
                at: 4)
        ]

    /// A clusterer that holds all of them as one event, number 7, however that came.
    private func joinedWrongly() -> Clusterer {
        var clusterer = Clusterer(background: .none, consolidatedThrough: 0)
        clusterer.restore(
            Self.documents.map { document in
                let copy =
                    document.id == 5
                    ? CopyEvidence(origin: 2, containment: 1, direction: "published later") : nil
                return (
                    document,
                    Membership(
                        document: document.id, cluster: 7, score: 0.3, copy: copy)
                )
            })
        return clusterer
    }

    @Test("A cluster of two events is split: the larger keeps the id, a copy goes with its origin")
    func splits() {
        var clusterer = joinedWrongly()
        var outcome = Outcome()
        outcome.apply(clusterer.consolidate())
        #expect([2, 4, 5].map { outcome.cluster($0) } == [8, 8, 8])
        #expect(outcome.copy(5)?.origin == 2)
        // Those that stay are not told as changed.
        #expect([1, 3, 6].allSatisfy { outcome.memberships[$0] == nil })
        #expect(outcome.headlines.keys.sorted() == [7, 8])
        #expect(outcome.aliases.isEmpty)
    }

    @Test("A split tells its score with what stays, and the threshold")
    func explains() throws {
        var clusterer = joinedWrongly()
        var outcome = Outcome()
        outcome.apply(clusterer.consolidate())
        let membership = try #require(outcome.memberships[2])
        let reason = try #require(outcome.decisions[2]).text
        #expect(reason.hasPrefix("split from event #7: score 0."))
        #expect(reason.contains("; mean link "))
        #expect(membership.score >= ClusterSettings.standard.mergeThreshold)
    }

    @Test("What was split stays so: the next consolidation changes nothing")
    func settles() {
        var clusterer = joinedWrongly()
        _ = clusterer.consolidate()
        #expect(clusterer.consolidate() == ClusterChanges())
    }

    @Test("A cluster of one event is left whole")
    func leavesWhole() {
        var clusterer = Clusterer(background: .none)
        let one = Self.documents.filter { [1, 3, 6].contains($0.id) }
        for document in one { _ = clusterer.add([document]) }
        _ = clusterer.consolidate()
        #expect(clusterer.consolidate() == ClusterChanges())
        #expect(clusterer.nextCluster == 2)
    }

    @Test("The groups found do not depend on the order", arguments: 0..<6)
    func ordersAlike(turn: Int) {
        let order = (0..<6).map { Self.documents[($0 + turn) % 6] }
        var clusterer = Clusterer(background: .none, consolidatedThrough: 0)
        clusterer.restore(
            order.enumerated().map { place, document in
                var document = document
                document.id = Int64(place) + 1
                return (
                    document,
                    Membership(document: document.id, cluster: 1, score: 0)
                )
            })
        var outcome = Outcome()
        outcome.apply(clusterer.consolidate())
        let strike = order.indices.filter { order[$0].title.contains(/(?i)dockers|strike/) }
        #expect(Set(strike.map { outcome.cluster(Int64($0) + 1) }) == [2])
        #expect(outcome.headlines.keys.sorted() == [1, 2])
    }
}
