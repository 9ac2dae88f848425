import Fetching
import LoopbackOrigin
import Politeness
import RawOrigin
import SilentNames
import Testing
import Values

@Suite("Deadlines and hostile servers")
struct DeadlineTests {
    private func failure(
        _ script: RawOrigin.Script, change: (inout FetchLimits) -> Void = { _ in }
    ) async throws -> FetchError? {
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        var result: FetchError?
        try await withBench { bench in
            var request = FetchRequest(url: origin.baseURL + "/feed", permit: .any)
            request.limits.total = 120
            change(&request.limits)
            result = await bench.failure(request)
        }
        return result
    }

    @Test("A server that never answers is left after the total deadline")
    func silence() async throws {
        var script = RawOrigin.Script("")
        script.holdsOpen = true
        #expect(try await failure(script) { $0.total = 1 } == .timeout(.total(seconds: 1)))
    }

    @Test("A server that drips bytes is left as too slow")
    func drip() async throws {
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        script.endless = [0x20]
        script.pause = 100
        let error = try await failure(script) { $0.slowSeconds = 2 }
        #expect(error == .timeout(.tooSlow(bytesPerSecond: 100, seconds: 2)))
    }

    @Test("A trickle just above the floor still ends at the total deadline")
    func trickle() async throws {
        try await withBench { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(body: [UInt8](repeating: 0x20, count: 9_000))
                response.trickle = .init(bytes: 300, milliseconds: 300)
                return response
            }
            var request = bench.request("/feed")
            request.limits.total = 1
            #expect(await bench.failure(request) == .timeout(.total(seconds: 1)))
        }
    }

    @Test("The deadline covers all hops of a chain of redirects together")
    func slowHops() async throws {
        try await withBench { bench in
            for number in 0..<6 {
                bench.origin.handle("/\(number)") { _ in
                    var response = LoopbackOrigin.Response.redirect(302, to: "/\(number + 1)")
                    response.delay = 400
                    return response
                }
            }
            var request = bench.request("/0")
            request.limits.total = 1
            #expect(await bench.failure(request) == .timeout(.total(seconds: 1)))
            #expect(bench.paths.count <= 3)
        }
    }

    @Test("A body without end is cut at the limit")
    func endlessBody() async throws {
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\n\r\n")
        script.endless = [UInt8](repeating: 0x41, count: 64 << 10)
        let error = try await failure(script) { $0.decodedBytes = 1 << 20 }
        #expect(error == .tooLarge(limit: 1 << 20))
    }

    @Test("Headers without end are cut")
    func endlessHeaders() async throws {
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\n")
        script.endless = Array(String(repeating: "X-A: aaaaaaaaaaaaaaaaaaa\r\n", count: 100).utf8)
        guard case .protocolError = try await failure(script) else {
            Issue.record("headers were taken")
            return
        }
    }

    @Test("One header line without end is cut")
    func endlessLine() async throws {
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\nX-A: ")
        script.endless = [UInt8](repeating: 0x61, count: 16 << 10)
        let error = try await failure(script)
        #expect(error == .protocolError(reason: "its headers do not end"))
    }

    @Test("A body shorter than its Content-Length is damaged, never taken for whole")
    func shortBody() async throws {
        let script = RawOrigin.Script("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
        guard case .damagedBody = try await failure(script) else {
            Issue.record("half a document was taken")
            return
        }
    }

    @Test("A chunked body that breaks off is damaged")
    func brokenChunks() async throws {
        let script = RawOrigin.Script(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n")
        guard case .damagedBody = try await failure(script) else {
            Issue.record("half a document was taken")
            return
        }
    }

    @Test("A chunk without a size is damage, and no fault of the connection")
    func badChunk() async throws {
        let script = RawOrigin.Script(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n")
        guard case .damagedBody = try await failure(script) else {
            Issue.record("not reported as damaged")
            return
        }
    }

    @Test("A hang-up before the answer is no connection")
    func hangUp() async throws {
        guard case .connect(_, _, _) = try await failure(RawOrigin.Script("")) else {
            Issue.record("not reported as a connection fault")
            return
        }
    }

    @Test("An answer that is not HTTP is refused")
    func notHTTP() async throws {
        guard case .protocolError = try await failure(RawOrigin.Script("SSH-2.0-OpenSSH\r\n"))
        else {
            Issue.record("taken as HTTP")
            return
        }
    }

    @Test("A closed port is no connection, and the text names host and port")
    func closedPort() async throws {
        let port = Int(refusing_port())
        #expect(port > 0)
        try await withBench { bench in
            let request = FetchRequest(url: "http://127.0.0.1:\(port)/", permit: .any)
            let error = await bench.failure(request)
            guard case .connect("127.0.0.1", port, _) = error else {
                Issue.record("\(error.debugDescription)")
                return
            }
            #expect("\(error.debugDescription)".contains("127.0.0.1:\(port)"))
        }
    }

    @Test("The last of several responses counts: interim ones leave no headers behind")
    func interim() async throws {
        let origin = try RawOrigin(
            RawOrigin.Script(
                "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: a\r\n"
                    + "Cache-Control: max-age=5\r\n\r\nok"))
        defer { origin.stop() }
        try await withBench { bench in
            let response = try await bench.fetcher.fetch(
                FetchRequest(url: origin.baseURL, permit: .any))
            #expect(response.validators.eTag == nil)
            #expect(response.cacheControl == "a, max-age=5")
            #expect(response.document == Array("ok".utf8))
        }
    }
}
