import Politeness
import Testing
import Values

struct ProbeAnswerTests {
    @Test func `an answer is read as it was written`() {
        var facts = ResponseFacts(status: 200)
        facts.url = "https://a.example/feed"
        facts.permanentTarget = "https://a.example/feed"
        facts.requests = 3
        facts.bytesReceived = 12_345
        facts.peerIsPublic = false
        facts.withheldSecrets = true
        facts.validators = Validators(
            eTag: Array("W/\"x: y\"".utf8) + [0xff], lastModified: Array("Tue".utf8),
            url: "https://a.example/feed")
        facts.cacheControl = "max-age=60"
        facts.redirectRetryAfter = ["120", "Tue, 01 Dec 2026 10:00:00 GMT"]
        let answer = ProbeAnswer(
            .answer(facts), contentType: "text/xml; charset=utf-8",
            body: Array("\n\n<rss>\n: x\n\n</rss>".utf8))
        #expect(ProbeAnswer(answer.bytes) == answer)
        for isLocal in [true, false] {
            let host = Schedule.Host(name: "a.example:8443", isLocal: isLocal)
            var told = answer
            told.host = host
            #expect(ProbeAnswer(told.bytes) == told)
        }
        var held = ProbeAnswer(
            .held(until: Timestamp(seconds: 1_700_000_000), reason: "left alone"))
        #expect(ProbeAnswer(held.bytes) == held)
        held.host = Schedule.Host(name: "b.example", isLocal: false)
        held.redirectRetryAfter = ["7200"]
        #expect(ProbeAnswer(held.bytes) == held)
        for failure in [
            PollFailure.refused("a private address"), .broken("too large"), .silent("60 s"),
            .misled("10.0.0.1"), .local("no more files"),
        ] {
            var none = ProbeAnswer(.failure(failure))
            #expect(ProbeAnswer(none.bytes) == none)
            none.redirectRetryAfter = ["120", "Tue, 01 Dec 2026 10:00:00 GMT"]
            #expect(ProbeAnswer(none.bytes) == none)
        }
    }

    @Test func `a header with line breaks adds no line, and what is none is refused`() throws {
        var facts = ResponseFacts(status: 200)
        facts.cacheControl = "a\nstatus: 500\r\n\r\n<rss>"
        let read = try #require(ProbeAnswer(ProbeAnswer(.answer(facts)).bytes))
        guard case .answer(let told) = read.outcome else {
            Issue.record("\(read.outcome)")
            return
        }
        #expect(told.status == 200)
        #expect(read.body.isEmpty)
        for text in ["", "\n", "status: x\n\n", "no colon\n\n", "status: 200", "<rss></rss>"] {
            #expect(ProbeAnswer(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
