import ChildProcess
import Glibc
import LoopbackOrigin
import Testing
import Values
import Waiting

struct DaemonTests {
    private static func items(_ range: Range<Int>, of feed: Int) -> [FeedItem] {
        range.map { FeedItem(id: "f\(feed)-\($0)", title: "Item \($0) of feed \(feed)") }
    }

    @Test func `a second round asks conditionally and is answered 304 throughout`() async throws {
        let scenario = try Scenario()
        let paths = (0..<6).map { "/feed\($0).xml" }
        for (number, path) in paths.enumerated() {
            scenario.origin.serveFeed(path, items: Self.items(0..<3, of: number))
        }
        try scenario.follow(paths, interval: "1s")
        try await scenario.pollOnce()
        #expect(scenario.origin.log.map(\.status) == Array(repeating: 200, count: 6))
        try await Task.sleep(for: .milliseconds(2_100))
        try await scenario.pollOnce()
        #expect(scenario.origin.log.dropFirst(6).map(\.status) == Array(repeating: 304, count: 6))
        #expect(try await scenario.entries().count == 18)
    }

    @Test func `that servers learn no contact is said at the first start alone`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: Self.items(0..<1, of: 0))
        try scenario.follow(["/feed.xml"], interval: "1h")
        #expect(try await scenario.pollOnce().errorOutput.contains("--contact ADDRESS"))
        #expect(try await !scenario.pollOnce().errorOutput.contains("--contact"))
        let other = try Scenario()
        try other.follow([])
        let told = try other.daemon("--once", "--contact", "me@example.org")
        #expect(try await told.wait() == .exited(0))
        #expect(!told.errorOutput.contains("--contact"))
    }

    @Test func `what is not due is not polled after a restart`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: Self.items(0..<3, of: 0))
        try scenario.follow(["/feed.xml"], interval: "1h")
        try await scenario.pollOnce()
        try await scenario.pollOnce()
        #expect(scenario.origin.log.count == 1)
    }

    @Test func `a feed that fails is named with its reason and holds up no other`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/good.xml", items: Self.items(0..<3, of: 0))
        scenario.origin.handle("/page.html") { _ in
            LoopbackOrigin.Response(
                text: "<html><body>No feed here</body></html>", type: "text/html")
        }
        scenario.origin.handle("/broken") { _ in LoopbackOrigin.Response(status: 500) }
        try scenario.follow(["/missing.xml", "/page.html", "/broken", "/good.xml"])
        let log = try await scenario.pollOnce().errorOutput
        let warnings = log.split(separator: "\n").filter { $0.hasPrefix("<4>") }
        #expect(warnings.count == 3)
        #expect(warnings.contains { $0.contains("/missing.xml: 404") })
        #expect(warnings.contains { $0.contains("/broken: 500") })
        #expect(warnings.contains { $0.contains("/page.html: ") })
        #expect(try await scenario.entries().count == 3)
    }

    @Test func `a private address is refused unless feeds.yml allows it`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: Self.items(0..<1, of: 0))
        try scenario.write(
            "feeds:\n  - url: \(scenario.origin.baseURL)/feed.xml\n", to: "feeds.yml")
        let log = try await scenario.pollOnce().errorOutput
        #expect(log.contains("127.0.0.1 is a private address"))
        #expect(log.contains("allow_private"))
        #expect(scenario.origin.log.isEmpty)
    }

    @Test func `stops within five seconds of SIGTERM while servers keep it waiting`() async throws {
        let scenario = try Scenario()
        let paths = (0..<5).map { "/slow\($0).xml" }
        for path in paths {
            scenario.origin.handle(path) { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.delay = 20_000
                return response
            }
        }
        scenario.origin.serveFeed("/good.xml", items: Self.items(0..<3, of: 0))
        try scenario.follow(["/good.xml"] + paths)
        let daemon = try scenario.daemon("--verbose")
        let isStored = try await becomesTrue {
            daemon.errorOutput.contains("good.xml: 3 new")
        }
        #expect(isStored, "\(daemon.errorOutput)")
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        #expect(try await scenario.entries().count == 3)
        #expect(daemon.errorOutput.contains("<5>stopped"))
    }

    @Test func `applies a changed feeds.yml and keeps the last good one over a bad one`()
        async throws
    {
        let scenario = try Scenario()
        for number in 0..<3 {
            scenario.origin.serveFeed("/feed\(number).xml", items: Self.items(0..<2, of: number))
        }
        try scenario.follow(["/feed0.xml"])
        let daemon = try scenario.daemon()
        func has(_ count: Int) async throws -> Bool {
            try await becomesTrue { try await scenario.entries().count == count }
        }
        #expect(try await has(2))

        try scenario.follow(["/feed0.xml", "/feed1.xml"])
        #expect(try await has(4))

        try scenario.write("feeds:\n  - ulr: http://x.example/\n", to: "feeds.yml")
        let isReported = try await becomesTrue {
            daemon.errorOutput.contains("feeds.yml:2:5: unknown key \"ulr\"")
        }
        #expect(isReported, "\(daemon.errorOutput)")
        #expect(try await scenario.tidings("status").output.contains("feeds       2: "))

        try scenario.follow(["/feed0.xml", "/feed1.xml", "/feed2.xml"])
        daemon.signal(SIGHUP)
        #expect(try await has(6))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a first start with a bad feeds.yml says where it is wrong and ends with 5`()
        async throws
    {
        let scenario = try Scenario()
        try scenario.write("feeds:\n  - url: ftp://x.example/\n", to: "feeds.yml")
        let daemon = try scenario.daemon()
        #expect(try await daemon.wait() == .exited(5))
        #expect(daemon.errorOutput.contains("feeds.yml:2:10: "))
    }

    @Test func `the first line of the log says what runs on what`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed("/feed.xml", items: Self.items(0..<1, of: 0))
        try scenario.follow(["/feed.xml"])
        let log = try await scenario.pollOnce().errorOutput
        #expect(
            log.hasPrefix(
                "<6>Tidings \(Release.version): 1 feed in \(scenario.configuration), "
                    + "state in \(scenario.state)\n"), "\(log)")
    }

    @Test func `a contact must be one`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        for (contact, code) in [
            ("nonsense", 2), ("javascript:x@y.example", 2), ("a(b)@c.example", 2),
            ("news@reader.example", 0), ("https://reader.example/about", 0),
        ] as [(String, Int32)] {
            let daemon = try scenario.daemon("--once", "--contact", contact)
            #expect(try await daemon.wait() == .exited(code), "\(contact)")
        }
    }

    @Test func `a refused connection is told once, with its reason`() async throws {
        let scenario = try Scenario()
        // Nobody listens at port 1.
        try scenario.write(
            "feeds:\n  - {url: \"http://127.0.0.1:1/\", allow_private: true}\n", to: "feeds.yml")
        let log = try await scenario.pollOnce().errorOutput
        #expect(log.contains("no connection to 127.0.0.1:1: Connection refused"))
    }

    @Test func `a second daemon on the same state refuses to start`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let first = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.tidings("status").code == 0
        }
        #expect(isUp, "\(first.errorOutput)")
        let second = try scenario.daemon()
        #expect(try await second.wait() == .exited(1))
        #expect(second.errorOutput.contains("tidingsd (process "))
        first.terminate()
        #expect(try await first.wait() == .exited(0))
        #expect(try await scenario.tidings("status").code == 1)
    }
}
