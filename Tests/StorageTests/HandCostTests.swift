import Events
import SQLite
import Testing

@testable import Storage

/// What decisions about large events cost: they hold the write lock, and nothing else is written meanwhile.
@Suite struct HandCostTests {
    /// What is decided first of events 1 and 2, which have so many entries each, and of event 3, which has one;
    /// and then.
    typealias Case =
        @Sendable (_ entries: EntryID) -> (before: [HandDecision], then: [HandDecision])

    static let cases: [Case] = [
        { _ in ([], [.merge([1, 2]), .undo(nil)]) },
        // What stays is bound together.
        { _ in ([.merge([1, 2])], [.merge([1, 3]), .undo(nil)]) },
        { _ in ([.merge([1, 2]), .merge([1, 3])], [.undo(1)]) },
        // What goes back is kept apart again.
        { entries in
            let split = HandDecision.split(Array(1...entries), from: 1)
            return ([.merge([1, 2])], [split, .merge([1, 4]), .undo(nil), .undo(nil)])
        },
    ]

    /// How many statements are run for what is decided then.
    static func cost(
        of decisions: Case, entries: EntryID
    ) async throws -> Int {
        let (before, then) = decisions(entries)
        let reader = try await fixture(entries: entries).reader()
        for decision in before { _ = try reader.decide(decision, by: "kim").get() }
        let former = reader.connection.runs()
        for decision in then { _ = try reader.decide(decision, by: "kim").get() }
        return reader.connection.runs() - former
    }

    /// A store in which so many entries are in each of events 1 and 2, of which every third is a copy of the
    /// first there, and one is in event 3.
    static func fixture(entries: EntryID) async throws -> StoreFixture {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (1...2 * entries + 1).map { entry(id: "\($0)", "Entry \($0)") })
        var changes = ClusterChanges()
        for place in 0...2 * entries {
            let event = place / entries
            let isCopy = event < 2 && place % entries % 3 == 2
            changes.memberships.append(
                Membership(
                    document: place + 1, cluster: event + 1, score: 0.5,
                    copy: isCopy
                        ? CopyEvidence(
                            origin: event * entries + 1, containment: 0.9, direction: "later")
                        : nil))
        }
        try await store.apply(changes, position: .init(cursor: 2 * entries + 1, nextCluster: 4))
        try await store.close()
        return fixture
    }

    @Test(arguments: cases.indices)
    func `a decision costs statements by the entry, not by the pair`(_ place: Int) async throws {
        var costs: [Int] = []
        for entries: EntryID in [20, 40, 60] {
            costs.append(try await Self.cost(of: Self.cases[place], entries: entries))
        }
        // As much again for as many more, but for what varies a little.
        #expect((costs[2] - costs[1]) * 10 <= (costs[1] - costs[0]) * 11, "\(costs)")
    }
}
