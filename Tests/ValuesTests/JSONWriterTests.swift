import Testing
import Values

@Suite struct JSONWriterTests {
    @Test func `marks that turn the direction of text are escapes, their neighbours are not`() {
        var json = JSONWriter()
        json.value("\u{61c}\u{61b}\u{200e}\u{200d}\u{202a}\u{202e}\u{202f}\u{2066}\u{2069}\u{206a}")
        #expect(
            json.text == #""\u061c"# + "\u{61b}" + #"\u200e"# + "\u{200d}" + #"\u202a\u202e"#
                + "\u{202f}" + #"\u2066\u2069"# + "\u{206a}\"")
    }

    @Test func `fields, arrays and objects nest with commas where they belong`() {
        var json = JSONWriter()
        json.object {
            $0.field("id", 3)
            $0.field("title", nil as String?)
            $0.array("tags") { for tag in ["a", "b"] { $0.value(tag) } }
            $0.object("inner") { $0.field("ok", true) }
            $0.array("items") {
                $0.object { $0.field("n", 1) }
                $0.object { $0.field("n", 2.5) }
                $0.value(7)
            }
            $0.array("none", [])
        }
        #expect(
            json.text == """
                {"id":3,"title":null,"tags":["a","b"],"inner":{"ok":true},\
                "items":[{"n":1},{"n":2.5},7],"none":[]}
                """)
    }

    @Test func `control characters and line separators are escaped`() {
        var json = JSONWriter()
        json.value("\"\\/\n\r\t\u{0}\u{1f}\u{7f}\u{9b}\u{a0}é\u{2027}\u{2028}\u{2029}\u{1f600}")
        #expect(
            json.text == #""\"\\/\n\r\t\u0000\u001f\u007f\u009b"# + "\u{a0}é\u{2027}"
                + #"\u2028\u2029"# + "\u{1f600}\"")
    }

    @Test func `documents stand one a line`() {
        var json = JSONWriter()
        json.object { $0.field("n", 1) }
        json.newline()
        json.object { $0.field("n", 2) }
        json.newline()
        #expect(json.text == "{\"n\":1}\n{\"n\":2}\n")
    }

    @Test func `a document leaves in pieces and goes on with its commas`() {
        var json = JSONWriter()
        var pieces: [String] = []
        json.array {
            for number in 1...3 {
                $0.value(number)
                $0.flush { pieces.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        #expect(pieces == ["[1", ",2", ",3"])
        #expect(json.text == "]")
    }

    @Test func `moments are RFC 3339 and infinite numbers null`() {
        var json = JSONWriter()
        json.object {
            $0.field("at", Timestamp(seconds: 0))
            $0.field("never", nil as Timestamp?)
            $0.field("share", Double.infinity)
        }
        #expect(json.text == #"{"at":"1970-01-01T00:00:00Z","never":null,"share":null}"#)
    }

    @Test func `an error of the body passes through typed`() {
        struct Stop: Error {}
        var json = JSONWriter()
        #expect(throws: Stop.self) {
            try json.object { (_: inout JSONWriter) throws(Stop) in throw Stop() }
        }
    }
}
