import Platform
import SQLite
import Testing

@testable import Storage

/// Readers beside the writer.
@Suite struct ConcurrencyTests {
    @Test func `readers see whole batches while the store writes`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let batch = 20
        // How many readers have seen a part of it.
        let amidst = Locked(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<30 {
                    // Who begins late has to be told of the middle too, or has seen nothing.
                    while round == 15, amidst.withLock({ $0 }) < 2 {
                        try Task.checkCancellation()
                        await Task.yield()
                    }
                    try await store.poll(
                        feed, (0..<batch).map { entry(id: "\(round) \($0)", "Round \(round)") })
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    let reader = try fixture.reader()
                    var last = 0
                    // Where the writer fails, `next` throws, and its group is cancelled.
                    while last < 30 * batch {
                        try Task.checkCancellation()
                        let count = try reader.entries(EntryFilter()).count
                        #expect(count % batch == 0)
                        #expect(count >= last)
                        if last == 0, count > 0 { amidst.withLock { $0 += 1 } }
                        last = count
                        await Task.yield()
                    }
                }
            }
            while try await group.next() != nil {}
        }
    }

    @Test func `requests are left while the store writes, and none is lost`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    let reader = try fixture.reader()
                    for number in 0..<20 {
                        try reader.request(
                            .refresh(feeds: [Int64(writer * 20 + number)], force: true))
                        await Task.yield()
                    }
                    return 0
                }
            }
            group.addTask {
                var taken = 0
                for round in 0..<20 {
                    try await store.poll(feed, [entry(id: "\(round)")])
                    taken += try await store.takeRequests().count
                }
                return taken
            }
            return try await group.reduce(0, +)
        }
        #expect(try await taken + store.takeRequests().count == 40)
    }

    @Test func `the log can be emptied while a person reads a long list`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (0..<1_600).map { entry(id: "\($0)", "Entry \($0)") })
        let other = try fixture.connection()
        var told: [EntryID] = []
        var states: [Int64] = []
        try fixture.reader().forEachEntry(EntryFilter()) { entry in
            told.append(entry.id)
            if told.count == 700 {
                // The pager is full and nobody turns the page; meanwhile the daemon works on.
                try? other.execute(
                    "UPDATE feeds SET title = 'A new title'; DELETE FROM entries WHERE id = 1")
                if let row = try? other.prepare("PRAGMA wal_checkpoint(TRUNCATE)"),
                    (try? row.step()) == true
                {
                    states = [row.int64(0), row.int64(1)]
                }
            }
            return true
        }
        // Nobody was in the way, and nothing is left in the log.
        #expect(states == [0, 0])
        // The rest follows where the person was, without what has left.
        #expect(told == (2...1_600).reversed())
    }
}
