import ChildProcess
import LoopbackOrigin
import Platform
import Testing

/// What feeds.yml says of how a feed is asked, and that nothing else has a say.
struct NetworkTests {
    private static let hostileEnvironment = [
        "http_proxy": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1",
        "all_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1", "no_proxy": "*",
        "NO_PROXY": "*",
    ]

    private let scenario: Scenario

    init() throws {
        scenario = try Scenario()
        scenario.origin.serveFeed("/a.xml", items: [FeedItem(id: "1", title: "One")])
    }

    private func poll() async throws -> ChildProcess {
        let daemon = try scenario.daemon(
            "--once", "--verbose", environment: Self.hostileEnvironment)
        #expect(try await daemon.wait() == .exited(0), "\(daemon.errorOutput)")
        return daemon
    }

    @Test func `a proxy of the environment is not asked`() async throws {
        try scenario.follow(["/a.xml"])
        let daemon = try await poll()
        #expect(try await scenario.entries().count == 1, "\(daemon.errorOutput)")
    }

    @Test func `the proxy of feeds.yml is asked, whatever the environment leaves out`() async throws
    {
        let url = "http://feeds.example/a.xml"
        scenario.origin.serveFeed(url, items: [FeedItem(id: "1", title: "One")])
        try scenario.write(
            """
            defaults:
              proxy: \(scenario.origin.baseURL)
              allow_private: ["127.0.0.1:\(scenario.origin.port)"]
            feeds:
              - \(url)
              - url: \(scenario.origin.baseURL)/a.xml
                proxy: none
            """, to: "feeds.yml")
        let daemon = try await poll()
        #expect(
            scenario.origin.log.map(\.request.path).sorted() == ["/a.xml", url],
            "\(daemon.errorOutput)")
        #expect(try await scenario.entries().count == 2)
    }

    @Test func `a credential is sent to its server alone, and stands in no log and no database`()
        async throws
    {
        let other = try LoopbackOrigin()
        defer { other.stop() }
        let target = "http://localhost:\(other.port)/b.xml"
        scenario.origin.handle("/moved.xml") { _ in .redirect(301, to: target) }
        other.serveFeed("/b.xml", items: [FeedItem(id: "2", title: "Two")])
        try scenario.write(
            """
            feeds:
              - url: \(scenario.origin.baseURL)/moved.xml
                allow_private: true
                credential: members
                headers: {X-Token: hunter3}
            """, to: "feeds.yml")
        let folder = "\(scenario.folder.path)/secrets"
        let made = try await scenario.shell(
            "umask 077 && mkdir '\(folder)' && echo me:hunter2 >'\(folder)/members'")
        #expect(made.code == 0, "\(made.error)")
        let daemon = try await poll()
        let first = try #require(scenario.origin.log.first?.request, "\(daemon.errorOutput)")
        #expect(first.header("Authorization") == "Basic bWU6aHVudGVyMg==")
        #expect(first.header("X-Token") == "hunter3")
        let second = try #require(other.log.first?.request, "\(daemon.errorOutput)")
        #expect(second.header("Authorization") == nil)
        #expect(second.header("X-Token") == nil)

        let shown = try await scenario.tidings("feeds", "show", "1", "--json").output
        let database = String(
            decoding: try FileBytes.read(
                path: "\(scenario.state)/tidings.db", limit: 64 << 20), as: UTF8.self)
        for text in [daemon.errorOutput, daemon.output, shown, database] {
            #expect(!text.contains("hunter2") && !text.contains("bWU6aHVudGVyMg"))
            #expect(!text.contains("hunter3"))
        }
    }

    @Test func `a feed's own limits of size and time are heeded`() async throws {
        scenario.origin.handle("/large.xml") { _ in
            LoopbackOrigin.Response(body: [UInt8](repeating: 0x20, count: 5_000))
        }
        scenario.origin.handle("/slow.xml") { _ in
            var response = LoopbackOrigin.Response(text: "<rss/>")
            response.delay = 30_000
            return response
        }
        try scenario.write(
            """
            defaults:
              allow_private: true
              max_size: 4K
            feeds:
              - \(scenario.origin.baseURL)/large.xml
              - url: \(scenario.origin.baseURL)/slow.xml
                timeout: 5s
            """, to: "feeds.yml")
        _ = try await poll()
        let failing = try await scenario.tidings("feeds", "--failing").output
        #expect(failing.contains("larger than 4 KiB"))
        #expect(failing.contains("no complete answer within 5 s"))
    }

    @Test func `a large document that there is no room for is no failure of its feed`() async throws
    {
        let items = (0..<3_000).map {
            FeedItem(id: "\($0)", title: String(repeating: "long ", count: 20))
        }
        scenario.origin.serveFeed("/large.xml", items: items)
        scenario.origin.serveFeed("/larger.xml", items: items + [FeedItem(id: "x", title: "X")])
        try scenario.follow(["/a.xml", "/large.xml", "/larger.xml"])
        let daemon = try scenario.daemon(
            "--once", "--verbose", environment: ["TMPDIR": "\(scenario.folder.path)/none"])
        #expect(try await daemon.wait() == .exited(0), "\(daemon.errorOutput)")
        let told = daemon.errorOutput.split(separator: "\n").filter {
            $0.contains("no feed is blamed")
        }
        #expect(told.count == 1, "\(daemon.errorOutput)")
        #expect(!daemon.errorOutput.contains("damaged"), "\(daemon.errorOutput)")
        #expect(try await scenario.tidings("feeds", "--failing").code == 3)
        #expect(try await scenario.tidings("feeds", "show", "2").output.contains("cannot be kept"))
    }

    @Test func `what files and connections there are none left for is no failure of a feed`()
        async throws
    {
        let paths = (0..<12).map { "/\($0).xml" }
        for path in paths {
            scenario.origin.serveFeed(path, items: [FeedItem(id: path, title: "One")])
        }
        try scenario.follow(paths)
        // What the daemon itself has open is its own matter: with too few it does not start.
        for count in stride(from: 16, through: 40, by: 2) {
            let run = try await scenario.shell(
                "ulimit -n \(count) && tidingsd --once --verbose --config '\(scenario.configuration)'"
                    + " --state '\(scenario.folder.path)/state\(count)'")
            #expect(!run.error.contains("no connection"), "\(count): \(run.error)")
            #expect(!run.error.contains("has no address"), "\(count): \(run.error)")
        }
    }

    @Test func `the program tells its name, version and contact`() async throws {
        try scenario.follow(["/a.xml"])
        let daemon = try scenario.daemon("--once", "--contact", "https://reader.example/about")
        #expect(try await daemon.wait() == .exited(0))
        let agent = try #require(scenario.origin.log.first?.request.header("User-Agent"))
        #expect(agent.hasPrefix("Tidings/"))
        #expect(agent.hasSuffix(" (+https://reader.example/about)"))
    }

    @Test func `feeds yml may name the contact, for feeds and for what is tried`() async throws {
        let address = scenario.origin.baseURL + "/a.xml"
        let host = address.dropFirst("http://".count).prefix { $0 != "/" }
        try scenario.write(
            """
            defaults: {contact: me@reader.example, allow_private: ["\(host)"]}
            feeds: ["\(address)"]
            """, to: "feeds.yml")
        let daemon = try await poll()
        #expect(!daemon.errorOutput.contains("whom to turn to"))
        let probe = try scenario.daemon("--probe", address + "?other")
        #expect(try await probe.wait() == .exited(0))
        let agents = scenario.origin.log.compactMap { $0.request.header("User-Agent") }
        #expect(agents.count == 2)
        #expect(agents.allSatisfy { $0.hasSuffix(" (+me@reader.example)") })
    }
}
