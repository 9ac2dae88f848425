import Events
import Glibc
import Platform
import Storage
import Testing
import Values

@testable import Aggregation

/// Where followers work, of which there may be many in the life of a daemon.
struct FollowerThreadTests {
    @Test func `followers that are made anew take no new thread`() async throws {
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: .system)
        let executor = QueueExecutor(label: "test")
        var threads: Set<pthread_t> = []
        // Kept, so that none of them leaves its number to the next.
        var followers: [EventFollower] = []
        for _ in 0..<3 {
            let follower = try await EventFollower(
                store: store, on: executor, background: .none, clock: .system)
            followers.append(follower)
            threads.insert(await follower.thread)
        }
        #expect(threads.count == 1 && followers.count == 3)
        try await store.close()
    }
}

extension EventFollower {
    /// The number of the thread that works for it.
    fileprivate var thread: pthread_t { pthread_self() }
}
