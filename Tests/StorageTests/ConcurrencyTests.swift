import Storage
import Testing
import Values

/// Readers beside the writer.
@Suite struct ConcurrencyTests {
    @Test func `readers see whole batches while the store writes`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let batch = 20
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<30 {
                    try await store.poll(
                        feed, (0..<batch).map { entry(id: "\(round) \($0)", "Round \(round)") })
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    let reader = try fixture.reader()
                    var last = 0
                    while last < 30 * batch {
                        let count = try reader.entries(EntryFilter()).count
                        #expect(count % batch == 0)
                        #expect(count >= last)
                        last = count
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
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
}
