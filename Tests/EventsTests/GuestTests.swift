import Testing

@testable import Events

/// What people put into an event of which it does not tell.
@Suite("Guests")
struct GuestTests {
    private static let bridge = document(6, "Marrow bridge closed to lorries", Story.bridge, at: 4)
    private static let late = [
        document(
            7, "Halvorsen passengers safe after Skarv reef", "All are safe. " + Story.ferry, at: 5),
        document(
            8, "Lindesvik terminal closed by strike", "No ships. " + Story.strikeElsewhere, at: 6),
    ]

    /// A clusterer that has read the first six documents, with some of them put elsewhere since.
    private func clusterer(
        moving moves: [Document.ID: Document.ID], _ steps: [Constraints.Step]
    ) -> (Clusterer, Outcome) {
        var clusterer = Clusterer(background: .none, consolidatedThrough: 0)
        var read = outcome(of: Story.ferryAndStrike + [Self.bridge], clusterer: &clusterer)
        var changes = ClusterChanges()
        for (document, other) in moves {
            guard var membership = read.memberships[document] else { continue }
            membership.cluster = read.cluster(other) ?? 0
            changes.memberships.append(membership)
        }
        read.apply(changes)
        clusterer.adopt(
            Array(read.memberships.values), constraints: Constraints(steps),
            nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough)
        return (clusterer, read)
    }

    @Test("A guest takes none of its texts from an event, and stays", arguments: [1, 3])
    func countsForNothing(anchor: Document.ID) {
        var (clusterer, read) = clusterer(
            moving: [6: 1, 2: 1],
            [1: 6, 2: 2].map { .pin($0.value, beside: anchor, isMoved: true) })
        let event = read.cluster(1)
        read.apply(clusterer.consolidate(rounds: 2))
        for document in Self.late {
            read.apply(clusterer.follow([document]))
            read.apply(clusterer.consolidate(rounds: 2))
        }
        for id in [1, 2, 3, 6, 7] as [Document.ID] { #expect(read.clusters[id] == event) }
        #expect(read.clusters[4] == read.clusters[8])
        #expect(read.clusters[4] != event)
        #expect([1, 3, 7].contains(read.headlines[event ?? 0]))
    }

    @Test("A restart changes nothing of what is decided around guests")
    func restarts() {
        let steps: [Constraints.Step] = [.pin(6, beside: 1, isMoved: true)]
        var (running, read) = clusterer(moving: [6: 1], steps)
        for document in Self.late {
            var restarted = Clusterer(
                background: .none, nextCluster: running.nextCluster,
                consolidatedThrough: running.consolidatedThrough,
                weighedThrough: running.weighedThrough, constraints: Constraints(steps))
            let known = Story.ferryAndStrike + [Self.bridge] + Self.late
            restarted.restore(
                known.compactMap { document in read.memberships[document.id].map { (document, $0) }
                },
                countedElsewhere: running.countedElsewhere)
            _ = running.add([])
            let told = running.follow([document])
            #expect(told == restarted.follow([document]))
            read.apply(told)
            let settled = running.consolidate(rounds: 2)
            #expect(settled == restarted.consolidate(rounds: 2))
            read.apply(settled)
        }
    }

    @Test("Nor where the event of a guest has become part of another since")
    func restartsAfterMerge() {
        let constraints = Constraints([.pin(6, beside: 3, isMoved: true)])
        let known = Story.ferryAndStrike.prefix(4) + [Self.bridge]
        var running = Clusterer(
            background: .none, consolidatedThrough: 0, constraints: constraints)
        let stored = zip(known, [1, 2, 3, 2, 3] as [ClusterID]).map { document, cluster in
            (document, Membership(document: document.id, cluster: cluster, score: 0))
        }
        running.restore(stored)
        var read = Outcome()
        var changes = ClusterChanges()
        changes.memberships = stored.map(\.1)
        read.apply(changes)
        read.apply(running.consolidate())
        #expect(read.cluster(6) == 1 && running.countedElsewhere[6] == 0)
        var restarted = Clusterer(
            background: .none, nextCluster: running.nextCluster,
            consolidatedThrough: running.consolidatedThrough,
            weighedThrough: running.weighedThrough, constraints: constraints)
        restarted.restore(
            known.compactMap { document in read.memberships[document.id].map { (document, $0) } },
            countedElsewhere: running.countedElsewhere)
        for document in Self.late {
            #expect(running.follow([document]) == restarted.follow([document]))
        }
    }

    @Test("An event that has only guests left in the window goes on being told as it was")
    func leavesATellingAlone() {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([.pin(6, beside: 1, isMoved: true)]))
        clusterer.restore(
            [(Self.bridge, Membership(document: 6, cluster: 7, score: 0))], departed: [1: 7])
        clusterer.retell([7])
        #expect(clusterer.add([]) == ClusterChanges())
    }

    @Test("A copy that was left behind follows what it stays together with")
    func copiesFollow() {
        var clusterer = Clusterer(
            background: .none, consolidatedThrough: 0,
            constraints: Constraints([
                .join([1, 2, 3, 4, 5]), .pin(1, beside: nil, isMoved: false),
            ]))
        clusterer.restore(
            (Story.ferryAndStrike + [Self.bridge]).map { document in
                let id = document.id
                let copy = CopyEvidence(origin: 2, containment: 1, direction: "later")
                return (
                    document,
                    Membership(
                        document: id, cluster: id > 4 ? 8 : 7, score: 0,
                        copy: id == 5 ? copy : nil)
                )
            })
        let told = clusterer.consolidate(rounds: 2).memberships
        #expect(told.map(\.document) == [5])
        #expect(told.first?.cluster == 7)
    }
}

/// What is decided anew from the log, with what was pinned.
extension GuestTests {
    /// The documents decided anew with what people said, and told by the numbers of before.
    private func recluster(
        _ documents: [Document], _ stored: [Membership], _ constraints: Constraints
    ) -> Regrouping {
        var clusterer = Clusterer(
            background: .none, nextCluster: 1_000, consolidatedThrough: 0,
            constraints: constraints.unpinned(after: 0, stored))
        var result = Reclustering()
        for start in stride(from: 0, to: documents.count, by: 20) {
            result.apply(
                clusterer.follow(Array(documents[start..<min(start + 20, documents.count)])))
        }
        result.apply(clusterer.pin(as: stored, constraints))
        result.apply(clusterer.consolidate(rounds: 2))
        return Regrouping(
            from: stored, to: result, pinned: constraints.pinned, nextCluster: 1_000)
    }

    private static let documents = NewsDay.documents(60)

    @Test("Deciding anew leaves what is pinned where it is, and the events as they are")
    func replaysPins() {
        let first = recluster(Self.documents, [], .none)
        let stored = first.changes.memberships
        #expect(recluster(Self.documents, stored, .none).changes == ClusterChanges())
        for step in 1..<20 {
            let (guest, host) = (Document.ID(3 * step - 1), Document.ID((step * 17) % 60 + 1))
            guard let event = stored.first(where: { $0.document == host })?.cluster else {
                continue
            }
            var moved = stored
            for place in moved.indices where moved[place].document == guest {
                moved[place].cluster = event
            }
            let constraints = Constraints([
                .pin(guest, beside: host, isMoved: moved != stored),
                .pin(host, beside: nil, isMoved: false),
            ])
            let again = recluster(Self.documents, moved, constraints)
            #expect(again.changes == ClusterChanges(), "\(guest) in \(event)")
        }
    }

    @Test("What was pinned where it is goes back there, and two events stay two")
    func staysWhereItWas() {
        let stored = recluster(Self.documents, [], .none).changes.memberships
        let events = Dictionary(grouping: stored, by: \.cluster)
            .filter { $0.value.count > 2 }.sorted { $0.key < $1.key }.map(\.value)
        // One event stored as two, with a document of each pinned; and one stored elsewhere.
        let (a, b, c) = (events[0][0].document, events[0][1].document, events[1][0].document)
        var moved = stored
        for place in moved.indices where moved[place].document == b { moved[place].cluster = 900 }
        for place in moved.indices where moved[place].document == c {
            moved[place].cluster = events[2][0].cluster
        }
        let constraints = Constraints([a, b, c].map { .pin($0, beside: nil, isMoved: false) })
        let again = recluster(Self.documents, moved, constraints)
        let changed = again.changes.memberships.map(\.document)
        #expect(Set(changed).isDisjoint(with: [a, b, c]))
        #expect(again.changes.aliases.isEmpty)
    }
}
