import Testing

@testable import Events

@Suite("What a cluster is told by")
struct OutlineTests {
    @Test("A copy is no headline, also after its origin has left the window")
    func sparesCopies() {
        var clusterer = Clusterer(background: .none)
        let first = clusterer.add([
            document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
            document(2, "Ferry runs aground off Lindesvik", Story.ferry, at: 1, from: "b.example"),
        ])
        #expect(first.headlines == [.init(cluster: 1, document: 1)])
        clusterer.expire(through: 1)
        let copied = clusterer.add([
            document(3, "Ferry aground", Story.ferry, at: 2, from: "c.example")
        ])
        #expect(copied.memberships.map(\.cluster) == [1])
        #expect(copied.headlines == [])
        let reported = clusterer.add([
            document(4, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 3)
        ])
        #expect(reported.memberships.map(\.cluster) == [1])
        #expect(reported.headlines == [.init(cluster: 1, document: 4)])
    }

    @Test("A cluster tells what its reports have in common, names whole")
    func tellsTopic() throws {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
            document(2, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 3),
        ])
        let terms = try #require(outcome.topics[1])
        #expect(terms.count == 8)
        #expect(terms.contains("halvorsen"))
        #expect(Set(terms).count == terms.count)
    }

    @Test(
        "The headline is of a report whose title tells of the event, not of one that only has it all"
    )
    func prefersTellingTitles() throws {
        let whole =
            "Chancellor Ellery froze income tax thresholds. Ellery ended the two-child limit. Ellery set a"
            + " mansion tax. The mansion tax begins in spring. Tax thresholds stay. The limit goes."
        let outcome = outcome(of: [
            document(1, "Wednesday as it happened: latest updates", whole, from: "a.example"),
            document(
                2, "Ellery freezes income tax thresholds",
                "Chancellor Ellery froze income tax thresholds.", from: "b.example"),
            document(
                3, "Ellery sets mansion tax", "Chancellor Ellery set a mansion tax.",
                from: "c.example"),
        ])
        let cluster = try #require(outcome.cluster(1))
        #expect([2, 3].allSatisfy { outcome.cluster($0) == cluster })
        let headline = try #require(outcome.headlines[cluster])
        #expect(headline != 1)
    }

    @Test("One text in several feeds of one publisher is one text, with or without a body")
    func countsTextsOnce() {
        func feed(_ id: Document.ID, _ feed: String, _ text: String) -> Document {
            var document = document(
                id, "Ferry runs aground off Lindesvik", text, at: id,
                from: "https://herald.example/\(feed).xml")
            document.publisher = "herald.example"
            document.link = "https://herald.example/\(feed)/ferry"
            return document
        }
        for text in [Story.ferry, "Nobody was hurt.", ""] {
            let outcome = outcome(of: [feed(1, "world", text), feed(2, "home", text)])
            #expect(outcome.copy(1) == nil)
            #expect(outcome.copy(2)?.origin == 1, "\(text)")
        }
    }

    @Test("A headline alone that another publisher has too is no copy")
    func sparesSharedHeadlines() {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", from: "a.example"),
            document(2, "Ferry runs aground off Lindesvik", from: "b.example"),
        ])
        #expect(outcome.copy(2) == nil)
    }
}
