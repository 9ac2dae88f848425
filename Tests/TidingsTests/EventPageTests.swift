import Events
import Platform
import Testing
import Values

@testable import Storage
@testable import tidings

struct EventPageTests {
    private static func entry(_ id: Int64, title: String, link: String) -> EntryRecord {
        EntryRecord(
            id: id, feed: 1, feedURL: "https://halcyon.example/feed", feedTitle: "Halcyon",
            publisher: "halcyon.example", title: title, link: link, published: nil,
            seen: Timestamp(seconds: 1_774_000_000), sortTime: Timestamp(seconds: 1_774_000_000),
            author: nil, language: nil, cluster: 7, copy: nil)
    }

    private static let link =
        "https://halcyon.example/world/" + String(repeating: "long-", count: 20)

    private static func page(columns: Int?) -> [Substring] {
        let first = entry(
            1, title: "Quake kills at least 41 in the mountain towns of Sorrana, officials say",
            link: link)
        let cluster = ClusterRecord(
            id: 7, headline: first, first: first.sortTime, last: first.sortTime, entryCount: 1,
            publisherCount: 1, independentTextCount: 1, publishers: [],
            terms: ["quake", "sorrana"], growth: 2.5)
        var decision = Decision(.joined, event: 7, score: 0.512, threshold: 0.29)
        decision.factors = [
            .init("mean link", 0.433), .init("size", 1.182, measure: 4, unit: "texts"),
        ]
        decision.shared = [.init("quake", 0.102), .init("sorrana", 0.094)]
        let member = ClusterMember(
            entry: first, membership: MembershipRecord(cluster: 7, score: 0.5, decision: decision))
        return EventPage(
            story: EventStory(
                detail: ClusterDetail(cluster: cluster, members: [member]),
                additions: [1: ["41", "Sorrana"]]), showsReasons: true,
            style: Style(isOn: false), now: Timestamp(seconds: 1_774_000_000), columns: columns
        ).text.split(separator: "\n")
    }

    @Test(arguments: [40, 60, 100]) func `an event's page keeps within the terminal`(columns: Int) {
        for line in Self.page(columns: columns) where !line.contains("https://") {
            #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
        }
    }

    @Test func `an address is never broken`() {
        #expect(Self.page(columns: 40).contains { $0.hasSuffix(Self.link) })
    }

    @Test func `a pipe gets each text on one line and times with their year`() {
        let lines = Self.page(columns: nil)
        #expect(lines.count == 8)
        #expect(lines.contains { $0.hasSuffix("new: 41, Sorrana") })
        #expect(lines.contains("    growing by 2.5 texts an hour"))
        #expect(lines.contains("    about: quake, sorrana"))
        #expect(lines[4].hasPrefix("2026-03-20T"))
    }
}
