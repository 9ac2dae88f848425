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
}
