import ChildProcess
import LoopbackOrigin
import Platform
import Testing

/// What commands say where something is not as a person thought, and that it helps.
struct AdviceTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario()
        for name in ["harbour", "harbinger", "ledger"] {
            scenario.origin.serveFeed(
                "/\(name).xml", items: [FeedItem(id: name, title: "Item of \(name)")])
        }
    }

    private func told(_ line: String, _ code: Int32) async throws -> String {
        let ending = try await scenario.shell("tidings \(line)")
        #expect(ending.code == code, "\(line): \(ending)")
        return ending.output + ending.error
    }

    @Test func `a feed is named by a part of its title or address, where that names one`()
        async throws
    {
        try scenario.follow(["/harbour.xml", "/harbinger.xml", "/ledger.xml"])
        try await scenario.pollOnce()
        #expect(try await told("disable ledg", 0).contains("disabled\t"))
        try await scenario.pollOnce()
        #expect(try await told("refresh ledg", 3).contains("`tidings enable 3`"))
        #expect(try await told("feeds --format \'{url} {due}\'", 0).contains("ledger.xml \n"))
        #expect(try await told("enable ledg", 0).contains("enabled\t"))
        let several = try await told("remove harb", 3)
        #expect(several.contains("(1)") && several.contains("(2)"), "\(several)")
        #expect(try scenario.text("feeds.yml").contains("harbour.xml"))
        #expect(try await told("remove 9", 3).contains("no feed \"9\""))
        // Nothing is taken away by a part of a name.
        let part = try await told("remove ledg", 3)
        #expect(part.contains("did you mean") && part.contains("`tidings remove 3`"), "\(part)")
        #expect(try scenario.text("feeds.yml").contains("ledger.xml"))
        #expect(try await told("remove 3", 0).contains("removed\t"))
        for name in ["backup --force", "backup"] {
            #expect(try await told("\(name) \(scenario.configuration)", 1).contains("feeds.yml"))
        }
        #expect(try scenario.text("feeds.yml").contains("harbour.xml"))
    }

    @Test func `what was never read and is followed no more is not listed`() async throws {
        try scenario.follow(["/harbour.xml", "/typo.xml"])
        try await scenario.pollOnce()
        #expect(try await told("feeds", 0).contains("typo.xml"))
        try scenario.follow(["/ledger.xml"])
        try await scenario.pollOnce()
        for line in ["feeds", "feeds --json"] {
            let list = try await told(line, 0)
            #expect(list.contains("harbour.xml") && !list.contains("typo.xml"), "\(list)")
        }
    }

    @Test func `what is not there, or nothing of it was asked for, is told so`() async throws {
        try scenario.follow(["/harbour.xml"])
        try await scenario.pollOnce()
        for line in ["entries --cluster 999", "entries --cluster 999 --json"] {
            #expect(
                try await told(line, 3)
                    == "tidings: there is no event 999; `tidings clusters` lists them\n")
        }
        for line in ["clusters -n 0", "entries -n 0", "search -n 0 item"] {
            #expect(try await told(line, 3).contains("-n 0 asks for no e"), "\(line)")
        }
        #expect(try await told("history -n 0", 3).contains("-n 0 asks for no decision"))
        #expect(try await told("search \'-tag:english\'", 2).contains("put -- before the query"))
        #expect(try await told("search -- \'-tag:english\'", 0).contains("Item of harbour"))
        #expect(try await told("recluster --dry-run --since yesterday", 0).contains("would change"))
    }

    @Test func `an address with a blank is told where the blank stands`() async throws {
        let blank = try await told("add 'https://exa mple.org/x'", 2)
        #expect(blank.contains("a blank stands in it, behind \"https://exa\""), "\(blank)")
        #expect(!blank.contains("begins with"))
        #expect(try await told("add 'ftp://a.example/'", 2).contains("it begins with https://"))
        let bare = try await told("add example.org/feed.xml", 2)
        #expect(bare.contains("did you mean https://example.org/feed.xml?"), "\(bare)")
        try scenario.write("example.org/feed.xml\n", to: "list.txt")
        let list = try await scenario.tidings("import", "\(scenario.folder.path)/list.txt")
        #expect(list.code == 1, "\(list)")
        #expect(list.output.contains("did you mean https://example.org/feed.xml?"), "\(list)")
        #expect(try await told("add 'https://:x/'", 2).contains("no name of a server"))
    }

    @Test func `a word that is no command leads to the one that was meant`() async throws {
        for (word, meant) in [
            ("clstr", "clusters"), ("clustrs", "clusters"), ("event", "clusters"),
            ("events", "clusters"), ("evnts", "clusters"), ("entry", "entries"),
            ("feed", "feeds"), ("serch", "search"),
        ] {
            #expect(try await told(word, 2).contains("did you mean \(meant)?"), "\(word)")
        }
        #expect(!(try await told("xyzzyx", 2).contains("did you mean")))
    }

    @Test func `a list with nothing in it is told so in every form`() async throws {
        try scenario.follow(["/harbour.xml", "/ledger.xml"])
        try await scenario.pollOnce()
        for form in ["", "--json", "--jsonl", "--format {id}"] {
            for line in [
                "clusters --search zzzz", "clusters --until 2001-01-01",
                "entries --until 2001-01-01",
            ] {
                #expect(
                    try await told("\(line) \(form)", 3).contains(" matches"), "\(line) \(form)")
            }
            #expect(try await told("search zzzz \(form)", 3).contains("no entry matches"))
            // A page that begins behind nothing is no page.
            for line in ["entries --before 999", "search --before 999 item"] {
                #expect(
                    try await told("\(line) \(form)", 3)
                        == "tidings: there is no entry 999; `tidings entries` lists them\n",
                    "\(line)")
            }
        }
        for line in ["entries --before 2", "search --before 2 item"] {
            #expect(try await told(line, 0).contains("Item of "), "\(line)")
        }
    }

    @Test func `watch says that no daemon runs`() async throws {
        try scenario.follow(["/harbour.xml"])
        try await scenario.pollOnce()
        let watch = try await scenario.shell(
            "cd \(scenario.folder.path); tidings watch 2>told & until test -s told; do sleep 0.1; done; kill $!; wait; cat told"
        )
        #expect(watch.output.contains("tidingsd does not run"), "\(watch)")
    }

    @Test func `no statement of the database is told to a person`() async throws {
        try scenario.follow(["/harbour.xml"])
        try await scenario.pollOnce()
        try scenario.write(String(repeating: "junk ", count: 2_000), to: "state/tidings.db")
        let junk = try await told("status --json", 1)
        #expect(junk.contains("is not a Tidings database"))
        #expect(!junk.contains("systemctl start"), "\(junk)")
        #expect(try await told("status", 1).contains("trouble     "))
    }

    @Test func `a date that the store would not believe is not the newest`() async throws {
        let feed = """
            <rss version="2.0"><channel><title>T</title>
            <item><guid>1</guid><title>A</title><pubDate>Fri, 28 Nov 2098 10:00:00 GMT</pubDate></item>
            <item><guid>2</guid><title>B</title><pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate></item>
            </channel></rss>
            """
        scenario.origin.handle("/dated.xml") { _ in .init(text: feed, type: "application/rss+xml") }
        try scenario.follow([])
        let added = try await told("add \(scenario.origin.baseURL)/dated.xml --json", 0)
        #expect(added.contains("\"newest\":\"2026-01-02T10:00:00Z\""), "\(added)")
    }
}
