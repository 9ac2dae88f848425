import FoundationEssentials
import Platform
import Subscriptions
import Testing
import Values

@Suite("Adding to feeds.yml")
struct SubscriptionEditorTests {
    /// The text after the feed was added to the file of this text.
    private func adding(_ feed: Subscription, to text: String) throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write(text, to: "feeds.yml")
        try SubscriptionEditor.add(feed, to: path)
        #expect(try folder.names == ["feeds.yml"])
        return try folder.read("feeds.yml")
    }

    private var plain: Subscription { Subscription(url: "https://new.example/feed") }

    @Test(
        "A feed is added behind the last, in the way the list is written",
        arguments: [
            (
                "feeds:\n  - url: https://a.example # a\n    title: A\n",
                "feeds:\n  - url: https://a.example # a\n    title: A\n  - url: https://new.example/feed\n"
            ),
            (
                "feeds:\n- https://a.example\n",
                "feeds:\n- https://a.example\n- https://new.example/feed\n"
            ),
            (
                "feeds:\n    -   url: 'https://a.example'\n",
                "feeds:\n    -   url: 'https://a.example'\n    -   url: 'https://new.example/feed'\n"
            ),
            (
                "feeds:\n  -\n    url: \"https://a.example\"\n",
                "feeds:\n  -\n    url: \"https://a.example\"\n  - url: \"https://new.example/feed\"\n"
            ),
            (
                "feeds:\n  - https://a.example\n\n# more\ndefaults:\n  interval: 1h\n",
                "feeds:\n  - https://a.example\n  - https://new.example/feed\n\n# more\ndefaults:\n  interval: 1h\n"
            ),
            (
                "feeds:\n  - url: https://a.example\n    # interval: 1h\n  # the end\n",
                "feeds:\n  - url: https://a.example\n    # interval: 1h\n  - url: https://new.example/feed\n  # the end\n"
            ),
            (
                "feeds:\r\n  - https://a.example\r\n",
                "feeds:\r\n  - https://a.example\r\n  - https://new.example/feed\r\n"
            ),
            (
                "feeds:\n  - https://a.example",
                "feeds:\n  - https://a.example\n  - https://new.example/feed"
            ),
            (
                "---\nfeeds:\n  - https://a.example\n...\n",
                "---\nfeeds:\n  - https://a.example\n  - https://new.example/feed\n...\n"
            ),
            (
                "\u{feff}feeds:\n  - {url: https://a.example}\n",
                "\u{feff}feeds:\n  - {url: https://a.example}\n  - https://new.example/feed\n"
            ),
            (
                "# \u{2028}# ü\u{85}# n\nfeeds:\n  - url: https://a.example\n    title: >\n      two\n      lines\n# end\n",
                "# \u{2028}# ü\u{85}# n\nfeeds:\n  - url: https://a.example\n    title: >\n      two\n      lines\n  - url: https://new.example/feed\n# end\n"
            ),
        ])
    func addingBehindLast(text: String, expected: String) throws {
        // A folded title ends with a line break, which no title may have: `>-` it must be.
        let strip = { (text: String) in
            text.split(separator: ">\n", omittingEmptySubsequences: false).joined(separator: ">-\n")
        }
        #expect(try adding(plain, to: strip(text)) == strip(expected))
    }

    @Test(
        "An empty or missing list is filled",
        arguments: [
            ("", "feeds:\n  - url: https://new.example/feed\n"),
            ("feeds: []\n", "feeds:\n  - url: https://new.example/feed\n"),
            ("feeds: [] # none yet\n", "feeds: # none yet\n  - url: https://new.example/feed\n"),
            ("feeds:\n", "feeds:\n  - url: https://new.example/feed\n"),
            ("feeds:", "feeds:\n  - url: https://new.example/feed"),
            ("feeds:   ~   \n", "feeds:   \n  - url: https://new.example/feed\n"),
            (
                "feeds:\n  # News\n  # and more\n\ndefaults:\n  interval: 1h\n",
                "feeds:\n  # News\n  # and more\n  - url: https://new.example/feed\n\ndefaults:\n  interval: 1h\n"
            ),
            ("feeds:\n# end\n", "feeds:\n  - url: https://new.example/feed\n# end\n"),
            ("# only this\n", "# only this\n\nfeeds:\n  - url: https://new.example/feed\n"),
            ("# only this\n\n", "# only this\n\nfeeds:\n  - url: https://new.example/feed\n\n"),
            (
                "defaults: {interval: 1h}",
                "defaults: {interval: 1h}\n\nfeeds:\n  - url: https://new.example/feed"
            ),
            (
                "---\ndefaults: {interval: 1h}\n...\n# end\n",
                "---\ndefaults: {interval: 1h}\n\nfeeds:\n  - url: https://new.example/feed\n...\n# end\n"
            ),
        ])
    func addingFirst(text: String, expected: String) throws {
        #expect(try adding(plain, to: text) == expected)
    }

    @Test("Everything that a subscription says is written")
    func allKeys() throws {
        var feed = plain
        feed.title = "yes"
        feed.tags = ["a", "b, c", "1"]
        feed.publisher = "New: the paper"
        feed.interval = 9_000
        feed.isEnabled = false
        feed.allowPrivate = .rules([
            try AddressRule(parsing: "10.0.0.0/8"), try AddressRule(parsing: "[::1]:80"),
            try AddressRule(parsing: "192.168.1.1"), try AddressRule(parsing: "fd00::/8"),
        ])
        feed.headers = [
            RequestHeader(name: "X-Key", value: "\"#\\"),
            RequestHeader(name: "Accept-Language", value: "de"),
        ]
        feed.credential = "new"
        #expect(
            try adding(feed, to: "feeds:\n- https://a.example\n") == #"""
                feeds:
                - https://a.example
                - url: https://new.example/feed
                  title: "yes"
                  tags: [a, "b, c", "1"]
                  publisher: "New: the paper"
                  interval: 2h30m
                  enabled: false
                  allow_private: ["10.0.0.0/8", "[::1]:80", "192.168.1.1", fd00::/8]
                  headers:
                    X-Key: "\"#\\"
                    Accept-Language: de
                  credential: new

                """#)
    }

    @Test(
        "Any text comes back from the file as it went in",
        arguments: [
            "plain", "ünïcode", "日本語 ニュース", "a: b", "a #b", "# a", "- a", "'q'", "\"q\"", "{a}",
            "[a]", "*a", "&a", "!a", "%a", "@a", "`a`", "null", "~", "NO", "1e3", "a:", " a", "a ",
            "a\u{200b}b", "a\\nb", "\u{1f600}", "?", "-", "=", "|", "> a", "\u{feff}a", "e\u{301}",
        ])
    func texts(_ text: String) throws {
        for quote in ["", "'", "\""] {
            var feed = plain
            feed.title = text
            feed.tags = [text]
            let folder = try ScratchFolder()
            let path = try folder.write(
                "feeds:\n  - url: \(quote)https://a.example\(quote)\n", to: "feeds.yml")
            try SubscriptionEditor.add(feed, to: path)
            let read = try SubscriptionFile.load(path: path).subscriptions.last
            #expect(read?.title?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            #expect(read?.tags == [text])
        }
    }

    @Test("A new file begins with comments that tell its form")
    func newFile() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/feeds.yml"
        try SubscriptionEditor.add(plain, to: path)
        let text = try folder.read("feeds.yml")
        #expect(text.hasPrefix("# The feeds that Tidings follows."))
        #expect(text.hasSuffix("fails\n\nfeeds:\n  - url: https://new.example/feed\n"))
        #expect(try SubscriptionFile.load(path: path).subscriptions.map(\.url) == [plain.url])
        // That of root is for the daemon's user; see `SubscriptionListTests` for other umasks.
        try #require(FileManager.default.createFile(atPath: folder.path + "/usual", contents: nil))
        let usual = try folder.mode(of: "usual")
        #expect(
            try folder.mode(of: "feeds.yml") == (ProcessEnvironment.isRoot ? 0o644 : usual))
    }

    @Test("The folder of a new file is made")
    func newFolder() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/deep/er/feeds.yml"
        try SubscriptionEditor.add(plain, to: path)
        #expect(try SubscriptionFile.load(path: path).subscriptions.map(\.url) == [plain.url])
        #expect(throws: SubscriptionError.file(.notFound(path: folder.path + "/other"))) {
            try SubscriptionEditor.remove(plain.url, from: folder.path + "/other/feeds.yml")
        }
    }

    @Test("A feed that is there already is not added, and its line is told")
    func alreadySubscribed() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(
            "feeds:\n  # here\n  - url: http://NEW.example:80/feed\n", to: "feeds.yml")
        #expect(
            throws: SubscriptionError.alreadySubscribed(
                url: "http://NEW.example:80/feed", file: path, line: 3)
        ) {
            try SubscriptionEditor.add(plain, to: path)
        }
    }

    @Test("A wrong file is left as it is, and its problems are told")
    func invalidFile() throws {
        let folder = try ScratchFolder()
        let text = "feeds:\n  - https://a.example\n  - url: nothing\n"
        let path = try folder.write(text, to: "feeds.yml")
        let error = #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.add(plain, to: path)
        }
        #expect(error?.description.hasPrefix("\(path):3:10: url: \"nothing\"; expected") == true)
        #expect(try folder.read("feeds.yml") == text)
    }

    @Test(
        "What only a person should edit is told with its line, and left as it is",
        arguments: [
            ("feeds: [https://a.example]\n", 1), ("# x\n{feeds: []}\n", 2), ("feeds:\n  []\n", 2),
            ("? feeds\n: - https://a.example\n", 2), ("feeds: [\n]\n", 1),
        ])
    func notEditable(text: String, line: Int) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(text, to: "feeds.yml")
        let error = #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.add(plain, to: path)
        }
        #expect(error?.description.hasPrefix("\(path):\(line): ") == true)
        #expect(error?.description.hasSuffix("edit the file by hand") == true)
        #expect(try folder.read("feeds.yml") == text)
    }

    @Test(
        "An interval may be as short as what the defaults let the feed reach allows",
        arguments: ["true", "[10.0.0.0/8]", "false", nil])
    func shortInterval(permit: String?) throws {
        var feed = plain
        feed.interval = 60
        let defaults = permit.map { "defaults: {allow_private: \($0)}\n" } ?? ""
        let text = defaults + "feeds:\n  - https://a.example\n"
        if permit == nil || permit == "false" {
            let error = #expect(throws: SubscriptionError.self) { try adding(feed, to: text) }
            #expect(error?.description.contains("at least 5m") == true)
        } else {
            #expect(
                try adding(feed, to: text)
                    == text + "  - url: https://new.example/feed\n    interval: 1m\n")
        }
    }

    @Test("A feed that the file could not hold is refused with what is wrong with it")
    func badFeed() throws {
        let folder = try ScratchFolder()
        var feed = Subscription(url: "ftp://new.example")
        feed.interval = 10
        let error = #expect(throws: SubscriptionError.self) {
            try SubscriptionEditor.add(feed, to: folder.path + "/feeds.yml")
        }
        #expect(
            error?.description
                == #"cannot add this feed: url: "ftp://new.example"; expected an address like https://example.org/feed.xml"#
        )
        #expect(try folder.names.isEmpty)
    }
}
