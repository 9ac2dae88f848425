import FoundationEssentials
import LoopbackOrigin
import Platform
import Testing

/// What becomes of a list of feeds whose file is gone while the database knows it.
struct LostFeedsFileTests {
    private let scenario: Scenario

    init() throws { scenario = try Scenario() }

    /// The path of a file of the scenario's folder.
    private func file(_ name: String) -> String { "\(scenario.folder.path)/\(name)" }

    @Test func `a list that is lost is not replaced by one that leaves its feeds out`() async throws
    {
        for path in ["/a.xml", "/b.xml"] {
            scenario.origin.serveFeed(path, items: [FeedItem(id: path, title: "Ferry \(path)")])
        }
        try scenario.follow(["/a.xml", "/b.xml"])
        let tagged = try await scenario.tidings(
            "feeds", "set", "\(scenario.origin.baseURL)/a.xml", "--tag", "sea")
        #expect(tagged.code == 0, "\(tagged)")
        let off = try await scenario.tidings("disable", "\(scenario.origin.baseURL)/b.xml")
        #expect(off.code == 0, "\(off)")
        try await scenario.pollOnce()
        let addresses = try await scenario.tidings("export", "--opml").output
        try FileManager.default.removeItem(atPath: scenario.configuration)
        try scenario.write("https://c.example/\n", to: "urls")
        for line in [
            ["add", "--no-fetch", "https://c.example/"],
            ["import", "--format", "urls", file("urls")],
        ] {
            let refused = try await scenario.tidings(line)
            #expect(refused.code == 1, "\(refused)")
            #expect(refused.error.contains("leave out 2 feeds that you follow"), "\(refused)")
            #expect(!FilePresence.exists(scenario.configuration))
        }
        // Only those that it lacks are counted.
        try scenario.write("\(scenario.origin.baseURL)/a.xml\n", to: "one")
        let one = try await scenario.tidings("import", "--format", "urls", file("one"))
        #expect(one.code == 1 && one.error.contains("leave out 1 feed that you follow"), "\(one)")
        for command in ["check", "doctor", "status"] {
            let told = try await scenario.tidings(command)
            #expect((told.output + told.error).contains("| tidings import -"), "\(told)")
        }
        let remade = try await scenario.shell("tidings export --opml | tidings import -")
        #expect(remade.code == 0, "\(remade)")
        let again = try await scenario.tidings("export", "--opml").output
        func outlines(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { $0.contains("xmlUrl") }
        }
        #expect(outlines(again) == outlines(addresses))
        #expect(outlines(again).count == 2)
        // Whoever begins anew says so.
        try scenario.write("", to: "feeds.yml")
        #expect(try await scenario.tidings("add", "--no-fetch", "https://c.example/").code == 0)
    }

    @Test func `the only feed of a list that is lost can be added again`() async throws {
        scenario.origin.serveFeed("/a.xml", items: [FeedItem(id: "a", title: "Ferry")])
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        try FileManager.default.removeItem(atPath: scenario.configuration)
        let added = try await scenario.tidings(
            "add", "--no-fetch", "\(scenario.origin.baseURL)/a.xml")
        #expect(added.code == 0, "\(added)")
    }
}
