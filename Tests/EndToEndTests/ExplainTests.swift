import FoundationEssentials
import News
import Testing

/// Why entries are together, by the built programs.
struct ExplainTests {
    private static let ferryElsewhere = """
        All 214 passengers of the Halvorsen are safe after the ferry struck the Skarv reef. Coast \
        guard crews worked through the night in Lindesvik harbour.
        """
    private static func polled() async throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/feed.xml",
            items: [
                FeedItem(id: "1", title: "Ferry runs aground off Lindesvik", text: News.ferry),
                FeedItem(
                    id: "2", title: "Passengers safe after ferry hits reef", text: ferryElsewhere),
                FeedItem(id: "3", title: "Marrow bridge closed to lorries", text: News.bridge),
            ])
        try scenario.follow(["/feed.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    private struct Explanation: Decodable {
        struct Told: Decodable {
            struct Decision: Decodable {
                struct Factor: Decodable { let name: String }
                let rule: String
                let score: Double?
                let factors: [Factor]
            }
            let decision: Decision
        }
        let together: Bool
        let stored: [Told]
        let weighed: [Told]
        let weighedOverEntries: Int
    }

    private struct Event: Decodable {
        struct Member: Decodable {
            let id: Int64
            let added: [String]
            let reason: String
            let decision: Explanation.Told.Decision
        }
        let members: [Member]
    }

    @Test func `two entries, an entry and an event, and two events are explained`() async throws {
        let scenario = try await Self.polled()
        var events: [String: Int64] = [:]
        var ids: [String: Int64] = [:]
        for entry in try await scenario.entries() {
            let word = try #require(entry.title?.split(separator: " ").first.map(String.init))
            ids[word] = entry.id
            events[word] = entry.cluster
        }
        let (ferry, passengers) = (try #require(ids["Ferry"]), try #require(ids["Passengers"]))
        let bridge = try #require(events["Marrow"])
        #expect(events["Ferry"] == events["Passengers"])

        let together = try await scenario.tidings("explain", "\(ferry)", "\(passengers)")
        #expect(together.code == 0, "\(together.error)")
        #expect(together.output.contains("together: both are in event"))
        #expect(together.output.contains("decided of entry"))
        #expect(together.output.contains("\nmean link\t0."))

        let json = try await scenario.tidings("explain", "\(ferry)", "#\(bridge)", "--json")
        let apart = try JSONDecoder.snakeCase.decode(Explanation.self, from: Data(json.output.utf8))
        #expect(!apart.together)
        #expect(apart.weighedOverEntries == 3)
        #expect(apart.weighed.first?.decision.rule == "weighed")
        #expect(apart.weighed.first?.decision.factors.first?.name == "mean link")

        let own = try #require(events["Ferry"])
        let two = try await scenario.tidings("explain", "#\(own)", "#\(bridge)")
        #expect(two.output.contains("apart: two events"))

        let shown = try await scenario.tidings("show", "\(own)", "--json")
        let event = try JSONDecoder.snakeCase.decode(Event.self, from: Data(shown.output.utf8))
        #expect(event.members.count == 2)
        #expect(event.members.map(\.decision.rule).sorted() == ["joined", "opened"])
        #expect(event.members.count { $0.added.contains("214") } == 1)
        #expect(event.members[0].added.contains("214"))
        #expect(event.members.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func `what cannot be explained is told`() async throws {
        let scenario = try await Self.polled()
        for (arguments, code, said) in [
            (["1", "99"], 3, "there is no entry 99"), (["1", "#99"], 3, "there is no event 99"),
            (["1", "1"], 2, "are the same"), (["1"], 2, "B is missing"),
            (["1", "x"], 2, "expected an entry's number"),
        ] as [([String], Int32, String)] {
            let line = arguments.map { "'\($0)'" }.joined(separator: " ")
            let answer = try await scenario.shell("tidings explain \(line)")
            #expect(answer.code == code, "\(line)")
            #expect(answer.error.contains(said), "\(answer.error)")
        }
    }
}
