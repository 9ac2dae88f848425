import Glibc
import Platform
import Testing
import Waiting

struct QueueExecutorTests {
    private actor Worker {
        private let executor = QueueExecutor(label: "tidings.test.with.a.long.name")
        private(set) var done: [Int] = []

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            executor.asUnownedSerialExecutor()
        }

        /// Answers which thread does it.
        func work(_ number: Int) -> String {
            done.append(number)
            var path = [CChar](repeating: 0, count: 100)
            let count = readlink("/proc/thread-self", &path, path.count)
            return String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    @Test func `an actor stays on one thread that no other has`() async {
        let one = Worker()
        let other = Worker()
        var threads: Set<String> = []
        for number in 0..<100 { threads.insert(await one.work(number)) }
        #expect(await one.done == Array(0..<100))
        #expect(threads.count == 1)
        #expect(await !threads.contains(other.work(0)))
    }

    @Test func `jobs of many tasks are done one at a time`() async {
        let worker = Worker()
        await withDiscardingTaskGroup { tasks in
            for number in 0..<200 { tasks.addTask { _ = await worker.work(number) } }
        }
        #expect(await worker.done.sorted() == Array(0..<200))
    }

    @Test func `the thread ends with its actor`() async throws {
        func thread() async -> String { await Worker().work(0) }
        let task = "/proc/\(await thread())"
        // It ends by itself, a moment after nobody holds the actor any more.
        #expect(try await becomesTrue { access(task, F_OK) != 0 })
    }
}
