import Fetching
import Politeness
import Testing

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
}
