import ChildProcess
import LoopbackOrigin
import Platform
import Testing
import Waiting

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

    @Test func `without a database a command fails and says to start the daemon`() async throws {
        let scenario = try Scenario()
        for command in [
            "status", "refresh", "clusters", "entries", "feeds", "show 1", "explain 1 2",
        ] {
            let (code, _, error) = try await scenario.shell("tidings \(command)")
            #expect(code == 1, "\(command)")
            #expect(error.contains("start tidingsd"), "\(command)")
        }
    }

    @Test func `a list of servers without a database is refused as every other list is`()
        async throws
    {
        let scenario = try Scenario()
        for form in ["--json", "--jsonl", "--format {host}"] {
            let list = try await scenario.shell(
                "tidings entries \(form.replacing("host", with: "id"))")
            let scores = try await scenario.shell("tidings status --polite \(form)")
            #expect(scores.code == list.code && scores.output == "" && scores.error == list.error)
            #expect(scores.error.contains("start tidingsd"))
        }
        let whole = try await scenario.tidings("status", "--jsonl")
        #expect(whole.code == 2)
        #expect(whole.error.contains("--polite"))
    }

    @Test func `an option before the command is refused with the line that was meant`() async throws
    {
        let scenario = try await Self.polled()
        for (line, meant) in [
            ("--no-pager clusters", "tidings clusters --no-pager"),
            ("--state=/x feeds show 1", "tidings feeds --state=/x"),
            ("--config f.yml check", "tidings check --config f.yml"),
            ("--since 2d", "tidings clusters --since 2d"),
            ("-n5 entries", "tidings entries -n5"),
            ("-n 5 entries", "tidings entries -n 5"),
            ("--lim 5 entries", "tidings entries --lim 5"),
        ] {
            let refused = try await scenario.shell("tidings \(line)")
            #expect(refused.code == 2, "\(line)")
            #expect(refused.error.contains("goes behind the command: \(meant)"), "\(refused.error)")
        }
        let mistyped = try await scenario.tidings("--versoin", "clusters")
        #expect(mistyped.error.contains("did you mean --version?"))
    }

    @Test func `in a pipe no name is cut, however long`() async throws {
        let scenario = try Scenario()
        let name = "The Harbour Post and Evening Advertiser of Greater Port Ansel"
        let feed = FeedItem.rss([FeedItem(id: "1", title: "Harbour bridge closed")], title: name)
        scenario.origin.handle("/good.xml") { _ in
            LoopbackOrigin.Response(text: feed, type: "application/rss+xml")
        }
        try scenario.follow(["/good.xml"])
        try await scenario.pollOnce()
        for line in [
            "show 1", "show 1 --members", "entries", "clusters", "feeds", "search harbour",
        ] {
            let piped = try await scenario.shell("tidings \(line)").output
            #expect(piped.contains(name) || line == "clusters", "\(line): \(piped)")
            #expect(!piped.contains("…"), "\(line)")
        }
        #expect(try await scenario.shown(["show", "1"]).text.contains("The Harbour Post"))
    }

    @Test func `help is as wide as the terminal, and in a pipe 80 columns`() async throws {
        let scenario = try Scenario()
        func widest(_ text: String) -> Int {
            // Before the examples, whose lines are whole.
            let lines = text.replacing("\r", with: "").split(separator: "\n")
            return lines.prefix { $0 != "Examples:" }.map(\.count).max() ?? 0
        }
        for columns in [60, 120] {
            let shown = try await scenario.shown(["help", "watch"], columns: columns)
            #expect((columns - 12...columns).contains(widest(shown.text)), "\(shown)")
        }
        let wanted = try await scenario.shown(
            ["watch", "-h"], columns: 120, environment: ["COLUMNS": "60"])
        #expect((48...60).contains(widest(wanted.text)), "\(wanted)")
        let piped = try await scenario.tidings("help", "watch")
        #expect((68...80).contains(widest(piped.output)), "\(piped)")
    }

    @Test func `feeds that come on standard input are checked, and faults are told by their lines`()
        async throws
    {
        let scenario = try Scenario()
        let right = try await scenario.shell(
            "echo 'feeds: [https://a.example/f]' | tidings check -")
        #expect(right.code == 0)
        #expect(right.output == "standard input: valid, 1 feed, 0 switched off\n")
        let wrong = try await scenario.shell("printf 'feeds:\n  - ftp://a\n' | tidings check -")
        #expect(wrong.code == 5)
        #expect(wrong.error.contains("standard input:2:"), "\(wrong.error)")
        let json = try await scenario.shell("echo 'fees: []' | tidings check - --json")
        #expect(json.output.contains("\"file\":\"standard input\",\"valid\":false"))
    }

    @Test func `a feed that fails is listed with its reason, a removed one is not`() async throws {
        let scenario = try await Self.polled()
        let failing = try await scenario.tidings("feeds", "--failing")
        let cells = failing.output.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(cells.count == 1)
        #expect(cells.first?.dropLast().last?.contains("404") == true)
        #expect(cells.first?.last?.contains("tidings discover") == true)
        #expect(cells.first?.contains("never") == true)

        let missing = "\(scenario.origin.baseURL)/missing.xml"
        #expect(try await scenario.tidings("remove", missing).code == 0)
        try await scenario.pollOnce()
        let none = try await scenario.tidings("feeds", "--failing")
        #expect(none.code == 3)
        #expect(none.output == "")
        #expect(none.error.contains("no feed fails"))
    }

    @Test func `an event is shown by its number with or without the sign`() async throws {
        let scenario = try await Self.polled()
        let shown = try await scenario.tidings("show", "1")
        #expect(shown.code == 0)
        #expect(try await scenario.tidings("show", "#1").output == shown.output)
        #expect(try await scenario.tidings("show", "#").code == 2)
        for command in [["clusters"], ["entries"], ["search", "report"]] {
            let lines = try await scenario.tidings(command + ["--jsonl"]).output.split(
                separator: "\n")
            #expect(!lines.isEmpty)
            #expect(lines.allSatisfy { $0.hasPrefix("{\"id\":") && $0.hasSuffix("}") })
        }
        let address = try await scenario.tidings("show", "1", "--open")
        #expect(address.output.hasPrefix("https://outlet.example/"))
        #expect(address.output.split(separator: "\n").count == 1)
        let document = try await scenario.tidings("show", "1", "--json")
        #expect(document.output.hasPrefix("{\"version\":1,\"cluster\":{"))
    }

    @Test func `the largest and the least number of rows are numbers like others`() async throws {
        let scenario = try await Self.polled()
        for list in [["clusters"], ["clusters", "--search", "report"], ["entries"]] {
            let all = try await scenario.tidings(list + ["-n", "\(Int.max)"])
            #expect(all.code == 0)
            #expect(try await scenario.tidings(list + ["--all"]).output == all.output)
            let none = try await scenario.tidings(list + ["-n", "0"])
            #expect(none.code == 3)
            #expect(none.error.contains("-n 0 asks for no e"), "\(none.error)")
        }
    }

    @Test func `an argument cannot steer the terminal that it is refused on`() async throws {
        let scenario = try Scenario()
        let hostile = "\u{1b}[2J\u{202e}"
        for words in [["\(hostile)"], ["clusters", "--\(hostile)"], ["show", "\(hostile)"]] {
            let refused = try await scenario.tidings(words)
            #expect(refused.code == 2)
            #expect(!refused.error.contains("\u{1b}") && !refused.error.contains("\u{202e}"))
        }
    }

    @Test func `what is read is marked, filtered, and can be taken back`() async throws {
        let scenario = try await Self.polled()
        let all = try await scenario.tidings("clusters", "--unread")
        #expect(all.code == 0)
        #expect(all.output.contains("\tunread\t"))
        #expect(try await scenario.tidings("read", "--entry", "1").output.hasSuffix("\tread\n"))
        #expect(try await scenario.tidings("read", "--all").code <= 3)
        let none = try await scenario.tidings("clusters", "--unread", "--json")
        #expect(none.code == 3)
        #expect(none.output.contains("\"clusters\":[]"))
        #expect(try await scenario.tidings("unread", "1").output == "1\tunread\n")
        let one = try await scenario.tidings("clusters", "--unread", "--json")
        #expect(one.output.contains("\"unread\":true"))
        #expect(try await scenario.tidings("read", "99").code == 3)
        #expect(try await scenario.tidings("unread").code == 2)
        #expect(try await scenario.tidings("unread", "1", "--last").code == 2)
        #expect(try await scenario.tidings("read", "1", "--since", "7d").code == 2)
        let unfound = try await scenario.tidings("read", "--all", "--search", "zeppelin")
        #expect(unfound.code == 3 && unfound.output == "0 events marked as read\n", "\(unfound)")
        let marked = try await scenario.tidings("read", "--all", "--since", "30d")
        #expect(marked.error.contains("`tidings unread --last`"), "\(marked)")
        let back = try await scenario.tidings("unread", "--last")
        #expect(back.output == marked.output.replacing(" read", with: " unread"), "\(back)")
        for pair in [["--json", "--format", "{id}"], ["--jsonl", "--json"]] {
            let refused = try await scenario.tidings(["clusters"] + pair)
            #expect(refused.code == 2 && refused.output == "", "\(refused)")
            #expect(refused.error.contains("one of them at a time"), "\(refused)")
        }
        #expect(try await scenario.tidings("read").code == 2)
        #expect(try await scenario.tidings("read", "1", "--all").code == 2)
        for filter in [["--feed", "good"], ["--sort", "growth"], ["--until", "today"]] {
            let (code, _, error) = try await scenario.tidings(["clusters"] + filter)
            #expect(code == 0, "\(filter) \(error)")
        }
        #expect(try await scenario.tidings("clusters", "--tag", "nosuch").code == 3)
    }

    @Test func `a small database is told in KiB`() async throws {
        let scenario = try await Self.polled()
        let status = try await scenario.tidings("status")
        #expect(status.output.contains(" KiB\n"))
        #expect(status.output.contains("feeds       2: 1 fresh, 1 failing\n"))
    }

    @Test func `refresh tells what was asked and, when it waits, how it went`() async throws {
        let scenario = try await Self.polled()
        #expect(try await scenario.tidings("refresh").code == 1)
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.tidings("status").code == 0
        }
        #expect(isUp, "\(daemon.errorOutput)")

        let good = try await scenario.tidings("refresh", "GOOD", "--json", "--wait")
        #expect(good.code == 0, "\(good.error)")
        #expect(good.output.contains("\"asked\":1,"))
        #expect(good.output.contains("/good.xml"))
        #expect(good.output.contains("\"polled\":true"))
        let all = try await scenario.tidings("refresh", "--wait")
        #expect(all.code == 4)
        #expect(all.output == "asked for 2 feeds\n0 new entries\n")
        #expect(all.error.contains("/missing.xml: 404"))
        #expect(try await scenario.tidings("refresh", "nosuch").code == 3)
        // One that is not found does not hold up the others.
        let part = try await scenario.tidings("refresh", "nosuch", "good", "--wait")
        #expect(part.code == 4 && part.output.hasPrefix("asked for 1 feed\n"), "\(part)")
        #expect(part.error.contains("no feed has \"nosuch\""), "\(part)")

        let feeds = try scenario.text("feeds.yml")
        try scenario.write(
            feeds.replacing(
                "- url: \(scenario.origin.baseURL)/good.xml",
                with: """
                    - url: \(scenario.origin.baseURL)/good.xml
                        enabled: false
                    """), to: "feeds.yml")
        let isOff = try await becomesTrue {
            try await scenario.tidings("refresh", "good").error.contains("is switched off")
        }
        #expect(isOff)
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `a document that cannot be right is named by its line`() async throws {
        let scenario = try Scenario()
        for (text, said) in [
            ("{\"id\":1}\n\n{\"id\":1}\n", ":3: the id of line 1 again"),
            (
                "{\"id\":1}\n{\"id\":2,\"published\":\"soon\"}\n",
                ":2: published: \"soon\"; expected"
            ),
            ("{\"title\":\"x\"}\n", ":1: expected a JSON object"),
        ] {
            try scenario.write(text, to: "documents.jsonl")
            let answer = try await scenario.tidings(
                "cluster", "\(scenario.folder.path)/documents.jsonl")
            #expect(answer.code == 1)
            #expect(answer.output == "")
            #expect(answer.error.contains(said), "\(answer.error)")
        }
        try scenario.write("\n", to: "documents.jsonl")
        let none = try await scenario.tidings(
            "cluster", "\(scenario.folder.path)/documents.jsonl")
        #expect(none.code == 3)
        #expect(none.error.contains("has no documents"))
    }

    @Test func `without HOME the files of a user are where the account has them`() async throws {
        let scenario = try Scenario()
        // Who has no account is told of the root folder.
        let home = AccountName.home(ProcessEnvironment.user) ?? ""
        // A feeds.yml of the user's own, so that root's is not that of the service.
        #expect(try await scenario.shell("mkdir '\(scenario.folder.path)/tidings'").code == 0)
        try scenario.write("feeds: []\n", to: "tidings/feeds.yml")
        let told = try await scenario.shell(
            "env -i PATH=\"$PATH\" XDG_CONFIG_HOME='\(scenario.folder.path)' tidings doctor --quick"
        )
        #expect(told.output.contains("\(home)/.local/state/tidings"), "\(told)")
        #expect(AccountName.home(4_000_000_000) == nil)
    }
}
