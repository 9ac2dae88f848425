import Events
import SQLite
import Testing
import Values

@testable import Storage

/// What people decide about events, and how it is taken back.
@Suite struct HandDecisionTests {
    let fixture: StoreFixture
    let store: Store

    /// Eight entries: 1–3 are event 1, 4 and 5 event 2, 6 and 7 event 3, 8 event 4; 3 is a copy of 1.
    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        let feed = try await store.subscribe()
        for id in 1...8 {
            try await store.poll(feed, [entry(id: "\(id)", "Entry \(id)")])
        }
        var changes = ClusterChanges()
        for (id, cluster) in [1, 1, 1, 2, 2, 3, 3, 4].enumerated() {
            changes.memberships.append(
                Membership(
                    document: EntryID(id) + 1, cluster: ClusterID(cluster), score: 0.5,
                    copy: id == 2
                        ? CopyEvidence(origin: 1, containment: 0.9, direction: "later") : nil))
        }
        changes.headlines = [(1, 1), (2, 4), (3, 6), (4, 8)].map {
            .init(cluster: $0.0, document: $0.1)
        }
        try await store.apply(changes, position: .init(cursor: 8, nextCluster: 5))
    }

    func clusters() throws -> [ClusterID: [EntryID]] {
        var clusters: [ClusterID: [EntryID]] = [:]
        for record in try fixture.reader().clusters(ClusterFilter()) {
            let members = try fixture.reader().cluster(record.id)?.members ?? []
            clusters[record.id] = members.map(\.entry.id).sorted()
            #expect(record.entryCount == members.count)
        }
        return clusters
    }

    let before: [ClusterID: [EntryID]] = [1: [1, 2, 3], 2: [4, 5], 3: [6, 7], 4: [8]]

    @discardableResult
    func decide(_ decision: HandDecision) throws -> HandRecord {
        try fixture.reader().decide(decision, by: "kim").get()
    }

    private func problem(_ decision: HandDecision) throws -> HandProblem? {
        guard case .failure(let problem) = try fixture.reader().decide(decision, by: "kim") else {
            return nil
        }
        return problem
    }

    private func constraints() async throws -> Constraints {
        try await store.window(after: 0).constraints
    }

    @Test func `a merge keeps the oldest number, and the others lead to it`() async throws {
        let record = try decide(.merge([3, 1, 2]))
        #expect(record.event == 1)
        #expect(record.told == "merged events 2 and 3 into event 1: 7 entries")
        #expect(try clusters() == [1: [1, 2, 3, 4, 5, 6, 7], 4: [8]])
        #expect(try fixture.reader().cluster(3)?.cluster.id == 1)
        #expect(try await constraints().companions(of: 7) == [1, 2, 3, 4, 5, 6, 7])
        let member = try fixture.reader().cluster(1)?.members.first { $0.entry.id == 4 }
        #expect(
            member?.membership.decision?.text == "by hand: event 2 merged into 1 (decision 1)")
    }

    @Test func `undoing a merge gives each event its number back`() async throws {
        try decide(.merge([1, 2, 3]))
        try decide(.undo(nil))
        #expect(try clusters() == before)
        #expect(try fixture.reader().cluster(3)?.cluster.id == 3)
        #expect(try await constraints().isEmpty)
    }

    @Test func `a split takes copies along, and what is left keeps the number`() async throws {
        let record = try decide(.split([1], from: 1))
        #expect(record.event == 5)
        #expect(record.entries == [1, 3])
        #expect(try clusters()[5] == [1, 3])
        #expect(try clusters()[1] == [2])
        #expect(try await constraints().areApart(3, 2))
        #expect(try await store.clustererPosition().nextCluster == 6)
        #expect(try fixture.reader().entry(3)?.record.copy?.origin == 1)

        try decide(.undo(1))
        #expect(try clusters() == before)
        #expect(try fixture.reader().cluster(5)?.cluster.id == 1)
        #expect(try await constraints().isEmpty)
    }

    @Test func `a pin to another event moves, and a later split frees`() async throws {
        let record = try decide(.pin([2, 8], to: 3))
        #expect(record.told == "pinned entries 2 and 8 to event 3")
        #expect(try clusters() == [1: [1, 3], 2: [4, 5], 3: [2, 6, 7, 8]])
        #expect(try fixture.reader().cluster(4)?.cluster.id == 3)
        #expect(try await constraints().pinned == [2, 8])
        #expect(try await constraints().anchor(of: 8) == 6)

        try decide(.split([8], from: 3))
        #expect(try await constraints().pinned == [2])
        #expect(try clusters()[5] == [8])
    }

    @Test(arguments: [4, 5] as [EntryID])
    func `undoing a merge takes back what was pinned in its event before`(pinned: EntryID) throws {
        try decide(.pin([pinned], to: nil))
        try decide(.merge([1, 2]))
        try decide(.undo(nil))
        #expect(try clusters() == before)
    }

    @Test func `an undo names the entries that went back, and says which did not`() throws {
        try decide(.merge([1, 2, 3]))
        try decide(.split([4], from: 1))
        let undo = try decide(.undo(1))
        #expect(undo.entries == [5, 6, 7])
        #expect(
            undo.told
                == "undid decision 1: merged events 2 and 3 into event 1: 7 entries;"
                + " entry 4 stays where a later decision or score put it")
    }

    @Test func `a split says which pins it takes back, and an entry is pinned once`() throws {
        let pin = try decide(.pin([5, 5, 4, 5], to: nil))
        #expect(pin.told == "pinned entries 4 and 5 where they are")
        #expect(
            try decide(.split([4], from: 2)).told
                == "split entry 4 from event 2 into event 5; entry 4 no longer pinned")
    }

    @Test(arguments: [true, false])
    func `undoing a split brings a pinned copy back with its origin`(pinnedBefore: Bool) throws {
        if pinnedBefore { try decide(.pin([3], to: nil)) }
        try decide(.split([1], from: 1))
        if !pinnedBefore { try decide(.pin([3], to: nil)) }
        #expect(try clusters()[5] == [1, 3])
        try decide(.undo(pinnedBefore ? 2 : 1))
        #expect(try clusters() == before)
    }

    @Test func `undoing a pin puts entries back, under a number that was gone`() throws {
        try decide(.pin([2, 8], to: 3))
        try decide(.undo(nil))
        #expect(try clusters() == before)
    }

    @Test func `unpinned entries stay, and undoing that pins them beside the same again`()
        async throws
    {
        try decide(.pin([7], to: nil))
        try decide(.unpin([7]))
        #expect(try await constraints().isEmpty)
        // Meanwhile it moves by score.
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 7, cluster: 4, score: 0.5)]
        var position = try await store.clustererPosition()
        position.cursor = 8
        try await store.apply(changes, position: position)
        #expect(try clusters()[4] == [7, 8])
        try decide(.undo(2))
        #expect(try await constraints().pinned == [7])
        #expect(try clusters() == before)
    }

    @Test func `what a later decision holds stays when an earlier one is undone`() async throws {
        try decide(.merge([1, 2]))
        try decide(.merge([1, 3]))
        try decide(.undo(1))
        #expect(try clusters() == [1: [1, 2, 3, 4, 5, 6, 7], 4: [8]])
        try decide(.undo(2))
        #expect(try clusters()[3] == [6, 7])
        #expect(try await constraints().isEmpty)
    }

    @Test func `a merge takes a split back, and is told in the history, newest first`() async throws
    {
        try decide(.split([2], from: 1))
        fixture.advance(by: 60)
        try decide(.merge([5, 1]))
        #expect(try await !constraints().areApart(1, 2))
        try decide(.undo(nil))
        let history = try fixture.reader().history(limit: nil)
        #expect(history.map(\.kind) == [.undo, .merge, .split])
        #expect(history.map(\.undone) == [nil, 3, nil])
        #expect(history.map(\.person) == ["kim", "kim", "kim"])
        #expect(history[0].made == StoreFixture.start.advanced(by: 60))
        #expect(try fixture.reader().history(limit: 1).map(\.number) == [3])
        #expect(try await constraints().areApart(1, 2))
    }

    @Test func `what cannot be done is told, and changes nothing`() async throws {
        let position = try await store.clustererPosition()
        #expect(try problem(.merge([1, 99])) == .noEvent(99))
        #expect(try problem(.merge([1, 1])) == .oneEvent(1))
        #expect(try problem(.split([4], from: 1)) == .notInEvent(4, event: 1, actual: 2))
        #expect(try problem(.split([4, 5], from: 2)) == .wholeEvent(2))
        #expect(try problem(.split([99], from: 1)) == .noEntry(99))
        #expect(try problem(.split([1], from: 99)) == .noEvent(99))
        #expect(try problem(.pin([99], to: nil)) == .noEntry(99))
        #expect(try problem(.pin([1], to: 99)) == .noEvent(99))
        #expect(try problem(.unpin([1])) == .notPinned(1))
        #expect(try problem(.undo(nil)) == .nothingToUndo)
        #expect(try problem(.undo(7)) == .noDecision(7))
        #expect(try await store.clustererPosition() == position)
        #expect(try fixture.reader().history(limit: nil).isEmpty)
        try decide(.merge([1, 2]))
        try decide(.undo(nil))
        #expect(try problem(.undo(1)) == .alreadyUndone(1, by: 2))
        #expect(try problem(.undo(2)) == .notUndoable(2, .undo))
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "9", "Entry 9")])
        #expect(try problem(.pin([9], to: 1)) == .notClustered(9))
    }

    @Test func `what was decided on former clusters is refused as a whole`() async throws {
        let position = try await store.clustererPosition()
        try decide(.merge([1, 2]))
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 8, cluster: 2, score: 0.5)]
        let error = await #expect(throws: StoreError.self) {
            try await store.apply(changes, position: position)
        }
        #expect(error?.kind == .clustersChanged)
        #expect(try clusters()[4] == [8])
        let newer = try await store.clustererPosition()
        try await store.apply(ClusterChanges(), position: newer)
    }

    @Test func `where entries count is kept until people change clusters`() async throws {
        let position = try await store.clustererPosition()
        try await store.apply(ClusterChanges(), position: position, countedElsewhere: [3: 0, 4: 7])
        try await store.apply(ClusterChanges(), position: position)
        #expect(try await store.window(after: 0).countedElsewhere == [3: 0, 4: 7])
        try await store.apply(ClusterChanges(), position: position, countedElsewhere: [5: 1])
        #expect(try await store.window(after: 0).countedElsewhere == [5: 1])
        try decide(.merge([1, 2]))
        #expect(try await store.window(after: 0).countedElsewhere == [:])
    }

    @Test func `constraints outlive the entries`() async throws {
        try decide(.merge([1, 2]))
        try fixture.connection().execute(
            "DELETE FROM entries WHERE id = 4; DELETE FROM memberships WHERE entry = 4")
        #expect(try await constraints().companions(of: 5) == [1, 2, 3, 4, 5])
        try decide(.undo(nil))
        #expect(try clusters()[2] == [5])
    }

    @Test func `what is pinned already is not decided again`() throws {
        try decide(.pin([6, 7], to: nil))
        #expect(try problem(.pin([6], to: nil)) == .pinnedAlready([6]))
        #expect(try problem(.pin([7, 6], to: 3)) == .pinnedAlready([6, 7]))
        try decide(.pin([6], to: 1))
        try decide(.pin([6, 4], to: nil))
        #expect(try fixture.reader().history(limit: nil).map(\.number) == [3, 2, 1])
    }

    @Test func `a reclustering from an older position is refused`() async throws {
        let reader = try fixture.reader()
        let position = try reader.window().position
        var next = position
        next.nextCluster = 6
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 8, cluster: 5, score: 0)]
        let isStored = try reader.recluster(
            changes, from: position, to: next, reading: [], by: "kim", told: "reclustered")
        #expect(isStored)
        #expect(try clusters()[5] == [8])
        let isStoredAgain = try reader.recluster(
            changes, from: position, to: next, reading: [], by: "kim", told: "reclustered")
        #expect(!isStoredAgain)
        #expect(try reader.history(limit: nil).map(\.kind) == [.recluster])
        #expect(try problem(.undo(1)) == .notUndoable(1, .recluster))
        #expect(try problem(.undo(nil)) == .reclusteredLast(1))
        // Of what came before it only its number takes it back, of what came later the word alone does.
        try decide(.pin([6], to: nil))
        try decide(.undo(nil))
        #expect(try problem(.undo(nil)) == .reclusteredLast(1))
    }

    @Test func `a database of the third form takes decisions`() async throws {
        try await store.close()
        let fixture = try StoreFixture()
        try fixture.makeDatabase(version: 3)
        let store = try fixture.store()
        #expect(try await store.clustererPosition() == .init(cursor: 0, nextCluster: 1))
        #expect(try await store.window(after: 0).constraints.isEmpty)
    }
}
