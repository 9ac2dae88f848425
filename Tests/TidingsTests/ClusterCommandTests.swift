import DocumentLines
import Events
import Testing

@testable import tidings

@Suite("cluster FILE")
struct ClusterCommandTests {
    private func printed(_ file: String, atArrival: Bool) throws -> [String] {
        let lines = try InputDocument.lines(of: Array(file.utf8), path: "documents.jsonl")
        return ClusterCommand.cluster(lines, .none, atArrival: atArrival)
            .split(separator: "\n").map { String($0.prefix { $0 != "]" }) + "]" }
    }

    @Test func `at arrival a document has the cluster that a later one did not yet merge`() throws {
        // The first two have 3 of 12 words in common, the third half of either's.
        let file = """
            {"id": "a", "lang": "en", "text": "balko benda birku bomva bulto dafno dekru diska dopru dumlo falko fenda"}
            {"id": "b", "lang": "en", "text": "balko benda birku galmo gerba gilto gomvu gundo halko henda hirku homva"}
            {"id": "c", "lang": "en", "text": "bomva bulto dafno dekru diska dopru galmo gerba gilto gomvu gundo halko"}
            """
        #expect(
            try printed(file, atArrival: true) == [
                #"{"id":"a","cluster":1,"copies":[]"#, #"{"id":"b","cluster":2,"copies":[]"#,
                #"{"id":"c","cluster":1,"copies":[]"#,
            ])
        #expect(
            try printed(file, atArrival: false) == [
                #"{"id":"a","cluster":1,"copies":[]"#, #"{"id":"b","cluster":1,"copies":[]"#,
                #"{"id":"c","cluster":1,"copies":[]"#,
            ])
    }

    @Test func `at arrival a document is no copy of one that is still to come`() throws {
        let text = (1...40).map { "word\($0)" }.joined(separator: " ")
        let file = """
            {"id": 1, "text": "\(text)", "published": "2026-03-18T08:00:00Z", "source": "x"}
            {"id": 2, "text": "\(text)", "published": "2026-03-18T06:00:00Z", "source": "y"}
            """
        #expect(
            try printed(file, atArrival: true) == [
                #"{"id":1,"cluster":1,"copies":[]"#, #"{"id":2,"cluster":1,"copies":[]"#,
            ])
        #expect(
            try printed(file, atArrival: false) == [
                #"{"id":1,"cluster":1,"copies":[2]"#, #"{"id":2,"cluster":1,"copies":[]"#,
            ])
    }

    /// As docs/schema/cluster.json has it.
    @Test func `copies are what a document is a copy of, and an original has none`() throws {
        let text = (1...40).map { "word\($0)" }.joined(separator: " ")
        let file = [("a", 10), ("b", 12), ("c", 13), ("d", 9)].map { id, hour in
            let time = "2026-03-18T\(hour < 10 ? "0" : "")\(hour):00:00Z"
            return
                #"{"id": "\#(id)", "text": "\#(text)", "published": "\#(time)", "source": "\#(id)"}"#
        }.joined(separator: "\n")
        #expect(
            try printed(file, atArrival: false) == [
                #"{"id":"a","cluster":1,"copies":["d"]"#,
                #"{"id":"b","cluster":1,"copies":["a","d"]"#,
                #"{"id":"c","cluster":1,"copies":["a","b","d"]"#,
                #"{"id":"d","cluster":1,"copies":[]"#,
            ])
    }

    @Test func `a source is the address of a feed, or a publisher as it stands`() throws {
        let sources = [
            ("https://feeds.halcyon.co.uk/world?x=1", "halcyon.co.uk"), ("halcyon", "halcyon"),
            ("www.halcyon.co.uk", "www.halcyon.co.uk"), ("", ""),
        ]
        let file = sources.enumerated().map { place, source in
            #"{"id": \#(place), "source": "\#(source.0)"}"#
        }.joined(separator: "\n")
        let documents = try InputDocument.lines(of: Array(file.utf8), path: "documents.jsonl")
            .map { $0.document(id: 1) }
        #expect(documents.map(\.publisher) == sources.map(\.1))
        #expect(documents.map(\.source) == sources.map(\.0))
    }

    @Test func `an id is a text or a whole number; every other member is a text or missing`() throws
    {
        let file = """
            {"id": "1", "title": "caf\\u00e9", "text": null, "more": {"a": [1, 2.5, true]}}

            {"id": -7, "published": "2026-03-18T08:00:00Z", "lang": "fr"}
            {"id": "C:\\\\beta \\u0041", "title": "\\b"}
            {"id": 8.0}
            {"id": 1e2}
            """
        let lines = try InputDocument.lines(
            of: [0xef, 0xbb, 0xbf] + file.utf8, path: "documents.jsonl")
        #expect(
            lines.map(\.id) == [
                .text("1"), .number(-7), .text("C:\\beta A"), .number(8), .number(100),
            ])
        #expect(lines[0].line.title == "café")
        #expect(lines[0].line.text == nil)
        #expect(lines[1].line.lang == "fr")
    }

    @Test(
        arguments: [
            "[]", "{}", #"{"id": 1.5}"#, #"{"id": true}"#, #"{"id": null}"#, #"{"id": {}}"#,
            #"{"id": 1, "title": 5}"#, #"{"id": 1, "text": ["a"]}"#, #"{"id": 1"#,
            #"{"id": 1} {"id": 2}"#, #"{"id": +5}"#, #"{"id": 05}"#, #"{"id": "a\b"}"#,
            #"{"id": "a\u0001"}"#, #"{"id": 1, "title": "a}"#, "text",
        ])
    func `what is no document is told with its line`(line: String) {
        #expect(throws: InputDocument.LineError.self) {
            try InputDocument.lines(of: Array("{\"id\": 0}\n\(line)\n".utf8), path: "x")
        }
    }
}
