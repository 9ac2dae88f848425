import Fetching
import LoopbackOrigin
import Politeness
import Testing
import Values

@Suite("What redirects ask to wait")
struct RedirectWaitTests {
    @Test("Retry-After of the redirects on the way is told beside that of the answer")
    func told() {
        var response = FetchResponse(status: 503, url: "https://c.example/")
        response.retryAfter = "60"
        response.redirects = [
            .init(status: 302, url: "https://b.example/", retryAfter: "3600"),
            .init(status: 301, url: "https://c.example/"),
        ]
        #expect(response.facts.retryAfter == "60")
        #expect(response.facts.redirectRetryAfter == ["3600"])
    }

    @Test(
        "Retry-After of a redirect is told where no answer comes behind it",
        arguments: [true, false])
    func failed(isPaused: Bool) async throws {
        try await withBench { bench in
            let target = "http://127.0.0.2:1/feed"
            bench.origin.handle("/a") { _ in
                var response = LoopbackOrigin.Response.redirect(302, to: target)
                response.add("Retry-After", "3600")
                return response
            }
            var request = bench.request("/a")
            let until = Timestamp(seconds: 1_800_000_000)
            if isPaused { request.admission = { _ in .paused(until: until) } }
            let error = try #require(await bench.failure(request))
            #expect(error.redirectRetryAfter == ["3600"])
            let host = try #require(Schedule.Host(url: target, permit: .any))
            let pause = FetchError.hostPaused(HostPause(host: host, until: until))
            #expect((error.cause == pause) == isPaused)
            #expect((error.pollFailure == nil) == isPaused)
            #expect(error.description == error.cause.description)
        }
    }

    @Test("Retry-After of a redirect is told where there are too many")
    func tooMany() async throws {
        try await withBench { bench in
            for number in 0..<6 {
                bench.origin.handle("/\(number)") { _ in
                    var response = LoopbackOrigin.Response.redirect(302, to: "/\(number + 1)")
                    response.add("Retry-After", "60")
                    return response
                }
            }
            let error = try #require(await bench.failure(bench.request("/0")))
            #expect(error.redirectRetryAfter == Array(repeating: "60", count: 6))
        }
    }
}
