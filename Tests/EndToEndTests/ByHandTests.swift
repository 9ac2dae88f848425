import ChildProcess
import Glibc
import News
import Testing
import Waiting

/// What people decide about events with the command line, with and without a daemon.
struct ByHandTests {
    private func scenario() throws -> Scenario {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: [FeedItem(id: "ferry", title: "Ferry aground", text: News.ferry)])
        scenario.origin.serveFeed(
            "/b.xml", items: [FeedItem(id: "bridge", title: "Bridge closed", text: News.bridge)])
        try scenario.follow(["/a.xml", "/b.xml"])
        return scenario
    }

    /// The event of each entry, by its title.
    private func events(_ scenario: Scenario) async throws -> [String: Int64] {
        var events: [String: Int64] = [:]
        for entry in try await scenario.entries() { events[entry.title ?? ""] = entry.cluster }
        return events
    }

    @Test func `without a daemon a decision counts at once, is told, and can be taken back`()
        async throws
    {
        let scenario = try scenario()
        try await scenario.pollOnce()
        let merged = try await scenario.tidings("merge", "1", "#2")
        #expect(merged.code == 0)
        #expect(merged.output == "1\tmerged event 2 into event 1: 2 entries\n")
        #expect(Set(try await events(scenario).values) == [1])
        // Nor does a run of the daemon change it.
        try await scenario.pollOnce()
        #expect(Set(try await events(scenario).values) == [1])
        let show = try await scenario.tidings("show", "2", "--why")
        #expect(show.output.contains("by hand: event 2 merged into 1 (decision 1)"))

        #expect(try await scenario.tidings("undo").code == 0)
        #expect(Set(try await events(scenario).values) == [1, 2])
        let history = try await scenario.tidings("history")
        let lines = history.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.hasSuffix("\tmerged event 2 into event 1: 2 entries\t2") == true)
    }

    @Test func `an event that a split opens says at once what it is about`() async throws {
        let scenario = try scenario()
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("merge", "1", "2").code == 0)
        let entry = try #require(
            try await scenario.entries().first { $0.title == "Bridge closed" }?.id)
        let watch = try scenario.starting("watch", "--since", "7d")
        #expect(try await becomesTrue { watch.output.hasSuffix("\n") })
        #expect(try await scenario.tidings("split", "1", "\(entry)").code == 0)
        #expect(
            try await becomesTrue {
                watch.output.split(separator: "\n", omittingEmptySubsequences: false).count == 3
            })
        watch.signal(SIGINT)
        #expect(try await watch.wait() == .exited(130))
        let told = try #require(watch.output.split(separator: "\n").last)
        #expect(told.hasPrefix("{\"id\":3,"), "\(told)")
        #expect(told.contains("\"terms\":[\""), "\(told)")
    }

    @Test func `what is pinned is told wherever it is shown`() async throws {
        let scenario = try scenario()
        try await scenario.pollOnce()
        let shown = [
            (["show", "1"], "entry 1, pinned"), (["show", "1", "--members"], "\tpinned\n"),
            (["show", "1", "--format", "{pinned}"], "true"),
            (["show", "1", "--json"], "\"pinned\":true"),
            (["show", "--entry", "1"], "#1, to which it is pinned"),
            (["show", "--entry", "1", "--json"], "\"pinned\":true"),
        ]
        for _ in 0..<2 {
            for (line, told) in shown {
                let output = try await scenario.tidings(line).output
                #expect(!output.contains(told), "\(line) \(output)")
            }
            #expect(try await scenario.tidings("pin", "1").code == 0)
            for (line, told) in shown {
                let output = try await scenario.tidings(line).output
                #expect(output.contains(told), "\(line) \(output)")
            }
            let other = try await scenario.tidings("show", "2", "--json")
            #expect(other.output.contains("\"pinned\":false"))
            #expect(try await scenario.tidings("unpin", "1").code == 0)
        }
    }

    @Test func `what is pinned already is said to be, and adds nothing to the history`()
        async throws
    {
        let scenario = try scenario()
        try await scenario.pollOnce()
        #expect(try await scenario.tidings("pin", "1").code == 0)
        let again = try await scenario.tidings("pin", "1")
        #expect(again.code == 0 && again.output == "")
        #expect(again.error == "tidings: entry 1 is pinned there already; nothing was changed\n")
        let json = try await scenario.tidings("pin", "1", "--to", "1", "--json")
        #expect(json.code == 0 && json.output == "{\"version\":1,\"decision\":null}\n")
        #expect(try await scenario.tidings("history").output.split(separator: "\n").count == 1)
        let split = try await scenario.tidings("split", "2", "1")
        #expect(split.error.contains("`tidings show 2 --members`"), "\(split.error)")
    }

    @Test func `what cannot be decided is told with its remedy`() async throws {
        let scenario = try scenario()
        #expect(try await scenario.tidings("merge", "1", "2").code == 1)
        try await scenario.pollOnce()
        let unknown = try await scenario.tidings("merge", "1", "77")
        #expect(unknown.code == 3)
        #expect(unknown.error == "tidings: there is no event 77; `tidings clusters` lists them\n")
        #expect(try await scenario.tidings("pin", "99").error.contains("`tidings entries`"))
        #expect(try await scenario.tidings("merge", "1", "1").code == 2)
        #expect(try await scenario.tidings("undo").error.contains("nothing to undo"))
        #expect(try await scenario.tidings("history").code == 3)
        #expect(try await scenario.tidings("split", "1").code == 2)
        #expect(try await scenario.tidings("pin", "x").code == 2)
    }

    @Test func `a running daemon goes on from what was decided, and from a reclustering`()
        async throws
    {
        let scenario = try scenario()
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue {
                let events = try await events(scenario)
                return events.count == 2 && Set(events.values) == [1, 2]
            })
        #expect(try await scenario.tidings("merge", "1", "2").code == 0)
        let dry = try await scenario.tidings("recluster", "--dry-run")
        #expect(dry.code == 0)
        #expect(dry.output.isEmpty)
        scenario.origin.serveFeed(
            "/b.xml",
            items: [
                FeedItem(id: "bridge", title: "Bridge closed", text: News.bridge),
                FeedItem(
                    id: "halvorsen", title: "Halvorsen passengers safe",
                    text: "All are safe, investigators say. " + News.ferry),
            ])
        #expect(try await scenario.tidings("refresh").code == 0)
        #expect(
            try await becomesTrue {
                try await events(scenario)["Halvorsen passengers safe"] == 1
            })
        #expect(try await scenario.tidings("recluster", "--json").code == 0)
        #expect(Set(try await events(scenario).values) == [1])
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        #expect(daemon.errorOutput.contains("<3>") == false)
    }
}
