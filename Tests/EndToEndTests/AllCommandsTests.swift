import ChildProcess
import FoundationEssentials
import LoopbackOrigin
import News
import Platform
import Terminal
import Testing
import Values
import Waiting

@testable import CommandLineInterface
@testable import tidings

/// Every command that is declared, as a process: in a pipe, on a terminal, with `--json`, and with
/// something wrong.
struct AllCommandsTests {
    /// How a command is tried.
    private struct Trial {
        /// The words of its name.
        let command: String
        /// What stands behind it: in a pipe, on a terminal and with `--json`, where these differ since it
        /// changes something.
        var words: [String]
        var code: Int32 = 0
        /// What prints JSON by itself, or none at all.
        var json = JSON.document
        /// A line at which it fails, how it ends then, and the words of the remedy.
        let wrong: (line: String, code: Int32, remedy: String)

        enum JSON { case document, always, none }

        init(
            _ command: String, _ words: String..., code: Int32 = 0, json: JSON = .document,
            wrong line: String, _ wrongCode: Int32, _ remedy: String
        ) {
            self.command = command
            self.words = words.isEmpty ? [""] : words
            self.code = code
            self.json = json
            wrong = (line, wrongCode, remedy)
        }

        /// The arguments of the try of that number.
        func arguments(_ place: Int) -> [String] {
            split(command) + split(words[min(place, words.count - 1)])
        }

        func split(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
    }

    /// In an order in which each finds what it needs.
    private static func trials(_ scenario: Scenario) -> [Trial] {
        let (base, folder) = (scenario.origin.baseURL, scenario.folder.path)
        let meant = "did you mean Harbour Post (1)?"
        let unknown = "`tidings clusters` lists them"
        return [
            Trial("clusters", wrong: "clusters --sort growt", 2, "did you mean growth?"),
            Trial("show", "1", "1", "1", wrong: "show 99", 3, unknown),
            Trial("explain", "1 2", wrong: "explain 1 99", 3, "`tidings entries`"),
            Trial("entries", wrong: "entries --feed harbuor", 3, meant),
            Trial("search", "ferry", "since:7d", "ferry", wrong: "search feed:harbuor", 3, meant),
            Trial("read", "1", "2", "3", wrong: "read", 2, "--all"),
            Trial("unread", "1", "2", "3", wrong: "unread 99", 3, unknown),
            Trial("feeds", wrong: "feeds shwo", 2, "did you mean show?"),
            Trial("feeds list", wrong: "feeds list --faling", 2, "did you mean --failing?"),
            Trial("feeds show", "1", wrong: "feeds show harbuor", 3, meant),
            Trial(
                "feeds set", "2 --tag a", "2 --tag b", "2 --tag c",
                wrong: "feeds set harbuor --tag a", 3, meant),
            Trial("feeds adopt", code: 3, wrong: "feeds adopt harbuor", 3, meant),
            Trial(
                "add", "\(base)/n1.xml", "\(base)/n2.xml", "\(base)/n3.xml",
                wrong: "add \(base)/absent.xml", 1, "--no-fetch"),
            Trial(
                "remove", "\(base)/n1.xml", "\(base)/n2.xml", "\(base)/n3.xml",
                wrong: "remove harbuor", 3, meant),
            Trial("disable", "2", wrong: "disable harbuor", 3, meant),
            Trial("enable", "2", wrong: "enable harbuor", 3, meant),
            Trial(
                "import", "\(folder)/list.txt", wrong: "import \(folder)/none.txt", 1, "none.txt"),
            Trial("refresh", code: 1, wrong: "refresh harbuor", 3, meant),
            Trial("check", wrong: "check \(folder)/wrong.yml", 5, "wrong.yml:1:1"),
            Trial("merge", "1 2", "1 3", "1 4", wrong: "merge 1 99", 3, unknown),
            Trial("split", "1 2", "1 3", "1 4", wrong: "split 1 99", 3, "`tidings entries`"),
            Trial("pin", "1", "2", "3", wrong: "pin 99", 3, "`tidings entries`"),
            Trial("unpin", "1", "2", "3", wrong: "unpin 99", 3, "99"),
            Trial("undo", wrong: "undo 99", 3, "`tidings history`"),
            Trial("history", wrong: "history -n x", 2, "-n"),
            Trial("recluster", "--dry-run", wrong: "recluster --since x", 2, "yesterday"),
            Trial("status", code: 1, wrong: "status --state \(folder)/x", 1, "start tidingsd"),
            Trial("doctor", wrong: "doctor --state \(folder)/x", 1, "--state"),
            Trial(
                "backup", "\(folder)/b1", "\(folder)/b2", "\(folder)/b3",
                wrong: "backup \(folder)/b1", 1, "--force"),
            Trial(
                "restore", "\(folder)/b1", wrong: "restore \(folder)/none.db", 1, "none.db"),
            Trial("export", "--urls", json: .none, wrong: "export", 2, "--opml"),
            Trial(
                "cluster", "\(folder)/documents.jsonl", json: .always,
                wrong: "cluster \(folder)/none.jsonl", 1, "none.jsonl"),
            Trial("parse", "\(folder)/feed.xml", wrong: "parse \(folder)/x.xml", 1, "x.xml"),
            Trial(
                "discover", "\(folder)/page.html", wrong: "discover \(folder)/x.html", 1, "x.html"),
            Trial(
                "manual", json: .none, wrong: "manual clusers", 3, "did you mean tidings-clusters?"),
            Trial("completions", "bash", json: .none, wrong: "completions csh", 2, "bash"),
        ]
    }

    private static let items = [
        FeedItem(
            id: "ferry", title: "Ferry Halvorsen runs aground on the Skarv reef, 214 taken off 🚢",
            text: News.ferry),
        FeedItem(id: "bridge", title: "選挙の結果が判明した、与党が過半数を失う見通しであると報じられている首相は辞任を否定している"),
        FeedItem(id: "quota", title: "Parliament votes on fishing quotas"),
        FeedItem(id: "museum", title: "Re\u{301}sume\u{301} of a museum night 👨‍👩‍👧‍👦"),
        FeedItem(id: "chess", title: "Chess title goes to Orsk"),
    ]

    private static func scenario() async throws -> Scenario {
        let scenario = try Scenario()
        let feed = FeedItem.rss(items, title: "Harbour Post")
        scenario.origin.handle("/harbour.xml") { _ in
            LoopbackOrigin.Response(text: feed, type: "application/rss+xml")
        }
        scenario.origin.serveFeed("/wire.xml", items: [items[0]])
        for number in 1...4 {
            scenario.origin.serveFeed(
                "/n\(number).xml", items: [FeedItem(id: "n\(number)", title: "Number \(number)")])
        }
        try scenario.follow(["/harbour.xml", "/wire.xml", "/missing.xml"])
        try scenario.write(feed, to: "feed.xml")
        try scenario.write("fees: []\n", to: "wrong.yml")
        try scenario.write("https://list.example/feed.xml\n", to: "list.txt")
        try scenario.write("{\"id\":1,\"title\":\"Ferry aground\"}\n", to: "documents.jsonl")
        try scenario.write(
            "<link rel=alternate type=application/rss+xml href=http://a.example/feed>",
            to: "page.html")
        try await scenario.pollOnce()
        return scenario
    }

    @Test func `every command keeps its contract with people and with scripts`() async throws {
        let scenario = try await Self.scenario()
        let trials = Self.trials(scenario)
        let declared = TidingsProgram.program.commands.flatMap {
            CommandOutline(of: $0, below: []).all
        }.map { $0.words.joined(separator: " ") }
        // `watch` goes on until it is told to end: it has tests of its own.
        #expect(
            Set(trials.map(\.command)).union(["watch"]) == Set(declared),
            "each command has to stand in `trials`")
        for trial in trials {
            let piped = try await scenario.tidings(trial.arguments(0))
            #expect(piped.code == trial.code, "\(trial.command) in a pipe: \(piped)")
            #expect(!(piped.output + piped.error).contains("\u{1b}"), "\(trial.command): \(piped)")
            #expect(!piped.output.isEmpty || trial.code != 0 || trial.command == "recluster")

            let shown = try await scenario.shown(trial.arguments(1))
            #expect(shown.code == trial.code, "\(trial.command) on a terminal: \(shown)")
            Self.expectTidy(shown.text, trial.command)

            try await expectJSON(trial, scenario)

            let wrong = try await scenario.tidings(trial.split(trial.wrong.line))
            #expect(wrong.code == trial.wrong.code, "\(trial.wrong.line): \(wrong)")
            #expect(
                (wrong.error + wrong.output).contains(trial.wrong.remedy),
                "\(trial.wrong.line): \(wrong)")
        }
    }

    /// What a terminal is shown: colours and no other steering, and no line that is wider than it, but
    /// for addresses and paths, which stay whole so that they can be copied.
    private static func expectTidy(_ text: String, _ command: String) {
        let plain = plain(text)
        #expect(!plain.contains("\u{1b}"), "\(command): \(text)")
        let isForOtherPrograms = ["completions", "manual", "cluster", "parse"].contains(command)
        for line in plain.split(separator: "\n")
        where !isForOtherPrograms && !line.contains("/") && !line.hasPrefix("tidings: ") {
            #expect(DisplayWidth.of(String(line)) <= 80, "\(command): \(line)")
        }
    }

    private static func plain(_ text: String) -> String {
        ["0", "1", "2", "33"].reduce(text) { $0.replacing("\u{1b}[\($1)m", with: "") }
    }

    private func expectJSON(_ trial: Trial, _ scenario: Scenario) async throws {
        guard trial.json != .none else { return }
        struct Document: Decodable { let version: Int? }
        let words = trial.arguments(2) + (trial.json == .document ? ["--json"] : [])
        let answer = try await scenario.tidings(words)
        #expect(answer.code == trial.code, "\(words): \(answer)")
        // A command that has nothing to tell of says so on standard error.
        if answer.output.isEmpty, trial.code != 0 { return }
        let document = try? JSONDecoder().decode(Document.self, from: Data(answer.output.utf8))
        let isDocument = trial.command != "cluster"
        #expect(document != nil, "\(words): \(answer)")
        #expect(document?.version == (isDocument ? 1 : nil), "\(words): \(answer.output)")
    }

    @Test func `colours are for terminals whose owner wants them`() async throws {
        let scenario = try await Self.scenario()
        for words in [["clusters"], ["entries"], ["show", "1"], ["feeds"], ["status"], ["doctor"]] {
            #expect(try await scenario.shown(words).text.contains("\u{1b}["), "\(words)")
            for quiet in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
                let plain = try await scenario.shown(words, environment: quiet).text
                #expect(!plain.contains("\u{1b}"), "\(words) \(quiet)")
            }
        }
    }

    @Test(arguments: [40, 60, 100, 160])
    func `lists keep within the terminal, and cut no sign in two`(columns: Int) async throws {
        let scenario = try await Self.scenario()
        let signs = Self.items.reduce(Set("…")) { $0.union($1.title) }
        for words in [["clusters"], ["entries"], ["feeds"], ["clusters", "--terms"]] {
            let text = Self.plain(try await scenario.shown(words, columns: columns).text)
            for line in text.split(separator: "\n") where !line.contains("://") {
                #expect(DisplayWidth.of(String(line)) <= columns, "\(words): \(line)")
                // A sign of several scalars that were cut would be another one.
                let other = line.filter { !$0.isASCII && !signs.contains($0) }
                #expect(other.isEmpty, "\(words): \(other)")
            }
        }
    }

    @Test func `below a list stands how much of it is shown`() async throws {
        let scenario = try await Self.scenario()
        let some = try await scenario.shown(["clusters", "-n", "2"])
        let two = try await scenario.tidings("clusters", "-n", "2", "--format", "{id}@{last}")
            .output
        let last = try #require(two.split(separator: "\n").last)
        #expect(
            Self.plain(some.text).replacing(/\s+/, with: " ").hasSuffix(
                "2 of 5 events; --before \(last) shows the next "), "\(some.text)")
        let all5 = try await scenario.tidings("clusters", "--format", "{id}@{last}").output
        // By the number alone, too: it stands where it stood.
        for place in [last, last.prefix { $0 != "@" }] {
            let next = try await scenario.tidings(
                "clusters", "--before", "\(place)", "--format", "{id}@{last}")
            #expect(two + next.output == all5)
        }
        let page = try await scenario.tidings("clusters", "-n", "2", "--json").output
        #expect(page.contains("\"next\":\"\(last)\""), "\(page)")
        let rest = try await scenario.tidings("clusters", "--before", "\(last)", "--json").output
        #expect(rest.contains("\"next\":null"), "\(rest)")
        #expect(try await scenario.tidings("clusters", "--before", "1@yesterday").code == 2)
        for other in [["--sort", "growth"], ["--sort", "publishers"], ["--search", "ferry"]] {
            let refused = try await scenario.tidings(["clusters", "--before", "\(last)"] + other)
            #expect(refused.code == 2 && refused.error.contains("-n COUNT"), "\(refused)")
        }
        let largest = try await scenario.shown(["clusters", "-n", "2", "--sort", "publishers"])
        #expect(
            Self.plain(largest.text).hasSuffix("2 of 5 events; -n COUNT or --all shows more\n"))
        let all = try await scenario.shown(["clusters"])
        #expect(Self.plain(all.text).hasSuffix("5 events\n"))
        #expect(try await scenario.tidings("clusters", "-n", "2").error == "")
        let unread = try await scenario.shown(["clusters", "-n", "2", "--unread", "--since", "7d"])
        #expect(unread.text.contains("2 of 5 events"))
        let entries = try await scenario.shown(["entries", "-n", "2"])
        #expect(Self.plain(entries.text).contains("2 entries; --before "))
        // As many as were asked for, and no other behind them.
        let count = try await scenario.entries().count
        let whole = try await scenario.shown(["entries", "-n", "\(count)"])
        #expect(Self.plain(whole.text).hasSuffix("\(count) entries\n"))
    }

    @Test func `beside a running daemon all is well, on a terminal and in a pipe`() async throws {
        let scenario = try await Self.scenario()
        let daemon = try scenario.daemon()
        let isUp = try await becomesTrue {
            try await scenario.tidings("status").code == 0
        }
        #expect(isUp, "\(daemon.errorOutput)")
        let shown = try await scenario.shown(["status"])
        #expect(shown.code == 0)
        #expect(shown.text.hasPrefix("daemon      running since "))
        #expect(shown.text.contains("feeds       3: 2 fresh, 1 failing\n"))
        #expect(shown.text.contains("what to do  `tidings discover"))
        Self.expectTidy(shown.text, "status")
        let json = try await scenario.tidings("status", "--json")
        #expect(json.code == 0)
        #expect(json.output.contains("\"release\":\"\(Release.version)\""))
        #expect(json.output.contains("\"feed_states\":{\"fresh\":2,\"new\":0,\"late\":0,"))
        #expect(json.output.contains("\"trouble_feed\":3"))
        let refreshed = try await scenario.shown(["refresh", "Harbour Post", "--wait"])
        #expect(refreshed.code == 0)
        #expect(refreshed.text == "asked for 1 feed\n0 new entries\n")
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
    }

    @Test func `add asks which of several feeds is meant, and takes the answer`() async throws {
        let scenario = try await Self.scenario()
        let links = [1, 2].map {
            "<link rel=alternate type=application/rss+xml title='Number \($0)' href='/n\($0).xml'>"
        }.joined()
        scenario.origin.handle("/site") { _ in
            .init(text: "<html><head>\(links)</head></html>", type: "text/html")
        }
        let address = "\(scenario.origin.baseURL)/site"
        let none = try scenario.terminal(["add", address])
        #expect(try await none.shows("Which one? 1-2, nothing for none: "), "\(none.output)")
        none.type("\n")
        #expect(try await none.wait() == .exited(3))
        #expect(try !scenario.text("feeds.yml").contains("/n2.xml"))

        let asked = try scenario.terminal(["add", address])
        #expect(try await asked.shows("Which one?"), "\(asked.output)")
        #expect(asked.output.contains("2) \(scenario.origin.baseURL)/n2.xml  Number 2"))
        asked.type("9\n")
        #expect(try await asked.shows("none: 9\nWhich one?"), "\(asked.output)")
        asked.type("2\n")
        #expect(try await asked.wait() == .exited(0), "\(asked.output)")
        #expect(try scenario.text("feeds.yml").contains("/n2.xml"))
        #expect(try !scenario.text("feeds.yml").contains("/n1.xml"))
    }

    @Test func `watch on a terminal ends at Ctrl-C`() async throws {
        let scenario = try await Self.scenario()
        let watch = try scenario.terminal(["watch"], columns: 90)
        #expect(try await watch.shows("Parliament votes"), "\(watch.output)")
        #expect(watch.output.contains("\u{1b}[H\u{1b}[J"))
        watch.type("\u{3}")
        #expect(try await watch.wait() == .exited(130))
    }
}
