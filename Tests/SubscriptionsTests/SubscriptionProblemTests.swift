import Subscriptions
import Testing

@Suite("Problems of feeds.yml")
struct SubscriptionProblemTests {
    private func problems(_ text: String) -> [String] {
        do throws(SubscriptionError) {
            _ = try SubscriptionFile.parse(Array(text.utf8), name: "feeds.yml")
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    private static let keys =
        "url, title, tags, publisher, interval, enabled, allow_private, headers, credential, contact, proxy, max_size, timeout, keep, keep_entries"

    @Test(
        "An unknown key is told with the one that was meant",
        arguments: [
            ("intervall: 1h", #"3:5: unknown key "intervall" of a feed; did you mean "interval"?"#),
            ("Title: x", #"3:5: unknown key "Title" of a feed; did you mean "title"?"#),
            (
                "allow-private: true",
                #"3:5: unknown key "allow-private" of a feed; did you mean "allow_private"?"#
            ),
            ("lru: x", #"3:5: unknown key "lru" of a feed; known are \#(keys)"#),
            ("ulr: x", #"3:5: unknown key "ulr" of a feed; did you mean "url"?"#),
            ("colour: red", #"3:5: unknown key "colour" of a feed; known are \#(keys)"#),
            (
                "\"\\e[31m\\u202e\": x",
                #"3:5: unknown key "\u{1b}[31m\u{202e}" of a feed; known are \#(keys)"#
            ),
        ])
    func unknownKeys(line: String, expected: String) {
        let text = "feeds:\n  - url: https://a.example\n    \(line)\n"
        #expect(problems(text) == ["feeds.yml:" + expected])
    }

    @Test(
        "A bad value is told with its place and what was expected",
        arguments: [
            (
                "enabled: yes",
                #"3:14: enabled: "yes"; expected true (yes and on are not read as such; no quotes)"#
            ),
            (
                "enabled: off",
                #"3:14: enabled: "off"; expected false (no and off are not read as such; no quotes)"#
            ),
            ("enabled: 1", #"3:14: enabled: "1"; expected true or false"#),
            ("enabled: [true]", "3:14: enabled: a list; expected true or false"),
            (
                "interval: soon",
                #"3:15: interval: "soon"; expected a time like 45m, 2h30m, 1d or 2w, from 5m to 30d, or from 1s for a feed with allow_private"#
            ),
            (
                "interval: 0",
                #"3:15: interval: "0"; expected a time like 45m, 2h30m, 1d or 2w, from 5m to 30d, or from 1s for a feed with allow_private"#
            ),
            (
                "interval: 30m2h",
                #"3:15: interval: "30m2h"; expected a time like 45m, 2h30m, 1d or 2w, from 5m to 30d, or from 1s for a feed with allow_private"#
            ),
            (
                "interval: 31d",
                #"3:15: interval: "31d"; expected a time like 45m, 2h30m, 1d or 2w, from 5m to 30d, or from 1s for a feed with allow_private"#
            ),
            (
                "interval: 99999999999999999999",
                #"3:15: interval: "99999999999999999999"; expected a time like 45m, 2h30m, 1d or 2w, from 5m to 30d, or from 1s for a feed with allow_private"#
            ),
            (
                "interval: 4m",
                #"3:15: interval: "4m"; expected at least 5m; less is only for feeds with allow_private"#
            ),
            ("title:", "3:11: title: nothing; expected a text"),
            (
                "title: \"a\\nb\"",
                #"3:12: title: "a\u{a}b"; expected a text without control characters"#
            ),
            ("tags: world", #"3:11: tags: "world"; expected a list like [a, b]"#),
            ("tags: [a, {b: c}]", "3:15: tags: keys and values; expected a word as a tag"),
            (
                "credential: ../shadow",
                #"3:17: credential: "../shadow"; expected the name of a secret: letters, digits, "_", "." and "-", no dot first"#
            ),
            (
                "allow_private: [10.1.2.3/8]",
                #"3:21: allow_private: "10.1.2.3/8" with bits set behind its prefix; expected 10.0.0.0/8"#
            ),
            (
                "allow_private: [localhost]",
                #"3:21: allow_private: "localhost" without a port; expected host:port like "localhost:80""#
            ),
            (
                "allow_private: 10.0.0.0/8",
                #"3:20: allow_private: "10.0.0.0/8"; expected a list, also of one: [10.0.0.0/8]"#
            ),
            (
                "allow_private: nas.lan:80",
                #"3:20: allow_private: "nas.lan:80"; expected a list, also of one: ["nas.lan:80"]"#
            ),
            (
                "headers: {Host: b}",
                "3:15: headers: \"Host\"; expected another header; Host follows from the address"
            ),
            (
                "headers: {AUTHORIZATION: x}",
                "3:15: headers: \"AUTHORIZATION\"; expected credential: NAME in its place, so that no password stands in this file"
            ),
            (
                "headers: {X: \"a\\r\\nb\"}",
                #"3:18: X: "a\u{d}\u{a}b"; expected text of at most 4096 bytes on one line"#
            ),
            (
                "headers: {\"X \": a}",
                "3:15: headers: \"X \"; expected a header's name, such as Accept-Language"
            ),
            (
                "headers: [a]",
                "3:14: headers: a list; expected names and values like {Accept-Language: de}"
            ),
            (
                "headers: {X-A: a, x-a: b}",
                #"3:23: key "x-a" of headers stands twice; first on line 3"#
            ),
            ("url: https://b.example", #"3:5: key "url" of a feed stands twice; first on line 2"#),
        ])
    func badValues(line: String, expected: String) {
        let text = "feeds:\n  - url: https://a.example\n    \(line)\n"
        #expect(problems(text) == ["feeds.yml:" + expected])
    }

    @Test(
        "An address that is no web address is refused",
        arguments: [
            "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "a.example/feed",
            "/feed.xml", "https://", "https://a b.example/", "http://a.example:99999/",
            "\"a\\0b\"", "http:\\\\a.example\\",
        ])
    func badAddresses(_ address: String) {
        let found = problems("feeds:\n  - url: \(address)\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("feeds.yml:2:10: url: ") == true)
    }

    @Test("A password in an address is sent to the credentials")
    func passwordInAddress() {
        #expect(
            problems("feeds:\n  - https://me:secret@a.example/\n") == [
                "feeds.yml:2:5: url: a user name or password in the address;"
                    + " expected credential: NAME in its place"
            ])
    }

    @Test(
        "Two items for one feed are told with the line of the first",
        arguments: [
            "https://a.example/feed", "http://a.example/feed", "HTTPS://A.EXAMPLE:443/feed",
            "https://a.example/x/../feed", "https://a.example/feed#top",
        ])
    func duplicateAddresses(_ address: String) {
        let text = "feeds:\n  - https://a.example/feed\n  - title: b\n    url: \(address)\n"
        #expect(
            problems(text) == [
                "feeds.yml:4:10: feed \"\(address)\" is already on line 2"
            ])
    }

    @Test("Addresses that may lead to different feeds are no duplicates")
    func differentAddresses() {
        let text = """
            feeds: [https://a.example/f, https://www.a.example/f, https://a.example/f/,
              https://a.example/f?a=1, https://a.example:8443/f, https://a.example/F]
            """
        #expect(problems(text).isEmpty)
    }

    @Test("All problems of a file are told, in the order of its lines")
    func allProblems() {
        let text = """
            defalts: {interval: 1h}
            feeds:
              - title: no address
              - url: https://a.example
                enabled: no
                tagz: [a]
              - 
              - https://a.example
            """
        #expect(
            problems(text) == [
                #"feeds.yml:1:1: unknown key "defalts" of the file; did you mean "defaults"?"#,
                #"feeds.yml:3:5: this feed has no "url""#,
                #"feeds.yml:5:14: enabled: "no"; expected false (no and off are not read as such; no quotes)"#,
                #"feeds.yml:6:5: unknown key "tagz" of a feed; did you mean "tags"?"#,
                #"feeds.yml:7:4: feeds: nothing; expected an address, or keys and values with a "url""#,
                #"feeds.yml:8:5: feed "https://a.example" is already on line 4"#,
            ])
    }

    @Test(
        "A file that is not in UTF-8 is told so",
        arguments: [
            (
                Array("feeds:\n  - url: https://a.example\n    title: caf".utf8) + [0xe9, 0x0a],
                "3:15: the file is not in UTF-8: save it as UTF-8"
            ),
            (
                [0xff, 0xfe] + "feeds: []\n".utf8.flatMap { [$0, 0] },
                "1:1: the file is in UTF-16: save it as UTF-8"
            ),
            (
                "feeds: []\n".utf8.flatMap { [0, $0] },
                "1:1: the file is in UTF-16: save it as UTF-8"
            ),
        ] as [([UInt8], String)])
    func otherCharacterSets(bytes: [UInt8], expected: String) {
        do throws(SubscriptionError) {
            _ = try SubscriptionFile.parse(bytes, name: "feeds.yml")
            Issue.record("no problem")
        } catch {
            #expect("\(error)".hasPrefix("feeds.yml:" + expected))
        }
    }

    @Test("Of one with a backslash nobody knows what was meant")
    func backslashes() {
        let told = problems("feeds:\n  - url: '\\\\127.0.0.1\\x'\n")
        #expect(told.count == 1)
        #expect(
            told.allSatisfy {
                $0.hasSuffix("expected an address like https://example.org/feed.xml")
            })
    }

    @Test(
        "The address that was meant is told",
        arguments: [
            ("feed://a.example/x", "https://a.example/x"),
            ("feed:http://a.example/x", "http://a.example/x"),
            ("a.example/x", "https://a.example/x"), ("a.example:8080", "https://a.example:8080/"),
            ("https://a.example:0/", nil), ("ftp://a.example/", nil), ("mailto:me@a.example", nil),
            ("/x.xml", nil), ("feeds", nil),
        ] as [(String, String?)])
    func meantAddress(address: String, meant: String?) {
        let expected = meant.map { "\"\($0)\"" } ?? "an address like https://example.org/feed.xml"
        #expect(
            problems("feeds:\n  - url: \"\(address)\"\n")
                == ["feeds.yml:2:10: url: \"\(address)\"; expected \(expected)"])
    }

    @Test("After twenty problems the reading is given up")
    func cap() {
        let text = "feeds:\n" + String(repeating: "  - ftp://a.example\n", count: 1_000)
        let found = problems(text)
        #expect(found.count == SubscriptionFile.problemLimit + 1)
        #expect(found.last == "(not read any further)")
    }

    @Test(
        "What is not YAML, or more of YAML than the format has, is told with its place",
        arguments: [
            ("feeds:\n\t- https://a.example\n", "2:1: a tab where YAML wants spaces"),
            (
                "feeds: [a\n",
                "2:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence that begins on line 1"
            ),
            (
                "feeds:\n  - url: https://a.example\n    title: Foo: Bar\n",
                #"3:15: not YAML: mapping values are not allowed in this context; a text with ": " in it wants quotes: title: "News: World""#
            ),
            (
                "feeds:\n  - url: https://a.example\n    title: @home\n",
                "3:12: not YAML: found character that cannot start any token while scanning for the next token; a text that begins with @ wants quotes"
            ),
            (
                "feeds: \"abc\n",
                "2:1: not YAML: found unexpected end of stream while scanning a quoted scalar that begins on line 1"
            ),
            (
                "feeds: []\n---\nfeeds: []\n",
                "2:1: a second document: feeds.yml is one, without a further ---"
            ),
            (
                "feeds: []\nfeeds: []\n",
                #"2:1: key "feeds" of the file stands twice; first on line 1"#
            ),
            (
                "- https://a.example\n",
                "1:1: the file: a list; expected the keys defaults, store and feeds"
            ),
            ("hello\n", #"1:1: the file: "hello"; expected the keys defaults, store and feeds"#),
            ("feeds: &a []\n", #"1:8: anchor "&a": feeds.yml has no aliases"#),
            (
                "feeds: !!set []\n",
                #"1:8: tag "tag:yaml.org,2002:set": feeds.yml has no types; remove it"#
            ),
            ("? [a]\n: b\n", "1:3: a key of the file that is no text"),
            (
                "defaults:\n  interval: 1m\nfeeds: [https://a.example]\n",
                #"2:13: interval: "1m" for the feed on line 3; expected at least 5m; less is only for feeds with allow_private"#
            ),
            (
                "defaults:\n  credential: a\n",
                #"2:3: unknown key "credential" of defaults; known are interval, tags, allow_private, headers, contact, proxy, max_size, timeout, keep, keep_entries"#
            ),
        ])
    func structure(text: String, expected: String) {
        #expect(problems(text).contains("feeds.yml:" + expected))
    }
}
