import Testing

@testable import Events

@Suite("Clusters")
struct ClustererTests {
    @Test("Two reports of one event join, in words of their own")
    func joinsSameEvent() {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", Story.ferry),
            document(2, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 3),
        ])
        #expect(outcome.cluster(1) == outcome.cluster(2))
        #expect(outcome.copy(2) == nil)
        #expect(outcome.decisions[2]?.text.contains("shared: ") == true)
    }

    @Test("Another event in the same town stays apart")
    func keepsLookAlikesApart() {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", Story.ferry),
            document(2, "Lindesvik dockers to strike", Story.strike, at: 5),
            document(3, "Marrow bridge closed to lorries", Story.bridge, at: 6),
        ])
        #expect(Set([1, 2, 3].map { outcome.cluster($0) }).count == 3)
    }

    @Test("A report in another language stays apart")
    func keepsLanguagesApart() {
        let german = """
            Die Fähre Halvorsen ist in der Nacht auf das Skarv-Riff bei Lindesvik gelaufen. Alle 214 \
            Passagiere wurden von der Küstenwache in Sicherheit gebracht.
            """
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", Story.ferry),
            document(2, "Fähre Halvorsen auf Riff gelaufen", german, language: nil),
        ])
        #expect(outcome.cluster(1) != outcome.cluster(2))
    }

    @Test("Documents without a word open clusters of their own")
    func takesEmptyDocuments() {
        let outcome = outcome(of: [document(1, ""), document(2, "", "", at: nil)])
        #expect(outcome.cluster(1) == 1)
        #expect(outcome.cluster(2) == 2)
        #expect(outcome.memberships[1]?.score == 0)
    }

    @Test("The same id is taken once")
    func ignoresRepeatedIDs() {
        var clusterer = Clusterer(background: .none)
        let first = document(1, "Ferry runs aground", Story.ferry)
        #expect(clusterer.add([first, first]).memberships.count == 1)
        #expect(clusterer.add([first]) == ClusterChanges())
    }

    @Test("Clusters that a later report shows to be one are merged into the older id")
    func mergesWithAlias() {
        let outcome = outcome(of: [
            document(1, "Halvorsen aground", "Skarv reef ferry grounding Halvorsen Lindesvik"),
            document(2, "Captain questioned", "Captain questioned steering failure investigators"),
            document(
                3, "Halvorsen captain questioned after Skarv reef grounding",
                "Halvorsen Lindesvik ferry captain steering failure investigators"),
            document(
                4, "Captain of Halvorsen questioned over reef grounding",
                "Investigators questioned Halvorsen captain on steering failure, Skarv reef"),
        ])
        #expect(Set((1...4).map { outcome.cluster($0) }) == [1])
        #expect(outcome.aliases == [.init(old: 2, new: 1)])
        #expect(outcome.headlines.keys.sorted() == [1])
    }

    @Test(
        "The headline is the report most like the others, by text and title, the earlier of equals")
    func choosesHeadline() {
        let outcome = outcome(of: [
            document(
                1, "What a ferry is like by night, a diary", "Halvorsen Skarv reef ferry"),
            document(2, "Ferry runs aground off Lindesvik", Story.ferry),
            document(3, "Passengers safe after ferry hits reef", Story.ferryElsewhere),
        ])
        #expect(Set((1...3).map { outcome.cluster($0) }).count == 1)
        // Of its title all that are held have the ferry and the reef.
        #expect(outcome.headlines[1] == 3)
    }

    @Test("The same documents give the same changes")
    func isDeterministic() {
        let documents = NewsDay.documents(120)
        var first = Clusterer(background: .none)
        var second = Clusterer(background: .none)
        for document in documents {
            #expect(first.add([document]) == second.add([document]))
        }
        #expect(first.consolidate() == second.consolidate())
    }

    @Test("Consolidation falls due after sixty documents, and of many after half as many more")
    func tellsWhenDue() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(NewsDay.documents(59))
        #expect(!clusterer.isConsolidationDue)
        _ = clusterer.add(NewsDay.documents(60))
        #expect(clusterer.isConsolidationDue)
        _ = clusterer.consolidate()
        #expect(!clusterer.isConsolidationDue)
        #expect(clusterer.consolidatedThrough == 60)
        _ = clusterer.add(NewsDay.documents(200))
        _ = clusterer.consolidate()
        _ = clusterer.add(NewsDay.documents(299))
        #expect(!clusterer.isConsolidationDue)
        _ = clusterer.add(NewsDay.documents(300))
        #expect(clusterer.isConsolidationDue)
    }

    @Test("What is fed as a stream is looked at again as soon as that is due, in one answer")
    func follows() {
        let documents = NewsDay.documents(90)
        var stream = Clusterer(background: .none)
        var steps = Clusterer(background: .none)
        var streamed = Outcome()
        var stepped = Outcome()
        for document in documents {
            streamed.apply(stream.follow([document]))
            stepped.apply(steps.add([document]))
            if steps.isConsolidationDue { stepped.apply(steps.consolidate()) }
        }
        #expect(stream.consolidatedThrough == 60)
        #expect(streamed.memberships == stepped.memberships)
        #expect(streamed.headlines == stepped.headlines)
    }
}
