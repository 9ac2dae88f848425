import Events
import SQLite
import Testing
import Values

@testable import Storage

/// What becomes of copies and of tellings when people decide, and when that is taken back.
extension HandDecisionTests {
    @Test func `events that an undo brought back are known, and no others`()
        throws
    {
        let reader = try fixture.reader()
        #expect(try reader.lastDecision() == 0)
        try decide(.merge([1, 3]))
        #expect(try reader.returns(after: 0) == ([], 1))
        try decide(.undo(nil))
        #expect(try reader.returns(after: 1) == ([3], 2))
        #expect(try reader.returns(after: 2) == ([], 2))
    }

    @Test func `what is no longer stored is not told as staying`() async throws {
        try decide(.merge([2, 4]))
        let connection = try fixture.connection()
        try connection.execute("DELETE FROM entries WHERE id IN (4, 5, 8)")
        let gone = try EventExpiry.forget(
            after: .init(), before: Timestamp(seconds: .max / 2), connection)
        #expect(gone.events == 1)
        let undone = try decide(.undo(nil))
        #expect(undone.told.hasSuffix("into event 2: 3 entries; entry 8 is no longer stored"))
        #expect(undone.entries.isEmpty)
    }

    @Test func `a copy that is split off its origin is an independent text`() throws {
        try decide(.split([3], from: 1))
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        #expect(try fixture.reader().cluster(5)?.cluster.independentTextCount == 1)
    }

    @Test func `undoing a split makes a copy of its origin again, where nothing keeps them apart`()
        throws
    {
        let before = try fixture.reader().cluster(1)
        try decide(.split([3], from: 1))
        try decide(.undo(nil))
        #expect(try fixture.reader().entry(3)?.record.copy?.origin == 1)
        let after = try fixture.reader().cluster(1)
        #expect(after?.cluster == before?.cluster)
        #expect(after?.cluster.independentTextCount == 2)

        try decide(.split([3], from: 1))
        try decide(.merge([1, 6]))
        try decide(.split([3], from: 1))
        try decide(.undo(3))
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        try decide(.undo(5))
        #expect(try fixture.reader().entry(3)?.record.copy?.origin == 1)
        #expect(try fixture.reader().cluster(1)?.cluster.independentTextCount == 2)
    }

    @Test func `undoing a split gives back nothing that another took which a merge overruled`()
        throws
    {
        try decide(.split([3], from: 1))
        try decide(.merge([1, 5]))
        #expect(try fixture.reader().cluster(1)?.cluster.independentTextCount == 3)
        try decide(.split([3], from: 1))
        try decide(.undo(nil))
        #expect(try clusters() == before)
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        #expect(try fixture.reader().cluster(1)?.cluster.independentTextCount == 3)
        // The merge first, then the split that took it: a copy as at the beginning.
        try decide(.undo(nil))
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        try decide(.undo(nil))
        #expect(try clusters() == before)
        #expect(try fixture.reader().entry(3)?.record.copy?.origin == 1)
    }

    @Test func `a copy of a copy that is split off with it stays one`() async throws {
        var changes = ClusterChanges()
        changes.memberships = [
            Membership(
                document: 2, cluster: 1, score: 0.5,
                copy: CopyEvidence(origin: 3, containment: 0.8, direction: "later"))
        ]
        try await store.apply(changes, position: try await store.clustererPosition())
        try decide(.split([2, 3], from: 1))
        #expect(try fixture.reader().entry(2)?.record.copy?.origin == 3)
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        #expect(try fixture.reader().cluster(5)?.cluster.independentTextCount == 1)
    }

    @Test func `what is undone is told as it was before`() async throws {
        var changes = ClusterChanges()
        changes.headlines = [.init(cluster: 2, document: 5)]
        changes.topics = [
            .init(cluster: 1, terms: ["ferry"]), .init(cluster: 2, terms: ["bridge", "marrow"]),
        ]
        try await store.apply(changes, position: try await store.clustererPosition())
        let before = try fixture.reader().clusters(ClusterFilter())
        #expect(before.contains { $0.id == 2 && $0.headline.id == 5 && $0.terms.count == 2 })
        for decision: HandDecision in [
            .merge([1, 2]), .split([5], from: 2), .pin([4, 5], to: 1), .merge([2, 3, 4]),
        ] {
            let made = try decide(decision)
            try decide(.undo(made.number))
            #expect(try fixture.reader().clusters(ClusterFilter()) == before)
        }
    }

    @Test func `what lived on is told as it was, also when it was told anew before the undo`()
        async throws
    {
        var changes = ClusterChanges()
        changes.topics = [
            .init(cluster: 1, terms: ["ferry"]), .init(cluster: 2, terms: ["bridge"]),
        ]
        try await store.apply(changes, position: try await store.clustererPosition())
        let before = try fixture.reader().clusters(ClusterFilter())
        for decision: HandDecision in [.merge([1, 2]), .pin([4, 5], to: 1)] {
            let made = try decide(decision)
            changes.headlines = [.init(cluster: 1, document: 4)]
            changes.topics = [.init(cluster: 1, terms: ["bridge", "ferry"])]
            try await store.apply(
                changes, position: try await store.clustererPosition(), areTold: true)
            try decide(.undo(made.number))
            #expect(try fixture.reader().clusters(ClusterFilter()) == before)
            #expect(try await store.untoldEvents() == [1, 2])
        }
    }

    @Test func `what did not go back leaves the telling of where it stays`() async throws {
        try decide(.merge([1, 2]))
        try decide(.merge([1, 3]))
        var changes = ClusterChanges()
        changes.topics = [.init(cluster: 1, terms: ["ferry", "bridge", "reef"])]
        try await store.apply(changes, position: try await store.clustererPosition())
        try decide(.undo(1))
        #expect(try fixture.reader().cluster(1)?.cluster.terms == ["ferry", "bridge", "reef"])
    }

    @Test func `events that people changed are to be told until a clusterer has`() async throws {
        try decide(.split([2], from: 1))
        try decide(.merge([2, 3]))
        #expect(try await store.untoldEvents() == [1, 2, 5])
        #expect(try await store.window(after: 0).untold == [1, 2, 5])
        #expect(try await store.clustered(in: 5, limit: 9).map(\.entry.id) == [2])
        #expect(
            try await store.clustered(in: 1, limit: 9).map(\.membership.copy?.origin) == [nil, 1])
        #expect(try await store.clustered(in: 2, limit: 3).count == 3)
        var changes = ClusterChanges()
        changes.topics = [.init(cluster: 5, terms: ["reef"])]
        try await store.apply(changes, position: try await store.clustererPosition())
        #expect(try await store.untoldEvents() == [1, 2, 5])
        try await store.apply(
            ClusterChanges(), position: try await store.clustererPosition(), areTold: true)
        #expect(try await store.untoldEvents().isEmpty)
    }

    /// Has a new entry come as a copy of another, beside it.
    private func arrive(_ id: EntryID, copyOf origin: EntryID, in event: ClusterID) async throws {
        let feed = try await store.storedFeeds()[0].id
        try await store.poll(feed, [entry(id: "\(id)", "Entry \(id)")])
        try await decideByScore([
            Membership(
                document: id, cluster: event, score: 0.9,
                copy: CopyEvidence(origin: origin, containment: 0.9, direction: "later"))
        ])
    }

    private func decideByScore(_ memberships: [Membership]) async throws {
        var changes = ClusterChanges()
        changes.memberships = memberships
        var position = try await store.clustererPosition()
        position.cursor = max(position.cursor, memberships.map(\.document).max() ?? 0)
        try await store.apply(changes, position: position)
    }

    @Test func `copies that came after a split go back with their origin, and copies of them`()
        async throws
    {
        try decide(.split([1], from: 1))
        try await arrive(9, copyOf: 1, in: 5)
        try await arrive(10, copyOf: 9, in: 5)
        try await arrive(11, copyOf: 2, in: 1)
        let undo = try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3, 9, 10, 11], 2: [4, 5], 3: [6, 7], 4: [8]])
        #expect(undo.entries == [1, 3, 9, 10])
        #expect(try fixture.reader().cluster(1)?.cluster.independentTextCount == 2)
    }

    @Test func `copies that came after a merge go with their origin when it is undone`()
        async throws
    {
        try decide(.merge([1, 2]))
        try await arrive(9, copyOf: 4, in: 1)
        try await arrive(10, copyOf: 1, in: 1)
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3, 10], 2: [4, 5, 9], 3: [6, 7], 4: [8]])
    }

    @Test func `copies that followed a pinned entry follow it back`() async throws {
        try decide(.pin([1], to: 2))
        try await arrive(9, copyOf: 1, in: 2)
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3, 9], 2: [4, 5], 3: [6, 7], 4: [8]])
        try decide(.pin([4], to: 1))
        try decide(.unpin([4]))
        try await arrive(10, copyOf: 4, in: 2)
        try await decideByScore([Membership(document: 4, cluster: 2, score: 0.5)])
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3, 4, 9, 10], 2: [5], 3: [6, 7], 4: [8]])
    }

    @Test func `a copy that people put elsewhere follows no origin`() async throws {
        try decide(.split([1], from: 1))
        try await arrive(9, copyOf: 1, in: 5)
        try decide(.pin([9], to: 4))
        try decide(.undo(1))
        #expect(try clusters() == [1: [1, 2, 3], 2: [4, 5], 3: [6, 7], 4: [8, 9]])
        try decide(.undo(nil))
        // Where its origin is now.
        #expect(try clusters()[1] == [1, 2, 3, 9])
    }
}
