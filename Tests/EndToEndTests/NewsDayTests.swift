import Checkout
import FoundationEssentials
import LoopbackOrigin
import Testing
import Values

/// The bundled news day, fetched and clustered by the built programs.
struct NewsDayTests {
    private struct Truth: Decodable {
        let link: String
        let event: String
        let lang: String
        let copyOf: String?
    }

    private struct Clusters: Decodable {
        struct Cluster: Decodable {
            let id: Int64
            let headlineEntry: Int64
            let entries: Int
            let publishers: Int
            let independentTexts: Int
        }
        let clusters: [Cluster]
    }

    private static let folder = "Examples/newsday"

    private static func truth() throws -> [Truth] {
        try Checkout.bytes("\(folder)/truth.jsonl")
            .split(separator: UInt8(ascii: "\n"))
            .map { try JSONDecoder.snakeCase.decode(Truth.self, from: Data($0)) }
    }

    private static func scenario() throws -> Scenario {
        let scenario = try Scenario()
        try scenario.origin.serve(folder: Checkout.path(folder))
        let feeds = try Checkout.text("\(folder)/feeds.yml")
        let port = "127.0.0.1:\(scenario.origin.port)"
        try scenario.write(feeds.replacing("127.0.0.1:8090", with: port), to: "feeds.yml")
        return scenario
    }

    @Test func `its events, copies and look-alikes are told as a person would`() async throws {
        let scenario = try Self.scenario()
        try await scenario.pollOnce()
        let entries = try await scenario.entries()
        var byPage: [String: Scenario.StoredEntry] = [:]
        for entry in entries {
            byPage[try #require(entry.link.flatMap { WebURL($0)?.identity })] = entry
        }
        let truth = try Self.truth()
        #expect(entries.count == truth.count)
        #expect(byPage.count == truth.count)

        var clusters: [String: Set<Int64>] = [:]
        for line in truth {
            let page = try #require(WebURL(line.link)?.identity)
            let entry = try #require(byPage[page], "\(line.link) is not stored")
            let cluster = try #require(entry.cluster)
            let origin = try line.copyOf.map { try #require(WebURL($0)?.identity) }
            #expect(entry.copyOf.flatMap { WebURL($0)?.identity } == origin, "\(line.link)")
            if line.lang == "en" { clusters[line.event, default: []].insert(cluster) }
        }
        // Different events never share a cluster, and nearly all events are in one piece.
        let all = clusters.values.flatMap { $0 }
        #expect(Set(all).count == all.count)
        #expect(clusters.filter { $0.value.count > 1 }.count <= 2, "\(clusters)")
    }

    @Test func `a copy is never a headline and adds no independent text`() async throws {
        let scenario = try Self.scenario()
        try await scenario.pollOnce()
        let entries = try await scenario.entries()
        let copies = Set(entries.filter { $0.copyOf != nil }.map(\.id))
        let output = try await scenario.tidings("clusters", "--all", "--json").output
        let clusters = try JSONDecoder.snakeCase.decode(Clusters.self, from: Data(output.utf8))
            .clusters
        #expect(copies.count == 13)
        for cluster in clusters {
            #expect(!copies.contains(cluster.headlineEntry))
            let members = entries.filter { $0.cluster == cluster.id }
            #expect(members.count == cluster.entries)
            let originals = members.filter { $0.copyOf == nil }.count
            #expect(cluster.independentTexts == originals)
            #expect(cluster.publishers <= cluster.entries)
        }
    }

    @Test func `clusters keep their numbers over a restart`() async throws {
        let scenario = try Self.scenario()
        try await scenario.pollOnce()
        let before = try await scenario.entries().map { [$0.id: $0.cluster] }
        try await scenario.pollOnce()
        #expect(try await scenario.entries().map { [$0.id: $0.cluster] } == before)
    }
}
