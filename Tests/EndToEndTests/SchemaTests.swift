import ChildProcess
import JSONSchema
import LoopbackOrigin
import Platform
import Testing
import Waiting

/// The JSON that every command prints, held against `docs/schema`.
struct SchemaTests {
    /// A command line, and the schema of what it prints; `#/$defs/…` behind the file for a line of a list.
    private typealias Step = (line: String, schema: String)

    /// In an order in which each has something to tell. No daemon runs.
    private static let atRest: [Step] = [
        ("clusters --all --json", "clusters.json"), ("entries --all --json", "entries.json"),
        ("search --json harbour", "search.json"), ("show 1 --json", "show.json"),
        ("show 1 --text --json", "show.json"), ("show --entry 1 --json", "show-entry.json"),
        ("explain 1 2 --json", "explain.json"), ("explain 1 '#2' --json", "explain.json"),
        ("explain '#1' '#2' --json", "explain.json"), ("explain 2 4 --json", "explain.json"),
        ("feeds --json", "feeds.json"), ("feeds list --failing --json", "feeds.json"),
        ("feeds show good --json", "feeds-show.json"),
        ("feeds show missing --json", "feeds-show.json"),
        ("feeds adopt --json", "feeds-adopt.json"),
        ("read 1 --json", "read.json"), ("unread 1 --json", "read.json"),
        ("read --all --json", "read.json"), ("unread --last --json", "read.json"),
        ("merge 1 2 --json", "decision.json"), ("split 1 1 --json", "decision.json"),
        ("pin 3 --json", "decision.json"), ("unpin 3 --json", "decision.json"),
        ("undo --json", "decision.json"), ("history --json", "history.json"),
        ("recluster --dry-run --json", "recluster.json"), ("recluster --json", "recluster.json"),
        ("status --json", "status.json"), ("status --polite --json", "status-polite.json"),
        ("status --json --state /nosuch/folder", "status.json"),
        ("doctor --json", "doctor.json"), ("check --json", "check.json"),
        ("check wrong.yml --json", "check.json"),
        ("backup --json", "backup.json"), ("backup --list --json", "backup-list.json"),
        ("restore --json", "restore.json"),
        ("restore --salvage --json", "restore-salvage.json"),
        ("parse good.xml --json", "parse.json"), ("parse rich.json --json", "parse.json"),
        ("parse page.html --json", "parse.json"),
        ("discover page.html --url https://x.example/ --json", "discover.json"),
        ("discover empty.html --url https://x.example/ --json", "discover.json"),
        ("discover page.html --url https://x.example/ --jsonl", "discover.json#/$defs/line"),
        ("discover empty.html --url https://x.example/ --jsonl", "discover.json#/$defs/line"),
        ("import --dry-run --json list.opml", "import.json"),
        ("import --json list.opml", "import.json"),
        ("disable https://listed.example/feed.xml --json", "disable.json"),
        ("enable https://listed.example/feed.xml --json", "enable.json"),
        (
            "feeds set https://listed.example/feed.xml --title L --unset tags --json",
            "feeds-set.json"
        ),
        ("remove https://listed.example/feed.xml --json", "remove.json"),
        ("add --no-fetch https://listed.example/other.xml --json", "add.json"),
        ("remove https://listed.example/other.xml --json", "remove.json"),
        ("clusters --all --jsonl", "records.json#/$defs/cluster"),
        ("entries --all --jsonl", "records.json#/$defs/entry"),
        ("feeds --jsonl", "records.json#/$defs/feed"),
        ("history --jsonl", "records.json#/$defs/hand_decision"),
        ("show 1 --jsonl", "show.json#/$defs/member"),
        ("status --polite --jsonl", "status-polite.json#/$defs/host"),
        (
            "watch --since 7d >lines & until test -s lines; do sleep 0.1; done; kill $!; wait; cat lines",
            "watch.json"
        ),
        ("export --jsonl", "export.json"), ("cluster documents.jsonl", "cluster.json"),
        ("cluster --at-arrival documents.jsonl", "cluster.json"),
    ]

    private static func scenario() async throws -> Scenario {
        let scenario = try Scenario()
        let text =
            "The harbour bridge of Port Ansel was closed on Monday after a ferry struck its "
            + "second pier, and engineers of the city said that it may stay closed for three weeks."
        scenario.origin.serveFeed(
            "/good.xml",
            items: [
                FeedItem(id: "0", title: "Harbour bridge closed in Port Ansel", text: text),
                FeedItem(id: "1", title: "Unplug your dishwasher now", text: "A recall of 4,000."),
            ])
        scenario.origin.serveFeed(
            "/copy.xml",
            items: [
                FeedItem(id: "2", title: "Harbour bridge closed in Port Ansel", text: text),
                FeedItem(id: "3", title: "Small bird, big step", text: "It flew for eleven days."),
            ])
        let page =
            "<html><head><link rel=alternate type=application/rss+xml title=All href=/good.xml>"
            + "<link rel=alternate type=application/rss+xml href=/more.xml></head></html>"
        scenario.origin.handle("/page") { _ in
            LoopbackOrigin.Response(text: page, type: "text/html")
        }
        scenario.origin.handle("/bare") { _ in
            LoopbackOrigin.Response(text: "<html><title>x</title></html>", type: "text/html")
        }
        scenario.origin.serveFeed("/more.xml", items: [FeedItem(id: "4", title: "More")])
        try scenario.write(page, to: "page.html")
        try scenario.write("<html></html>", to: "empty.html")
        try scenario.write(
            FeedItem.rss([FeedItem(id: "5", title: "Five")], title: "F"), to: "good.xml")
        try scenario.write(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Rich", "items": [{
            "id": "1", "content_html": "<p>x</p>", "language": "de", "tags": ["a"],
            "attachments": [{"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg"}]}]}
            """, to: "rich.json")
        try scenario.write("feeds: [x", to: "wrong.yml")
        try scenario.write(
            """
            <opml version="2.0"><body><outline text="News">
            <outline text="Listed" xmlUrl="https://listed.example/feed.xml"/>
            <outline text="Twice" xmlUrl="https://listed.example/feed.xml"/>
            <outline text="Other" xmlUrl="mailto:x@y.example"/></outline></body></opml>
            """, to: "list.opml")
        try scenario.write(
            "{\"id\":1,\"title\":\"Bridge\"}\n{\"id\":\"b\",\"title\":\"Bird\"}\n",
            to: "documents.jsonl")
        try scenario.follow(["/good.xml", "/copy.xml", "/missing.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    /// Runs a line and holds each document that it prints against its schema.
    private static func hold(
        _ step: Step, _ scenario: Scenario, _ files: [String: JSONValue]
    ) async throws {
        let printed = try await scenario.shell("cd \(scenario.folder.path); tidings \(step.line)")
        #expect(
            printed.code != 2 || step.schema == "discover.json", "\(step.line): \(printed.error)")
        let documents = printed.output.split(separator: "\n")
        #expect(!documents.isEmpty, "\(step.line): \(printed.error)")
        let parts = step.schema.split(separator: "#")
        let schema =
            parts.count == 1
            ? JSONSchema(step.schema, among: files)
            : JSONSchema(String(parts[0]), at: "#" + parts[1], among: files)
        for document in documents {
            let faults = schema.faults(of: try JSONValue(parsing: String(document)))
            #expect(faults == [], "\(step.line)")
        }
    }

    @Test func `what every command prints is as its schema says`() async throws {
        let scenario = try await Self.scenario()
        let files = try JSONSchema.published()
        for step in Self.atRest { try await Self.hold(step, scenario, files) }

        let origin = scenario.origin.baseURL
        let daemon = try scenario.daemon()
        #expect(
            try await becomesTrue {
                try await scenario.tidings("status").code == 0
            }, "\(daemon.errorOutput)")
        let atWork: [Step] = [
            ("status --json", "status.json"),
            ("refresh good --json", "refresh.json"),
            ("refresh --wait --json", "refresh.json"),
            ("discover \(origin)/page \(origin)/bare --json", "discover.json"),
            ("add \(origin)/page --json", "discover.json"),
            ("add \(origin)/bare --json", "discover.json"),
            ("add \(origin)/more.xml --json", "add.json"),
            ("add --yes \(origin)/gone.xml --json", "add.json"),
        ]
        for step in atWork { try await Self.hold(step, scenario, files) }
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))

        // No command that knows --json is left out, and no schema.
        let lines = (Self.atRest + atWork).map(\.line)
        for words in try await Self.commands(scenario) {
            let help = try await scenario.shell("tidings \(words) --help").output
            guard help.contains(" --json ") else { continue }
            let isHeld = lines.contains { $0.hasPrefix("\(words) ") && $0.contains("--json") }
            #expect(isHeld, "tidings \(words) --json is held against no schema: add it here")
        }
        let used = Set((Self.atRest + atWork).map { String($0.schema.prefix { $0 != "#" }) })
        #expect(used == Set(files.keys))
    }

    /// `clusters`, …, `feeds show`: what the help lists.
    private static func commands(_ scenario: Scenario) async throws -> [String] {
        func names(_ help: String) -> [String] {
            help.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
                .compactMap { $0.split(separator: " ").first.map(String.init) }
                .filter { $0.allSatisfy { $0.isLetter && $0.isLowercase } && $0 != "tidings" }
        }
        let all = names(try await scenario.tidings("--help").output).filter { $0 != "help" }
        let feeds = try await scenario.tidings("feeds", "--help").output
        return all + names(feeds).map { "feeds \($0)" }
    }

    @Test func `a list says the same in each of its forms`() async throws {
        let scenario = try await Self.scenario()
        #expect(try await scenario.tidings("backup").code == 0)
        let lists = [
            ("clusters --all", "clusters", "id"), ("entries --all", "entries", "title"),
            ("search bridge", "entries", "excerpt"), ("feeds", "feeds", "url"),
            ("history", "decisions", "told"), ("doctor", "findings", "grade"),
            ("show 1", "members", "title"), ("status --polite", "hosts", "host"),
            ("backup --list", "backups", "file"), ("recluster --dry-run", "changes", "change"),
        ]
        #expect(try await scenario.tidings("pin", "1").code == 0)
        for (line, name, field) in lists {
            let document = try JSONValue(
                parsing: await scenario.shell("tidings \(line) --json").output)
            let rows = document[name]?.elements ?? []
            let lines = try await scenario.shell("tidings \(line) --jsonl").output
                .split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            // Of what changes from one moment to the next only the form is compared.
            if line != "doctor" { #expect(rows == lines, "\(line)") }
            let told = try await scenario.shell("tidings \(line) --format '<{\(field)}>'").output
            let texts = rows.map { row in
                switch row[field] {
                case .text(let text)?: "<\(text)>"
                case .number(let number)?: "<\(Int(number))>"
                default: "<>"
                }
            }
            #expect(told.split(separator: "\n").map(String.init) == texts, "\(line)")
        }
        let unknown = try await scenario.tidings("feeds", "--format", "{id} {adress}")
        #expect(unknown.code == 2)
        #expect(
            unknown.error.contains("another field than {adress}; the fields are id, url, title,"))
    }
}
