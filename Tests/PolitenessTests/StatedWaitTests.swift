import Politeness
import Testing
import Values

@Suite("What servers and documents state of the time to wait")
struct StatedWaitTests {
    @Test(
        "A Retry-After of more than a day is kept, and what is counted as early with it",
        arguments: [(172_800, 172_800), (99_999_999, 30 * 86_400)] as [(Int64, Int64)])
    func longRetryAfter(asked: Int64, expected: Int64) {
        for status in [429, 503, 403] {
            var poll = Poll(status: status)
            poll.facts.retryAfter = "\(asked)"
            #expect(poll.wait == expected)
            if status != 403 {
                #expect(poll.outcome.hostPause == Poll.now.advanced(by: expected))
            }
            var manners = Manners()
            manners.count(poll.facts, before: poll.state, start: Poll.now, now: Poll.now)
            #expect(manners.heldUntil == Poll.now.advanced(by: expected))
        }
    }

    @Test("Retry-After of a redirect holds for the next poll", arguments: [200, 304, 404, 429])
    func retryAfterOfRedirect(status: Int) {
        var poll = Poll(status: status)
        poll.facts.wasConditional = status == 304
        if status == 304 { poll.state.validators = Poll.eTag }
        poll.facts.redirectRetryAfter = ["60", "20000", "soon"]
        #expect(poll.wait == 20_000)
        // What the redirect asks for is none of the answering host's.
        let pause = poll.outcome.hostPause
        #expect(pause == (status == 429 ? Poll.now.advanced(by: 600) : nil))
        var manners = Manners()
        manners.count(poll.facts, before: poll.state, start: Poll.now, now: Poll.now)
        #expect(manners.heldUntil == Poll.now.advanced(by: 20_000))
        poll.facts.redirectRetryAfter = ["0"]
        poll.pacing.interval = 300
        #expect(poll.wait == [200: 300, 304: 300, 404: 3_600, 429: 900][status])
    }

    @Test("Chance does not make a feed wait longer than the schedule ever does")
    func longestWait() {
        var poll = Poll(status: 503)
        poll.facts.retryAfter = "99999999"
        poll.jitter = 0.999
        let state = poll.outcome.state
        #expect(state.nextDue(now: Poll.now) == state.due)
    }

    @Test("Retry-After holds beside a success too, whatever the interval", arguments: [200, 304])
    func retryAfterOfSuccess(status: Int) {
        var poll = Poll(status: status)
        poll.facts.wasConditional = status == 304
        if status == 304 { poll.state.validators = Poll.eTag }
        poll.facts.retryAfter = "20000"
        #expect(poll.wait == 20_000)
        #expect(poll.outcome.state.dueReason == "Retry-After of the server, 5h33m")
        poll.pacing.interval = 600
        #expect(poll.wait == 20_000)
        poll.facts.retryAfter = "60"
        #expect(poll.wait == 600)
        poll.facts.retryAfter = "172800"
        #expect(poll.wait == 172_800)
        var manners = Manners()
        manners.count(poll.facts, before: poll.state, start: Poll.now, now: Poll.now)
        #expect(manners.heldUntil == Poll.now.advanced(by: 172_800))
    }

    @Test(
        "Without validators a stated pace counts from more than an hour on, and down to four",
        arguments: [
            (1, 86_400), (3_600, 86_400), (3_601, 14_400), (7_200, 14_400), (50_000, 50_000),
        ]
            as [(Int64, Int64)])
    func statedPace(seconds: Int64, expected: Int64) {
        for source in 0..<3 {
            var poll = Poll(validators: Validators())
            switch source {
            case 0: poll.facts.cacheControl = "max-age=\(seconds)"
            case 1: poll.pacing.ttl = seconds
            default: poll.pacing.updatePeriod = seconds
            }
            #expect(poll.wait == expected)
            // What can be asked conditionally keeps the pace that it states.
            poll.facts.validators = Poll.eTag
            #expect(poll.wait == max(seconds, 3_600))
        }
    }

    /// The wait after a 304 with `cacheControl` and `expires`, which follows a 200 with a max-age of 12 h.
    private func wait(_ cacheControl: String?, expires: String? = nil) -> Int64? {
        var first = Poll()
        first.facts.cacheControl = "max-age=43200"
        #expect(first.wait == 43_200)
        var second = Poll(status: 304)
        second.facts.wasConditional = true
        second.state = first.outcome.state
        second.facts.cacheControl = cacheControl
        second.facts.expires = expires
        return second.wait
    }

    @Test("A 304 that names no lifetime leaves that of the 200, and one that does replaces it")
    func lifetimeOverNotModified() {
        #expect(wait(nil) == 43_200)
        #expect(wait("max-age=7200") == 7_200)
        #expect(wait("no-cache") == 3_600)
        #expect(wait("public") == 3_600)
        #expect(wait(nil, expires: Poll.date) == 3_600)
        #expect(wait(nil, expires: "Sat, 21 Mar 2026 08:31:00 GMT") == 7_200)
    }

    @Test("A 200 without a lifetime forgets the one before")
    func lifetimeOverDocument() {
        var poll = Poll()
        poll.facts.cacheControl = "max-age=43200"
        let state = poll.outcome.state
        #expect(state.lifetime == 43_200)
        poll = Poll()
        poll.state = state
        #expect(poll.wait == 3_600)
        #expect(poll.outcome.state.lifetime == nil)
    }

    @Test("An error leaves the lifetime as it is")
    func lifetimeOverError() {
        var poll = Poll(status: 503)
        poll.state.lifetime = 43_200
        #expect(poll.outcome.state.lifetime == 43_200)
    }
}
