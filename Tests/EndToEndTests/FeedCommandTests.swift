import ChildProcess
import LoopbackOrigin
import Platform
import Politeness
import Storage
import Testing
import Values
import Waiting

/// `feeds show`, `feeds adopt` and `status --polite`.
struct FeedCommandTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario()
        let items = (0..<3).map { FeedItem(id: "\($0)", title: "Harbour bridge report \($0)") }
        scenario.origin.serveFeed("/news.xml", items: items)
        scenario.origin.handle("/old.xml") { _ in .redirect(301, to: "/news.xml") }
    }

    /// Lets the poll state of the only feed be as if days had passed.
    private func change(_ body: (inout PollState) -> Void) async throws {
        var feed = try #require(try StoreSession(folder: scenario.state).feeds().first)
        body(&feed.poll)
        let store = try Store(folder: scenario.state, clock: .system)
        _ = try await store.record([PollResult(feed: feed.id, state: feed.poll)])
        try await store.close()
    }

    private func settle() async throws {
        try await change { poll in
            poll.moved?.sightings = 3
            poll.moved?.firstSeen = WallClock.system.now.advanced(by: -3 * 86_400)
            poll.due = WallClock.system.now
        }
    }

    @Test func `a feed is shown with its last poll, the next one and why`() async throws {
        try scenario.follow(["/news.xml"])
        try await scenario.pollOnce()
        for name in ["1", "news", "\(scenario.origin.baseURL)/news.xml"] {
            let shown = try await scenario.tidings("feeds", "show", name)
            #expect(shown.code == 0, "\(shown.error)")
            #expect(shown.output.hasPrefix("/news.xml\n"))
            #expect(shown.output.contains("last poll"))
            #expect(shown.output.contains("interval in feeds.yml, 1h"))
            #expect(shown.output.contains("ETag \""))
        }
        let json = try await scenario.tidings("feeds", "show", "news", "--json")
        #expect(json.output.contains("\"last_status\":200"))
        #expect(json.output.contains("\"validators\":{\"etag\":\"\\\""))
        #expect(json.output.contains("\"requests\":1"))
        let none = try await scenario.tidings("feeds", "show", "zzz")
        #expect(none.code == 3)
        #expect(none.error.contains("no feed has \"zzz\""))
    }

    @Test func `where the database cannot be read, no feed is said not to be followed`()
        async throws
    {
        try scenario.follow(["/news.xml"])
        try await scenario.pollOnce()
        let address = "\(scenario.origin.baseURL)/news.xml"
        let junk = "\(scenario.folder.path)/junk"
        _ = try await scenario.shell(
            "mkdir '\(junk)' && yes noise | head -c 10000 > '\(junk)/tidings.db'")
        for (state, cause) in [("\(scenario.folder.path)/none", "no database"), (junk, "database")]
        {
            for command in [
                ["disable", "1", "--json"], ["enable", "/news.xml"], ["remove", "/news.xml"],
                ["feeds", "set", "--title", "x", "1"],
            ] {
                let told = try await scenario.tidings(command + ["--state", state])
                #expect(told.code == 1 && told.output.isEmpty, "\(command): \(told)")
                #expect(told.error.contains("cannot be looked up in the database: "), "\(told)")
                #expect(told.error.contains(cause) && told.error.contains(state), "\(told)")
            }
            // What the file itself tells.
            let none = try await scenario.tidings("disable", "https://x.example/", "--state", state)
            #expect(none.code == 3, "\(none)")
            for command in ["disable", "enable"] {
                let done = try await scenario.tidings(command, address, "--state", state)
                #expect(done.code == 0, "\(done)")
            }
        }
        #expect(try await scenario.tidings("disable", "7").code == 3)
        #expect(try await scenario.tidings("disable", "1").code == 0)
    }

    @Test func `feeds lists with and without its word, and knows no other`() async throws {
        try scenario.follow(["/news.xml"])
        try await scenario.pollOnce()
        let plain = try await scenario.tidings("feeds")
        #expect(try await scenario.tidings("feeds", "list").output == plain.output)
        #expect(try await scenario.tidings("feeds", "show").code == 2)
        let wrong = try await scenario.tidings("feeds", "shwo")
        #expect(wrong.code == 2)
        #expect(wrong.error.contains("did you mean show?"))
        let help = try await scenario.tidings("help", "feeds", "show")
        #expect(help.output.hasPrefix("Usage: tidings feeds show [OPTION...] FEED\n"))
    }

    @Test func `an address that a feed moved to for good is adopted, with all that is known of it`()
        async throws
    {
        try scenario.follow(["/old.xml"])
        try await scenario.pollOnce()
        let early = try await scenario.tidings("feeds", "adopt", "1")
        #expect(early.code == 3)
        #expect(early.error.contains("seen 1 time"))
        #expect(try await scenario.tidings("feeds", "adopt").code == 3)
        try await settle()
        #expect(
            try await scenario.tidings("feeds", "show", "1").output
                .contains("`tidings feeds adopt 1`"))

        let before = try scenario.text("feeds.yml")
        let adopted = try await scenario.tidings("feeds", "adopt")
        #expect(adopted.code == 0, "\(adopted.error)")
        #expect(adopted.output.hasSuffix("/old.xml is now \(scenario.origin.baseURL)/news.xml\n"))
        let after = try scenario.text("feeds.yml")
        #expect(after == before.split(separator: "/old.xml").joined(separator: "/news.xml"))

        try await scenario.pollOnce()
        let last = try #require(scenario.origin.log.last)
        #expect(last.request.path == "/news.xml")
        #expect(last.status == 304)
        #expect(try await scenario.entries().count == 3)
        let feeds = try StoreSession(folder: scenario.state).feeds()
        #expect(feeds.map(\.id) == [1])
        #expect(feeds.map(\.poll.moved) == [nil])
        #expect(feeds.map(\.poll.polls) == [2])
    }

    @Test func `right after it was adopted a feed is found by its number`() async throws {
        try scenario.follow(["/old.xml"])
        try await scenario.pollOnce()
        try await settle()
        let valid = try scenario.text("feeds.yml")
        try scenario.write(valid + "nosuchkey: 1\n", to: "feeds.yml")
        let refused = try await scenario.tidings("feeds", "adopt")
        #expect(refused.code == 5 && refused.error.contains("nosuchkey"), "\(refused)")
        try scenario.write(valid, to: "feeds.yml")

        #expect(try await scenario.tidings("feeds", "adopt", "1").code == 0)
        let set = try await scenario.tidings("feeds", "set", "1", "--tag", "politics")
        #expect(set.code == 0, "\(set)")
        #expect(try scenario.text("feeds.yml").contains("/news.xml\n    tags: [politics]"))
        #expect(try await scenario.tidings("remove", "1").code == 0)
    }

    @Test func `a feed that was removed is not taken for the one that it moved to`() async throws {
        try scenario.follow(["/old.xml", "/news.xml"])
        try await scenario.pollOnce()
        try scenario.follow(["/news.xml"])
        #expect(try await scenario.tidings("remove", "1").code == 3)
        #expect(try scenario.text("feeds.yml").contains("/news.xml"))
    }

    @Test func `a host that one feed was asked to leave alone is told of the others`() async throws
    {
        try scenario.follow(["/news.xml", "/other.xml"])
        try await scenario.pollOnce()
        let until = WallClock.system.now.advanced(by: 600)
        let store = try Store(folder: scenario.state, clock: .system)
        let feed = try #require(try StoreSession(folder: scenario.state).feeds().first)
        var result = PollResult(feed: feed.id, state: feed.poll)
        let host = Schedule.Host(name: "127.0.0.1:\(scenario.origin.port)", isLocal: true)
        result.hostPauses = [HostPause(host: host, until: until)]
        _ = try await store.record([result])
        try await store.close()
        for name in ["1", "2"] {
            let page = try await scenario.tidings("feeds", "show", name)
            #expect(page.output.contains("is left alone until"), "\(page)")
            let json = try await scenario.tidings("feeds", "show", name, "--json")
            #expect(json.output.contains("\"server_held_until\":\"\(until.rfc3339)\""), "\(json)")
        }
    }

    @Test func `a running daemon takes an adopted address over`() async throws {
        try scenario.follow(["/old.xml"])
        try await scenario.pollOnce()
        try await settle()
        let daemon = try scenario.daemon()
        let isPolled = try await becomesTrue {
            try StoreSession(folder: scenario.state).feeds().first?.poll.polls == 2
        }
        #expect(isPolled, "\(daemon.errorOutput)")
        #expect(try await scenario.tidings("feeds", "adopt", "--json").code == 0)
        let isAdopted = try await becomesTrue {
            try StoreSession(folder: scenario.state).feeds().map(\.url)
                == ["\(scenario.origin.baseURL)/news.xml"]
        }
        #expect(isAdopted, "\(daemon.errorOutput)")
        #expect(try await scenario.tidings("refresh", "--wait").code == 0)
        #expect(scenario.origin.log.last?.status == 304)
        let feeds = try StoreSession(folder: scenario.state).feeds()
        #expect(feeds.map(\.entryCount) == [3])
        #expect(feeds.map(\.poll.moved) == [nil])
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a feed that is gone for good is asked again only when it is named`() async throws {
        scenario.origin.handle("/gone.xml") { _ in .init(status: 410) }
        try scenario.follow(["/gone.xml", "/news.xml"])
        try await scenario.pollOnce()
        func asked(_ path: String) -> Int {
            scenario.origin.log.filter { $0.request.path == path }.count
        }
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.tidings("status").code == 0
        }
        #expect(isUp, "\(daemon.errorOutput)")
        let all = try await scenario.tidings("refresh", "--wait")
        #expect(all.code == 0, "\(all.error)")
        #expect(all.output.hasPrefix("asked for 1 feed\n"))
        #expect(asked("/news.xml") == 2)
        #expect(asked("/gone.xml") == 1)
        _ = try await scenario.tidings("refresh", "gone.xml", "--wait")
        #expect(asked("/gone.xml") == 2)
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `who refreshes a feed that fails again and again does not have it left alone`()
        async throws
    {
        scenario.origin.handle("/closed.xml") { _ in .init(status: 401) }
        try scenario.follow(["/closed.xml"])
        try await scenario.pollOnce()
        func feed() throws -> FeedListing {
            try #require(try StoreSession(folder: scenario.state).feeds().first)
        }
        let before = try feed().poll
        let daemon = try scenario.daemon()
        #expect(try await becomesTrue { try await scenario.tidings("status").code == 0 })
        for force in [[], ["--force"], []] {
            let asked = try await scenario.tidings(["refresh", "closed.xml", "--wait"] + force)
            #expect(asked.code == 4 && asked.error.contains("401"), "\(asked)")
        }
        let after = try feed().poll
        #expect(after.polls == before.polls + 3)
        #expect((after.failures, after.due) == (before.failures, before.due))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `how polite polling was is told server by server, with a total`() async throws {
        try scenario.follow(["/news.xml"])
        try await scenario.pollOnce()
        try await change { $0.due = WallClock.system.now }
        try await scenario.pollOnce()
        let score = try await scenario.tidings("status", "--polite")
        #expect(score.code == 0, "\(score.error)")
        let rows = score.output.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(rows.count == 2)
        #expect(
            rows.first?.prefix(5) == ["127.0.0.1:\(scenario.origin.port)", "1", "2", "1.0", "0.5"])
        #expect(rows.last?.first == "total")
        let json = try await scenario.tidings("status", "--polite", "--json")
        #expect(json.output.contains("\"share_conditional\":1"))
        #expect(json.output.contains("\"requests_after_410\":0"))
    }

    @Test func `a document of new entries alone adds to the feed and takes none away`() async throws
    {
        let items = (0..<4).map { FeedItem(id: "\($0)", title: "Item \($0)") }
        scenario.origin.handle("/delta.xml") { request in
            let known = request.header("If-None-Match")
            let isDelta = known == "\"1\"" && request.header("A-IM") == "feed"
            if known == "\"2\"" { return LoopbackOrigin.Response(status: 304) }
            var response = LoopbackOrigin.Response(
                text: FeedItem.rss(Array(isDelta ? items[3...] : items[..<3]), title: "Delta"))
            response.add("ETag", isDelta ? "\"2\"" : "\"1\"")
            if isDelta {
                response.status = 226
                response.add("IM", "feed")
            }
            return response
        }
        try scenario.follow(["/delta.xml"])
        try await scenario.pollOnce()
        for _ in 0..<2 {
            try await change { $0.due = WallClock.system.now }
            try await scenario.pollOnce()
        }
        #expect(scenario.origin.log.map(\.status) == [200, 226, 304])
        #expect(try await scenario.entries().count == 4)
        let feed = try #require(try StoreSession(folder: scenario.state).feeds().first)
        #expect(feed.poll.validators.eTag == Array("\"2\"".utf8))
        #expect(feed.poll.failures == 0)
    }

    @Test func `between feeds with one title every command lets choose by number`() async throws {
        let feeds = ["a", "b"].map { "  - url: https://\($0).example/\n    title: Same\n" }.joined()
        try scenario.write("feeds:\n\(feeds)", to: "feeds.yml")
        // Without a database there are no numbers.
        let early = try await scenario.tidings("disable", "Same")
        #expect(early.code == 3 && early.error.contains("(lines 2, 4); name one"), "\(early)")
        // Nor are there any of titles that the daemon has not read yet.
        try scenario.write(
            "feeds:\n"
                + feeds.replacing("title: Same", with: "title: Other, enabled: false").replacing(
                    ", enabled", with: "\n    enabled"), to: "feeds.yml")
        try await scenario.pollOnce()
        try scenario.write("feeds:\n\(feeds)", to: "feeds.yml")
        let unread = try await scenario.tidings("disable", "Same")
        #expect(unread.code == 3 && unread.error.contains("(lines 2, 4); name one"), "\(unread)")
        try scenario.write(
            "feeds:\n" + feeds.replacing("title:", with: "enabled: false\n    title:"),
            to: "feeds.yml")
        try await scenario.pollOnce()
        var told: Set<String> = []
        for command in [["disable"], ["remove"], ["feeds", "show"], ["refresh"]] {
            let ambiguous = try await scenario.tidings(command + ["Same"])
            #expect(ambiguous.code == 3, "\(ambiguous)")
            told.insert(ambiguous.error)
        }
        #expect(
            told == [
                "tidings: \"Same\" may be any of Same (1, https://a.example/), "
                    + "Same (2, https://b.example/); name one by its number\n"
            ], "\(told)")
    }
}
