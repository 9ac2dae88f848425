import Fetching
import LoopbackOrigin
import SilentNames
import Testing
import Values

@Suite("Names that no server answers for", .serialized, .timeLimit(.minutes(2)))
struct SilentNameTests {
    private static let request = {
        var request = FetchRequest(url: "http://dead.silent.test/feed", permit: .any)
        request.limits.connect = 1
        return request
    }()

    /// Back once the resolver waits for the name.
    private func untilAsked() async throws {
        for _ in 0..<2_000 where silent_names_waiting() == 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(silent_names_waiting() == 1)
    }

    /// Back once no resolver waits, for the next test.
    private func letGo() async throws {
        silent_names_release()
        for _ in 0..<2_000 where silent_names_waiting() > 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test("Who lets go of one does not wait for the resolver, nor does any other feed")
    func deadline() async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            let silent = Task { await bench.failure(Self.request) }
            try await untilAsked()
            #expect(await silent.value == .timeout(.connect(seconds: 1)))
            #expect(await bench.failure(bench.request("/feed")) == nil)
            // All of this while the resolver still waited.
            #expect(silent_names_waiting() == 1)
            try await letGo()
        }
    }

    @Test("The fetcher stops while the resolver waits")
    func stop() async throws {
        try await withBench { bench in
            var request = Self.request
            request.limits.connect = 50
            let silent = Task { [request] in await bench.failure(request) }
            try await untilAsked()
            await bench.fetcher.stop()
            #expect(await silent.value == .cancelled)
            #expect(silent_names_waiting() == 1)
            try await letGo()
        }
    }
}
