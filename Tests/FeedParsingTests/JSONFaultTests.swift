import FeedParsing
import Testing

/// JSON in which something is wrong.
@Suite struct JSONFaultTests {
    private func feed(_ items: String) throws -> ParsedFeed {
        try parse(
            #"{"version": "https://jsonfeed.org/version/1", "items": \#(items), "title": "N"}"#)
    }

    @Test(arguments: [
        (#"{"id": "two" "title": "x"}"#, true), (#"{"id": "two", "title": "a "b" c"}"#, true),
        (#"{"id": "two", "tags": ["a", ], "x": {"y": 'z'}}"#, true),
        (#"{"id": "two", "tags": ["a", "b"}"#, true), (#"{"title": 'x', "id": "two"}"#, false),
        (#"{"id": 'two'}"#, false), ("'x'", false), ("nul(l)", false),
    ])
    func `a fault in an item costs no other one`(item: String, isKept: Bool) throws {
        let feed = try feed(#"[{"id": "one"}, \#(item), {"id": "three"}, {"id": "four"}]"#)
        let kept = isKept ? ["two"] : []
        #expect(feed.entries.map(\.id) == ["one"] + kept + ["three", "four"])
        #expect(feed.ending == .whole)
        #expect(feed.title == "N")
        #expect(feed.notes.contains("not well-formed JSON"))
    }

    @Test(arguments: [
        #"{"title": "a" "id": "1"}"#, "null", "'x'", #"null, {"x": 1 2}, 3"#,
    ])
    func `a bad first item does not tell that the others are none`(item: String) throws {
        let feed = try parse(
            #"{"version": "1.0", "items": [\#(item), {"id": "2", "title": "b"}]}"#)
        #expect(feed.entries.map(\.id) == ["2"])
    }

    @Test func `items without a comma between them are read`() throws {
        let feed = try feed(#"[{"id": "one"} {"id": "two"}]"#)
        #expect(feed.entries.map(\.id) == ["one", "two"])
        #expect(feed.notes == ["not well-formed JSON"])
    }

    @Test(arguments: [#"{"id": "two", "a": {"b": 1}"#, #"{"title": "a " b", "id": "two"}"#])
    func `where the end of an item is not found there may have been more`(item: String) throws {
        let feed = try feed(#"[{"id": "one"}, \#(item), {"id": "three"}]"#)
        #expect(feed.entries.map(\.id) == ["one"])
        #expect(feed.ending == .cutOff)
    }

    @Test func `many faults take no more than one reading`() throws {
        let bad = String(repeating: #"{"a": [1, },"#, count: 20_000)
        #expect(try feed("[\(bad){\"id\": \"one\"}]").entries.map(\.id) == ["one"])
        let open = String(repeating: "[", count: 200_000) + String(repeating: "}", count: 200_000)
        #expect(try feed("[{\"id\": \"one\", \"a\": \(open)]").entries.map(\.id) == ["one"])
    }

    @Test func `one item may stand in the place of an array`() throws {
        let rss = try parse(#"{"rss": {"channel": {"title": "N", "item": {"guid": "g"}}}}"#)
        #expect(rss.entries.map(\.id) == ["g"])
        #expect(rss.ending == .whole && rss.notes.isEmpty)
        #expect(try feed(#"{"id": "one"}"#).entries.map(\.id) == ["one"])
        #expect(throws: ParseError.notAFeed(.json)) { try parse(#"{"item": {"id": "x"}}"#) }
        let cut = try parse(#"{"rss": {"channel": {"title": "N", "item": {"guid": "g"#)
        #expect(cut.entries.isEmpty && cut.ending == .cutOff)
    }
}
