import Politeness
import Testing
import Values

@testable import Storage
@testable import tidings

struct HostScoreTests {
    private static let now = Timestamp(seconds: 1_774_000_000)

    private static func feed(
        _ id: Int64, _ url: String, polls: Int = 10, _ change: (inout PollState) -> Void = { _ in }
    ) -> FeedListing {
        var poll = PollState(due: nil)
        poll.polls = polls
        poll.manners.visits = polls
        poll.manners.requests = polls
        change(&poll)
        return FeedListing(
            id: id, url: url, title: nil, siteLink: nil, publisher: "", tags: [],
            isSubscribed: true, isEnabled: true, poll: poll, entryCount: 0, newestEntry: nil,
            notes: [])
    }

    @Test func `feeds of one server are one score, and feeds that were never polled are none`() {
        let scores = HostScore.all([
            Self.feed(1, "https://a.example/1") {
                $0.notModified = 4
                $0.manners.conditional = 9
                $0.manners.shortestInterval = 300
                $0.manners.first = Self.now
                $0.manners.last = Self.now.advanced(by: 9_000)
            },
            Self.feed(2, "https://A.example:443/2") {
                $0.notModified = 6
                $0.manners.conditional = 8
                $0.manners.unconditional = 1
                $0.manners.shortestInterval = 200
                $0.manners.lastLimited = Self.now
            },
            Self.feed(3, "https://b.example/", polls: 0),
        ])
        #expect(scores.map(\.host) == ["a.example:443"])
        let score = scores[0]
        #expect(score.feeds == 2)
        #expect(score.polls == 20)
        #expect(score.notModified == 10)
        #expect(score.manners.repeats == 18)
        #expect(score.manners.shortestInterval == 200)
        #expect(score.medianInterval == 1_000)
        #expect(score.manners.lastLimited == Self.now)
    }

    @Test(arguments: [60, 80, 100, 123])
    func `on a narrow terminal a server keeps to its line, with what matters most`(columns: Int) {
        let scores = HostScores([
            Self.feed(1, "https://feeds.a-rather-long-name.example/1") {
                $0.manners.lastLimited = Self.now
            }
        ])
        let table = scores.table(now: Self.now)
        let lines = table.aligned(width: columns, style: Style(isOn: false)).split(separator: "\n")
        #expect(lines.count == 3, "\(lines)")
        #expect(lines.allSatisfy { $0.count <= columns })
        for title in ["HOST", "REQUESTS", "TOO EARLY"] { #expect(lines[0].contains(title)) }
        #expect(lines[0].contains("RECEIVED") == (columns > 120))
        #expect(table.tabSeparated.split(separator: "\n")[0].split(separator: "\t").count == 12)
    }

    @Test func `the server that was treated worst comes first`() {
        let scores = HostScore.all([
            Self.feed(1, "https://calm.example/", polls: 5),
            Self.feed(2, "https://busy.example/", polls: 50),
            Self.feed(3, "https://tired.example/") { $0.manners.lastLimited = Self.now },
            Self.feed(4, "https://gone.example/") { $0.manners.afterGone = 1 },
            Self.feed(5, "https://early.example/") { $0.manners.early = 2 },
        ])
        #expect(
            scores.map { $0.host.prefix { $0 != "." } }
                == ["early", "gone", "tired", "busy", "calm"])
    }

    @Test func `the last row is that of all servers together`() {
        let feeds = [
            Self.feed(1, "https://a.example/") {
                $0.manners.conditional = 3
                $0.manners.unconditional = 1
                $0.bytesReceived = 2_048
            }, Self.feed(2, "https://b.example/"),
        ]
        let lines = HostScores(feeds).table(now: Self.now).tabSeparated.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("a.example:443\t1\t10\t0.75\t0.0\t2048\t0\t0\t0\t-\t-\t-"))
        #expect(lines[1].hasPrefix("b.example:443\t1\t10\t-\t"))
        #expect(lines[2].hasPrefix("total\t2\t20\t0.75\t"))
        let json = HostScores(feeds).json.text
        #expect(json.contains("\"total\":{\"feeds\":2,\"polls\":20,\"bytes_received\":2048"))
        #expect(json.contains("\"share_conditional\":0.75"))
    }
}
