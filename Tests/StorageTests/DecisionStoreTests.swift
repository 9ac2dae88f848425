import Events
import SQLite
import Subscriptions
import Testing
import Values

@testable import Storage

/// What is kept of decisions, and what a listing tells of clusters beside counts.
@Suite struct DecisionStoreTests {
    private let fixture: StoreFixture
    private let now = StoreFixture.start

    init() throws {
        fixture = try StoreFixture()
    }

    /// A store with entries of one feed each, the first published `ages[0]` seconds ago.
    private func store(_ ages: [Int64]) async throws -> Store {
        let store = try fixture.store()
        let feeds = try await store.subscribe(ages.indices.map { "https://\($0).example/" })
        for (place, feed) in feeds.enumerated() {
            try await store.poll(
                feed,
                [
                    entry(
                        id: "\(place)", "Entry \(place)",
                        published: now.advanced(by: -ages[place]))
                ])
        }
        return store
    }

    private func changes(
        _ entries: ClosedRange<EntryID>, copies: [EntryID: EntryID] = [:]
    ) -> ClusterChanges {
        var changes = ClusterChanges()
        changes.memberships = entries.map { entry in
            Membership(
                document: entry, cluster: 1, score: 0.5,
                copy: copies[entry].map {
                    CopyEvidence(origin: $0, containment: 1, direction: "published later")
                })
        }
        return changes
    }

    private func apply(_ changes: ClusterChanges, to store: Store) async throws {
        try await store.apply(changes, position: .init(cursor: 9, nextCluster: 9))
    }

    @Test func `a decision is read as it was stored, to six decimals`() throws {
        var decision = Decision(.moved, event: 17, score: 0.512_345_6, threshold: 0.29)
        (decision.formerEvent, decision.formerScore) = (9, 1e-7)
        decision.factors = [
            .init("mean link", 0.433), .init("size", 1),
            .init("time", 0.81, measure: -3.25, unit: "days apart"),
            .init("depth", 0.9, measure: 2, unit: "levels"),
            .init("size", 1.5, measure: 3, unit: "x"),
        ]
        decision.shared = [.init("prime minister", 0.102), .init("東京", 0.05)]
        decision.overlap = .init(shared: 48, own: 60, origin: 52, evidence: "byline")
        let text = DecisionText.text(decision)
        (decision.score, decision.formerScore) = (0.512_346, 0)
        #expect(DecisionText.decision(text) == decision)
        #expect(text.utf8.count < 140)
        #expect(DecisionText.decision(DecisionText.text(Decision(.opened))) == Decision(.opened))
    }

    @Test func `every rule and every factor of a score is kept, and shortly`() {
        for rule in Decision.Rule.allCases {
            #expect(DecisionText.decision(DecisionText.text(Decision(rule))) == Decision(rule))
        }
        var decision = Decision(.joined, event: 123_456, score: 0.456_789, threshold: 0.284_963)
        decision.factors = [
            .init("mean link", 0.456_7), .init("size", 1, measure: 5, unit: "texts"),
            .init("time", 0.981_2, measure: 1.4, unit: "days apart"),
            .init("breadth", 0.953, measure: 0.54, unit: "of the link in one term"),
            .init("agreement", 1, measure: 0.25, unit: "names differ"),
        ]
        let text = DecisionText.text(decision)
        #expect(text.utf8.count < 80)
        #expect(DecisionText.decision(text) == decision)
    }

    @Test func `what an earlier release wrote is read`() {
        let read = DecisionText.decision(
            """
            rule\tmoved\nevent\t17\nformer\t9\t0.2\nscore\t0.5\nthreshold\t0.29
            factor\tmean link\t0.433\nfactor\ttime\t0.81\t3\tdays apart\nterm\tquake\t0.1
            overlap\t48\t60\t52\tbyline\nwords\tpinned
            """)
        var decision = Decision(.moved, event: 17, score: 0.5, threshold: 0.29)
        (decision.formerEvent, decision.formerScore) = (9, 0.2)
        decision.factors = [
            .init("mean link", 0.433), .init("time", 0.81, measure: 3, unit: "days apart"),
        ]
        decision.shared = [.init("quake", 0.1)]
        decision.overlap = .init(shared: 48, own: 60, origin: 52, evidence: "byline")
        decision.words = "pinned"
        #expect(read == decision)
    }

    @Test func `what is not known or damaged in a stored decision is passed over`() {
        #expect(DecisionText.decision("") == nil)
        #expect(DecisionText.text(nil) == "")
        let short = DecisionText.decision("=\tjoined\t\tx\ny\t1\nm\nt\t.5\tx\n+\tquake\n+\nf")
        #expect(short?.rule == .joined)
        #expect(short?.score == nil)
        #expect(short?.factors == [.init("mean link", 0), .init("time", 0.5)])
        #expect(short?.shared == [.init("quake", 0)])
        #expect(DecisionText.decision("=\tguessed")?.rule == .told)
        let read = DecisionText.decision("rule\tjoined\nfeature\t1\nscore\tx\nfactor\nevent")
        #expect(read?.rule == .joined)
        #expect(read?.score == nil)
        #expect(read?.factors == [.init("", 0)])
        #expect(DecisionText.decision("rule\tguessed")?.rule == .told)
    }

    @Test func `a membership that is told without a decision keeps the one it had`() async throws {
        let store = try await store([60])
        var first = changes(1...1)
        first.decisions = [.init(document: 1, decision: Decision(.opened))]
        try await apply(first, to: store)
        try await apply(changes(1...1), to: store)
        let reader = try fixture.reader()
        #expect(try reader.entry(1)?.membership?.decision == Decision(.opened))
        #expect(try reader.currentDocument(1)?.title == "Entry 0")
        #expect(try reader.currentDocument(9) == nil)
        let (window, current) = try reader.windowEntries()
        #expect(window.position.cursor == 9)
        #expect(window.memberships.map(\.cluster) == [1])
        #expect(current.entries.map(\.id) == [1])
        #expect(current.revised.isEmpty)
        #expect(try reader.living(1) == 1)
    }

    @Test func `a headline that is a copy gives way to an original`() async throws {
        let store = try await store([300, 200, 100])
        var told = changes(1...3, copies: [1: 2])
        told.headlines = [.init(cluster: 1, document: 1)]
        told.topics = [.init(cluster: 1, terms: ["ferry", "lady maud"])]
        try await apply(told, to: store)
        let cluster = try #require(try fixture.reader().cluster(1)?.cluster)
        #expect(cluster.headline.id == 2)
        #expect(cluster.terms == ["ferry", "lady maud"])
        // One of which all are copies of what is elsewhere still has one.
        try await apply(changes(1...3, copies: [1: 99, 2: 99, 3: 99]), to: store)
        #expect(try fixture.reader().cluster(1)?.cluster.headline.id == 2)
    }

    @Test func `copies from several feeds of one publisher are one text`() async throws {
        let store = try await store([300, 200, 100])
        _ = try await store.apply(
            (0..<3).map { .init(url: "https://\($0).example/") }
        ) { _, _ in "one house" }
        try await apply(changes(1...3, copies: [2: 1, 3: 1]), to: store)
        let cluster = try #require(try fixture.reader().cluster(1)?.cluster)
        #expect(cluster.publisherCount == 1)
        #expect(cluster.independentTextCount == 1)
        #expect(cluster.entryCount == 3)
    }

    @Test func `growth counts the texts of six hours, without copies`() async throws {
        let hour: Int64 = 3_600
        let store = try await store([20 * hour, 7 * hour, 5 * hour, 2 * hour, hour, 60])
        try await apply(changes(1...6, copies: [6: 1]), to: store)
        // Three texts in six hours.
        #expect(try fixture.reader().cluster(1)?.cluster.growth == 0.5)
        #expect(try fixture.reader().clusters(ClusterFilter()).map(\.growth) == [0.5])
        fixture.advance(by: 7 * hour)
        #expect(try fixture.reader().cluster(1)?.cluster.growth == 0)
    }

    @Test func `a copy that is dated before the first text makes no growth of that text`()
        async throws
    {
        let hour: Int64 = 3_600
        let store = try await store([7 * hour, 5 * hour, 4 * hour])
        try await apply(changes(1...3, copies: [1: 2]), to: store)
        // One text more in six hours.
        #expect(try fixture.reader().cluster(1)?.cluster.growth == 1.0 / 6)
    }

    @Test func `a young event grows over its age, at least an hour, beyond its first text`()
        async throws
    {
        let store = try await store([7_200, 3_600, 1_800, 60])
        try await apply(changes(1...4), to: store)
        #expect(try fixture.reader().cluster(1)?.cluster.growth == 1.5)
        #expect(ClusterGrowth.perHour(gained: 2, age: 60) == 2)
        #expect(ClusterGrowth.perHour(gained: -1, age: 0) == 0)
    }

    @Test func `words of an earlier release stay, and its database is brought up to date`()
        async throws
    {
        // As the release before made it.
        try fixture.makeDatabase(
            version: 4,
            rows: """
                INSERT INTO entries (id, feed, title, seen, sort_time)
                VALUES (1, 1, 'One', 0, 0), (2, 1, 'Two', 0, 0);
                INSERT INTO clusters VALUES (1, 1, 0, 0, 2, 1, 2);
                INSERT INTO memberships (entry, cluster, score, reason)
                VALUES (1, 1, 0, 'joined: score 0.5' || char(10) || 'x'), (2, 1, 0, '');
                """)
        let store = try fixture.store()
        let reader = try fixture.reader()
        let told = try #require(try reader.entry(1)?.membership?.decision)
        #expect(told.rule == .told)
        #expect(told.text == "joined: score 0.5 x")
        #expect(try reader.entry(2)?.membership?.decision == nil)
        #expect(try reader.cluster(1)?.cluster.terms == [])
        var later = changes(1...1)
        later.decisions = [.init(document: 1, decision: Decision(.left, event: 1))]
        try await apply(later, to: store)
        #expect(try reader.entry(1)?.membership?.decision?.rule == .left)
    }
}
