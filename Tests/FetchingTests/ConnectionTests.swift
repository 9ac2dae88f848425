import Fetching
import LoopbackOrigin
import RawOrigin
import Testing
import Values
import Waiting

@Suite("Connections", .timeLimit(.minutes(10)))
struct ConnectionTests {
    @Test("Requests one after the other share one connection")
    func keepAlive() async throws {
        try await withBench { bench in
            bench.origin.serveAll()
            for _ in 0..<10 { _ = try await bench.fetch("/feed") }
            #expect(bench.origin.connections == 1)
        }
    }

    @Test(
        "A server that hangs up after each answer is asked on a new connection, of the same number")
    func hangUp() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"
        let hasty = try RawOrigin(.init(answer))
        defer { hasty.stop() }
        try await withBench { bench in
            bench.origin.serveAll()
            for _ in 0..<10 {
                let request = FetchRequest(url: hasty.baseURL + "/feed", permit: .any)
                #expect(await bench.failure(request) == nil)
                #expect(await bench.failure(bench.request("/feed")) == nil)
            }
            #expect(hasty.connections == 10)
            #expect(bench.origin.connections == 1)
        }
    }

    @Test(
        "What comes on a kept connection that nobody asked for is not the answer to the next request",
        arguments: [
            ("200 OK", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<late>"),
            ("304 Not Modified", "<late>"),
            ("200 OK", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"),
        ])
    func unasked(status: String, late: String) async throws {
        let body = status.hasPrefix("304") ? "" : "<rss/>"
        var script = RawOrigin.Script("HTTP/1.1 \(status)\r\nContent-Length: 6\r\n\r\n\(body)")
        script.late = Array(late.utf8)
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        try await withBench { bench in
            for count in 1...3 {
                let request = FetchRequest(url: origin.baseURL + "/\(count)", permit: .any)
                let response = try await bench.fetcher.fetch(request)
                #expect(response.document == Array(body.utf8))
                // Not before: what comes with the answer itself is dropped with it.
                origin.sendLate()
                #expect(try await becomesTrue { origin.lateCount >= count })
            }
            #expect(origin.connections == 3)
        }
    }

    @Test(
        "What comes behind a whole answer is not the answer to the next request",
        arguments: [
            "Content-Length: 6\r\n\r\n<rss/>",
            "Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n\r\n",
        ])
    func behind(answer: String) async throws {
        let more = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<more>"
        var script = RawOrigin.Script("HTTP/1.1 200 OK\r\n\(answer)\(more)")
        script.late = Array(more.utf8)
        let origin = try RawOrigin(script)
        defer { origin.stop() }
        try await withBench { bench in
            for count in 1...3 {
                var request = FetchRequest(url: origin.baseURL + "/", permit: .any)
                request.limits.total = 120
                let response = try? await bench.fetcher.fetch(request)
                #expect(response?.document == Array("<rss/>".utf8))
                // Where the connection is closed already, nothing comes through.
                origin.sendLate()
                for _ in 0..<100 where origin.lateCount < count {
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
        }
    }

    @Test("Feeds of one host share its connection")
    func feedsOfOneHost() async throws {
        try await withBench { bench in
            for number in 0..<10 {
                let path = "/feed/\(number)"
                bench.origin.handle(path) { _ in LoopbackOrigin.Response(text: "<rss/>") }
                _ = try await bench.fetch(path)
            }
            #expect(bench.origin.connections == 1)
        }
    }

    @Test("One host gets no more connections at once than its share")
    func hostLimit() async throws {
        try await withBench(perHost: 2) { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.delay = 20
                return response
            }
            await withTaskGroup(of: FetchError?.self) { group in
                for _ in 0..<20 {
                    group.addTask { await bench.failure(bench.request("/feed")) }
                }
                for await error in group { #expect(error == nil) }
            }
            #expect(bench.origin.log.count == 20)
            #expect(bench.origin.peakConnections <= 2)
        }
    }

    @Test("One host that is slow does not hold up another")
    func otherHost() async throws {
        try await withBench(width: 10, perHost: 2) { bench in
            bench.origin.handle("/slow") { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.delay = 20_000
                return response
            }
            let quick = try LoopbackOrigin()
            defer { quick.stop() }
            quick.serveAll()
            let tasks = (0..<6).map { _ in
                Task { await bench.failure(bench.request("/slow")) }
            }
            #expect(try await becomesTrue { bench.origin.connections == 2 })
            let request = FetchRequest(url: quick.baseURL + "/feed", permit: .any)
            #expect(await bench.failure(request) == nil)
            for task in tasks { task.cancel() }
        }
    }

    @Test("A hundred fetches at once all come back with their own document")
    func hundred() async throws {
        try await withBench(width: 100, perHost: 100) { bench in
            for number in 0..<100 {
                bench.origin.handle("/feed/\(number)") { _ in
                    LoopbackOrigin.Response(text: "<rss>\(number)</rss>")
                }
            }
            await withTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let response = try? await bench.fetch("/feed/\(number)")
                        return response?.document == Array("<rss>\(number)</rss>".utf8)
                    }
                }
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("Waiting in line does not count against the deadline")
    func deadlineOfThoseWhoWait() async throws {
        try await withBench(perHost: 1) { bench in
            bench.origin.handle("/feed") { _ in
                var response = LoopbackOrigin.Response(text: "<rss/>")
                response.delay = 800
                return response
            }
            await withTaskGroup(of: FetchError?.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        var request = bench.request("/feed")
                        request.limits.total = 3
                        return await bench.failure(request)
                    }
                }
                for await error in group { #expect(error == nil) }
            }
        }
    }
}
