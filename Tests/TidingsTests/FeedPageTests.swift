import JSONSchema
import Politeness
import Testing
import Values

@testable import Storage
@testable import tidings

struct FeedPageTests {
    private static let now = Timestamp(seconds: 1_774_000_000)

    private func rows(
        columns: Int? = 80, _ change: (inout FeedListing) -> Void = { _ in }
    ) -> [String: String] {
        var feed = FeedListing(
            id: 3, url: "https://a.example/feed", title: "A", siteLink: nil, publisher: "a",
            tags: ["x", "y"], isSubscribed: true, isEnabled: true,
            poll: PollState(due: Self.now.advanced(by: 3_000)), entryCount: 12,
            newestEntry: nil, notes: [])
        feed.poll.polls = 8
        feed.poll.notModified = 6
        feed.poll.lastPolled = Self.now.advanced(by: -600)
        feed.poll.lastSuccess = feed.poll.lastPolled
        feed.poll.lastStatus = 304
        feed.poll.dueReason = "max-age of the server, 1h"
        change(&feed)
        return Dictionary(
            FeedPage(feed: feed, now: Self.now, columns: columns).rows.map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func `it tells the last poll, and when the next one is and why`() {
        let rows = rows()
        #expect(rows["state"] == "ok")
        #expect(rows["last poll"]?.hasSuffix("(10 min ago): 304, not modified") == true)
        #expect(rows["next poll"]?.hasPrefix("in 50 min, ") == true)
        #expect(rows["next poll"]?.hasSuffix(": max-age of the server, 1h") == true)
        #expect(rows["traffic"] == "8 polls, 75 % not modified, 0 KiB received")
        #expect(rows["validators"]?.hasPrefix("none") == true)
        #expect(rows["tags"] == "x, y")
        #expect(rows["last good"] == nil)
        #expect(rows["moved"] == nil)
    }

    @Test func `a pipe gets moments as RFC 3339 in UTC`() {
        let rows = rows(columns: nil) {
            $0.newestEntry = Self.now
            $0.poll.lastError = "404 Not Found"
            $0.poll.moved = PollState.Move(
                url: "https://b.example/", firstSeen: Self.now, sightings: 1)
        }
        #expect(rows["last poll"] == "2026-03-20T09:36:40Z: 304, not modified")
        #expect(rows["next poll"] == "2026-03-20T10:36:40Z: max-age of the server, 1h")
        // No failure is counted of a poll that a person asked for.
        #expect(rows["last good"] == "2026-03-20T09:36:40Z")
        #expect(rows["state"] == "failing")
        #expect(rows["entries"] == "12, the newest of 2026-03-20T09:46:40Z")
        #expect(rows["moved"]?.contains("since 2026-03-20T09:46:40Z; ") == true)
    }

    @Test func `scripts are told the state by one word, which the schema knows`() throws {
        var feed = FeedListing(
            id: 3, url: "https://a.example/feed", title: "A", siteLink: nil, publisher: "a",
            tags: [], isSubscribed: true, isEnabled: true,
            poll: PollState(due: Self.now.advanced(by: 3_000)), entryCount: 0, newestEntry: nil,
            notes: [])
        func state() -> FieldValue? {
            ToldFeed.fields.first { $0.name == "state" }?.value(
                ToldFeed(feed: feed, now: Self.now))
        }
        #expect(state() == .text("new"))
        feed.poll.lastPolled = Self.now.advanced(by: -600)
        #expect(state() == .text("ok"))
        feed.poll.due = Self.now.advanced(by: -600)
        #expect(state() == .text("late"))
        feed.poll.failures = 2
        #expect(state() == .text("failing"))
        feed.poll.due = nil
        #expect(state() == .text("gone"))
        feed.isEnabled = false
        #expect(state() == .text("off"))
        feed.isSubscribed = false
        #expect(state() == .text("removed"))
        let schema = try JSONSchema.published()["records.json"]?["$defs"]?["feed"]
        let known = try #require(schema?["properties"]?["state"]?["enum"]?.texts)
        #expect(Set(known) == Set(FeedHealth.allCases.map(FeedPage.word)))
    }

    @Test func `it tells what fails, since when`() {
        let rows = rows {
            $0.poll.failures = 2
            $0.poll.lastError = "404 Not Found"
            $0.poll.lastStatus = 404
            $0.poll.lastSuccess = Self.now.advanced(by: -3 * 86_400)
        }
        #expect(rows["state"] == "failing (2)")
        #expect(rows["trouble"] == "404 Not Found")
        #expect(rows["last good"]?.hasSuffix("(3 days ago); 2 failures since") == true)
    }

    @Test func `it tells the pace that the document states, and that of its entries`() {
        let rows = rows {
            $0.poll.pacing.ttl = 5_400
            $0.poll.pacing.skipHours = [3, 1]
            $0.poll.pacing.skipDays = [0, 6]
            $0.poll.pacing.publications = (0..<5).map { Self.now.advanced(by: -7_200 * $0) }
            $0.poll.validators = Validators(
                eTag: Array("W/\"1\"".utf8), lastModified: Array("Sat, 21 Mar".utf8))
        }
        #expect(
            rows["asks for"]
                == "ttl 1h30m; no polls in the hours 1 3 (UTC); no polls on Sun Sat (UTC)")
        #expect(rows["publishes"] == "an entry every 2h, mostly")
        #expect(rows["validators"] == "ETag W/\"1\", Last-Modified Sat, 21 Mar")
    }

    @Test func `it tells where entries come faster than the feed is polled`() {
        func losses(pollAfter seconds: Int64, asked: Int64? = nil) -> String? {
            rows {
                let last = Self.now.advanced(by: -600)
                $0.poll.pacing.publications = (0..<20).map { last.advanced(by: -840 * $0) }
                $0.poll.due = last.advanced(by: seconds)
                $0.poll.manners.heldUntil = asked.map(last.advanced(by:))
            }["may miss"]
        }
        #expect(
            losses(pollAfter: 86_400)
                == "entries: the newest 20 came within 4h26m, and by the rule of the next poll 1d pass "
                + "between two polls; `tidings feeds set 3 --interval 2h13m` asks more often")
        #expect(losses(pollAfter: 14_400) == nil)
        let told = "its server asks for that, and no interval is shorter"
        // Chance adds a tenth at most.
        for asked in [86_400, 79_000] as [Int64] {
            #expect(losses(pollAfter: 86_400, asked: asked)?.hasSuffix(told) == true)
        }
        #expect(losses(pollAfter: 86_400, asked: 70_000)?.contains("--interval 2h13m") == true)
    }

    @Test func `the pace of a feed that fell silent stands beside for how long`() {
        let silent = rows {
            $0.poll.pacing.publications = (0..<9).map {
                Self.now.advanced(by: -864_000 - 360 * $0)
            }
        }
        #expect(silent["publishes"] == "an entry every 6m, mostly, but nothing for 10d")
    }

    @Test func `it tells where the feed moved to, and once that is settled how to take it over`() {
        func moved(_ sightings: Int, days: Int64, row: String = "moved") -> String? {
            rows {
                $0.poll.moved = .init(
                    url: "https://b.example/", firstSeen: Self.now, sightings: sightings,
                    lastSeen: Self.now.advanced(by: days * 86_400))
            }[row]
        }
        #expect(moved(1, days: 0)?.contains("seen 1 time since") == true)
        #expect(moved(1, days: 0)?.contains("adopt") == false)
        #expect(moved(3, days: 2)?.contains("`tidings feeds adopt 3`") == true)
        #expect(moved(2, days: 2, row: "state") == "ok")
        #expect(moved(3, days: 2, row: "state") == "moved")
    }

    @Test func `it tells until when the server wants to be left alone`() {
        let feed = FeedListing(
            id: 1, url: "https://a.example/1", title: nil, siteLink: nil, publisher: "", tags: [],
            isSubscribed: true, isEnabled: true, poll: PollState(due: nil), entryCount: 0,
            newestEntry: nil, notes: [])
        let page = FeedPage(
            feed: feed, hostHeldUntil: Self.now.advanced(by: 600), now: Self.now, columns: nil)
        #expect(
            page.text(style: Style(isOn: false)).contains("its server  is left alone"))
    }

    @Test func `what is not polled has no next poll`() {
        #expect(rows { $0.isEnabled = false }["next poll"] == "none")
        let gone = rows {
            $0.poll.due = nil
            $0.poll.dueReason = "410 Gone: not polled any more"
        }
        #expect(gone["next poll"] == "none: 410 Gone: not polled any more")
        #expect(gone["state"] == "gone")
    }

    @Test func `what a server sent cannot steer the terminal`() {
        var feed = FeedListing(
            id: 1, url: "https://a.example/", title: "\u{1b}[31m", siteLink: nil, publisher: "",
            tags: [], isSubscribed: true, isEnabled: true, poll: PollState(due: Self.now),
            entryCount: 0, newestEntry: nil, notes: ["a\nb"])
        feed.poll.lastSuccess = Self.now
        feed.poll.validators.eTag = Array("\"\u{1b}]0;x\u{7}\"".utf8)
        let text = FeedPage(feed: feed, now: Self.now, columns: 40).text(style: Style(isOn: false))
        #expect(!text.utf8.contains(0x1b) && !text.utf8.contains(7))
        #expect(text.contains("  note        a b\n"))
    }
}
