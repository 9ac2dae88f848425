import Fetching
import SilentNames
import Testing
import Values
import Waiting

@Suite("Names that no server answers for", .serialized, .timeLimit(.minutes(10)))
struct SilentNameTests {
    private static let request = {
        var request = FetchRequest(url: "http://dead.silent.test/feed", permit: .any)
        request.limits.connect = 1
        return request
    }()

    /// Back once the resolver waits for the name.
    private func untilAsked() async throws {
        #expect(try await becomesTrue { silent_names_waiting() == 1 })
    }

    /// Back once no resolver waits, for the next test.
    private func letGo() async throws {
        silent_names_release()
        #expect(try await becomesTrue { silent_names_waiting() == 0 })
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

    @Test(
        "After a connection that did not come about, names are still told to have no address",
        arguments: [true, false])
    func afterFailedConnection(isRefused: Bool) async throws {
        let port = isRefused ? refusing_port() : silent_port_open()
        #expect(port > 0)
        defer { if !isRefused { silent_port_close() } }
        var request = FetchRequest(url: "http://127.0.0.1:\(port)/feed", permit: .any)
        try await withBench { bench in
            for round in 0..<(isRefused ? 5 : 1) {
                request.limits.connect = isRefused ? 300 : 1
                let failure = await bench.failure(request)
                if isRefused {
                    guard case .connect = failure else {
                        Issue.record("\(failure.debugDescription)")
                        return
                    }
                } else {
                    #expect(failure == .timeout(.connect(seconds: 1)))
                }
                // Each waits for its resolver on a socket that most likely has the number of the former.
                for number in 0..<3 {
                    let host = "dead\(round)-\(number).silent.test"
                    var dead = FetchRequest(url: "http://\(host)/feed", permit: .any)
                    dead.limits.connect = 300
                    let silent = Task { [dead] in await bench.failure(dead) }
                    try await untilAsked()
                    try await letGo()
                    #expect(await silent.value == .resolve(host: host))
                }
            }
        }
    }

    @Test("The fetcher stops while the resolver waits")
    func stop() async throws {
        try await withBench { bench in
            var request = Self.request
            request.limits.connect = 300
            let silent = Task { [request] in await bench.failure(request) }
            try await untilAsked()
            await bench.fetcher.stop()
            #expect(await silent.value == .cancelled)
            #expect(silent_names_waiting() == 1)
            try await letGo()
        }
    }
}
