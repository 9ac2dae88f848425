import Testing

@testable import Events

@Suite("Texts that very many documents have")
struct SettledTests {
    /// Documents with one text, each dated before the last.
    private static func falling(_ count: Int, feeds: Int = 1) -> [Document] {
        (1...count).map { number in
            document(
                Int64(number), "Ferry runs aground off Lindesvik", Story.ferry,
                at: -Int64(number), from: "outlet\(number % feeds).example")
        }
    }

    @Test(
        "An entry turns no more than so many copies, however its feed dates it", arguments: [1, 50])
    func isBounded(feeds: Int) throws {
        var settings = ClusterSettings.standard
        settings.mostKin = 100
        var clusterer = Clusterer(background: .none, settings: settings)
        var outcome = Outcome()
        for document in Self.falling(300, feeds: feeds) {
            let changes = clusterer.add([document])
            #expect(changes.memberships.count <= 100)
            outcome.apply(changes)
        }
        let partners = clusterer.window.documents.map(\.partners.count).max() ?? 0
        #expect(partners <= 100 + Window.mostPartners)
        for id in Int64(101)...300 {
            let copy = try #require(outcome.copy(id))
            #expect(copy.origin <= 100)
            #expect(copy.direction.hasSuffix("arrived later"))
        }
        #expect(Set(outcome.memberships.values.map(\.cluster)) == [1])
    }

    @Test("Fewer than that give way to an earlier one")
    func givesWay() {
        let outcome = outcome(of: Self.falling(60, feeds: 7))
        #expect(outcome.copy(60) == nil)
        for id in Int64(1)...59 { #expect(outcome.copy(id)?.origin == 60) }
    }

    @Test(
        "Two lots that one document ties are settled, and the smaller is of the larger one's origin"
    )
    func unites() {
        var settings = ClusterSettings.standard
        settings.mostKin = 10
        var clusterer = Clusterer(background: .none, settings: settings)
        var outcome = Outcome()
        let texts = [Story.ferry, Story.strike]
        for number in 1...18 {
            outcome.apply(
                clusterer.add([
                    document(
                        Int64(number), "Report", texts[number <= 12 ? 0 : 1], at: -Int64(number),
                        from: "outlet\(number).example")
                ]))
        }
        let last = document(
            19, "Both", Story.ferry + "\n" + Story.strike, at: 9, from: "outlet19.example")
        outcome.apply(clusterer.add([last]))
        #expect(clusterer.window.documents.kin.count(of: 0) == 19)
        #expect(clusterer.window.documents.kin.count(of: 17) == 19)
        var restored = Clusterer(background: .none, settings: settings, nextCluster: 9)
        let held = (1...19).compactMap { number -> (Document, Membership)? in
            let number = Int64(number)
            guard let membership = outcome.memberships[number] else { return nil }
            if number == 19 { return (last, membership) }
            return (
                document(
                    number, "Report", texts[number <= 12 ? 0 : 1], at: -number,
                    from: "outlet\(number).example"), membership
            )
        }
        restored.restore(held)
        #expect(restored.window.documents.origins == clusterer.window.documents.origins)
        clusterer.resolveOrigins()
        #expect(restored.window.documents.origins == clusterer.window.documents.origins)
    }
}
