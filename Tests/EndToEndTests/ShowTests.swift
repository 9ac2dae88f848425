import ChildProcess
import Events
import News
import Storage
import Testing
import Values
import Waiting

/// `show` in all its forms, and the numbers that lead to an event.
struct ShowTests {
    private static func scenario() async throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [
                FeedItem(id: "ferry", title: "Ferry aground", text: News.ferry),
                FeedItem(id: "bridge", title: "Bridge closed to lorries"),
                FeedItem(id: "quota", title: "Parliament votes on fishing quotas"),
                FeedItem(id: "chess", title: "Chess title goes to Orsk"),
            ])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        scenario.origin.serveFeed(
            "/b.xml", items: [FeedItem(id: "again", title: "Ferry Halvorsen", text: News.ferry)])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    /// The number of the event of the entry with that title.
    private static func event(_ title: String, _ scenario: Scenario) async throws -> String {
        let entries = try await scenario.entries()
        return "\(try #require(entries.first { $0.title == title }?.cluster))"
    }

    @Test func `one entry is read with its text, a copy too`() async throws {
        let scenario = try await Self.scenario()
        let entries = try await scenario.entries()
        let copy = try #require(entries.first { $0.title == "Ferry Halvorsen" })
        let page = try await scenario.tidings("show", "--entry", "\(copy.id)")
        #expect(page.code == 0, "\(page)")
        let lines = page.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "Ferry Halvorsen")
        #expect(lines.contains("entry      \(copy.id)"))
        #expect(
            lines.contains {
                $0.hasPrefix("copy of    entry ") && $0.hasSuffix(" 100 % of the text")
            })
        #expect(lines.contains("address    https://outlet.example/again"))
        #expect(lines.last == News.ferry)
        let json = try await scenario.tidings("show", "--entry", "\(copy.id)", "--json")
        #expect(json.output.contains("\"text\":\"The ferry Halvorsen ran aground"))
        let open = try await scenario.tidings("show", "--entry", "\(copy.id)", "--open")
        #expect(open.output == "https://outlet.example/again\n")
        let shown = try await scenario.shown(["show", "--entry", "\(copy.id)"])
        #expect(shown.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(try await scenario.tidings("show", "--entry", "999").code == 3)
        for line in [
            ["show"], ["show", "1", "--entry", "1"], ["show", "--entry", "1", "--why"],
            ["show", "--entry", "1", "--jsonl"], ["show", "--entry", "1", "--open", "--json"],
            ["show", "1", "--open", "--jsonl"],
        ] { #expect(try await scenario.tidings(line).code == 2, "\(line)") }
    }

    @Test func `a correction stands below its title, and what is new is the corrected`()
        async throws
    {
        let scenario = try Scenario()
        func serve(dead: Int) {
            scenario.origin.serveFeed(
                "/a.xml",
                items: [
                    FeedItem(
                        id: "bridge", title: "Bridge at Orsk falls, \(dead) dead",
                        text: "The bridge of Orsk fell into the river; \(dead) people died.")
                ])
        }
        serve(dead: 12)
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        serve(dead: 15)
        let daemon = try scenario.daemon()
        let isRunning = try await becomesTrue {
            try await scenario.tidings("refresh", "--wait").code == 0
        }
        #expect(isRunning, "\(daemon.errorOutput)")
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        let id = try await Self.event("Bridge at Orsk falls, 15 dead", scenario)
        let page = try await scenario.tidings("show", id).output
        #expect(page.contains(/until [-:TZ0-9]+: Bridge at Orsk falls, 12 dead\n/), "\(page)")
        #expect(page.contains(/new: 15[,\n]/), "\(page)")
        let entry = try #require(try await scenario.entries().first)
        for line in [["show", id, "--json"], ["show", "--entry", "\(entry.id)", "--json"]] {
            let json = try await scenario.tidings(line).output
            #expect(json.contains(#""former_title":"Bridge at Orsk falls, 12 dead""#), "\(json)")
        }
        let alone = try await scenario.tidings("show", "--entry", "\(entry.id)").output
        #expect(
            alone.contains(/\n {11}until [-:TZ0-9]+: Bridge at Orsk falls, 12 dead\n/), "\(alone)")
    }

    @Test func `a copy is folded, listed as a member, and its text is not told twice`() async throws
    {
        let scenario = try await Self.scenario()
        let id = try await Self.event("Ferry aground", scenario)
        let page = try await scenario.tidings("show", id)
        #expect(page.output.contains("+1 copy: /b.xml 100 %\n"), "\(page)")
        #expect(!page.output.contains("Ferry Halvorsen\n"))
        let reasons = try await scenario.tidings("show", id, "--why")
        #expect(reasons.output.contains("Ferry Halvorsen\n"))

        let members = try await scenario.tidings("show", id, "--members").output
            .split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false)
            }
        #expect(members.map(\.count) == [7, 7])
        let copy = try #require(members.first { $0[4] == "Ferry Halvorsen" })
        let original = try #require(members.first { $0[4] == "Ferry aground" })
        #expect(copy[3] == original[0])
        #expect(original[3].isEmpty)
        #expect(original[5] == "https://outlet.example/ferry")

        let texts = try await scenario.tidings("show", id, "--text")
        #expect(texts.output.components(of: "ran aground on the Skarv reef").count == 2)
        let json = try await scenario.tidings("show", id, "--text", "--json")
        #expect(json.output.components(of: "\"text\":\"The ferry").count == 2)
        let empty = try await scenario.tidings(
            "show", try await Self.event("Chess title goes to Orsk", scenario), "--text")
        #expect(empty.output.hasSuffix("the feed gives no text\n"))

        let shown = try await scenario.shown(["show", id, "--text"], columns: 60).text
        #expect(shown.split(separator: "\n").allSatisfy { $0.contains("/") || $0.count < 70 })
        let both = try await scenario.tidings("show", id, "--text", "--why")
        #expect(both.code == 2)
        #expect(both.error.contains("one of them at a time"))
    }

    @Test func `the first digits of a number do, and so does a number that was merged away`()
        async throws
    {
        let scenario = try await Self.scenario()
        // Numbers as a store has them that has forgotten most events.
        let store = try Store(folder: scenario.state, clock: .system)
        var position = try await store.clustererPosition()
        var changes = ClusterChanges()
        changes.memberships = [(2, 23), (3, 170), (4, 171)].map {
            Membership(document: $0, cluster: $1, score: 0)
        }
        position.nextCluster = 172
        try await store.apply(changes, position: position)
        try await store.close()

        let one = try await scenario.tidings("show", "2")
        #expect(one.code == 0)
        #expect(one.output.hasPrefix("#23  "))
        #expect(one.error == "tidings: there is no event 2; this is 23\n")
        // A script that kept the number of an event that is gone is not given another.
        for form in [["--json"], ["--jsonl"], ["--format", "{id}"], ["--open"]] {
            let gone = try await scenario.tidings(["show", "#2"] + form)
            #expect(gone.code == 3 && gone.output.isEmpty, "\(form)")
            #expect(
                gone.error == "tidings: there is no event 2; `tidings clusters` lists them\n")
        }
        let several = try await scenario.tidings("show", "17")
        #expect(several.code == 3)
        #expect(several.error.contains("begin with these digits are 170, 171\n"), "\(several)")
        #expect(try await scenario.tidings("show", "9").error.contains("`tidings clusters` lists"))

        #expect(try await scenario.tidings("merge", "170", "171").code == 0)
        let merged = try await scenario.tidings("show", "171")
        #expect(merged.code == 0)
        #expect(merged.output.hasPrefix("#170  "))
        #expect(merged.error == "tidings: event 171 was merged into 170\n")
        let json = try await scenario.tidings("show", "171", "--json")
        #expect(json.code == 0 && json.error.isEmpty)
        #expect(try await scenario.tidings("show", "17").output.hasPrefix("#170  "))
    }

    @Test func `a list that is empty says why, and what to do next`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        try await scenario.pollOnce()
        for command in ["clusters", "entries"] {
            let none = try await scenario.tidings(command)
            #expect(none.code == 3)
            #expect(none.error.contains("no feed is followed; `tidings add URL`"), "\(none)")
        }
        scenario.origin.serveFeed("/a.xml", items: [FeedItem(id: "1", title: "Bridge closed")])
        try scenario.follow(["/a.xml"])
        let fetched = try scenario.daemon("--once", "--fetch-only")
        #expect(try await fetched.wait() == .exited(0))
        let waiting = try await scenario.tidings("clusters")
        #expect(waiting.error.contains("1 entry waits to be clustered; start tidingsd"))
        let filtered = try await scenario.tidings("entries", "--tag", "nosuch")
        #expect(filtered.error.contains("without its filters the list has 1 entry"), "\(filtered)")
    }
}

extension String {
    /// The parts between which `separator` stands.
    fileprivate func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
