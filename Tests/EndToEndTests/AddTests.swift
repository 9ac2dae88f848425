import ChildProcess
import LoopbackOrigin
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values
import Waiting

struct AddTests {
    @Test func `a feed that is added while the daemon runs is fetched once, and its entries stay`()
        async throws
    {
        let scenario = try Scenario()
        for name in ["old", "new"] {
            let items = (0..<4).map { FeedItem(id: "\(name)-\($0)", title: "\(name) item \($0)") }
            scenario.origin.serveFeed("/\(name).xml", items: items)
        }
        try scenario.follow(["/old.xml"])
        let before = try scenario.text("feeds.yml")
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.entries().count == 4
        }
        #expect(isUp, "\(daemon.errorOutput)")

        let added = try await scenario.tidings("add", "\(scenario.origin.baseURL)/new.xml")
        #expect(added.code == 0, "\(added.error)")
        #expect(added.output.contains("\trss20\t4\t"))
        // What `add` fetched is what the daemon has: its own first poll is at its time.
        #expect(scenario.origin.log.count { $0.request.path == "/new.xml" } == 1)
        #expect(try await scenario.entries().count == 8)

        let after = try scenario.text("feeds.yml")
        let kept = after.split(separator: "\n", omittingEmptySubsequences: false)
            .filter {
                !$0.contains("new.xml") && !$0.contains("127.0.0.1:\(scenario.origin.port)\"]")
            }
        #expect(after.hasPrefix("# A comment that stays.\n"))
        #expect(before.split(separator: "\n").allSatisfy { after.contains($0) })
        #expect(!kept.isEmpty)

        let removed = try await scenario.tidings("remove", "\(scenario.origin.baseURL)/new.xml")
        #expect(removed.code == 0, "\(removed.error)")
        #expect(try scenario.text("feeds.yml") == before)
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        #expect(try await scenario.entries().count == 8)
    }

    @Test
    func `an interval that no feed may have is an error of usage, before anything is fetched`()
        async throws
    {
        let scenario = try Scenario()
        for span in ["400d", "0s", "soon"] {
            let refused = try await scenario.tidings(
                "add", "\(scenario.origin.baseURL)/x.xml", "--interval", span)
            #expect(refused.code == 2, "\(span)")
            #expect(refused.error.contains("from 5m to 30d"), "\(refused.error)")
        }
        #expect(scenario.origin.log.isEmpty)
        let rude = try await scenario.tidings(
            "add", "--no-fetch", "https://a.example/f", "--interval", "1m")
        #expect(rude.code == 2)
        #expect(rude.error.contains("5m"), "\(rude.error)")
        #expect(!FilePresence.exists("\(scenario.folder.path)/feeds.yml"))
    }

    @Test func `a feed that comes back goes on where it was, and that is told at once`()
        async throws
    {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/feed.xml", items: (0..<4).map { FeedItem(id: "\($0)", title: "Item \($0)") })
        try scenario.follow(["/feed.xml"])
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue { try await scenario.entries().count == 4 }
        #expect(isUp, "\(daemon.errorOutput)")
        let url = "\(scenario.origin.baseURL)/feed.xml"
        for arguments in [["add", url], ["add", url, "--no-fetch"]] {
            #expect(try await scenario.tidings("remove", url).code == 0)
            let isGone = try await becomesTrue {
                try StoreSession(folder: scenario.state).feeds().allSatisfy { !$0.isSubscribed }
            }
            #expect(isGone)
            let added = try await scenario.tidings(arguments)
            #expect(added.code == 0)
            #expect(added.error.contains("knows it as feed 1, with 4 entries"), "\(added.error)")
            #expect(!added.error.contains("first poll"), "\(added.error)")
        }
        #expect(try await scenario.tidings("remove", url).code == 0)
        let json = try await scenario.tidings("add", url, "--json")
        #expect(json.output.contains("\"stored\":false,\"known\":true,\"feed\":{\"id\":1"))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))

        #expect(try await scenario.tidings("remove", url).code == 0)
        let alone = try await scenario.tidings("add", url)
        #expect(alone.error.contains("knows it as feed 1") && alone.error.contains("start it"))
    }

    @Test func `adding without a daemon says that the feed is polled later`() async throws {
        let scenario = try Scenario()
        let added = try await scenario.tidings("add", "--no-fetch", "https://news.example/feed.xml")
        #expect(added.code == 0)
        #expect(added.error.contains("the daemon does not run"))
        #expect(try scenario.text("feeds.yml").contains("https://news.example/feed.xml"))
        let again = try await scenario.tidings("add", "--no-fetch", "https://news.example/feed.xml")
        #expect(again.code == 1)
        #expect(again.error.contains("already"))
    }

    @Test func `a private address that is typed is allowed, and that is told`() async throws {
        let scenario = try Scenario()
        let added = try await scenario.tidings("add", "--no-fetch", "http://127.0.0.1:8080/feed")
        #expect(added.error.contains("allow_private: [\"127.0.0.1:8080\"]"))
        let json = try await scenario.tidings("add", "--no-fetch", "http://[::1]:80/feed", "--json")
        #expect(json.output.contains("\"allow_private\":[\"[::1]:80\"]"))
        let open = try await scenario.tidings(
            "add", "--no-fetch", "https://news.example/feed", "--json")
        #expect(open.output.contains("\"allow_private\":false"))
    }

    @Test func `what the defaults allow is not written to the feed again`() async throws {
        let scenario = try Scenario()
        let head = "defaults:\n  allow_private: [127.0.0.0/8]\n\n"
        try scenario.write(head, to: "feeds.yml")
        _ = try await scenario.tidings("add", "--no-fetch", "http://127.0.0.1:8080/feed")
        _ = try await scenario.tidings("add", "--no-fetch", "http://10.0.0.7/feed")
        let lines = try scenario.text("feeds.yml").split(separator: "\n")
        #expect(lines.filter { $0.contains("allow_private") }.count == 2)
        #expect(lines.last == "    allow_private: [\"10.0.0.7:80\"]")
    }

    @Test func `a feed that cannot be written into feeds yml is not followed`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/old.xml", items: [FeedItem(id: "1", title: "One")])
        scenario.origin.serveFeed("/new.xml", items: [FeedItem(id: "2", title: "Two")])
        try scenario.follow(["/old.xml"])
        try await scenario.pollOnce()
        // Where nobody can make a folder, be it root.
        let added = try await scenario.tidings(
            "add", "\(scenario.origin.baseURL)/new.xml", "--config", "/proc/tidings/feeds.yml")
        #expect(added.code == 1, "\(added.output)")
        let feeds = try await scenario.tidings("feeds", "--json")
        #expect(!feeds.output.contains("new.xml"), "\(feeds.output)")
        #expect(try await scenario.entries().count == 1)
    }

    @Test func `what a server answers in place of a feed is the first poll of one that is added`()
        async throws
    {
        let scenario = try Scenario()
        try scenario.follow([])
        try await scenario.pollOnce()
        scenario.origin.handle("/busy.xml") { _ in
            var response = LoopbackOrigin.Response(status: 429)
            response.add("Retry-After", "7200")
            return response
        }
        let url = "\(scenario.origin.baseURL)/busy.xml"
        let refused = try await scenario.tidings("add", url)
        #expect(refused.code == 1)
        #expect(refused.error.contains("429"), "\(refused.error)")
        let added = try await scenario.tidings("add", url, "--yes", "--json")
        #expect(added.code == 4, "\(added.error)")
        #expect(added.output.contains("\"stored\":true"), "\(added.output)")
        try await scenario.pollOnce()
        #expect(scenario.origin.log.count == 2)
        let feeds = try await scenario.tidings("feeds", "--json")
        #expect(feeds.output.contains("Retry-After"), "\(feeds.output)")
    }

    @Test func `a redirect that asked to wait is not asked again at once, whatever it led to`()
        async throws
    {
        let scenario = try Scenario()
        try scenario.follow([])
        try await scenario.pollOnce()
        scenario.origin.handle("/led.xml") { _ in
            var response = LoopbackOrigin.Response.redirect(302, to: "http://127.0.0.1:1/feed.xml")
            response.add("Retry-After", "7200")
            return response
        }
        let added = try await scenario.tidings(
            "add", "\(scenario.origin.baseURL)/led.xml", "--yes", "--json")
        #expect(added.code == 4, "\(added.error)")
        #expect(added.output.contains("\"stored\":true"), "\(added.output)")
        try await scenario.pollOnce()
        #expect(scenario.origin.log.count == 1)
    }

    @Test func `a port that is none is told as such`() async throws {
        let scenario = try Scenario()
        for (address, isPort) in [
            ("http://127.0.0.1:65536/x", true), ("http://me:pass@example.org:x/", true),
            ("http://[::1]:65536", true), ("http://", false),
        ] {
            let refused = try await scenario.tidings("add", address)
            #expect(refused.code == 2)
            #expect(refused.error.contains("is no port") == isPort, "\(refused.error)")
        }
    }

    @Test func `a host that asked to be left alone is not asked for a feed that is added`()
        async throws
    {
        let scenario = try Scenario()
        try scenario.follow(["/old.xml"])
        scenario.origin.serveFeed("/new.xml", items: [FeedItem(id: "1", title: "One")])
        do {
            let store = try Store(folder: scenario.state, clock: .system)
            let feeds = try await store.apply([
                Subscription(url: "\(scenario.origin.baseURL)/old.xml")
            ]) { feed, _ in feed.url }
            var result = PollResult(
                feed: feeds[0].id, state: PollState(due: WallClock.system.now.advanced(by: 9_000)))
            let host = Schedule.Host(name: "127.0.0.1:\(scenario.origin.port)", isLocal: true)
            result.hostPauses = [
                HostPause(host: host, until: WallClock.system.now.advanced(by: 9_000))
            ]
            _ = try await store.record([result])
            try await store.close()
        }
        for arguments in [["add"], ["add", "--yes"], ["discover"]] {
            let refused = try await scenario.tidings(
                arguments + ["\(scenario.origin.baseURL)/new.xml"])
            #expect(refused.code == (arguments.count == 2 ? 4 : 1), "\(refused.error)")
            #expect(refused.error.contains("asked to be left alone until"), "\(refused.error)")
        }
        #expect(scenario.origin.log.isEmpty)
    }

    @Test func `what is no web address is refused`() async throws {
        let scenario = try Scenario()
        #expect(try await scenario.tidings("add", "javascript:alert(1)").code == 2)
    }

    @Test func `an address that a followed feed redirects to for good is followed already`()
        async throws
    {
        let scenario = try Scenario()
        let items = (0..<3).map { FeedItem(id: "\($0)", title: "Harbour bridge report \($0)") }
        scenario.origin.serveFeed("/news.xml", items: items)
        for path in ["/old.xml", "/third.xml"] {
            scenario.origin.handle(path) { _ in .redirect(301, to: "/news.xml") }
        }
        try scenario.follow(["/old.xml"])
        try await scenario.pollOnce()
        let before = try scenario.text("feeds.yml")
        for arguments in [["/news.xml", "--no-fetch"], ["/news.xml"], ["/third.xml"]] {
            let refused = try await scenario.tidings(
                ["add", scenario.origin.baseURL + arguments[0]] + arguments.dropFirst())
            #expect(refused.code == 1)
            let reason = "/news.xml is already followed as 1, \(scenario.origin.baseURL)/old.xml"
            #expect(refused.error.contains(reason), "\(refused.error)")
            #expect(try scenario.text("feeds.yml") == before)
        }
        // The feed was taken out, and the daemon has not seen it.
        try scenario.write("feeds: []\n", to: "feeds.yml")
        let added = try await scenario.tidings(
            "add", "\(scenario.origin.baseURL)/news.xml", "--no-fetch")
        #expect(added.code == 0, "\(added.error)")
    }
}
