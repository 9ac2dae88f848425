import Events
import Terminal
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

    /// An event of an original, two copies of it, and two copies of a text that is elsewhere.
    private static func folded(
        showsReasons: Bool, mirror: String = "Mirror", columns: Int? = nil,
        pinned: Set<Int64> = []
    ) -> String {
        func member(_ id: Int64, _ feed: String, copyOf origin: Int64? = nil) -> ClusterMember {
            var entry = entry(id, title: "Title \(id)", link: "https://news.example/\(id)")
            entry.feedTitle = feed
            entry.sortTime = entry.sortTime.advanced(by: id * 60)
            entry.copy = origin.map {
                CopyRecord(
                    origin: $0, originLink: nil, originPublisher: "wire.example",
                    containment: 0.86, direction: "published later")
            }
            return ClusterMember(
                entry: entry, membership: MembershipRecord(cluster: 7, score: 0, decision: nil))
        }
        let members = [
            member(1, "Ledger", copyOf: 2), member(2, "Halcyon"), member(3, "Post", copyOf: 2),
            member(4, "Radio", copyOf: 99), member(5, mirror, copyOf: 99), member(6, mirror),
        ]
        let cluster = ClusterRecord(
            id: 7, headline: members[1].entry, first: members[0].entry.sortTime,
            last: members[4].entry.sortTime, entryCount: 5, publisherCount: 5,
            independentTextCount: 2, unreadTextCount: 1, publishers: [], terms: [], growth: 0)
        return EventPage(
            story: EventStory(
                detail: ClusterDetail(cluster: cluster, members: members), additions: [:],
                pinned: pinned),
            showsReasons: showsReasons, style: Style(isOn: false),
            now: Timestamp(seconds: 1_774_000_000), columns: columns
        ).text
    }

    @Test func `copies stand below what they were taken from`() {
        let text = Self.folded(showsReasons: false)
        #expect(text.contains("+2 copies: Ledger 86 %, Post 86 %\n"))
        // The first copy stands for a text that is in another event.
        #expect(text.contains("+1 copy: Mirror 86 %\n"))
        #expect(text.contains("copy of wire.example: 86 % of the text; published later\n"))
        let shown = (1...5).filter { text.contains("Title \($0)") }
        #expect(shown == [2, 4])
    }

    @Test func `a copy that is pinned is told where it is folded away`() {
        let text = Self.folded(showsReasons: false, pinned: [2, 3])
        #expect(text.contains("+2 copies: Ledger 86 %, Post 86 % (pinned)\n"))
        #expect(text.contains("entry 2, pinned  https://news.example/2\n"))
        #expect(text.contains("entry 4  https://news.example/4\n"))
    }

    @Test func `a feed with a name without end makes no other line longer`() {
        let name = String(repeating: "very long name ", count: 20_000)
        let piped = Self.folded(showsReasons: false, mirror: name)
        // Whole where it is told itself, as one that copied and as one that reported.
        #expect(piped.utf8.count < 2 * name.utf8.count + 3_000)
        #expect(piped.contains(name))
        let seen = Self.folded(showsReasons: false, mirror: name, columns: 100)
        #expect(seen.utf8.count < 3_000)
        #expect(seen.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test(arguments: [20, 30, 40, 49])
    func `on a narrow terminal the text stands below time and feed`(columns: Int) {
        for showsReasons in [false, true] {
            let text = Self.folded(
                showsReasons: showsReasons, mirror: "The Mirror of the Northern Coast",
                columns: columns)
            for line in text.split(separator: "\n") where !line.contains("/") {
                #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
            }
            #expect(text.contains("Halcyon\n  Title 2\n"), "\(text)")
        }
        #expect(Self.folded(showsReasons: false, columns: 50).contains("Halcyon  Title 2\n"))
    }

    @Test func `with reasons every copy stands by itself`() {
        let text = Self.folded(showsReasons: true)
        #expect((1...5).allSatisfy { text.contains("Title \($0)") })
        #expect(!text.contains("+2 copies"))
    }

    private static func told(_ titles: [String?]) -> [String] {
        let all = titles.enumerated().map { place, title in
            Correction(seen: Timestamp(seconds: Int64(place) + 1), formerTitle: title)
        }
        return Corrections(all).lines { "\($0.seconds)" }
    }

    @Test func `corrections are told in few lines`() {
        #expect(Self.told([]) == [])
        #expect(Self.told([nil]) == ["changed 1"])
        #expect(
            Self.told(["12 dead", nil, "15 dead", nil])
                == ["until 1: 12 dead", "until 3: 15 dead", "changed 2 times, last 4"])
        #expect(
            Self.told((1...20).map { "\($0) votes" })
                == [
                    "until 1: 1 votes", "and 17 other titles", "until 19: 19 votes",
                    "until 20: 20 votes",
                ])
    }

    private static let link =
        "https://halcyon.example/world/" + String(repeating: "long-", count: 20)

    private static let title =
        "Quake kills at least 41 in the mountain towns of Sorrana, officials say"

    private static func page(
        columns: Int?, title: String = title, expired: Timestamp? = nil,
        isOfFormerText: Bool = false
    ) -> [Substring] {
        var first = entry(1, title: title, link: link)
        first.expired = expired
        let cluster = ClusterRecord(
            id: 7, headline: first, first: first.sortTime, last: first.sortTime, entryCount: 1,
            publisherCount: 1, independentTextCount: 1, unreadTextCount: 1, publishers: [],
            terms: ["quake", "sorrana"], growth: 2.5)
        var decision = Decision(.joined, event: 7, score: 0.512, threshold: 0.29)
        decision.factors = [
            .init("mean link", 0.433), .init("size", 1.182, measure: 4, unit: "texts"),
        ]
        decision.shared = [.init("quake", 0.102), .init("sorrana", 0.094)]
        let member = ClusterMember(
            entry: first,
            membership: MembershipRecord(
                cluster: 7, score: 0.5, decision: decision, isOfFormerText: isOfFormerText))
        return EventPage(
            story: EventStory(
                detail: ClusterDetail(cluster: cluster, members: [member]),
                additions: [1: ["41", "Sorrana"]]), showsReasons: true,
            style: Style(isOn: false), now: Timestamp(seconds: 1_774_000_000), columns: columns
        ).text.split(separator: "\n")
    }

    @Test func `a decision on a text that was changed since says so`() {
        func tells(_ isOfFormerText: Bool) -> Bool {
            Self.page(columns: nil, isOfFormerText: isOfFormerText).contains {
                $0.contains("before it was changed")
            }
        }
        #expect(tells(true))
        #expect(!tells(false))
    }

    @Test(arguments: [40, 60, 100]) func `an event's page keeps within the terminal`(columns: Int) {
        for line in Self.page(columns: columns) where !line.contains("https://") {
            #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
        }
    }

    @Test func `what has expired is said, with what is kept`() {
        let lines = Self.page(columns: nil, expired: Timestamp(seconds: 1_790_000_000))
        #expect(lines.contains { $0.hasPrefix("    all of its texts have expired: ") })
        #expect(lines.contains { $0.contains("its text expired 2026-09-2") })
        #expect(lines.contains { $0.contains("joined") })
        #expect(lines.contains { $0.hasSuffix(Self.link) })
    }

    @Test(arguments: ["\u{81}", "\u{2028}", " "])
    func `a title in which nothing can be printed has its lines`(sign: String) {
        let lines = Self.page(columns: 60, title: String(repeating: sign, count: 200))
        #expect(lines.first?.hasPrefix("#7") == true)
        #expect(lines.contains { $0.hasSuffix("new: 41, Sorrana") })
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
