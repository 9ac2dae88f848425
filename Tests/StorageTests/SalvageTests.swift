import FeedParsing
import FoundationEssentials
import Platform
import SQLite
import Testing
import Values

@testable import Storage

/// What a store is after a page of it was damaged and the rest saved.
@Suite struct SalvageTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    /// How the entries of a feed are told apart.
    enum Kind: CaseIterable {
        case guid, link, content, guidAndLink, linkAndTitle, contentAndEnclosure

        func entries(_ count: Int) -> [ParsedEntry] {
            (0..<count).map { number in
                // Three that share what tells others.
                let group = number / 3
                var made: ParsedEntry
                switch self {
                case .guid: made = entry(id: "\(number)", "Title")
                case .link: made = entry("Title", link: "https://a.example/\(number)")
                case .content: made = entry("Title \(number)", text: "Some <b>words</b>.")
                case .guidAndLink:
                    made = entry(id: "\(group)", "Title", link: "https://a.example/\(number)")
                case .linkAndTitle:
                    made = entry("Title \(number)", link: "https://a.example/\(group)")
                case .contentAndEnclosure:
                    made = entry("Title \(group)")
                    made.enclosures = [
                        .init(url: "https://a.example/\(number).mp3", type: nil, length: nil)
                    ]
                }
                made.text = made.summary.map(FeedParser.plainText(fromHTML:)) ?? ""
                return made
            }
        }
    }

    private func stored(_ entries: [ParsedEntry]) async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        #expect(try await store.poll(feed, entries).new == entries.count)
        try await fixture.cluster(store)
        try await store.close()
    }

    /// The pages of a table that hold its rows.
    private func leaves(of table: String) throws -> [Int] {
        let row = try fixture.connection().prepare(
            "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY pageno")
        try row.bind(table)
        var pages: [Int] = []
        while try row.step() { pages.append(row.int(0)) }
        return pages
    }

    private func damage(_ page: Int, of fixture: StoreFixture) throws {
        var bytes = try fixture.fileBytes()
        for byte in 0..<64 { bytes[(page - 1) * 4_096 + byte] = 0xa5 }
        try Data(bytes).write(to: URL(fileURLWithPath: fixture.database))
    }

    private func salvage(_ fixture: StoreFixture) throws -> [String] {
        try StoreBackup.salvage(
            folder: fixture.state, clock: fixture.clock, progress: { _ in }
        ).incomplete
    }

    /// Polls the feed again, once with some of what it listed and once with all of it.
    private func expectNothingNew(_ entries: [ParsedEntry], in fixture: StoreFixture) async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let some = entries.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        for document in [some, entries] {
            let receipt = try await store.poll(feed, document)
            #expect(receipt.new == 0)
            #expect(receipt.revised == 0)
            #expect(receipt.unchanged == document.count)
        }
        try await store.close()
    }

    @Test(arguments: Kind.allCases)
    func `whichever page of identities is damaged, no entry comes a second time`(
        kind: Kind
    ) async throws {
        let entries = kind.entries(300)
        try await stored(entries)
        let leaves = try leaves(of: "identities")
        #expect(leaves.count > 2)
        for leaf in leaves {
            let damaged = try fixture.copy()
            try damage(leaf, of: damaged)
            #expect(try salvage(damaged) == ["identities"])
            try await expectNothingNew(entries, in: damaged)
        }
    }

    @Test(arguments: Kind.allCases)
    func `with a new key of the hashes the entries are known again`(kind: Kind) async throws {
        let entries = kind.entries(30)
        try await stored(entries)
        try damage(try #require(try leaves(of: "store").first), of: fixture)
        #expect(try salvage(fixture) == ["store"])
        try await expectNothingNew(entries, in: fixture)
    }

    /// More than SQLite's cache holds: what a statement wrote before it met the fault is in the file by
    /// then, and has to be taken out again.
    @Test func `of a table larger than the cache all rows are saved but those of a damaged page`()
        async throws
    {
        let text = String(repeating: "word ", count: 600)
        try await stored(
            (1...1_500).map { entry(id: "\($0)", "Title \($0)", text: "\(text)\($0)") })
        let leaves = try leaves(of: "entries")
        #expect(leaves.count * 4_096 > 2 * 2_048_000)
        let damaged = leaves[leaves.count - 20]
        let cells = try fixture.connection().prepare("SELECT ncell FROM dbstat WHERE pageno = ?1")
        try cells.bind(damaged)
        #expect(try cells.step())
        let lost = cells.int(0)
        #expect(lost > 0)
        cells.reset()
        try damage(damaged, of: fixture)
        #expect(try salvage(fixture) == ["entries"])
        let row = try fixture.connection().prepare(
            "SELECT (SELECT count(*) FROM entries), (SELECT * FROM pragma_integrity_check)")
        #expect(try row.step())
        #expect(row.int(0) == 1_500 - lost)
        #expect(row.string(1) == "ok")
    }

    @Test func `an entry whose event was lost gets one of its own`() async throws {
        try await stored(Kind.guid.entries(1_000))
        let leaves = try leaves(of: "memberships")
        #expect(leaves.count > 4)
        try damage(leaves[2], of: fixture)
        #expect(try salvage(fixture) == ["memberships"])
        let examination = StoreExamination(folder: fixture.state)
        #expect(try await examination.integrityFaults().isEmpty)
        #expect(try await examination.entriesWithoutEvent() == 0)
        let row = try fixture.connection().prepare(
            """
            SELECT (SELECT sum(entries) FROM clusters),
                (SELECT count(*) FROM clusters WHERE id > 1000),
                (SELECT count(*) FROM clusters WHERE id > 1000 AND entries = 1
                    AND publishers = 1 AND independent_texts = 1 AND unread = 1
                    AND first_time = last_time AND first_time > 0
                    AND headline IN (SELECT entry FROM memberships WHERE cluster = clusters.id)),
                (SELECT clusters FROM cluster_counts) = (SELECT count(*) FROM clusters),
                (SELECT next_cluster > (SELECT max(id) FROM clusters) FROM clusterer),
                (SELECT decision FROM memberships WHERE cluster > 1000 LIMIT 1)
            """)
        #expect(try row.step())
        #expect(row.int(0) == 1_000)
        #expect(row.int(1) > 10)
        #expect(row.int(2) == row.int(1))
        #expect(row.int(3) == 1)
        #expect(row.int(4) == 1)
        #expect(row.string(5).contains("was lost"))
        row.reset()
        // Nothing is read again, and the next event has a number of its own.
        let store = try fixture.store()
        let position = try await store.clustererPosition()
        #expect(position.cursor == 1_000)
        #expect(try await store.newEntries(after: position.cursor, limit: 9).isEmpty)
    }

    @Test func `a clusterer whose place was lost holds what it held, not the whole log`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        for round in 0..<3 {
            try await store.poll(feed, fixture.items(round * 4 + 1...round * 4 + 4))
            try await fixture.cluster(store)
            fixture.advance(by: 8 * 86_400)
        }
        try await store.close()
        try damage(try #require(try leaves(of: "clusterer").first), of: fixture)
        #expect(try salvage(fixture) == ["clusterer"])
        let position = try await fixture.store().clustererPosition()
        #expect(position.cursor == 12)
        #expect(position.consolidatedThrough == 12 && position.weighedThrough == 12)
        #expect(position.expiredThrough == 4)
        #expect(position.nextCluster == 7)
    }

    @Test func `entries that are in no event are counted`() async throws {
        try await stored(Kind.guid.entries(10))
        try fixture.connection().execute("DELETE FROM memberships WHERE entry IN (3, 7)")
        let examination = StoreExamination(folder: fixture.state)
        #expect(try await examination.entriesWithoutEvent() == 2)
        // What the clusterer has not read yet it will.
        try fixture.connection().execute("UPDATE clusterer SET cursor = 5")
        #expect(try await examination.entriesWithoutEvent() == 1)
    }
}
