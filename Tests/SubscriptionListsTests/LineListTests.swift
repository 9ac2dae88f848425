import Testing

@testable import SubscriptionLists

struct LineListTests {
    private func read(_ text: String, as format: FeedList.Format? = nil) throws -> FeedList {
        try FeedList.read(Array(text.utf8), as: format)
    }

    @Test func `a list of addresses may have comments and blank lines`() throws {
        let list = try read(
            "# mine\r\nhttps://a.example/\r\n\r\n  http://b.example/x  \nc.example\n")
        #expect(list.format == .urls)
        #expect(
            list.feeds.map(\.address) == ["https://a.example/", "http://b.example/x", "c.example"])
        #expect(list.feeds.map(\.line) == [2, 4, 5])
        #expect(try read("").feeds.isEmpty)
        let more = try read("https://a.example/ tag\n", as: .urls)
        #expect(more.feeds.isEmpty)
        #expect(more.remarks.map(\.isFeed) == [true])
    }

    @Test(arguments: [
        ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\rc\n\rd", ["a", "b", "c", "", "d"]),
        ("\r\n", ["", ""]),
    ])
    func `a line ends with either mark or both`(text: String, lines: [String]) {
        let read = ListText.lines(Array(text.utf8)).map { line in
            (line.number, String(decoding: line.text, as: UTF8.self))
        }
        #expect(read.map(\.1) == lines)
        #expect(read.map(\.0) == Array(1...lines.count))
    }

    /// A list of 64 MiB of line breaks would take gigabytes.
    @Test func `the lines of a list are never held together`() {
        func isHeld(_ lines: some Sequence) -> Bool { lines is any Collection }
        #expect(!isHeld(ListText.lines([0x0a])))
    }

    @Test func `newsboat's file gives tags and titles, and nothing of it is run`() throws {
        let list = try read(
            """
            # feeds
            https://a.example/feed "two words" news "~A \\"title\\"" # said so
            "https://b.example/feed" !hidden "!"
            "query:Unread:unread = \\"yes\\""
            exec:/bin/true
            "filter:sed s/a/b/:https://c.example/"
            |touch /tmp/x
            file:///etc/passwd
            """)
        #expect(list.format == .newsboat)
        #expect(list.feeds.map(\.address) == ["https://a.example/feed", "https://b.example/feed"])
        #expect(list.feeds.map(\.tags) == [["two words", "news"], ["hidden"]])
        #expect(list.feeds.map(\.title) == ["A \"title\"", nil])
        #expect(list.remarks.map(\.line) == [4, 5, 6, 7, 8])
        #expect(list.remarks.map(\.isFeed) == [false, true, true, true, true])
    }

    @Test func `sfeed's commands are read as text`() throws {
        let list = try read(
            """
            #sfeedpath="$HOME/.sfeed/feeds"
            # feed 'not this' 'https://no.example/'
            feeds() {
            \t# feed <name> <feedurl> [basesiteurl] [encoding]
            \tfeed "codes & more" "https://a.example/atom.xml"
            \tfeed 'it'\\''s' https://b.example/feed.xml "https://b.example" "iso-8859-1"
            \tfeed "long" \\
            \t\t"https://c.example/?a=1&b=2"
            \tfeed "computed" "$(curl https://d.example/)"
            \tfeed "variable" "https://$HOST/"; feed `touch x` "https://e.example/"
            \tfeed "nothing"
            }
            fetch() { curl -L "$2"; }
            """)
        #expect(list.format == .sfeed)
        #expect(list.feeds.map(\.title) == ["codes & more", "it's", "long"])
        #expect(
            list.feeds.map(\.address) == [
                "https://a.example/atom.xml", "https://b.example/feed.xml",
                "https://c.example/?a=1&b=2",
            ])
        #expect(list.feeds.map(\.line) == [5, 6, 7])
        #expect(list.remarks.map(\.isFeed) == [true, true, true, true])
        #expect(list.remarks.map(\.line) == [9, 10, 10, 11])
    }

    @Test func `quotes and escapes without an end do not run on for ever`() throws {
        for text in ["feed \"a", "feed 'a \\", "\"https://a.example/ \\", "feed \\", "\\"] {
            #expect(try read(text, as: .sfeed).feeds.isEmpty)
            #expect(try read(text, as: .newsboat).feeds.count <= 1)
            #expect((try? read(text))?.feeds.count ?? 0 <= 1)
        }
        let many = String(repeating: "'\"\\$(", count: 50_000)
        #expect((try? read(many))?.feeds.count ?? 0 <= 1)
    }

    @Test(
        arguments: [
            "import os\nos.environ[\"X\"] = 1\nprint(\"https://a.example/\")\n",
            "self.path = x\nreturn\n", "# Notes\n| a | b |\n", "one\n", "ok\nexample.org\n",
        ])
    func `a text that names no address is no list, unless it is said to be one`(text: String) throws
    {
        #expect(throws: FeedListError.unknownFormat) { try read(text) }
        _ = try read(text, as: .newsboat)
    }

    @Test(
        arguments: [
            "", "# nothing yet\n", "example.org\nexample.com/feed\n", "ftp://a.example/\nx\n",
            "query:All:age < 3\n", "exec:/bin/true\n",
        ])
    func `what has nothing else than what may name a feed is a list`(text: String) throws {
        _ = try read(text)
    }
}
