import FeedParsing
import Testing

/// Who wrote an entry, from what feeds write into a field of text.
@Suite struct PersonTests {
    @Test(arguments: [
        ("Jane Doe (The Paper), Bob (Agency)", "Jane Doe (The Paper), Bob (Agency)"),
        ("jane@x.example (Jane Doe)", "Jane Doe"), ("Jane Doe (jane@x.example)", "Jane Doe"),
        ("jane@x.example (Jane), bob@x.example (Bob)", "Jane, Bob"),
        ("Jane &lt;jane@x.example&gt;; Bob (The Paper)", "Jane; Bob (The Paper)"),
        ("jane@x.example (Jane (The Paper))", "Jane (The Paper)"),
        ("Jane (The Paper) &lt;jane@x.example&gt;", "Jane (The Paper)"),
        ("jane@x.example (Jane (A), Bob (B)), c@x.example", "Jane (A), Bob (B), c@x.example"),
        ("\"Doe, Jane\" &lt;jane@x.example&gt;, Bob &lt;b@x.example&gt;", "Doe, Jane, Bob"),
        ("jane@x.example (Jane),", "Jane"), ("&lt;jane@x.example&gt;", "jane@x.example"),
        ("jane@x.example ()", "jane@x.example"), ("jane@x.example", "jane@x.example"),
        ("Jane (Doe", "Jane (Doe"),
        ("Jane, jane@x.example and Bob)", "Jane, jane@x.example and Bob)"),
        ("&lt;a href=\"http://x.example/\"&gt;Jane Doe&lt;/a&gt;", "Jane Doe"),
    ])
    func `the names of a field are told, not the addresses beside them`(raw: String, shown: String)
        throws
    {
        let item =
            "<item><author>\(raw)</author></item><item><dc:creator>\(raw)</dc:creator></item>"
        #expect(try parse(rss(item)).entries.map(\.author) == [shown, shown])
    }

    @Test func `a name goes before an address that another element has alone`() throws {
        let (mail, name) = (
            "<author>noreply@x.example</author>", "<dc:creator>Jane Doe</dc:creator>"
        )
        let both = "<author>Jo</author><author>sue@x.example</author>"
        let feed = try parse(
            rss(
                "<item>\(mail)\(name)</item><item>\(name)\(mail)</item><item>\(mail)</item>"
                    + "<item>\(name)\(both)</item>",
                channel: "<managingEditor>ed@x.example</managingEditor>\(name)"))
        #expect(
            feed.entries.map(\.author) == [
                "Jane Doe", "Jane Doe", "noreply@x.example", "Jo, sue@x.example",
            ])
        #expect(feed.author == "Jane Doe")
    }

    /// RFC 4287, 4.2.1.
    @Test func `an entry of Atom without an author has those of its source, else of its feed`()
        throws
    {
        func author(_ name: String) -> String { "<author><name>\(name)</name></author>" }
        let entries = """
            <entry><id>1</id></entry><entry><id>2</id>\(author("Jo"))</entry>
            <entry><id>3</id><source><title>Other</title>\(author("Sue"))\(author("Tom"))</source></entry>
            <entry><id>4</id>\(author("Jo"))<source>\(author("Sue"))</source></entry>
            """
        let authors = author("Ann") + author("Bob")
        let wanted = ["Ann, Bob", "Jo", "Sue, Tom", "Jo"]
        for feed in [authors + entries, entries + authors] {
            #expect(try parse(atom(feed)).entries.map(\.author) == wanted)
        }
    }

    @Test func `an item of JSON Feed without an author has those of the feed`() throws {
        for authors in [
            #""authors": [{"name": "Ann"}, {"name": "Bob"}], "author": {"name": "No"}"#,
            #""author": {"name": "No"}, "authors": [{"name": "Ann"}, {"name": "Bob"}]"#,
        ] {
            let feed = try parse(
                #"{"version": "https://jsonfeed.org/version/1.1", "items": ["#
                    + #"{"id": "1"}, {"id": "2", "author": {"name": "Jo"}}], \#(authors)}"#)
            #expect(feed.entries.map(\.author) == ["Ann, Bob", "Jo"])
        }
    }

    @Test func `an item of RSS has no author for the editor of its channel`() throws {
        let feed = try parse(
            rss("<item><guid>1</guid></item>", channel: "<managingEditor>Ann</managingEditor>"))
        #expect(feed.author == "Ann")
        #expect(feed.entries.map(\.author) == [nil])
    }

    /// Each entry without an author would be stored with a copy of all of them.
    @Test(arguments: [true, false])
    func `authors of a feed are short, wherever they stand`(areBehind: Bool) throws {
        let long = String(repeating: "é", count: 1_000)
        let names = (0..<100).map { "\($0)\(long)" }
        let authors = names.map { "<author><name>\($0)</name></author>" }.joined()
        let entries = "<entry><id>1</id></entry><entry><id>2</id></entry>"
        let feed = try parse(atom(areBehind ? entries + authors : authors + entries))
        let wanted = (0..<3).map { "\($0)\(String(repeating: "é", count: 511))" }
            .joined(separator: ", ")
        #expect(feed.entries.map(\.author) == [wanted, wanted])
        let json = try parse(
            #"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}], "authors": ["#
                + names.map { "{\"name\": \"\($0)\"}" }.joined(separator: ",") + "]}")
        #expect(json.entries.first?.author == wanted)
    }

    @Test func `entries have no more room for the authors that stand behind them than before`()
        throws
    {
        var limits = ParseLimits()
        limits.heldBytes = 20_000
        let name = String(repeating: "x", count: 1_000)
        let author = "<author><name>\(name)</name></author>"
        for (count, wanted) in [(5, 5), (12, 9), (100, 9)] {
            let entries = (0..<count).map { "<entry><id>\($0)</id></entry>" }.joined()
            let feeds = try [author + entries, entries + author].map {
                try FeedParser(limits: limits).parse(
                    Array(atom($0).utf8), url: nil, contentType: nil)
            }
            for feed in feeds {
                #expect(feed.entries.map(\.author) == Array(repeating: name, count: wanted))
                #expect(feed.weight == wanted * (1_024 + 1_001) && feed.weight <= limits.heldBytes)
                #expect(feed.isShortened == (wanted < count))
                #expect(
                    feed.notes.map { $0.contains("behind the first 9 were left out") }
                        == (wanted < count ? [true] : []))
            }
        }
    }
}
