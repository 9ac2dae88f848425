import ChildProcess
import Glibc
import Platform
import Testing
import Waiting

/// How commands end whose reader goes, or that are interrupted.
struct EndingTests {
    private static let lines = [
        "clusters", "clusters --json", "clusters --jsonl", "clusters --format {id}", "show 1",
        "show 1 --json", "explain 1 2", "entries", "entries --all --json", "entries --jsonl",
        "search report", "search report --json", "read 1", "unread 1", "feeds", "feeds --json",
        "feeds show 1", "refresh", "check", "merge 1 2", "history", "undo", "pin 1", "unpin 1",
        "recluster --dry-run --json", "status", "status --polite", "doctor", "backup",
        "backup --list", "restore", "export --jsonl", "export --opml", "export --urls",
        "cluster documents.jsonl", "parse feed.xml", "parse --json feed.xml",
        "discover page.html", "import --dry-run list.txt", "import list.txt",
        "disable https://listed.example/", "enable https://listed.example/",
        "remove https://listed.example/", "add --no-fetch https://listed.example/",
        "split 1 1", "manual", "manual clusters", "completions bash", "help", "--version",
        "clusters --help", "watch --since 7d",
    ]

    @Test func `a reader that has gone ends every command without a word`() async throws {
        let scenario = try Scenario()
        scenario.origin.serveFeed(
            "/a.xml", items: (0..<3).map { FeedItem(id: "\($0)", title: "Report \($0)") })
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        try scenario.write(
            FeedItem.rss([FeedItem(id: "1", title: "x")], title: "F"), to: "feed.xml")
        try scenario.write(
            "<link rel=alternate type=application/rss+xml href=http://x.example/>",
            to: "page.html")
        try scenario.write("{\"id\":1,\"title\":\"x\"}\n", to: "documents.jsonl")
        try scenario.write("https://listed.example/\n", to: "list.txt")
        for line in Self.lines {
            // A pipe whose reading end is closed before anything is written.
            let closed = "rm -f pipe; mkfifo pipe; exec 4<>pipe 5>pipe 4<&-; tidings \(line) >&5"
            let ended = try await scenario.shell("cd \(scenario.folder.path); \(closed)")
            #expect(ended.code == 128 + SIGPIPE || (0...4).contains(ended.code), "\(line)")
            #expect(!ended.error.contains("cannot write"), "\(line): \(ended.error)")
            #expect(!ended.error.contains("Fatal"), "\(line): \(ended.error)")
            // And where the signal is ignored, as a shell of a service may have it.
            let ignored = try await scenario.shell(
                "trap '' PIPE; cd \(scenario.folder.path); \(closed)")
            #expect((0...4).contains(ignored.code), "\(line)")
            #expect(!ignored.error.contains("cannot write"), "\(line): \(ignored.error)")
        }
        let help = try await scenario.tidings("--help").output
        for name in HostileTextTests.commands(in: help) {
            let isTried = Self.lines.contains { $0 == name || $0.hasPrefix("\(name) ") }
            #expect(isTried, "no line for `tidings \(name)`: add it here")
        }
    }

    @Test func `an interrupt ends what waits as shells expect it`() async throws {
        let scenario = try Scenario()
        try scenario.write(FeedItem.rss([], title: "Before the wait"), to: "feed.xml")
        // What it reads next never ends.
        let parsing = try scenario.startingShell(
            "cd \(scenario.folder.path); mkfifo pipe; exec 4<>pipe; "
                + "exec tidings parse feed.xml - <&4")
        #expect(
            try await becomesTrue { parsing.output.contains("Before the wait") })
        parsing.signal(SIGINT)
        // A shell makes 130 of it.
        #expect(try await parsing.wait() == .killed(signal: SIGINT))
        #expect(parsing.errorOutput == "")
    }
}
