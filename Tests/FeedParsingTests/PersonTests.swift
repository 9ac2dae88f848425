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
}
