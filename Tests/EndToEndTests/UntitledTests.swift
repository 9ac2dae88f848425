import LoopbackOrigin
import Platform
import Testing

/// Posts without a title, as social networks have them, in every list.
struct UntitledTests {
    private static let feed = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title>
        <item><guid isPermaLink="false">1</guid><link>https://notes.example/1</link>
        <description>&lt;p&gt;The ferry to Lindesvik is late again.&lt;/p&gt;</description></item>
        </channel></rss>
        """
    private static let opening = "The ferry to Lindesvik is late again."

    @Test func `the beginning of the text stands for the title, wherever a person reads it`()
        async throws
    {
        let scenario = try Scenario()
        scenario.origin.handle("/notes.xml") { _ in
            .init(text: Self.feed, type: "application/rss+xml")
        }
        try scenario.follow(["/notes.xml"])
        try await scenario.pollOnce()
        for line in [
            "clusters", "entries", "show 1", "show 1 --members", "show 1 --text", "show --entry 1",
            "search ferry", "explain 1 '#1'", "clusters --format {headline}",
            "entries --format {title}", "show 1 --format {title}", "search --format {title} ferry",
        ] {
            let told = try await scenario.shell("tidings \(line)")
            #expect(told.output.contains(Self.opening), "\(line): \(told)")
            #expect(!told.output.contains("(no title)"), "\(line): \(told)")
        }
        let clusters = try await scenario.tidings("clusters", "--json").output
        #expect(clusters.contains("\"headline\":\"\(Self.opening)\""))
        let watch = try await scenario.shell(
            "cd \(scenario.folder.path); tidings watch --since 7d >lines & until test -s lines; do sleep 0.1; done; kill $!; wait; cat lines"
        )
        #expect(watch.output.contains("\"headline\":\"\(Self.opening)\""))
        for line in ["entries --json", "show --entry 1 --json", "search ferry --json"] {
            let told = try await scenario.shell("tidings \(line)").output
            #expect(told.contains("\"title\":null"), "\(line): \(told)")
        }
    }
}
