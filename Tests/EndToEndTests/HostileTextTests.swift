import LoopbackOrigin
import Platform
import Testing

/// What a feed writes cannot steer a terminal, through whatever command it is shown, on a terminal
/// and in a pipe.
struct HostileTextTests {
    /// Colours, a window's title, a link, the clipboard, C1, a line that is overwritten, turned
    /// text, invisible and wide signs.
    private static let titles = [
        "&#x1b;[31mred&#x1b;[2J", "&#x1b;]0;owned&#x7; title",
        "&#x1b;]8;;https://evil.example&#x1b;\\",
        "&#x1b;]52;c;cm0gLXJm&#x7; clip", "\u{9b}2J\u{9d}52;c;AAAA\u{9c} c1",
        "good&#xd;evil&#x8;&#x8;",
        "\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}\u{200f}\u{61c}", "a\u{200b}b\u{feff}c\u{e0041}",
        "選挙の結果 👨‍👩‍👧‍👦 🇳🇴", String(repeating: "\u{81}", count: 200),
    ]

    /// A line for each command that `tidings` has: one that is missing here fails the test.
    private static func lines(_ scenario: Scenario) -> [String: [String]] {
        let file = "\(scenario.folder.path)/hostile.xml"
        return [
            "clusters": [
                "clusters --all", "clusters --terms", "clusters --json", "clusters --search red",
                "clusters --jsonl", "entries --jsonl", "search --jsonl red",
                "clusters --format={headline}{terms}", "entries --format={title}{author}",
                "search --format={title}{excerpt} red",
            ],
            "show": (1...titles.count).map { "show \($0) --why" } + [
                "show 1 --json", "show 5", "show 1 --members", "show 1 --text", "show 5 --text",
                "show --entry 1", "show --entry 5", "show --entry 1 --json",
                "show --entry 2 --open",
                "show 1 --text --json", "show 1 --open", "show 5 --text --jsonl",
                "show 1 --format '{feed_title} {title} {added} {text} {reason} {link}'",
            ],
            "explain": ["explain 1 2", "explain 1 2 --json"],
            "entries": ["entries --all", "entries --all --json", "entries --feed hostile"],
            "search": ["search red", "search --json red"],
            "watch": [
                "watch --since 7d & sleep 1; kill $!; wait",
                "watch --since 7d --feed hostile.xml & sleep 1; kill $!; wait",
            ],
            "read": ["read 1", "read 2 --json", "read --all --search red"],
            "unread": ["unread 1", "unread --last"],
            "feeds": [
                "feeds", "feeds --json", "feeds show 1", "feeds list --failing",
                "feeds --jsonl", "feeds --format={title}{notes}",
                // What is near is told by its title.
                "feeds set hostile --tag x", "feeds set hostile --unset tags --json",
                "feeds show hostile", "feeds show hostiel.xml", "feeds show gnp.exe",
            ],
            "add": ["add http://127.0.0.1:1/x --help"],
            "remove": ["remove nosuch", "remove hostile"],
            "refresh": ["refresh"], "check": ["check", "check --json"],
            "enable": ["enable hostile.xml"], "disable": ["disable hostile.json"],
            "import": ["import --help"],
            "merge": ["merge 1 2"], "split": ["split 1 --help"], "pin": ["pin 1"],
            "unpin": ["unpin 1"], "undo": ["undo"],
            "history": ["history", "history --json", "history --format={told}"],
            "recluster": ["recluster --dry-run", "recluster --dry-run --json"],
            "status": [
                "status", "status --json", "status --polite", "status --polite --format {host}",
            ], "doctor": ["doctor"],
            "backup": ["backup --list"], "restore": ["restore --help"],
            "export": ["export --jsonl", "export --opml", "export --urls"],
            "cluster": ["cluster \(file)"],
            "parse": ["parse \(file)", "parse --json \(file)"],
            "discover": [
                "discover \(file)", "discover --json \(file)",
                "discover --format={title}{url} \(file)",
            ],
            "manual": ["manual clusters"], "completions": ["completions bash"],
        ]
    }

    private static func scenario() async throws -> Scenario {
        let scenario = try Scenario()
        let items = titles.enumerated().map {
            "<item><guid>\($0)</guid><title>\($1)</title><link>http://x.example/\($0)</link>"
                + "<author>\($1)</author><description>\($1) report \($0)</description></item>"
        }.joined()
        // Numbers of control characters that XML 1.0 forbids: parsers that repair let them in.
        let feed =
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>\(titles[4])\(titles[6])"
            + "</title><link>http://x.example/</link>\(items)</channel></rss>"
        let json =
            titles.enumerated().map { number, title in
                let text = title.replacing("&#x1b;", with: "\\u001b").replacing(
                    "&#x7;", with: "\\u0007"
                )
                .replacing("&#xd;", with: "\\r").replacing("&#x8;", with: "\\b")
                .replacing("\\\"", with: "\"")
                return
                    "{\"id\":\"j\(number)\",\"title\":\"\(text.hasSuffix("\\") ? text + "\\" : text)\","
                    + "\"content_text\":\"told \(number)\"}"
            }.joined(separator: ",")
            + ",{\"id\":\"u\",\"content_text\":\"\\u001b[31mred\\u202e \\u009b2J note\"}"
        let document =
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"\\u001b[31mJ\\u202e\","
            + "\"items\":[\(json)]}"
        scenario.origin.handle("/hostile.xml") { _ in
            LoopbackOrigin.Response(text: feed, type: "application/rss+xml")
        }
        scenario.origin.handle("/hostile.json") { _ in
            LoopbackOrigin.Response(text: document, type: "application/feed+json")
        }
        try scenario.write(feed, to: "hostile.xml")
        try scenario.follow(["/hostile.xml", "/hostile.json", "/missing.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    /// The first scalar that must not reach a terminal; a terminal's own colours and line ends may.
    private static func fault(in output: String, isTerminal: Bool) -> String? {
        var text = output
        if isTerminal {
            text = text.replacing("\r\n", with: "\n")
            // A list that is drawn again: to the first cell, and what stood there away.
            text = text.replacing("\u{1b}[H\u{1b}[J", with: "")
            // A line that says how far a long task is, on a slow machine.
            text = text.replacing("\r\u{1b}[K", with: "")
            for colour in ["0", "1", "2", "33", "32", "31", "36"] {
                text = text.replacing("\u{1b}[\(colour)m", with: "")
            }
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0a, 0x09: continue
            case 0..<0x20, 0x7f...0x9f, 0x61c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069:
                return "U+" + String(scalar.value, radix: 16)
            default: continue
            }
        }
        return nil
    }

    @Test func `no command lets through what steers a terminal`() async throws {
        let scenario = try await Self.scenario()
        let lines = Self.lines(scenario)
        let help = try await scenario.tidings("--help").output
        for command in Self.commands(in: help) {
            #expect(lines[command] != nil, "no line for `tidings \(command)`: add it here")
        }
        var isShown = false
        for (command, lines) in lines.sorted(by: { $0.key < $1.key }) {
            for line in lines {
                let piped = try await scenario.shell("tidings \(line) 2>&1")
                #expect(Self.fault(in: piped.output, isTerminal: false) == nil, "\(line)")
                // script(1) gives the command a terminal.
                let seen = try await scenario.shell(
                    "TERM=xterm script -qec 'stty cols 90 && tidings \(line)' /dev/null </dev/null")
                #expect(Self.fault(in: seen.output, isTerminal: true) == nil, "\(line)")
                #expect(!seen.output.contains("Fatal error"), "\(line)")
                isShown = isShown || command == "entries" && piped.output.contains("red")
            }
        }
        #expect(isShown)
    }

    /// The names that the help of the program lists: lines that begin with two blanks and a name.
    static func commands(in help: String) -> [String] {
        help.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
            let name = line.dropFirst(2).prefix { $0 != " " }
            let isName = name.allSatisfy { $0.isLetter && $0.isLowercase }
            return isName && name != "tidings" && name != "help" && !name.isEmpty
                ? String(name) : nil
        }
    }
}
