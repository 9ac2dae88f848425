import JSONSchema
import Testing
import Values

@testable import tidings

/// Lines by `--format`.
struct LineTemplateTests {
    private struct Row: ListedRecord {
        var title: String? = "A {title}\u{1b}[31m\nof two lines"
        var size: Int64? = 7
        var tags = ["a", "b\u{202e}"]

        static let fields: [RecordField<Row>] = [
            .text("title") { $0.title }, .number("size") { $0.size }, .texts("tags") { $0.tags },
            .numbers("twice") { [$0.size ?? 0, $0.size ?? 0] }, .truth("big") { $0.size ?? 0 > 5 },
            .decimal("half") { $0.size.map { Double($0) / 2 } },
            .time("day") { _ in Timestamp(seconds: 86_400) },
        ]
    }

    private func line(_ template: String, _ row: Row = Row()) -> String? {
        LineTemplate<Row>(argument: template)?.line(row)
    }

    @Test func `fields, braces and escapes are told`() {
        #expect(line("{size} {big}") == "7 true\n")
        #expect(line("{{size}} {{{size}}}") == "{size} {7}\n")
        #expect(line(#"{size}\t{half}\n\\t \x }"#) == "7\t3.5\n\\t \\x }\n")
        #expect(line("{twice}|{day}") == "7, 7|1970-01-02T00:00:00Z\n")
        #expect(line("plain") == "plain\n")
        // A mark that goes with the sign before it.
        #expect(line("{size}\u{301}{{\u{200d}") == "7\u{301}{\u{200d}\n")
        #expect(line("{title}{size}{half}", Row(title: nil, size: nil)) == "\n")
    }

    @Test func `what stands for a title is in a line of text alone`() {
        struct Note: ListedRecord {
            static let fields: [RecordField<Note>] = [
                .text("title") { _ in nil }.shown { _ in "the\nbeginning" }
            ]
        }
        struct Outer: ListedRecord {
            static let fields = Note.fields.map { $0.lifted { (_: Outer) in Note() } }
        }
        #expect(LineTemplate<Note>(argument: "{title}")?.line(Note()) == "the beginning\n")
        #expect(LineTemplate<Outer>(argument: "{title}")?.line(Outer()) == "the beginning\n")
        var json = JSONWriter()
        json.object { $0.write(Outer()) }
        #expect(json.text == "{\"title\":null}")
    }

    @Test func `what a feed wrote stays on its line and steers nothing`() {
        #expect(line("{title}|{tags}") == "A {title} [31m of two lines|a, b\n")
    }

    @Test(arguments: ["", "{", "{size", "{Size}", "{}", "{size}{nosuch}", "{ size }"])
    func `a template that cannot be is refused`(_ template: String) {
        #expect(line(template) == nil)
        let told = LineTemplate<Row>.expectation(of: template)
        #expect(told.contains("the fields are title, size, tags, twice, big, half, day"))
    }

    @Test func `a field that there is not is named, with the one that may be meant`() {
        #expect(
            LineTemplate<Row>.expectation(of: "{size} {titel}").hasPrefix(
                "another field than {titel}, perhaps {title}; the fields are"))
    }

    @Test func `JSON has the same fields`() throws {
        var json = JSONWriter()
        json.object { $0.write(Row()) }
        let value = try JSONValue(parsing: json.text)
        #expect(Set(value.fields.keys) == Set(Row.fields.map(\.name)))
        #expect(value["size"] == .number(7))
        #expect(value["title"]?.text == Row().title)
        #expect(value["twice"]?.elements == [.number(7), .number(7)])
    }
}

/// The check of documents against schemas, which the tests of the commands rely on.
struct JSONSchemaTests {
    private func faults(_ schema: String, _ value: String) throws -> [String] {
        let other =
            #"{"$defs": {"named": {"type": "object", "required": ["a"], "#
            + #""properties": {"a": {"type": "integer"}}}}}"#
        let files = try ["s": JSONValue(parsing: schema), "o": JSONValue(parsing: other)]
        return JSONSchema("s", among: files).faults(of: try JSONValue(parsing: value))
    }

    @Test func `types, words, bounds and forms are heeded`() throws {
        for (schema, good, bad) in [
            (#"{"type": "string"}"#, #""x""#, "1"),
            (#"{"type": ["integer", "null"]}"#, "null", "1.5"),
            (#"{"type": "number", "minimum": 0}"#, "0", "-0.5"),
            (#"{"enum": ["a", "b"]}"#, #""b""#, #""c""#), (#"{"const": 1}"#, "1", "2"),
            (
                #"{"type": "string", "format": "date-time"}"#, #""2026-01-31T18:30:00Z""#,
                #""2026-01-31 18:30""#
            ),
            (#"{"type": "array", "items": {"type": "boolean"}}"#, "[true]", "[true, 0]"),
            (#"{"anyOf": [{"type": "null"}, {"type": "string"}]}"#, "null", "0"),
        ] {
            #expect(try faults(schema, good) == [], "\(schema)")
            #expect(try faults(schema, bad).count == 1, "\(schema)")
        }
    }

    @Test func `a field that lacks, and one that nobody names, is a fault`() throws {
        let schema =
            #"{"allOf": [{"$ref": "o#/$defs/named"}, {"properties": {"b": {"type": "string"}}}]}"#
        #expect(try faults(schema, #"{"a": 1, "b": "x"}"#) == [])
        #expect(try faults(schema, #"{"b": "x"}"#).count == 1)
        #expect(try faults(schema, #"{"a": 1, "c": 2}"#) == [".c: not documented"])
        #expect(try faults(schema, #"{"a": "x"}"#).count == 1)
        #expect(try faults(#"{"$ref": "o#/$defs/nosuch"}"#, "1").count == 1)
    }

    @Test func `a keyword that is not understood is a fault`() throws {
        #expect(try faults(#"{"pattern": "x"}"#, #""x""#) == [": unknown pattern"])
    }
}
