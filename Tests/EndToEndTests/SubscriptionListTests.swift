import FoundationEssentials
import Platform
import Testing

/// `import`, `export`, `feeds set`, `enable`, `disable` and `remove` as a script sees them.
struct SubscriptionListTests {
    private let scenario: Scenario

    init() throws { scenario = try Scenario() }

    /// The path of a file of the scenario's folder.
    private func file(_ name: String) -> String { "\(scenario.folder.path)/\(name)" }

    @Test func `a list is imported with all that became of its lines`() async throws {
        try scenario.write("# head\nfeeds:\n  - https://a.example/ # a\n# end\n", to: "feeds.yml")
        try scenario.write(
            """
            <opml version="1.1"><body>
            <outline text="World"><outline text="Bee" xmlUrl="https://b.example/rss"/>
            <outline text="A" xmlUrl="http://a.example/"/></outline>
            <outline text="More" type="include" url="https://x.example/more.opml"/>
            <outline text="Bad" xmlUrl="ftp://c.example/"/>
            <outline text="Secret" xmlUrl="https://me:hidden@d.example/"/>
            <outline text="Again"><outline xmlUrl="https://b.example/rss#x"/></outline>
            </body></opml>
            """, to: "list.opml")
        let dry = try await scenario.tidings("import", "--dry-run", file("list.opml"))
        let before = try scenario.text("feeds.yml")
        let done = try await scenario.tidings("import", file("list.opml"), "--tag", "new")
        #expect(done.code == 4, "\(done.error)")
        #expect(before == "# head\nfeeds:\n  - https://a.example/ # a\n# end\n")
        #expect(dry.code == 4)
        #expect(dry.error.contains("nothing was changed; would be added: 1"))
        let rows = done.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        try #require(rows.count == 6)
        #expect(
            rows.map(\.[0]) == ["added", "present", "skipped", "refused", "refused", "skipped"])
        #expect(rows.map(\.[2]) == ["2", "3", "4", "5", "6", "7"])
        #expect(rows[0].suffix(4) == ["https://b.example/rss", "Bee", "new, World, Again", ""])
        #expect(rows[1].suffix(2) == ["", "on line 3 of feeds.yml"])
        #expect(!done.output.contains("hidden") && !done.error.contains("hidden"))
        // Told where it stands, and nowhere again.
        #expect(rows[3].last?.hasPrefix("not an address of the web") == true, "\(rows[3])")
        #expect(!done.error.contains("c.example"), "\(done.error)")
        #expect(
            try scenario.text("feeds.yml") == """
                # head
                feeds:
                  - https://a.example/ # a
                  - url: https://b.example/rss
                    tags: [new, World, Again]
                # end

                """)
        let json = try await scenario.shell(
            "cd \(scenario.folder.path); tidings import --json - < list.opml")
        #expect(json.code == 4)
        #expect(json.output.contains("\"present\":2"))
    }

    @Test func `of private addresses those are told that are added and may not be asked`()
        async throws
    {
        try scenario.write(
            """
            defaults: {allow_private: ["10.0.0.0/8", "127.0.0.1"]}
            feeds:
              - url: http://192.168.1.1/present
                allow_private: true
            """, to: "feeds.yml")
        func told(_ addresses: String...) async throws -> String {
            try scenario.write(addresses.joined(separator: "\n") + "\n", to: "list.txt")
            let done = try await scenario.tidings("import", "--dry-run", file("list.txt"))
            #expect(done.code == 0, "\(done.error)")
            return done.error
        }
        let fine = try await told(
            "http://10.0.0.7/a", "http://localhost/b", "http://192.168.1.1/present",
            "https://a.example/")
        #expect(fine.contains("would be added: 3") && !fine.contains("private"), "\(fine)")
        let few = try await told("http://10.0.0.7/a", "http://192.168.1.2/b")
        #expect(
            few.contains("1 address is private: http://192.168.1.2/b; tidingsd asks such only"))
        let many = try await told(
            "http://192.168.1.2/b", "http://192.168.1.3/c", "http://192.168.1.4/d",
            "http://192.168.1.5/e", "http://[fd00::1]/f")
        #expect(many.contains("5 addresses are private: http://192.168.1.2/b, "), "\(many)")
        #expect(many.contains("http://192.168.1.4/d, and 2 more; tidingsd asks"), "\(many)")
    }

    @Test func `nothing of newsboat's and sfeed's files is run`() async throws {
        try scenario.write(
            "https://a.example/ news \"~Alpha\"\nexec:touch ran\nfilter:touch ran:https://b.example/\n"
                + "|touch ran\n\"query:All:age < 3\"\n", to: "urls")
        let boat = try await scenario.tidings("import", file("urls"))
        #expect(boat.code == 4)
        #expect(boat.output.contains("\t2\texec:touch\t\t\ta program is never run for a feed\n"))
        try scenario.write(
            "touch ran\nfeeds() {\n\tfeed 'Gamma' 'https://c.example/'\n\tfeed \"`touch ran`\" x\n}\n",
            to: "sfeedrc")
        #expect(
            try await scenario.tidings("import", file("sfeedrc"), "--format", "sfeed").code == 4)
        #expect(!FilePresence.exists("\(scenario.folder.path)/ran"))
        let urls = try await scenario.tidings("export", "--urls")
        #expect(urls.output == "https://a.example/\nhttps://c.example/\n")
        #expect(try scenario.text("feeds.yml").contains("title: Gamma"))
    }

    @Test func `of a feed that is there already no list gives tags`() async throws {
        try scenario.write("feeds: [https://a.example/]\n", to: "feeds.yml")
        try scenario.write("https://a.example/ news\nhttps://a.example/ world\n", to: "urls")
        let done = try await scenario.tidings("import", file("urls"), "--tag", "new", "--json")
        #expect(done.code == 0, "\(done.error)")
        #expect(done.output.contains("\"present\":1") && done.output.contains("\"skipped\":1"))
        for tag in ["new", "world", "which gets its tags"] {
            #expect(!done.output.contains(tag), "\(done.output)")
        }
    }

    @Test func `a feeds yml is told from a list of addresses`() async throws {
        try scenario.write(
            "# mine\ndefaults:\n  interval: 1h\nfeeds:\n  - url: https://a.example/\n",
            to: "other.yml")
        let done = try await scenario.tidings("import", file("other.yml"))
        #expect(done.code == 1)
        #expect(done.error.contains("other.yml: this is a feeds.yml, "), "\(done.error)")
        #expect(done.error.contains("tidings export --opml --config FILE | tidings import -"))
        let taken = try await scenario.shell(
            "tidings export --opml --config '\(file("other.yml"))' | tidings import -")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try scenario.text("feeds.yml").contains("https://a.example/"))
    }

    @Test func `a feed that was just removed is not suggested`() async throws {
        scenario.origin.serveFeed("/a.xml", items: [FeedItem(id: "1", title: "Fog")])
        scenario.origin.serveFeed("/b.xml", items: [FeedItem(id: "1", title: "Ice")])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("remove", "1").code == 0)
        let again = try await scenario.tidings("remove", "1")
        #expect(again.code == 3)
        #expect(again.error.contains("no feed \"1\" in "), "\(again.error)")
        #expect(!again.error.contains("did you mean"), "\(again.error)")
        #expect(try await scenario.tidings("remove", "b.xml").error.contains("/b.xml (2)?"))
    }

    @Test func `a list that is none, or cannot be read, says so`() async throws {
        try scenario.write("<rss/>", to: "feed.xml")
        let feed = try await scenario.tidings("import", file("feed.xml"), file("nosuch.opml"))
        #expect(feed.code == 1)
        #expect(feed.error.contains("feed.xml: this is no OPML"))
        #expect(feed.error.contains("nosuch.opml"))
        try scenario.write("import os\nprint(\"x\")\n", to: "program.py")
        let program = try await scenario.tidings("import", file("program.py"))
        #expect(program.code == 1 && program.output == "", "\(program)")
        let says = program.error.components(separatedBy: "program.py: this is no list of feeds")
        #expect(says.count == 2 && !program.error.contains("print"), "\(program.error)")
        try scenario.write("<opml><body/></opml>", to: "empty.opml")
        #expect(try await scenario.tidings("import", file("empty.opml")).code == 3)
        let format = try await scenario.tidings("import", file("feed.xml"), "--format", "opmll")
        #expect(format.code == 2)
        #expect(format.error.contains("did you mean opml?"))
        try scenario.write("feeds: 7\n", to: "feeds.yml")
        #expect(try await scenario.tidings("import", file("empty.opml")).code == 5)
        #expect(try await scenario.tidings("export", "--opml").code == 5)
    }

    @Test func `a list of which nothing can be taken leaves nothing behind`() async throws {
        try scenario.write("ftp://a.example/\n", to: "urls")
        let fresh = "\(scenario.folder.path)/fresh"
        let done = try await scenario.tidings(
            "import", "--format", "urls", file("urls"), "--config", "\(fresh)/feeds.yml")
        #expect(done.code == 1 && done.error.contains("refused: 1"), "\(done)")
        #expect(!FilePresence.exists(fresh))
    }

    @Test func `feeds get other values by a command, told before and after`() async throws {
        try scenario.write(
            "# mine\nfeeds:\n  - https://a.example/ # a\n  - url: https://b.example/\n    title: Bee\n",
            to: "feeds.yml")
        let set = try await scenario.tidings(
            "feeds", "set", "https://a.example/", "Bee", "nosuch", "--interval", "2h",
            "--unset=title", "--tag", "x")
        #expect(set.code == 4 && set.error.contains("\"nosuch\" is no address or title"), "\(set)")
        #expect(
            set.output == """
                changed\thttps://a.example/\ttags\t\t[x]
                changed\thttps://a.example/\tinterval\t\t2h
                changed\thttps://b.example/\ttitle\tBee\t
                changed\thttps://b.example/\ttags\t\t[x]
                changed\thttps://b.example/\tinterval\t\t2h

                """)
        #expect(
            try scenario.text("feeds.yml") == """
                # mine
                feeds:
                  - url: https://a.example/ # a
                    tags: [x]
                    interval: 2h
                  - url: https://b.example/
                    tags: [x]
                    interval: 2h

                """)
        let same = try await scenario.tidings("feeds", "set", "https://a.example/", "--tag=x")
        #expect(same.code == 0 && same.output == "unchanged\thttps://a.example/\t\t\t\n")
        for (line, told) in [
            ([], "nothing to change"), (["--interval", "1m"], "at least 5m"),
            (["--title", "A", "--unset", "title"], "choose one"),
            (["--tag", "a", "--untag", "a"], "choose one"),
            (["--unset", "titel"], "did you mean title?"),
        ] {
            let wrong = try await scenario.tidings(["feeds", "set", "https://a.example/"] + line)
            #expect(wrong.code == 2 && wrong.error.contains(told), "\(wrong)")
        }
    }

    @Test func `an exported list is imported as it was, odd characters and all`() async throws {
        try scenario.write(
            """
            feeds:
              - url: "https://a.example/f?x=1&y='2'"
                title: "A <b>&amp;</b> \\"quoted\\""
                tags: [world, "C++ & more"]
              - https://b.example/
              - url: https://c.example/
                title: Ünïcødé 世界
                tags: ["one, two", "/three"]
                enabled: false

            """, to: "feeds.yml")
        #expect(try await scenario.tidings("export", "--opml", file("out.opml")).code == 0)
        let back = try await scenario.shell(
            "cd \(scenario.folder.path); tidings import --config back.yml out.opml >/dev/null; tidings export --config back.yml --opml"
        )
        #expect(back.code == 0, "\(back.error)")
        func body(_ text: String) -> Substring? { text.split(separator: "<body>").last }
        #expect(body(back.output) == body(try scenario.text("out.opml")))
        let text = try scenario.text("back.yml")
        #expect(text.contains("title: \"A <b>&amp;</b> \\\"quoted\\\"\""))
        #expect(text.contains("enabled: false"))
        #expect(try await scenario.tidings("export").code == 2)
    }

    @Test func `a feed that a list has twice is active where one of both is, and has its title`()
        async throws
    {
        try scenario.write(
            """
            <opml version="2.0"><body>
              <outline text="Off" isComment="true">
                <outline type="rss" xmlUrl="https://a.example/feed"/>
              </outline>
              <outline type="rss" text="Mine" title="A" xmlUrl="https://a.example/feed"/>
            </body></opml>
            """, to: "twice.opml")
        let done = try await scenario.tidings("import", file("twice.opml"))
        #expect(done.code == 0, "\(done.error)")
        let text = try scenario.text("feeds.yml")
        #expect(text.contains("title: Mine") && !text.contains("enabled: false"), "\(text)")
    }

    @Test func `an export without the names of the database says so`() async throws {
        try scenario.write("feeds:\n  - https://a.example/\n", to: "feeds.yml")
        #expect(try await scenario.tidings("export", "--opml").code == 0)
        let state = file("state")
        let junk = "mkdir -p '\(state)' && echo junk > '\(state)/tidings.db'"
        #expect(try await scenario.shell(junk).code == 0)
        let done = try await scenario.tidings("export", "--opml")
        #expect(done.code == 4)
        #expect(done.output.contains("https://a.example/"))
        #expect(done.error.contains("names and sites of feeds are missing"), "\(done.error)")
        #expect(try await scenario.tidings("export", "--urls").code == 0)
    }

    @Test func `an export replaces no file unasked, and never feeds.yml`() async throws {
        try scenario.write("feeds:\n  - https://a.example/ # mine\n", to: "feeds.yml")
        try scenario.write("old", to: "out")
        let before = try scenario.text("feeds.yml")
        let refused = try await scenario.tidings("export", "--urls", file("out"))
        #expect(refused.code == 1 && refused.error.contains("--force"), "\(refused)")
        #expect(try scenario.text("out") == "old")
        #expect(try await scenario.tidings("export", "--urls", "--force", file("out")).code == 0)
        #expect(try scenario.text("out") == "https://a.example/\n")
        for name in ["feeds.yml", "link.yml"] {
            try? FileManager.default.createSymbolicLink(
                atPath: file("link.yml"), withDestinationPath: scenario.configuration)
            let own = try await scenario.tidings("export", "--opml", "--force", file(name))
            #expect(own.code == 1 && own.error.contains("name another file"), "\(own)")
        }
        #expect(try scenario.text("feeds.yml") == before)
    }

    @Test func `a pipe is read as a file is, and a list that cannot be read makes nothing`()
        async throws
    {
        let none = try await scenario.tidings("import", file("nosuch.opml"))
        #expect(none.code == 1)
        #expect(!FilePresence.exists(scenario.configuration))
        let piped = try await scenario.shell(
            "bash -c 'tidings import --format urls <(echo https://a.example/)'")
        #expect(piped.code == 0, "\(piped)")
        let through = try await scenario.shell(
            "echo https://b.example/ | tidings import --format urls /dev/stdin")
        #expect(through.code == 0, "\(through)")
        #expect(try scenario.text("feeds.yml").contains("https://b.example/"))
        let check = try await scenario.shell("bash -c 'tidings check <(echo feeds: [])'")
        #expect(check.code == 0, "\(check)")
    }

    @Test func `a blank tag is refused`() async throws {
        for line in [["add", "--no-fetch", "https://a.example/"], ["import", file("x")]] {
            let refused = try await scenario.tidings(line + ["--tag", " "])
            #expect(refused.code == 2 && refused.error.contains("--tag"), "\(refused)")
        }
    }

    @Test func `feeds are switched off and on and removed, several at once`() async throws {
        try scenario.write(
            "feeds:\n  # first\n  - https://a.example/ # a\n  - url: https://b.example/\n    title: Bee\n",
            to: "feeds.yml")
        let before = try scenario.text("feeds.yml")
        let off = try await scenario.tidings("disable", "https://a.example/", "Bee", "nosuch")
        #expect(off.code == 4)
        #expect(off.output == "disabled\thttps://a.example/\t\ndisabled\thttps://b.example/\tBee\n")
        #expect(off.error.contains("\"nosuch\" is no address or title"))
        #expect(
            try scenario.text("feeds.yml")
                == "feeds:\n  # first\n  - url: https://a.example/ # a\n    enabled: false\n"
                + "  - url: https://b.example/\n    title: Bee\n    enabled: false\n")
        let on = try await scenario.tidings("enable", "Bee", "--json")
        #expect(on.code == 0)
        #expect(on.output.contains("\"enabled\":[{\"url\":\"https://b.example/\""))
        #expect(try await scenario.tidings("enable", "Bee").output.hasPrefix("unchanged\t"))
        let removed = try await scenario.tidings("remove", "https://a.example/", "Bee")
        #expect(removed.code == 0, "\(removed.error)")
        // A feed that the store knows may be called so, and there is no store.
        #expect(try await scenario.tidings("remove", "Bee").code == 1)
        #expect(before.hasPrefix("feeds:\n  # first"))
    }

    @Test func `an edit that no daemon sees is said to hold later`() async throws {
        try scenario.write("feeds:\n  - https://a.example/\n", to: "feeds.yml")
        let later = "the daemon does not run; what was changed holds, and lists show it, when"
        for line in [
            ["disable", "https://a.example/"], ["enable", "https://a.example/", "--json"],
            ["feeds", "set", "https://a.example/", "--title", "A"],
            ["remove", "https://a.example/"],
        ] {
            let done = try await scenario.tidings(line)
            #expect(done.code == 0 && done.error.contains(later), "\(done)")
            if line[0] == "enable" {
                // Nothing was changed.
                let again = try await scenario.tidings(line)
                #expect(again.code == 0 && again.error == "", "\(again)")
            }
        }
    }

    /// Addresses may hold a token. The daemon's user reads what root makes.
    @Test func `new files keep to the umask, but for a feeds file of root`() async throws {
        let (own, out) = (file("own.yml"), file("out.opml"))
        let done = try await scenario.shell(
            """
            umask 077
            tidings add --no-fetch 'https://a.example/feed?token=x' --config '\(own)' 2>/dev/null &&
                tidings export --opml --config '\(own)' '\(out)' && stat -c %a '\(own)' '\(out)'
            """)
        #expect(done.output.hasSuffix(ProcessEnvironment.isRoot ? "644\n600\n" : "600\n600\n"))
    }

    @Test func `only titles that a person gave are fixed when an export is imported`() async throws
    {
        scenario.origin.serveFeed("/a.xml", items: [FeedItem(id: "1", title: "Fog")])
        scenario.origin.serveFeed("/b.xml", items: [FeedItem(id: "1", title: "Ice")])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("feeds", "set", "b.xml", "--title", "Mine").code == 0)
        let own = try await scenario.tidings("feeds", "--format", "{title}").output
        let back = try await scenario.shell(
            "tidings export --opml | tidings import --config '\(file("back.yml"))' --json -")
        #expect(back.code == 0, "\(back.error)")
        let first = try #require(own.split(separator: "\n").first)
        #expect(back.output.contains("\"title\":\"\(first)\""), "\(back.output)")
        let text = try scenario.text("back.yml")
        let titles = text.split(separator: "\n").filter { $0.hasPrefix("    title:") }
        #expect(titles == ["    title: Mine"], "\(text)")
    }
}
