import Testing

@testable import Events

@Suite("Restart and expiry")
struct WindowTests {
    @Test("A restored clusterer decides as one that was never stopped", arguments: [10, 75, 130])
    func restores(stop: Int) {
        let documents = NewsDay.documents(160)
        var uninterrupted = Clusterer(background: .none)
        var before = Outcome()
        for document in documents[..<stop] {
            before.apply(uninterrupted.follow([document]))
        }
        var restored = Clusterer(
            background: .none, nextCluster: uninterrupted.nextCluster,
            consolidatedThrough: uninterrupted.consolidatedThrough)
        restored.restore(
            documents[..<stop].compactMap { document in
                before.memberships[document.id].map { (document, $0) }
            })
        #expect(restored.nextCluster == uninterrupted.nextCluster)

        for document in documents[stop...] {
            #expect(restored.follow([document]) == uninterrupted.follow([document]))
            #expect(restored.isConsolidationDue == uninterrupted.isConsolidationDue)
        }
        #expect(restored.consolidate() == uninterrupted.consolidate())
    }

    @Test("An event that has left the window is not headed by a copy")
    func outlines() {
        let documents = [
            document(1, "", Story.ferry), document(2, "Marrow bridge closed", Story.bridge),
        ]
        func headline(_ copy: CopyEvidence?) -> Document.ID? {
            Clusterer.outline(
                of: 7,
                documents.map {
                    let copy = $0.id == 2 ? copy : nil
                    return ($0, Membership(document: $0.id, cluster: 7, score: 1, copy: copy))
                }, background: .none
            ).headlines.first?.document
        }
        #expect(headline(nil) == 2)
        #expect(headline(CopyEvidence(origin: 1, containment: 1, direction: "later")) == 1)
    }

    @Test("Restoring keeps a membership that the clusterer would not choose")
    func keepsDecisions() {
        var clusterer = Clusterer(background: .none)
        let first = document(1, "Ferry runs aground off Lindesvik", Story.ferry)
        let second = document(2, "Marrow bridge closed to lorries", Story.bridge)
        clusterer.restore(
            [first, second].map {
                ($0, Membership(document: $0.id, cluster: 7, score: 1))
            })
        #expect(clusterer.nextCluster == 8)
        let changes = clusterer.add([
            document(3, "Passengers safe after ferry hits reef", Story.ferryElsewhere)
        ])
        #expect(changes.memberships.map(\.document) == [3])
    }

    @Test("An expired document draws no other any more, and its cluster's id is not used again")
    func expires() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add([
            document(1, "Ferry runs aground off Lindesvik", Story.ferry, at: 0),
            document(2, "Marrow bridge closed to lorries", Story.bridge, at: 300),
        ])
        clusterer.expire(through: 1)
        let changes = clusterer.add([
            document(3, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 301),
            document(4, "Marrow bridge repair", Story.bridge + " Lorries wait.", at: 302),
        ])
        #expect(changes.memberships.map(\.cluster) == [3, 2])
    }

    @Test("A clusterer that lost its oldest documents decides as one restored from the rest")
    func restoresAfterExpiry() {
        let documents = NewsDay.documents(150)
        var clusterer = Clusterer(background: .none)
        var outcome = Outcome()
        for document in documents[..<100] {
            outcome.apply(clusterer.follow([document]))
        }
        let last = documents[40].id
        clusterer.expire(through: last)
        var restored = Clusterer(
            background: .none, nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough)
        restored.restore(
            documents[..<100].filter { $0.id > last }.compactMap { document in
                outcome.memberships[document.id].map { (document, $0) }
            })
        for document in documents[100...] {
            #expect(restored.add([document]) == clusterer.add([document]))
        }
        #expect(restored.consolidate() == clusterer.consolidate())
    }

    @Test("Of a text that was reprinted everywhere the later copies stay copies of what is left")
    func relinksReprints() {
        let documents = (1...60).map { id in
            document(
                Document.ID(id), "Ferry runs aground off Lindesvik", Story.ferry, at: Int64(id),
                from: "outlet\(id).example")
        }
        var clusterer = Clusterer(background: .none)
        var outcome = Outcome()
        for document in documents { outcome.apply(clusterer.add([document])) }
        #expect((2...60).allSatisfy { outcome.copy($0)?.origin == 1 })
        #expect(clusterer.window.clusters[0].shape.count == 1)
        let hasLeft = clusterer.expire(through: 10)
        #expect(hasLeft)
        #expect(clusterer.window.clusters[0].shape.count == 1)
        #expect((12...60).allSatisfy { !clusterer.copies(of: $0).isEmpty })
        var restored = Clusterer(background: .none, nextCluster: clusterer.nextCluster)
        restored.restore(
            documents[10...].compactMap { document in
                outcome.memberships[document.id].map { (document, $0) }
            })
        for id in 11...60 as ClosedRange<Document.ID> {
            #expect(restored.copies(of: id) == clusterer.copies(of: id))
        }
    }

    @Test("The largest factor is that of the clusters there are, as after a restart")
    func measuresTheLargest() {
        let documents = NewsDay.documents(150)
        var clusterer = Clusterer(background: .none)
        for document in documents {
            _ = clusterer.follow([document])
            #expect(
                clusterer.window.clusters.largestFactor
                    == clusterer.window.clusters.reduce(1) { max($0, $1.factor) })
        }
        _ = clusterer.consolidate(rounds: 2)
        let factors = clusterer.window.clusters.filter { !$0.members.isEmpty }.map(\.factor)
        #expect(clusterer.window.clusters.largestFactor == factors.max())
    }

    @Test("A look at the few that are new settles them, and a restart before it changes nothing")
    func looksAtTheNewAlone() {
        let documents = NewsDay.documents(150)
        var settings = ClusterSettings.standard
        settings.wholeLookLimit = 100
        var clusterer = Clusterer(background: .none, settings: settings)
        var outcome = Outcome()
        outcome.apply(clusterer.follow(Array(documents[..<140])))
        outcome.apply(clusterer.consolidate(rounds: 2))
        outcome.apply(clusterer.add(Array(documents[140...])))
        var restored = Clusterer(
            background: .none, settings: settings, nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough)
        restored.restore(
            documents.compactMap { document in
                outcome.memberships[document.id].map { (document, $0) }
            })
        let changes = clusterer.consolidate(rounds: 2)
        #expect(clusterer.consolidatedThrough == documents[149].id)
        #expect(restored.consolidate(rounds: 2) == changes)
        #expect(clusterer.consolidate(rounds: 2) == ClusterChanges())
    }
}
