import DocumentLines
import Testing

/// Lines of documents, as `tidings cluster` and the fit read them.
struct DocumentLineTests {
    private func line(_ json: String) -> DocumentLine? { DocumentLine(json: Array(json.utf8)) }

    @Test func `all fields are read, whatever their order, and escapes in them`() throws {
        let read = try #require(
            line(
                #"{"event":"e\u00e9","lang":"en","source":"s","published":"2026-01-02T03:04:05Z","#
                    + #""text":"a\tb\b","title":"T","id":"x","other":[1,{"id":2}]}"#))
        #expect(read.event == "eé")
        #expect(read.lang == "en")
        #expect(read.source == "s")
        #expect(read.published == "2026-01-02T03:04:05Z")
        // A control character is a blank to whoever reads.
        #expect(read.text == "a\tb ")
        #expect(read.title == "T")
        #expect(read.id == .text("x"))
    }

    @Test func `an id is a text or a whole number`() {
        #expect(line(#"{"id":7}"#)?.id == .number(7))
        #expect(line(#"{"id":"7"}"#)?.id == .text("7"))
        #expect(line(#"{"id":7.0}"#)?.id == .number(7))
        #expect(line(#"{"id":9007199254740991.0}"#)?.id == .number(9_007_199_254_740_991))
        #expect(line(#"{"id":9007199254740993}"#)?.id == .number(9_007_199_254_740_993))
        for json in [#"{"id":9007199254740993.0}"#, #"{"id":-9007199254740993.0}"#] {
            #expect(line(json).map { $0.id == nil } == true, "\(json)")
        }
        for json in [#"{"id":7.5}"#, #"{"id":null}"#, #"{"id":[7]}"#, #"{"title":"T"}"#] {
            #expect(line(json).map { $0.id == nil } == true, "\(json)")
        }
    }

    @Test(arguments: [
        ("2026-01-02T03:04:05Z", false), ("0001-01-01T00:00:00Z", false),
        ("1970-01-01T00:00:00Z", false), ("soon", true), ("", true),
    ])
    func `what programs write for no date is none, and other words are no time`(
        text: String, isBad: Bool
    ) throws {
        let read = try #require(line(#"{"id":1,"published":"\#(text)"}"#))
        #expect(read.hasBadTime == isBad)
    }

    @Test func `an event that is no text is none, and null is no text`() {
        #expect(
            line(#"{"event":7,"title":null}"#).map { $0.event == nil && $0.title == nil } == true)
    }

    @Test(arguments: ["", "7", "[]", #"{"title":7}"#, #"{"title":"T""#, #"{"title":"T"} x"#])
    func `what is no object of texts is no document`(json: String) {
        #expect(line(json) == nil)
    }
}
