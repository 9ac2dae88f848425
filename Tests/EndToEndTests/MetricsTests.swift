import ChildProcess
import Glibc
import Platform
import Testing

struct MetricsTests {
    @Test func `a pipe in the place of the file stays, and another name is refused`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        let pipe = "\(scenario.folder.path)/pipe.prom"
        let made = unsafe mkfifo(pipe, 0o600)
        try #require(made == 0)
        let daemon = try scenario.daemon("--once", "--metrics", pipe)
        #expect(try await daemon.wait() == .exited(0))
        #expect(daemon.errorOutput.contains("the metrics cannot be written"))
        #expect(FileStatus(of: pipe)?.kind == .other)
        let other = try scenario.daemon("--once", "--metrics", "\(scenario.folder.path)/x.txt")
        #expect(try await other.wait() == .exited(2))
        #expect(other.errorOutput.contains("ends in .prom"))
        for name in ["\(scenario.folder.path)/.prom", ".prom"] {
            let nameless = try scenario.daemon("--once", "--metrics", name)
            #expect(try await nameless.wait() == .exited(2))
            #expect(
                nameless.errorOutput.contains("such as \(name.dropLast(5))tidings.prom"),
                "\(nameless.errorOutput)")
        }
    }

    @Test func `the daemon leaves its numbers in a file that others may read`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/feed.xml", items: (0..<3).map { FeedItem(id: "\($0)", title: "Item \($0)") })
        try scenario.follow(["/feed.xml", "/missing.xml"])
        let daemon = try scenario.daemon(
            "--once", "--metrics", "\(scenario.folder.path)/tidings.prom")
        let ending = try await daemon.wait()
        try #require(ending == .exited(0), "\(daemon.errorOutput)")
        let lines = Set(try scenario.text("tidings.prom").split(separator: "\n").map(String.init))
        for line in [
            "tidings_fetches_total{result=\"ok\"} 1",
            "tidings_fetches_total{result=\"http_error\"} 1",
            "tidings_stored_entries_total{change=\"new\"} 3", "tidings_entries 3",
            "tidings_feeds 2", "tidings_failing_feeds 1", "tidings_unclustered_entries 0",
            "tidings_store_writable 1", "tidings_feeds_valid 1",
        ] { #expect(lines.contains(line), "\(line)") }
        let names = FolderListing.names(in: scenario.folder.path)
        #expect(!names.contains { $0.hasPrefix(".tidings.prom") })
    }
}
