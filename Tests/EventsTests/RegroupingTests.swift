import Testing

@testable import Events

@Suite("Regrouping")
struct RegroupingTests {
    private func memberships(_ clusters: [ClusterID]) -> [Membership] {
        clusters.enumerated().map { i, cluster in
            Membership(document: Document.ID(i) + 1, cluster: cluster, score: 0)
        }
    }

    /// The documents 1, 2, … were in `old` and are in `new`, whose numbers mean nothing.
    private func regrouping(
        _ old: [ClusterID], _ new: [ClusterID], keeping kept: Set<ClusterID> = [],
        pinned: [Document.ID] = [], decisions: [ClusterChanges.Told] = []
    ) -> Regrouping {
        var reclustering = Reclustering(memberships(new))
        var changes = ClusterChanges()
        changes.decisions = decisions
        reclustering.apply(changes)
        return Regrouping(
            from: memberships(old), to: reclustering, keeping: kept, pinned: pinned,
            nextCluster: 50)
    }

    @Test("The same groups under other numbers change nothing")
    func isSame() {
        let same = regrouping([7, 7, 9, 9, 9], [50, 50, 51, 51, 51])
        #expect(same.changes == ClusterChanges())
        #expect(same.nextCluster == 50)
        #expect(same.merges.isEmpty && same.splits.isEmpty && same.moves.isEmpty)
    }

    @Test("Of merged clusters the larger part keeps its number, the other leads to it")
    func merges() {
        let merged = regrouping([7, 7, 9, 9, 9], [50, 50, 50, 50, 50])
        #expect(merged.merges == [.init(old: 7, into: 9, documents: [1, 2])])
        #expect(merged.changes.aliases == [.init(old: 7, new: 9)])
        #expect(merged.changes.memberships.map(\.document) == [1, 2])
        #expect(merged.moves.isEmpty)
    }

    @Test("Of a split the larger part keeps the number, the other gets a new one")
    func splits() {
        let split = regrouping([7, 7, 7, 7], [50, 51, 51, 51])
        #expect(split.splits == [.init(from: 7, new: 50, documents: [1])])
        #expect(split.changes.memberships.map(\.cluster) == [50])
        #expect(split.nextCluster == 51)
        #expect(split.moves.isEmpty)
    }

    @Test("A document that changes sides is a move")
    func moves() {
        let moved = regrouping([7, 7, 7, 9, 9], [50, 50, 51, 51, 51])
        #expect(moved.moves == [.init(document: 3, from: 7, to: 9)])
        #expect(moved.merges.isEmpty && moved.splits.isEmpty)
    }

    @Test("A text that has other standing text is stored, and nothing moves")
    func judgesAnew() {
        var judged = memberships([50, 50])
        judged[1].standingText = 4
        let same = Regrouping(
            from: memberships([7, 7]), to: Reclustering(judged), nextCluster: 60)
        #expect(same.changes.memberships.map(\.document) == [2])
        #expect(same.changes.memberships.map(\.standingText) == [4])
        #expect(same.moves.isEmpty && same.merges.isEmpty && same.splits.isEmpty)
    }

    @Test("A cluster with entries outside of the window lives on without those in it")
    func keepsOlderEntries() {
        let moved = regrouping([7, 9, 9], [50, 50, 50], keeping: [7])
        #expect(moved.changes.aliases.isEmpty)
        #expect(moved.moves == [.init(document: 1, from: 7, to: 9)])
    }

    @Test("What is pinned keeps the number, however small its part")
    func keepsPins() {
        let split = regrouping([7, 7, 7, 7], [50, 51, 51, 51], pinned: [1])
        #expect(split.splits == [.init(from: 7, new: 50, documents: [2, 3, 4])])
        let even = regrouping([7, 7, 7, 7], [50, 50, 51, 51], pinned: [3])
        #expect(even.splits == [.init(from: 7, new: 50, documents: [1, 2])])
    }

    @Test("What a group is about is told under the number that it has in the end")
    func retellsTopics() {
        var reclustering = Reclustering(memberships([50, 50, 51]))
        var changes = ClusterChanges()
        changes.topics = [.init(cluster: 50, terms: ["ferry", "reef"])]
        reclustering.apply(changes)
        let split = Regrouping(
            from: memberships([7, 7, 7]), to: reclustering, nextCluster: 60)
        #expect(split.changes.topics == [.init(cluster: 7, terms: ["ferry", "reef"])])
    }

    @Test("Decisions tell clusters by the numbers that they have in the end")
    func retells() {
        var decision = Decision(.moved, event: 51, score: 0.3)
        decision.formerEvent = 50
        let moved = regrouping(
            [7, 7, 7, 9, 9], [51, 50, 50, 51, 51],
            decisions: [.init(document: 1, decision: decision)])
        decision.event = 9
        decision.formerEvent = 7
        #expect(moved.changes.decisions == [.init(document: 1, decision: decision)])
    }

    /// What is told of the third of three documents that a merge of the groups 52 and 51 concerned.
    private func toldOfThird(
        _ old: [ClusterID], _ new: [ClusterID], _ rule: Decision.Rule,
        released: Set<Document.ID> = []
    ) -> Decision? {
        var reclustering = Reclustering(memberships(new))
        var decision = Decision(rule, event: 51, score: 0.3, threshold: 0.2)
        (decision.formerEvent, decision.formerScore) = (52, rule == .moved ? 0.1 : nil)
        var changes = ClusterChanges()
        changes.decisions = [.init(document: 3, decision: decision)]
        changes.aliases = [.init(old: 52, new: 51)]
        reclustering.apply(changes)
        return Regrouping(
            from: memberships(old), to: reclustering, released: released, nextCluster: 60
        ).changes.decisions.first?.decision
    }

    @Test("No cluster is told to have merged into itself, but where a document was before")
    func tellsFormerNumber() {
        let merged = toldOfThird([9, 9, 7], [51, 51, 51], .merged)
        #expect(merged?.text.hasPrefix("event #7 merged into #9: score 0.300") == true)
        // The cluster that it was in is not merged: it has left that.
        let left = toldOfThird([7, 9, 7], [50, 51, 51], .merged)
        #expect(left?.rule == .moved)
        #expect(left?.text.hasPrefix("moved from event #7: score 0.300") == true)
        let moved = toldOfThird([7, 9, 7], [50, 51, 51], .moved)
        #expect(moved?.formerEvent == 7 && moved?.formerScore == nil)
        let stayed = toldOfThird([9, 9, 9], [51, 51, 51], .merged, released: [3])
        #expect(stayed?.formerEvent == nil)
        #expect(stayed?.text.hasPrefix("merged into #9: score 0.300") == true)
    }

    @Test("Where nothing that people decided binds a document any more, it is told why it is there")
    func retellsReleased() {
        let joined = Decision(.joined, event: 51, score: 0.3, threshold: 0.2)
        var reclustering = Reclustering(memberships([51, 51, 51]))
        var changes = ClusterChanges()
        changes.decisions = [.init(document: 3, decision: joined)]
        changes.headlines = [.init(cluster: 51, document: 1)]
        reclustering.apply(changes)
        let same = Regrouping(
            from: memberships([9, 9, 9]), to: reclustering, released: [2, 3], nextCluster: 60)
        #expect(same.changes.decisions.map(\.document) == [3])
        #expect(same.changes.decisions.first?.decision.event == 9)
        #expect(same.changes.memberships.map(\.document) == [3])
        #expect(same.changes.headlines.isEmpty && same.moves.isEmpty)
    }

    @Test("A replay of the same stream changes nothing, with all that was decided by hand")
    func replays() {
        let documents = NewsDay.documents(140)
        let steps: [Constraints.Step] = [
            .join([3, 30, 60]), .separate([10], from: [11, 12]),
            .pin(20, beside: 90, isMoved: true),
        ]
        func clustering(from number: ClusterID) -> Reclustering {
            var clusterer = Clusterer(
                background: .none, nextCluster: number, consolidatedThrough: 0,
                constraints: Constraints(steps))
            var result = Reclustering()
            for start in stride(from: 0, to: documents.count, by: 20) {
                result.apply(clusterer.follow(Array(documents[start..<start + 20])))
            }
            result.apply(clusterer.consolidate(rounds: 2))
            return result
        }
        let stored = clustering(from: 1).memberships.values
        let again = Regrouping(
            from: Array(stored), to: clustering(from: 1_000), pinned: [20], nextCluster: 1_000)
        #expect(again.changes == ClusterChanges())
        #expect(
            Set([3, 30, 60].map { id in stored.first { $0.document == id }?.cluster }).count == 1)
    }
}
