import LoopbackOrigin
import Testing

/// What the commands print, to whom, and how they end.
struct OutputTests {
    private static func polled() async throws -> Scenario {
        let scenario = try Scenario()
        let items = (0..<3).map { FeedItem(id: "\($0)", title: "Harbour bridge report \($0)") }
        scenario.origin.serveFeed("/good.xml", items: items)
        try scenario.follow(["/good.xml", "/missing.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    @Test func `output that cannot be written is a failure`() async throws {
        let scenario = try await Self.polled()
        for command in ["entries", "entries --json", "clusters", "feeds", "--help"] {
            let (code, _, error) = try await scenario.shell("tidings \(command) >/dev/full")
            #expect(code == 1, "\(command)")
            #expect(error.contains("standard output: cannot write: No space left"), "\(command)")
        }
    }

    @Test func `a reader that has gone is no failure worth a word`() async throws {
        let scenario = try await Self.polled()
        let (code, _, error) = try await scenario.shell(
            "trap '' PIPE; { sleep 0.2; tidings entries; } | true")
        #expect(code == 0)
        #expect(error == "")
    }
}
