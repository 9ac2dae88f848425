import Storage
import Testing
import Values

@testable import tidings

@Suite("What changed between two looks at the events")
struct EventChangesTests {
    private func size(
        _ id: Int64, first: Int64 = 1_000, publishers: Int = 1, texts: Int = 1
    ) -> ClusterSize {
        ClusterSize(
            id: id, first: Timestamp(seconds: first), last: Timestamp(seconds: 2_000),
            publishers: publishers, texts: texts)
    }

    private let horizon = Timestamp(seconds: 500)

    @Test func `what was there at the beginning, and what stays as it was, is no change`() {
        var changes = EventChanges([size(1), size(2)], horizon: horizon)
        #expect(changes.look([size(2), size(1)], horizon: horizon) == [])
        #expect(changes.look([], horizon: horizon) == [])
    }

    @Test func `an event is new once, then grows by publishers or texts; the latest comes last`() {
        var changes = EventChanges([size(1)], horizon: horizon)
        #expect(
            changes.look([size(3), size(2), size(1)], horizon: horizon) == [
                .init(id: 2, change: .new), .init(id: 3, change: .new),
            ])
        #expect(
            changes.look([size(3, texts: 2), size(2), size(1, publishers: 2)], horizon: horizon)
                == [.init(id: 1, change: .grown), .init(id: 3, change: .grown)])
        // A split by hand takes something away: that is no growth, what comes after it is.
        #expect(changes.look([size(3), size(2), size(1)], horizon: horizon) == [])
        #expect(
            changes.look([size(3, texts: 2), size(2), size(1)], horizon: horizon)
                == [.init(id: 3, change: .grown)])
    }

    @Test
    func `an event that began before what the last look could see is held against what it was`() {
        var changes = EventChanges([size(9, first: 499)], horizon: horizon)
        let sizes = [
            size(1, first: 499, texts: 2), size(2, first: 500), size(3, first: 499, publishers: 2),
            size(4, first: 499), size(5, first: 499), size(6, first: 499), size(9, first: 499),
        ]
        #expect(changes.unseen(sizes) == [1, 3, 4, 5, 6])
        let former = FormerClusterSize(publishers: 1, texts: 1, hasNewer: true)
        let moved = FormerClusterSize(publishers: 1, texts: 1, hasNewer: false)
        #expect(
            changes.look(
                sizes, horizon: horizon, former: [1: former, 3: former, 4: former, 5: moved]) == [
                    .init(id: 6, change: .new), .init(id: 5, change: .grown),
                    .init(id: 3, change: .grown), .init(id: 2, change: .new),
                    .init(id: 1, change: .grown),
                ])
        #expect(changes.unseen(sizes) == [])
        #expect(changes.look(sizes, horizon: horizon) == [])
    }

    @Test func `an event that an undo brought back is not new, however long ago it began`() {
        var changes = EventChanges([size(1, publishers: 3), size(4)], horizon: horizon)
        let sizes = [size(5), size(3, first: 499), size(2), size(1), size(4, texts: 2)]
        #expect(
            changes.look(sizes, horizon: horizon, returned: [2, 3, 4]) == [
                .init(id: 4, change: .grown), .init(id: 2, change: .returned),
                .init(id: 3, change: .returned), .init(id: 5, change: .new),
            ])
        #expect(changes.look(sizes, horizon: horizon, returned: [2, 3]) == [])
    }
}
