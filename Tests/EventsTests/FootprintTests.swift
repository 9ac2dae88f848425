import Testing

@testable import Events

@Suite("The memory of the window")
struct FootprintTests {
    /// Documents of so many words each that no other has.
    private func ofNewWords(_ count: Int, words: Int = 200) -> [Document] {
        (1...count).map { id in
            let text = (0..<words).map { "tlon\(id)x\($0)" }.joined(separator: " ")
            return document(Int64(id), "Uqbar \(id)", text, at: Int64(id))
        }
    }

    @Test("The oldest leave until the rest fits, and no more of them than that takes")
    func makesRoom() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.follow(ofNewWords(200))
        let full = clusterer.footprint
        #expect(clusterer.expire(toFit: full) == nil)
        let left = clusterer.expire(toFit: full / 2)
        #expect(clusterer.footprint <= full / 2)
        #expect(clusterer.footprint > full / 3)
        // The newest are held, and decisions go on.
        #expect(clusterer.window.documents.first?.id == left.map { $0 + 1 })
        #expect(clusterer.window.slot(of: 200) != nil)
        let changes = clusterer.follow([
            document(201, "Ferry runs aground off Lindesvik", Story.ferry, at: 201),
            document(202, "Ferry aground", Story.ferry, at: 202),
        ])
        #expect(changes.memberships.first { $0.document == 202 }?.copy?.origin == 201)
    }

    @Test("Some are held whatever they take")
    func keepsSome() {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.follow(ofNewWords(20))
        #expect(clusterer.expire(toFit: 0) != nil)
        #expect((1...8).contains(clusterer.window.documents.count))
    }

    @Test("Texts of new words take more than others, and what is read twice takes no more")
    func weighsWords() {
        func footprint(_ documents: [Document]) -> Int {
            var clusterer = Clusterer(background: .none)
            _ = clusterer.follow(documents)
            return clusterer.footprint
        }
        let news = NewsDay.documents(50)
        #expect(footprint(ofNewWords(50)) > 4 * footprint(news))
        #expect(footprint(news) == footprint(news + news))
    }

    @Test("The partners of a text that comes again and again are counted")
    func countsPartners() {
        var clusterer = Clusterer(background: .none)
        func isCounted() -> Bool {
            clusterer.window.partnerCount
                == clusterer.window.documents.reduce(0) { $0 + $1.partners.count }
        }
        let text = Story.ferry + " " + Story.ferryElsewhere
        _ = clusterer.follow(
            (1...200).map { document(Int64($0), "Ferry aground", text, at: Int64($0) / 10) })
        #expect(isCounted())
        #expect(clusterer.window.partnerCount > 1_000)
        #expect(clusterer.footprint > 48 * clusterer.window.partnerCount)
        clusterer.expire(through: 100)
        #expect(isCounted())
    }

    @Test("Links to hosts of many labels count as what is kept of them")
    func weighsLinks() {
        func footprint(labels: Int) -> Int {
            var clusterer = Clusterer(background: .none)
            let linking = (1...4).map { id in
                var linking = document(Int64(id), "Uqbar \(id)", Story.ferry, at: 0)
                linking.outgoingLinks = (0..<50).map { link in
                    let host = (0..<labels).map { "\($0 % 10)" }.joined(separator: ".")
                    return "https://\(host).x\(id)y\(link).example/"
                }
                return linking
            }
            _ = clusterer.follow(linking)
            return clusterer.footprint
        }
        #expect(footprint(labels: 110) > footprint(labels: 1) + 4 * 20_000)
    }

    @Test("A word of which nothing is one is told by its beginning")
    func shortensNames() {
        var names = TermNames()
        names.append(String(repeating: "a", count: 60_000))
        names.append("a" + String(repeating: "å", count: 100))
        names.append("å")
        #expect(names[0] == String(repeating: "a", count: 96))
        #expect(names[1].utf8.count < 97)
        #expect(names[1].dropFirst().allSatisfy { $0 == "å" })
        #expect(names[2] == "å")
        names.append(pair: 0, 1)
        #expect(names[3] == names[0] + " " + names[1])
        #expect(names.byteCount < 400)
    }
}
