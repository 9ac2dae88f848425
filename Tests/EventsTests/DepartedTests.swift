import Testing

@testable import Events

/// What people decided about documents that have left the window since.
@Suite("By hand, long ago")
struct DepartedTests {
    /// Two reports of one event that people said are two, of each a reprint, and something else.
    private static let ferry = [
        document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
        document(2, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 1),
        document(3, "Ferry runs aground off Lindesvik", Story.ferry, at: 190, from: "c.example"),
        document(
            4, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 191,
            from: "d.example"),
        document(5, "Marrow bridge closed to lorries", Story.bridge, at: 290),
    ]

    /// The clusters when the first two documents have left before the last one comes.
    private func outcome(_ steps: [Constraints.Step]) -> Outcome {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0, constraints: Constraints(steps))
        var outcome = Outcome()
        for document in Self.ferry.prefix(4) { outcome.apply(clusterer.follow([document])) }
        outcome.apply(clusterer.consolidate(rounds: 2))
        clusterer.expire(through: 2)
        outcome.apply(clusterer.follow([Self.ferry[4]]))
        outcome.apply(clusterer.consolidate(rounds: 2))
        return outcome
    }

    private func groups(_ outcome: Outcome) -> Set<Set<Document.ID>> {
        Set(
            Dictionary(grouping: outcome.clusters.keys) { outcome.clusters[$0] }.values.map(
                Set.init))
    }

    @Test("What was set apart stays apart, where score alone makes one event of it")
    func staysApart() {
        #expect(groups(outcome([])) == [[1, 2, 3, 4], [5]])
        #expect(groups(outcome([.separate([2], from: [1])])) == [[1, 3], [2, 4], [5]])
    }

    @Test("Events that entries were pinned to are not merged once these have left")
    func staysPinned() {
        let steps: [Constraints.Step] = [
            .pin(1, beside: nil, isMoved: false), .pin(2, beside: nil, isMoved: false),
        ]
        #expect(groups(outcome(steps)) == [[1, 3], [2, 4], [5]])
    }

    @Test("What belongs with documents that have left does not follow its text elsewhere")
    func staysTogether() {
        // 4 is a copy of 2 and stays with 1 nevertheless.
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([.join([1, 4]), .separate([2], from: [1])]))
        var outcome = Outcome()
        outcome.apply(clusterer.follow(Array(Self.ferry.prefix(4))))
        outcome.apply(clusterer.consolidate(rounds: 2))
        clusterer.expire(through: 1)
        outcome.apply(clusterer.follow([Self.ferry[4]]))
        outcome.apply(clusterer.consolidate(rounds: 2))
        #expect(groups(outcome) == [[1, 3, 4], [2], [5]])
    }

    @Test("Copies of what was merged hold its event together when it has left")
    func staysMerged() {
        let documents = [
            Self.ferry[0],
            document(2, "Marrow bridge closed to lorries", Story.bridge, from: "b.example"),
            Self.ferry[2],
            document(
                4, "Marrow bridge closed to lorries", Story.bridge, at: 190, from: "d.example"),
            document(5, "Ferry aground off Lindesvik", Story.ferryElsewhere, at: 191),
        ]
        func groups(_ steps: [Constraints.Step]) -> Set<Set<Document.ID>> {
            var clusterer = Clusterer(
                background: .none, consolidatedThrough: 4, constraints: Constraints(steps))
            var outcome = Outcome()
            let memberships = documents.map { document in
                var membership = Membership(document: document.id, cluster: 7, score: 0)
                if case 3...4 = document.id {
                    membership.copy = CopyEvidence(
                        origin: document.id - 2, containment: 1, direction: "later")
                }
                return membership
            }
            clusterer.restore(Array(zip(documents, memberships)))
            outcome.apply(ClusterChanges(memberships))
            clusterer.expire(through: 2)
            outcome.apply(clusterer.consolidate(rounds: 2))
            return self.groups(outcome)
        }
        #expect(groups([]) != [[1, 2, 3, 4, 5]])
        #expect(groups([.join([1, 2])]) == [[1, 2, 3, 4, 5]])
    }

    @Test("A copy that is all that is left of an event does not take its number to the other")
    func staysAnEvent() {
        var documents = Array(Self.ferry.prefix(3))
        // Of one text with the third.
        documents.append(
            document(4, "Ferry runs aground", Story.ferry, at: 191, from: "d.example"))
        let memberships = zip(documents, [7, 8, 7, 8] as [ClusterID]).map { document, cluster in
            (document, Membership(document: document.id, cluster: cluster, score: 0))
        }
        func restored(_ constraints: Constraints) -> Outcome {
            var clusterer = Clusterer(
                background: .none, consolidatedThrough: 0, constraints: constraints)
            clusterer.restore(memberships)
            clusterer.expire(through: 2)
            var outcome = Outcome()
            outcome.apply(clusterer.consolidate(rounds: 2))
            return outcome
        }
        #expect(!restored(.none).aliases.isEmpty)
        #expect(restored(Constraints([.separate([2], from: [1])])).cluster(4) ?? 8 == 8)
        let pinned = restored(Constraints([.pin(2, beside: nil, isMoved: false)]))
        #expect(pinned.aliases.isEmpty)
    }

    @Test("It is known for as long as the window holds anything of the event, and then let go")
    func isLetGo() {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([
                .separate([2], from: [1]), .pin(1, beside: nil, isMoved: false),
                .join([5, 6, 7]),
            ]))
        _ = clusterer.follow(Array(Self.ferry.prefix(4)))
        _ = clusterer.consolidate(rounds: 2)
        clusterer.expire(through: 2)
        #expect(clusterer.departed.keys.sorted() == [1, 2])
        clusterer.expire(through: 3)
        #expect(clusterer.departed.keys.sorted() == [2])
        #expect(!clusterer.constraints.isPinned(1))
        _ = clusterer.follow([Self.ferry[4]])
        #expect(clusterer.constraints.companions(of: 5) == [5, 6, 7])
        clusterer.expire(through: 5)
        #expect(clusterer.departed.isEmpty)
        #expect(clusterer.constraints.companions(of: 6) == [6, 7])
        _ = clusterer.follow([document(6, "One"), document(7, "Two"), document(8, "Three")])
        clusterer.expire(through: 7)
        #expect(clusterer.constraints.isEmpty)
    }

    @Test("A replay of the window respects it: what is left of each event stands for what has left")
    func isReplayed() {
        let held = Array(Self.ferry.suffix(3))
        let memberships = [(3, 1), (4, 2), (5, 3)].map { id, cluster in
            Membership(document: id, cluster: cluster, score: 0)
        }
        func replayed(_ constraints: Constraints) -> Set<Set<Document.ID>> {
            var clusterer = Clusterer(
                background: .none, consolidatedThrough: 0,
                constraints: constraints.forReplay(of: memberships, departed: [1: 1, 2: 2]))
            var outcome = Outcome()
            outcome.apply(clusterer.follow(held))
            outcome.apply(clusterer.consolidate(rounds: 2))
            return groups(outcome)
        }
        #expect(replayed(.none) == [[3, 4], [5]])
        #expect(replayed(Constraints([.separate([2], from: [1])])) == [[3], [4], [5]])
        let pins = Constraints([
            .pin(1, beside: nil, isMoved: false), .pin(2, beside: nil, isMoved: false),
        ])
        #expect(replayed(pins) == [[3], [4], [5]])
    }

    @Test("In a replay no guest of its event stands for it, and no copy where an original is held")
    func standIns() {
        func held(_ id: Document.ID, isCopy: Bool = false) -> Membership {
            var membership = Membership(document: id, cluster: 7, score: 0)
            if isCopy {
                membership.copy = CopyEvidence(origin: 9, containment: 1, direction: "later")
            }
            return membership
        }
        func companions(
            of memberships: [Membership], and step: Constraints.Step? = nil
        ) -> [Document.ID] {
            Constraints([.separate([1], from: [2])] + (step.map { [$0] } ?? []))
                .forReplay(of: memberships, departed: [1: 7]).companions(of: 1)
        }
        #expect(companions(of: [held(3, isCopy: true), held(4), held(5)]) == [1, 4])
        #expect(companions(of: [held(3, isCopy: true)]) == [1, 3])
        let guest = Constraints.Step.pin(3, beside: 1, isMoved: true)
        #expect(companions(of: [held(3), held(4)], and: guest) == [1, 3, 4])
    }
}

extension ClusterChanges {
    fileprivate init(_ memberships: [Membership]) {
        self.init()
        self.memberships = memberships
    }
}
