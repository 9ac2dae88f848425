import Checkout
import JSONSchema
import Platform
import Storage
import Testing

@testable import tidings

/// What docs/json.md and docs/schema say of JSON, against each other and against the code.
struct JSONPageTests {
    @Test func `the page says what the schemas say`() throws {
        let page = try Checkout.text("docs/json.md")
        let parts = page.split(separator: JSONPage.mark, maxSplits: 1)
        let byHand = try #require(parts.first)
        let wanted = try byHand + JSONPage.mark + "\n" + JSONPage().text
        guard page != wanted else { return }
        if ProcessEnvironment.value(of: "TIDINGS_RENEW_SNAPSHOTS") != nil {
            let path = Checkout.path("docs/json.md")
            try AtomicFile.replace(
                path: path, with: Array(wanted.utf8), expecting: try FileIdentity(path: path))
        } else {
            Issue.record("docs/json.md is not what docs/schema says; \(JSONPage.mark)")
        }
    }

    @Test func `each schema has a title, and describes each of its fields`() throws {
        let schemas = try JSONSchema.published()
        #expect(schemas.count > 30)
        for (name, schema) in schemas {
            #expect(schema["$schema"] == .text("https://json-schema.org/draft/2020-12/schema"))
            #expect(schema["title"]?.text?.isEmpty == false, "\(name)")
            #expect(Self.silent(schema) == [], "\(name)")
        }
    }

    /// The fields without a word on what they mean.
    private static func silent(_ schema: JSONValue) -> [String] {
        let own = (schema["properties"]?.fields ?? [:]).filter { _, field in
            field["description"] == nil && field["const"] == nil && field["$ref"] == nil
        }.keys
        let inner =
            schema.fields.values.flatMap { silent($0) }
            + schema.fields.values.flatMap { $0.elements.flatMap(silent) }
        return own + inner
    }

    @Test func `the fields of lists are those of their schemas, in that order`() throws {
        let schemas = try JSONSchema.published()
        func names(_ name: String, _ pointer: [String]) -> [String] {
            var schema = schemas[name]
            for part in pointer { schema = schema?[part] }
            return schema?["required"]?.texts ?? []
        }
        func row(_ array: String) -> [String] { ["properties", array, "items"] }
        let records = "records.json"
        #expect(names(records, ["$defs", "cluster"]) == ClusterRecord.fields.map(\.name))
        #expect(names(records, ["$defs", "entry"]) == EntryRecord.fields.map(\.name))
        #expect(names(records, ["$defs", "feed"]) == ToldFeed.fields.map(\.name))
        #expect(names(records, ["$defs", "hand_decision"]) == HandRecord.fields.map(\.name))
        #expect(names("doctor.json", row("findings")) == Finding.fields.map(\.name))
        #expect(names("import.json", row("feeds")) == ImportedLists.Row.fields.map(\.name))
        #expect(names("recluster.json", row("changes")) == Difference.Change.fields.map(\.name))
        #expect(names("backup-list.json", row("backups")) == BackupFile.fields.map(\.name))
    }
}
