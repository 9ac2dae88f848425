import ChildProcess
import News
import Testing
import Waiting

/// What `recluster` decides of stories that were corrected, with and without a daemon.
struct ReclusterTests {
    /// One story that two feeds have and one of its own, and a daemon that has read the first once more
    /// after it was corrected: by now it has the other's subject.
    private func corrected() async throws -> (scenario: Scenario, daemon: ChildProcess) {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [FeedItem(id: "a", title: "Harborline bank fails", text: News.bank)])
        scenario.origin.serveFeed(
            "/b.xml",
            items: [
                FeedItem(
                    id: "dark", title: "Harborline bank without cash",
                    text: "Machines stay dark. " + News.bank),
                FeedItem(
                    id: "queen", title: "Petrescu of Velmar gives her queen",
                    text: "A queen is lost. " + News.chess),
            ])
        try scenario.follow(["/a.xml", "/b.xml"])
        try await scenario.pollOnce()
        scenario.origin.serveFeed(
            "/a.xml",
            items: [FeedItem(id: "a", title: "Petrescu wins at Velmar", text: News.chess)])
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue {
                try await scenario.tidings("refresh", "--wait").code == 0
            }, "\(daemon.errorOutput)")
        return (scenario, daemon)
    }

    /// The titles of the entries of each event.
    private func groups(_ scenario: Scenario) async throws -> Set<Set<String>> {
        let entries = try await scenario.entries()
        return Set(
            Dictionary(grouping: entries, by: \.cluster).values.map {
                Set($0.map { $0.title ?? "" })
            }
        )
    }

    private static let asRead: Set<Set<String>> = [
        ["Petrescu wins at Velmar", "Harborline bank without cash"],
        ["Petrescu of Velmar gives her queen"],
    ]
    private static let anew: Set<Set<String>> = [
        ["Petrescu wins at Velmar", "Petrescu of Velmar gives her queen"],
        ["Harborline bank without cash"],
    ]

    @Test(arguments: [true, false])
    func `what was decided anew by corrected texts stays so, whatever comes`(isRunning: Bool)
        async throws
    {
        let (scenario, daemon) = try await corrected()
        if !isRunning {
            daemon.terminate()
            #expect(try await daemon.wait() == .exited(0))
        }
        #expect(try await groups(scenario) == Self.asRead)
        let dry = try await scenario.tidings("recluster", "--dry-run")
        #expect(!dry.output.isEmpty)
        #expect(try await scenario.tidings("recluster").output == dry.output)
        #expect(try await groups(scenario) == Self.anew)
        let again = try await scenario.tidings("recluster", "--dry-run")
        #expect(again.output.isEmpty, "\(again)")

        scenario.origin.serveFeed(
            "/c.xml", items: [FeedItem(id: "c", title: "Marrow bridge closed", text: News.bridge)])
        try scenario.follow(["/a.xml", "/b.xml", "/c.xml"])
        if !isRunning { try await scenario.pollOnce() }
        let all = Self.anew.union([["Marrow bridge closed"]])
        #expect(try await becomesTrue { try await groups(scenario) == all })
        if isRunning {
            daemon.terminate()
            #expect(try await daemon.wait() == .exited(0))
        }
        // A restart that looks at all events once more.
        try await scenario.pollOnce()
        #expect(try await groups(scenario) == all)
        let last = try await scenario.tidings("recluster", "--dry-run")
        #expect(last.output.isEmpty, "\(last)")
    }

    @Test func `a corrected text is explained as a reclustering would decide on it`() async throws {
        let (scenario, daemon) = try await corrected()
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        var ids: [String: Int64] = [:]
        for entry in try await scenario.entries() { ids[entry.title ?? ""] = entry.id }
        let corrected = try #require(ids["Petrescu wins at Velmar"])
        let other = try #require(ids["Petrescu of Velmar gives her queen"])
        let former = try #require(ids["Harborline bank without cash"])
        let same = try await scenario.tidings("explain", "\(corrected)", "\(other)")
        #expect(same.output.contains("\npetrescu\t"), "\(same)")
        let apart = try await scenario.tidings("explain", "\(corrected)", "\(former)")
        #expect(!apart.output.contains("\nharborline\t"), "\(apart)")
    }
}
