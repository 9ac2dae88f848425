import Fetching
import LoopbackOrigin
import Testing
import Values
import Waiting

@Suite("Cancellation and stopping", .timeLimit(.minutes(10)))
struct CancellationTests {
    /// Answers only after the tests' limit of time: who waits for it is seen to have waited.
    private func slowOrigin(_ bench: Bench) {
        bench.origin.handle("/slow") { _ in
            var response = LoopbackOrigin.Response(text: "<rss/>")
            response.delay = 300_000
            return response
        }
    }

    @Test("Cancelling a task ends its transfer at once")
    func running() async throws {
        try await withBench { bench in
            slowOrigin(bench)
            let task = Task { await bench.failure(bench.request("/slow")) }
            try #require(await becomesTrue { bench.origin.connections > 0 })
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }

    @Test("A task that is cancelled before it starts sends nothing")
    func beforeStart() async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await bench.failure(bench.request("/feed"))
            }
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(bench.origin.connections == 0)
        }
    }

    @Test("Of those that wait in line a cancelled one leaves, and the others get their turn")
    func waiting() async throws {
        try await withBench(width: 1) { bench in
            slowOrigin(bench)
            bench.origin.serveAll()
            let first = Task { await bench.failure(bench.request("/slow")) }
            #expect(try await becomesTrue { bench.origin.connections > 0 })
            let second = Task { await bench.failure(bench.request("/feed")) }
            let third = Task { await bench.failure(bench.request("/secret")) }
            try await Task.sleep(for: .milliseconds(20))
            second.cancel()
            #expect(await second.value == .cancelled)
            first.cancel()
            #expect(await first.value == .cancelled)
            #expect(await third.value == nil)
            #expect(!bench.paths.contains("/feed"))
        }
    }

    @Test("Stopping ends what runs and what waits, and nothing starts afterwards")
    func stop() async throws {
        try await withBench(width: 2) { bench in
            slowOrigin(bench)
            let tasks = (0..<5).map { _ in
                Task { await bench.failure(bench.request("/slow")) }
            }
            try #require(await becomesTrue { bench.origin.connections == 2 })
            await bench.fetcher.stop()
            for task in tasks { #expect(await task.value == .cancelled) }
            #expect(await bench.failure(bench.request("/slow")) == .cancelled)
            await bench.fetcher.stop()
        }
    }

    @Test("Many fetches cancelled at random moments leave a fetcher that works")
    func storm() async throws {
        try await withBench(width: 20) { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.delay = 3
                return response
            }
            var random = SplitMix(seed: 7)
            let tasks = (0..<200).map { _ in
                Task { await bench.failure(bench.request("/feed")) }
            }
            for task in tasks where random.next() % 2 == 0 {
                task.cancel()
                if random.next() % 8 == 0 { try await Task.sleep(for: .milliseconds(1)) }
            }
            for task in tasks {
                let error = await task.value
                #expect(error == nil || error == .cancelled)
            }
            #expect(await bench.failure(bench.request("/feed")) == nil)
        }
    }
}
