import ChildProcess
import LoopbackOrigin
import Platform
import Politeness
import Storage
import Testing
import Waiting

/// `add` and `discover` of addresses: one fetch, with the daemon's limits, and stored.
struct DiscoveryTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario()
        for name in ["one", "two"] {
            let items = (0..<3).map { FeedItem(id: "\(name)-\($0)", title: "\(name) item \($0)") }
            scenario.origin.serveFeed("/\(name).xml", items: items)
        }
        serve("/single", naming: ["/one.xml"])
        serve("/several", naming: ["/one.xml", "/two.xml"])
        serve("/none", naming: [])
        scenario.origin.handle("/old.xml") { _ in .redirect(301, to: "/two.xml") }
        scenario.origin.handle("/missing.xml") { _ in .init(status: 404) }
    }

    private func serve(_ path: String, naming feeds: [String]) {
        let links = feeds.map {
            "<link rel=alternate type=application/rss+xml title='The \($0)' href='\($0)'>"
        }.joined()
        scenario.origin.handle(path) { _ in
            .init(
                text: "<!doctype html><html><head>\(links)</head><body></body></html>",
                type: "text/html")
        }
    }

    private func url(_ path: String) -> String { scenario.origin.baseURL + path }

    private func requests(_ path: String) -> Int {
        scenario.origin.log.filter { $0.request.path == path }.count
    }

    @Test func `the feed that a page names is followed, fetched once and polled conditionally`()
        async throws
    {
        try scenario.follow(["/two.xml"], interval: "5m")
        try await scenario.pollOnce()
        let added = try await scenario.tidings("add", url("/single"), "--tag", "x", "--json")
        #expect(added.code == 0, "\(added.error)")
        #expect(added.output.contains("\"added\":\"\(url("/one.xml"))\""))
        #expect(added.output.contains("\"entries\":3"))
        #expect(added.output.contains("\"stored\":true"))
        #expect(requests("/one.xml") == 1)
        #expect(try await scenario.entries().count == 6)
        let feed = try #require(try StoreSession(folder: scenario.state).feeds().last)
        #expect(feed.tags == ["x"])
        #expect(feed.poll.polls == 1)
        #expect(feed.poll.validators.eTag != nil)
        #expect(feed.poll.validators.url == url("/one.xml"))
        #expect(feed.poll.dueReason.contains("feeds.yml"))

        // It is not due yet, and its entries are clustered.
        try await scenario.pollOnce()
        #expect(requests("/one.xml") == 1)
        let entries = try await scenario.entries()
        #expect(entries.allSatisfy { $0.cluster != nil })
        let feeds = try StoreSession(folder: scenario.state).feeds()
        #expect(feeds.map(\.isSubscribed) == [true, true])
        #expect(feeds.map(\.poll.polls) == [1, 1])
    }

    @Test func `beside a running daemon it is not fetched twice, and its entries are clustered`()
        async throws
    {
        try scenario.follow(["/two.xml"], interval: "1h")
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.entries().count == 3
        }
        #expect(isUp, "\(daemon.errorOutput)")
        let added = try await scenario.tidings("add", url("/one.xml"), "--title", "Mine")
        #expect(added.code == 0, "\(added.error)")
        #expect(added.output.hasPrefix("added\t\(url("/one.xml"))\tMine\trss20\t3\t"))
        let isClustered = try await becomesTrue {
            let entries = try await scenario.entries()
            return entries.count == 6 && entries.allSatisfy { $0.cluster != nil }
        }
        #expect(isClustered, "\(daemon.errorOutput)")
        #expect(requests("/one.xml") == 1)
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        #expect(requests("/one.xml") == 1)
    }

    @Test func `of several feeds a script is told how to choose one`() async throws {
        let several = try await scenario.tidings("add", url("/several"))
        #expect(several.code == 2)
        #expect(several.output.split(separator: "\n").count == 2)
        #expect(several.output.hasPrefix("\(url("/one.xml"))\tapplication/rss+xml\tThe /one.xml\n"))
        #expect(several.error.contains("--yes takes the first"))
        #expect(!FilePresence.exists(scenario.configuration))
        let first = try await scenario.tidings("add", url("/several"), "--yes")
        #expect(first.code == 0, "\(first.error)")
        #expect(try scenario.text("feeds.yml").contains(url("/one.xml")))
        let again = try await scenario.tidings("add", url("/one.xml"))
        #expect(again.code == 1)
        #expect(again.error.contains("already subscribed"))
        #expect(requests("/one.xml") == 1)
    }

    @Test func `what is no feed is not added unless it is said`() async throws {
        let none = try await scenario.tidings("add", url("/none"))
        #expect(none.code == 3)
        #expect(none.error.contains(url("/feed.xml")))
        let missing = try await scenario.tidings("add", url("/missing.xml"))
        #expect(missing.code == 1)
        #expect(missing.error.contains("404"))
        #expect(missing.error.contains("--no-fetch"))
        #expect(!FilePresence.exists(scenario.configuration))
        #expect(try await scenario.tidings("add", url("/missing.xml"), "--yes").code == 4)
        #expect(try scenario.text("feeds.yml").contains("/missing.xml"))
    }

    @Test func `an address that moved for good is added as the one that it moved to`() async throws
    {
        let added = try await scenario.tidings("add", url("/old.xml"), "--publisher", "Two")
        #expect(added.code == 0, "\(added.error)")
        let text = try scenario.text("feeds.yml")
        #expect(text.contains("url: \(url("/two.xml"))\n    publisher: Two\n"))
        #expect(!text.contains("old.xml"))
    }

    @Test func `a page is not believed that names another private address`() async throws {
        let other = try LoopbackOrigin()
        other.serveFeed("/inside.xml", items: [FeedItem(id: "1", title: "Inside")])
        serve("/lure", naming: ["\(other.baseURL)/inside.xml"])
        let lured = try await scenario.tidings("add", url("/lure"), "--yes")
        #expect(lured.code == 3)
        #expect(other.log.isEmpty)
        scenario.origin.handle("/detour.xml") { _ in
            .redirect(302, to: "\(other.baseURL)/inside.xml")
        }
        let detour = try await scenario.tidings("add", url("/detour.xml"))
        #expect(detour.code == 1)
        #expect(detour.error.contains("private address"))
        #expect(other.log.isEmpty)
    }

    @Test func `pages on the web and in files are looked through for feeds`() async throws {
        let found = try await scenario.tidings(
            "discover", url("/several"), url("/one.xml"), url("/none"))
        #expect(found.code == 4)
        let rows = found.output.split(separator: "\n")
        #expect(rows.count == 10)
        #expect(
            rows.prefix(3).map { $0.split(separator: "\t").first.map(String.init) }
                == [url("/one.xml"), url("/two.xml"), url("/one.xml")])
        #expect(rows.dropFirst(3).allSatisfy { $0.contains("\tguess\t") })
        let json = try await scenario.tidings("discover", url("/single"), "--json")
        #expect(json.code == 0)
        #expect(json.output.contains("\"title\":\"The /one.xml\""))
        #expect(try await scenario.tidings("discover", url("/missing.xml")).code == 1)
        #expect(try await scenario.tidings("discover", url("/none")).code == 3)
        #expect(
            try await scenario.tidings("discover", url("/none"), url("/missing.xml")).code == 4)
    }

    @Test func `a feed in a file is listed as one`() async throws {
        let file = "\(scenario.folder.path)/saved"
        let atom = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Fog</title>
            <link rel="self" href="https://own.example/atom"/><id>x</id></feed>
            """
        let rss = FeedItem.rss([FeedItem(id: "1", title: "Ice")], title: "Ice")
        let json =
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Rain\",\"items\":[]}"
        for (text, title) in [(atom, "Fog"), (rss, "Ice"), (json, "Rain")] {
            try scenario.write(text, to: "saved")
            let told = try await scenario.tidings(
                "discover", "--url", "https://x.example/f", file, "--format", "{url} {title}")
            #expect(told.code == 0 && told.error == "", "\(told)")
            #expect(told.output == "https://x.example/f \(title)\n")
        }
        // Where it came from it may say itself.
        let unsaid = try await scenario.tidings("discover", file)
        #expect(unsaid.code == 3 && unsaid.error.contains("give it with --url"), "\(unsaid)")
        let document = try await scenario.tidings("discover", file, "--json")
        #expect(document.code == 3 && document.output.contains("\"feeds\":[]"), "\(document)")
        try scenario.write(atom, to: "saved")
        let own = try await scenario.tidings("discover", file)
        #expect(own.code == 0 && own.output.hasPrefix("https://own.example/atom\t"), "\(own)")
    }

    @Test func `an address without its scheme leads to the whole one`() async throws {
        let told = try await scenario.tidings("discover", "news.example/feed.xml")
        #expect(told.code == 1, "\(told)")
        #expect(
            told.error.contains("no such file; did you mean https://news.example/feed.xml?"),
            "\(told)")
    }

    @Test func `an address by which browsers hand a feed to a reader is read as what it means`()
        async throws
    {
        let feed = url("/one.xml").replacing("http://", with: "feed://")
        let found = try await scenario.tidings("discover", feed)
        #expect(found.code == 0 && found.output.hasPrefix(url("/one.xml")), "\(found)")
        let added = try await scenario.tidings("add", "feed:\(url("/two.xml"))", "--no-fetch")
        #expect(added.code == 0, "\(added)")
        #expect(try scenario.text("feeds.yml").contains(" \(url("/two.xml"))"))
    }
}
