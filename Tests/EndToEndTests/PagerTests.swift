import Glibc
import LoopbackOrigin
import Platform
import Testing

/// What a person at a terminal gets: a pager for what is longer than the screen, text as wide as they
/// want it, and a word on what takes long. script(1) is their terminal.
struct PagerTests {
    private static func polled() async throws -> Scenario {
        let scenario = try Scenario()
        let items = (0..<30).map {
            FeedItem(id: "\($0)", title: "Report \($0) of a harbour whose name is long enough")
        }
        scenario.origin.serveFeed("/a.xml", items: items)
        try scenario.follow(["/a.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    /// What a terminal of 12 lines and 60 columns shows of `line`, and how that ends.
    private static func shown(
        _ scenario: Scenario, _ line: String, pager: String, environment: String = ""
    ) async throws -> (code: Int32, output: String, error: String) {
        let variable = "PAGER='\(pager)'"
        return try await scenario.shell(
            "unset LESS NO_COLOR; export TERM=xterm; \(variable) script -qec "
                + "'stty cols 60 rows 12 && \(environment) tidings \(line)' /dev/null </dev/null")
    }

    @Test func `what is longer than the screen goes through the pager, in colour`() async throws {
        let scenario = try await Self.polled()
        let (code, output, _) = try await Self.shown(
            scenario, "entries", pager: "cat >\(scenario.folder.path)/paged; echo LESS is $LESS")
        #expect(code == 0)
        #expect(output.hasPrefix("LESS is FRX\r\n"))
        let paged = try scenario.text("paged")
        #expect(paged.split(separator: "\n").count == 21)
        #expect(paged.contains("\u{1b}[2m"))
        for command in ["show 1", "feeds show 1"] {
            let shown = try await Self.shown(scenario, "\(command) --json", pager: "echo paged")
            #expect(shown.output == "paged\r\n", "\(command)")
        }
    }

    @Test func `there is no pager where none is wanted or none is needed`() async throws {
        let scenario = try await Self.polled()
        let touch = "touch \(scenario.folder.path)/paged"
        let lines: [(line: String, pager: String)] = [
            ("entries -n 5", touch), ("entries --no-pager", touch),
            ("entries", ""), ("entries", "cat"), ("entries", "/nosuch/program"),
            ("entries", "nosuchpager -R"), ("entries", "LESS=R nosuchpager"),
            ("entries --all --jsonl", "if true; then nosuchpager; fi"),
            ("entries", "exec /dev/null"),
            ("entries | cat", touch), ("entries --help", touch),
        ]
        for (line, pager) in lines {
            let (code, output, _) = try await Self.shown(scenario, line, pager: pager)
            #expect(code == 0, "\(line) \(pager)")
            #expect(output.split(separator: "\r\n").count > 5, "\(line) \(pager)")
        }
        #expect(!FilePresence.exists("\(scenario.folder.path)/paged"))
        #expect(try await scenario.tidings("watch", "--no-pager").code == 2)
    }

    @Test func `a pager that is left early is a quiet end`() async throws {
        let scenario = try await Self.polled()
        for pager in ["true", "head -n 2", "sh -c \"exit 3\""] {
            for line in ["entries --all", "entries --all --jsonl", "entries --all --json"] {
                let (code, output, _) = try await Self.shown(scenario, line, pager: pager)
                #expect(code == 0, "\(pager) \(line)")
                #expect(!output.contains("tidings:"), "\(pager) \(line)")
            }
        }
        // What is said behind the list is said when the terminal is free again.
        let told = try await Self.shown(
            scenario, "search report tag:none", pager: "cat; echo read")
        #expect(told.output.contains("no feed fits tag:none"))
    }

    @Test func `COLUMNS says how wide text is, on a terminal alone`() async throws {
        let scenario = try await Self.polled()
        func widest(_ text: String) -> Int {
            let plain = text.replacing("\u{1b}[2m", with: "").replacing("\u{1b}[0m", with: "")
            return plain.split(separator: "\r\n").map(\.count).max() ?? 0
        }
        let wide = try await Self.shown(
            scenario, "entries -n 3", pager: "cat", environment: "COLUMNS=100")
        #expect((61...100).contains(widest(wide.output)))
        let own = try await Self.shown(scenario, "entries -n 3", pager: "cat")
        #expect(widest(own.output) <= 60)
        let nonsense = try await Self.shown(
            scenario, "entries -n 3", pager: "cat", environment: "COLUMNS=-1")
        #expect(widest(nonsense.output) <= 60)
        let piped = try await scenario.shell("tidings entries -n 3")
        #expect(try await scenario.shell("COLUMNS=40 tidings entries -n 3").output == piped.output)
    }

    @Test func `what takes long is told on a terminal, and taken away again`() async throws {
        let scenario = try Scenario()
        try scenario.follow([])
        scenario.origin.handle("/slow") { _ in
            var response = LoopbackOrigin.Response(
                text: FeedItem.rss([FeedItem(id: "1", title: "One")], title: "Slow"),
                type: "application/rss+xml")
            response.delay = 2_000
            return response
        }
        let address = "\(scenario.origin.baseURL)/slow"
        let seen = try await Self.shown(scenario, "discover \(address)", pager: "cat")
        let told = try #require(seen.output.firstRange(of: "\r\u{1b}[Kfetching http"))
        let away = try #require(seen.output.firstRange(of: "\r\u{1b}[K\u{1b}[2mURL"))
        #expect(told.lowerBound < away.lowerBound)
        #expect(try await scenario.tidings("discover", address).error == "")
    }
}
