import Events
import Testing

@testable import Storage

/// Decisions that build on one another, and what is left of them when they are taken back.
extension HandDecisionTests {
    private func constraints() async throws -> Constraints {
        try await store.window(after: 0).constraints
    }

    private func event(_ number: ClusterID) throws -> ClusterID? {
        try fixture.reader().cluster(number)?.cluster.id
    }

    @Test func `merges that are undone last first give back the numbers that led to them`() throws {
        try decide(.merge([3, 4]))
        try decide(.merge([2, 3]))
        try decide(.merge([1, 2]))
        #expect(try event(4) == 1)
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3], 2: [4, 5, 6, 7, 8]])
        #expect(try event(4) == 2)
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3], 2: [4, 5], 3: [6, 7, 8]])
        #expect(try event(4) == 3)
        try decide(.undo(nil))
        #expect(try clusters() == before)
    }

    @Test func `a number that the clusterer merged leads back as well`() async throws {
        var changes = ClusterChanges()
        changes.aliases = [.init(old: 4, new: 3)]
        try await store.apply(changes, position: try await store.clustererPosition())
        try decide(.merge([3, 1]))
        #expect(try event(4) == 1)
        try decide(.undo(nil))
        #expect(try event(4) == 3)
        #expect(try clusters() == [1: [1, 2, 3], 2: [4, 5], 3: [6, 7, 8]])
    }

    @Test(arguments: [[2, 1], [1, 2]] as [[Int64]])
    func `what a pin emptied and a merge took on is there again, in whatever order`(order: [Int64])
        throws
    {
        try decide(.pin([8], to: 3))
        try decide(.merge([3, 1]))
        for number in order { try decide(.undo(number)) }
        #expect(try clusters() == before)
        #expect(try event(4) == 4)
    }

    @Test func `an entry never goes back to where a decision that was undone had put it`() throws {
        try decide(.pin([8], to: 3))
        try decide(.pin([8], to: 2))
        try decide(.undo(1))
        #expect(try clusters()[2] == [4, 5, 8])
        try decide(.undo(2))
        #expect(try clusters() == before)
    }

    @Test func `what another decision kept from going back goes once that is undone`() throws {
        try decide(.merge([1, 2]))
        try decide(.merge([1, 3]))
        try decide(.undo(1))
        let undo = try decide(.undo(2))
        #expect(undo.entries == [4, 5, 6, 7])
        #expect(try clusters() == before)
    }

    @Test func `what was itself put into an event is nothing to be pinned beside`() async throws {
        try decide(.pin([8], to: 1))
        try decide(.pin([4], to: 1))
        #expect(try await constraints().anchor(of: 4) == 1)
        #expect(try await constraints().guests == [4, 8])
        try decide(.undo(1))
        #expect(try clusters()[4] == [8])
        #expect(try clusters()[1] == [1, 2, 3, 4])
    }

    @Test func `what was pinned beside an entry stays when that one is pinned elsewhere`()
        async throws
    {
        try decide(.pin([7], to: nil))
        #expect(try await constraints().anchor(of: 7) == 6)
        try decide(.pin([6], to: 1))
        #expect(try await constraints().companions(of: 7) == [7])
        try decide(.pin([7, 3], to: nil))
        try decide(.undo(nil))
        #expect(try clusters() == [1: [1, 2, 3, 6], 2: [4, 5], 3: [7], 4: [8]])
        try decide(.undo(nil))
        #expect(try await constraints().anchor(of: 7) == 6)
        #expect(try clusters() == before)
    }

    @Test func `guests whose event left them are at home there, beside the first of them`()
        async throws
    {
        try decide(.pin([2, 5], to: 4))
        #expect(try await constraints().guests == [2, 5])
        try decide(.pin([8], to: 1))
        #expect(try await constraints().guests == [5, 8])
        #expect(try await constraints().anchor(of: 5) == 2)
        #expect(try await constraints().anchor(of: 2) == nil)
        try decide(.undo(nil))
        #expect(try await constraints().guests == [2, 5])
    }

    @Test func `undoing a split gives evidence back to what it left`() throws {
        try decide(.split([3], from: 1))
        try decide(.merge([1, 5]))
        try decide(.split([1], from: 1))
        try decide(.undo(1))
        #expect(try fixture.reader().entry(3)?.record.copy == nil)
        try decide(.undo(3))
        #expect(try fixture.reader().entry(3)?.record.copy?.origin == 1)
    }
}
