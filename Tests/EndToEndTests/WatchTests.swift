import ChildProcess
import Glibc
import JSONSchema
import LoopbackOrigin
import Platform
import Testing
import Values
import Waiting

/// `tidings watch` beside a daemon that stores something.
struct WatchTests {
    @Test func `what is new is one line of JSON, and goes to the program`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "0", title: "Harbour bridge opens again")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        let program = "\(scenario.folder.path)/tell"
        try scenario.write("#!/bin/sh\ncat >>'\(scenario.folder.path)/told'\nexit 3\n", to: "tell")
        #expect(try await scenario.shell("chmod 700 '\(program)'").code == 0)
        let watch = try scenario.starting("watch", "--since", "7d", "--exec", program)
        #expect(try await becomesTrue { watch.errorOutput.contains("with 3") })
        #expect(watch.output.hasPrefix("{\"id\":1,"))
        #expect(watch.output.hasSuffix(",\"change\":\"new\"}\n"))

        scenario.origin.serveFeed(
            "/b.xml", items: [FeedItem(id: "1", title: "Parliament votes on fishing quotas")])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        #expect(
            try await becomesTrue {
                watch.output.contains("fishing quotas") && watch.output.hasSuffix("\n")
            })
        #expect(
            try await becomesTrue {
                try scenario.text("told") == watch.output
            })
        #expect(watch.ending == nil)
        watch.signal(SIGINT)
        #expect(try await watch.wait() == .exited(130))
        #expect(watch.output.split(separator: "\n").count == 2)
    }

    @Test func `under nohup it outlives its terminal, and learns how a program ended`() async throws
    {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "0", title: "Harbour bridge opens again")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        // What it runs outlives it as well.
        try scenario.write("#!/bin/sh\nkill -HUP $$\nexit 3\n", to: "tell")
        let program = "\(scenario.folder.path)/tell"
        #expect(try await scenario.shell("chmod 700 '\(program)'").code == 0)
        let watch = try scenario.startingShell(
            "trap '' HUP CHLD; exec tidings watch --since 7d --exec '\(program)'")
        #expect(
            try await becomesTrue { watch.errorOutput.contains("tell ended with 3") },
            "\(watch.errorOutput)")
        watch.signal(SIGHUP)
        watch.signal(SIGCONT)
        #expect(try await scenario.tidings("status").code != 2)
        #expect(watch.ending == nil)
        watch.signal(SIGINT)
        #expect(try await watch.wait() == .exited(130))
    }

    @Test func `an event that an undone merge gives back is told as such`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [
                FeedItem(id: "0", title: "Harbour bridge opens again"),
                FeedItem(id: "1", title: "Parliament votes on fishing quotas"),
            ])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("merge", "1", "2").code == 0)
        let watch = try scenario.starting("watch", "--since", "7d")
        #expect(try await becomesTrue { watch.output.hasSuffix(",\"change\":\"new\"}\n") })
        #expect(try await scenario.tidings("undo").code == 0)
        #expect(
            try await becomesTrue { watch.output.hasSuffix(",\"change\":\"returned\"}\n") },
            "\(watch.output)")
        let lines = watch.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.last?.hasPrefix("{\"id\":2,") == true, "\(lines)")
        watch.signal(SIGINT)
        #expect(try await watch.wait() == .exited(130))
    }

    @Test func `only events with an entry of a feed, a tag or a language are told`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "0", title: "Harbour bridge opens again")])
        scenario.origin.serveFeed(
            "/b.xml", items: [FeedItem(id: "1", title: "Parliament votes on fishing quotas")])
        func follow(_ paths: [String]) async throws {
            try scenario.follow(paths)
            for path in ["/b.xml", "/d.xml"] where paths.contains(path) {
                let set = try await scenario.tidings(
                    "feeds", "set", "\(scenario.origin.baseURL)\(path)", "--tag", "politics")
                #expect(set.code == 0, "\(set)")
            }
            try await scenario.pollOnce()
        }
        try await follow(["/a.xml", "/b.xml"])
        let unknown = try await scenario.tidings("watch", "--feed", "nosuch.xml")
        #expect(unknown.code == 3 && unknown.error.contains("nosuch.xml"), "\(unknown)")
        let tagged = try scenario.starting("watch", "--since", "7d", "--tag", "politics")
        let named = try scenario.starting(
            "watch", "--since", "7d", "--feed", "a.xml", "--feed", "b.xml")
        func holds(_ watch: ChildProcess, _ word: String) async throws -> Bool {
            try await becomesTrue { watch.output.contains(word) }
        }
        #expect(try await holds(tagged, "fishing quotas"))
        #expect(try await holds(named, "fishing quotas"))
        #expect(try await holds(named, "Harbour bridge"))

        scenario.origin.serveFeed(
            "/c.xml", items: [FeedItem(id: "2", title: "Orsk wins chess title")])
        scenario.origin.serveFeed(
            "/d.xml", items: [FeedItem(id: "3", title: "Minister of transport resigns")])
        try await follow(["/a.xml", "/b.xml", "/c.xml", "/d.xml"])
        #expect(try await holds(tagged, "transport resigns"))
        for watch in [tagged, named] {
            watch.signal(SIGINT)
            #expect(try await watch.wait() == .exited(130))
            #expect(!watch.output.contains("chess"))
        }
        #expect(!tagged.output.contains("Harbour bridge"))
        #expect(!named.output.contains("transport"))
    }

    @Test(arguments: ["/nosuch/tell", "nosuch-tell", "/tmp"])
    func `a program that cannot be run is told before the first event`(program: String) async throws
    {
        let (code, _, error) = try await Scenario().tidings("watch", "--exec", program)
        #expect(code == 2 && error.contains("\(program): no program that can be run"), "\(error)")
    }

    @Test func `without a database it fails and says to start the daemon`() async throws {
        let (code, _, error) = try await Scenario().tidings("watch")
        #expect(code == 1)
        #expect(error.contains("start tidingsd"))
    }

    @Test func `a reader that goes ends it without a word`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: (0..<3).map { FeedItem(id: "\($0)", title: "Report \($0)") })
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        let (code, _, error) = try await scenario.shell(
            "{ sleep 0.2; tidings watch --since 7d; } | true")
        #expect(code == 0)
        #expect(error == "tidings: tidingsd does not run: nothing new comes until it is started\n")
    }

    @Test func `a reader that goes ends it also when nothing more comes`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "0", title: "Harbour bridge opens again")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        // What it runs for the event ends first.
        try scenario.write("#!/bin/sh\ncat >'\(scenario.folder.path)/told'\n", to: "tell")
        let program = "\(scenario.folder.path)/tell"
        #expect(try await scenario.shell("chmod 700 '\(program)'").code == 0)
        let (code, output, error) = try await scenario.shell(
            "{ tidings watch --since 7d --exec '\(program)'; echo $? >&2; } | head -1")
        #expect(code == 0 && output.contains("Harbour bridge"))
        #expect(error.hasSuffix("\n0\n"), "\(error)")
        #expect(try scenario.text("told") == output)
    }

    @Test(arguments: [(50, 12), (40, 24), (20, 12)])
    func `no more is drawn than a small terminal has lines for, the newest at its head`(
        columns: Int, lines: Int
    ) async throws {
        let scenario = try Scenario()
        let words = [
            "Ferry", "Bridge", "Quake", "Election", "Chess", "Opera", "Whale", "Strike", "Harvest",
            "Museum", "Tunnel", "Glacier", "Comet", "Vaccine", "Orchard", "Lottery", "Tariff",
            "Heron",
        ]
        scenario.origin.serveFeed(
            "/a.xml", items: words.map { FeedItem(id: $0, title: $0) })
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        scenario.origin.serveFeed("/b.xml", items: [FeedItem(id: "x", title: "Zeppelin lands")])
        try scenario.follow(["/a.xml", "/b.xml"])
        let daemon = try await scenario.pollOnce()
        #expect(daemon.errorOutput.contains("1 entry clustered"), "\(daemon.errorOutput)")
        let watch = try scenario.terminal(["watch"], columns: columns, lines: lines)
        #expect(try await watch.shows("started"))
        #expect(try await becomesTrue { watch.output.hasSuffix("\n") })
        watch.type("\u{3}")
        #expect(try await watch.wait() == .exited(130))
        let drawn = try #require(watch.output.split(separator: "\u{1b}[H\u{1b}[J").first)
        #expect(drawn.contains("Zeppelin"), "\(drawn)")
        // The last is the line of the cursor.
        let shown = drawn.replacing("^C", with: "").split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(shown.count <= lines, "\(drawn)")
        if columns == 50 { #expect(shown.count == lines, "\(drawn)") }
    }

    @Test func `on a terminal the latest events are a list that is drawn in place`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "0", title: "Harbour bridge opens again")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        // script(1) gives the command a terminal.
        let seen = try await scenario.shell(
            "TERM=xterm script -qec 'stty cols 90; timeout --foreground -s INT 2 tidings watch' "
                + "/dev/null </dev/null"
        ).output
        #expect(seen.contains("\u{1b}[H\u{1b}[J"))
        #expect(seen.contains("HEADLINE"))
        #expect(seen.contains("Harbour bridge opens again\r\n"))
        #expect(!seen.contains("{"))
    }

    @Test func `a correction is told by refresh and watch, and what was before by show`()
        async throws
    {
        let scenario = try Scenario()
        func serve(_ title: String, dead: Int) {
            scenario.origin.serveFeed(
                "/a.xml",
                items: [
                    FeedItem(
                        id: "bridge", title: title,
                        text: "The bridge of Orsk fell into the river; \(dead) people died.")
                ])
        }
        serve("Bridge at Orsk falls", dead: 12)
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue { try await scenario.tidings("status").code == 0 },
            "\(daemon.errorOutput)")
        let watch = try scenario.starting("watch", "--since", "7d")
        let other = try scenario.starting("watch", "--since", "7d", "--tag", "sports")
        #expect(try await becomesTrue { watch.output.hasSuffix("\n") })
        #expect(try await becomesTrue { other.errorOutput.contains("no feed fits --tag") })
        serve("Bridge at Orsk falls", dead: 15)
        let refreshed = try await scenario.tidings("refresh", "--wait")
        #expect(
            refreshed.output == "asked for 1 feed\n0 new entries, 1 corrected\n", "\(refreshed)")
        let told = "\"corrected\":[{\"entry\":1,\"former_title\":null,\"reworded\":true}]}\n"
        #expect(try await becomesTrue { watch.output.hasSuffix(told) }, "\(watch.output)")
        serve("Bridge falls", dead: 15)
        let json = try await scenario.tidings("refresh", "--wait", "--json")
        #expect(json.output.contains("\"corrected\":1,"), "\(json)")
        #expect(
            try await becomesTrue {
                watch.output.contains(
                    "\"former_title\":\"Bridge at Orsk falls\",\"reworded\":false}]")
            }, "\(watch.output)")
        for child in [watch, other] {
            child.signal(SIGINT)
            #expect(try await child.wait() == .exited(130))
        }
        #expect(other.output == "")
        let schema = JSONSchema("watch.json", among: try JSONSchema.published())
        let lines = watch.output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines {
            #expect(schema.faults(of: try JSONValue(parsing: String(line))) == [], "\(line)")
        }
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))

        let page = try await scenario.tidings("show", "--entry", "1").output
        #expect(
            page.contains(
                /\nuntil [-:TZ0-9]+\ntext     - … of Orsk fell into the river; 12 people died\.\n/
            ),
            "\(page)")
        #expect(page.contains(/\nuntil [-:TZ0-9]+\ntitle      Bridge at Orsk falls\n/), "\(page)")
        let document = try await scenario.tidings("show", "--entry", "1", "--json").output
        #expect(
            document.contains(
                "\"former_text\":\"The bridge of Orsk fell into the river; 12 people died.\""),
            "\(document)")
    }

    @Test func `the list is drawn anew when the terminal has another size`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [FeedItem(id: "0", title: "Harbour bridge opens again after eleven weeks")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        let watch = try scenario.terminal(["watch"], columns: 90)
        #expect(try await watch.shows("opens again after eleven weeks\n"))
        watch.resize(columns: 50, lines: 12)
        #expect(try await watch.shows("…\n"), "\(watch.output)")
        watch.type("\u{3}")
        #expect(try await watch.wait() == .exited(130))
    }

    @Test func `what comes with a date of long ago is told as late, a feed's first poll is not`()
        async throws
    {
        let scenario = try Scenario()
        let old = Timestamp(seconds: SystemTime.secondsSinceEpoch() - 9 * 86_400)
        func serve(_ path: String, _ titles: [String]) {
            scenario.origin.serveFeed(
                path,
                items: titles.map {
                    FeedItem(id: $0, title: $0, published: old)
                })
        }
        serve("/a.xml", ["Harbour bridge opens"])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue { try await scenario.tidings("status").code == 0 },
            "\(daemon.errorOutput)")
        let watch = try scenario.starting("watch", "--since", "30d")
        #expect(try await becomesTrue { watch.output.hasSuffix("\n") })
        serve("/b.xml", ["Parliament votes on quotas"])
        try scenario.follow(["/a.xml", "/b.xml"])
        #expect(try await becomesTrue { try await scenario.entries().count == 2 })
        serve("/a.xml", ["Harbour bridge opens", "Chess title goes to Orsk"])
        #expect(try await scenario.tidings("refresh", "a.xml", "--wait").code == 0)
        #expect(
            try await becomesTrue { watch.output.hasSuffix("\"change\":\"late\"}\n") },
            "\(watch.output)")
        #expect(watch.output.contains("Chess"))
        #expect(!watch.output.contains("Parliament"))
        watch.signal(SIGINT)
        #expect(try await watch.wait() == .exited(130))
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }
}
