import Politeness
import Testing
import Values

@Suite("When a feed is due after a failure")
struct FailurePolicyTests {
    /// The waits of so many failures in a row.
    private func waits(_ failure: PollFailure, count: Int, interval: Int64? = nil) -> [Int64] {
        var state = PollState(due: Poll.now)
        var pacing = FeedPacing()
        pacing.interval = interval
        return (0..<count).compactMap { _ in
            state =
                PollPolicy.afterFailure(
                    failure, state: state, pacing: pacing, now: Poll.now, jitter: 0
                ).state
            return state.due?.seconds(since: Poll.now)
        }
    }

    @Test("Waits double from a quarter of an hour to a day, and polling never ends")
    func doubling() {
        let waits = waits(.unreachable("no route"), count: 100)
        #expect(
            waits.prefix(8) == [900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400])
        #expect(waits.count == 100)
        #expect(waits.last == 86_400)
    }

    @Test("What a person must mend is tried less often")
    func refused() {
        #expect(waits(.refused("private address"), count: 3) == [3_600, 7_200, 14_400])
        #expect(waits(.broken("too large"), count: 3) == [3_600, 7_200, 14_400])
    }

    @Test("A refusal is told from a server that is not reached, until the feed is asked again")
    func refusal() {
        func after(_ failure: PollFailure, _ state: PollState) -> PollState {
            PollPolicy.afterFailure(
                failure, state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0
            ).state
        }
        let fresh = PollState(due: Poll.now)
        let refused = after(.refused("private address"), fresh)
        #expect(!fresh.isRefused)
        #expect(refused.isRefused)
        #expect(after(.refused("private address"), refused).isRefused)
        #expect(!after(.unreachable("no route"), refused).isRefused)
        #expect(!after(.failed("x"), fresh).isRefused)
    }

    @Test("A poll is refused for its credential by 401, 403 or for want of it, and by nothing else")
    func credential() {
        func after(_ failure: PollFailure) -> PollState {
            PollPolicy.afterFailure(
                failure, state: PollState(due: Poll.now), pacing: FeedPacing(), now: Poll.now,
                jitter: 0
            ).state
        }
        func answered(_ status: Int, withheld: Bool = false) -> PollState {
            var facts = ResponseFacts(status: status)
            facts.withheldSecrets = withheld
            return PollPolicy.afterResponse(
                facts, document: .none, state: PollState(due: Poll.now), pacing: FeedPacing(),
                now: Poll.now, jitter: 0
            ).state
        }
        #expect(after(.unsecured("no secret")).credentialRefused == Poll.now)
        #expect(after(.unsecured("no secret")).isRefused)
        #expect(answered(401).credentialRefused == Poll.now)
        #expect(answered(403).credentialRefused == Poll.now)
        // It was not sent where the address led.
        #expect(answered(401, withheld: true).credentialRefused == nil)
        let pause = HostPause(
            host: .init(name: "b.example", isLocal: false), until: Poll.now.advanced(by: 600))
        for state in [answered(401, withheld: true), answered(401)] {
            let held = PollPolicy.afterHold(
                pause, state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0)
            #expect(held.state.credentialRefused == nil)
            let queued = PollPolicy.afterQueue(until: Poll.now, state: state, now: Poll.now)
            #expect(queued.state.credentialRefused == nil)
        }
        // Nor do failures that are none of the server's become its own by these.
        for cause in [PollState.Cause.longOutage, .unstored] {
            var ours = PollState(due: Poll.now)
            (ours.failures, ours.lastError) = (8, "x")
            ours.end(by: cause)
            let held = PollPolicy.afterHold(
                pause, state: ours, pacing: FeedPacing(), now: Poll.now, jitter: 0)
            let queued = PollPolicy.afterQueue(until: Poll.now, state: ours, now: Poll.now)
            let local = PollPolicy.afterFailure(
                .local("x"), state: ours, pacing: FeedPacing(), now: Poll.now, jitter: 0)
            #expect([held, queued, local].map(\.state.failuresOfServer) == [0, 0, 0])
        }
        #expect(answered(404).credentialRefused == nil)
        #expect(after(.refused("private address")).credentialRefused == nil)
        #expect(after(.misled("private address")).credentialRefused == nil)
        #expect(after(.unreachable("no route")).credentialRefused == nil)
    }

    @Test("A fault of this machine costs no feed anything: soon, then ever less, as others at last")
    func localFault() {
        for interval: Int64? in [nil, 200, 90_000] {
            var state = PollState(due: Poll.now)
            (state.failures, state.lastStatus) = (2, 404)
            var pacing = FeedPacing()
            pacing.interval = interval
            var now = Poll.now
            var waits: [Int64] = []
            for _ in 0..<8 {
                state =
                    PollPolicy.afterFailure(
                        .local("no files"), state: state, pacing: pacing, now: now, jitter: 0
                    ).state
                waits.append(state.due?.seconds(since: now) ?? 0)
                now = state.due ?? now
            }
            #expect(
                waits
                    == [60, 120, 240, 480, 960, 1_920, 3_840, 7_680].map {
                        min($0, interval ?? 3_600)
                    })
            #expect(state.failures == 2 && state.lastError == "no files" && state.isLocalFault)
        }
    }

    @Test(
        "An error that says how long it holds is not asked after before",
        arguments: [
            (404, "max-age=14400", nil, 14_400), (403, "max-age=60", nil, 3_600),
            (404, "max-age=9999999", nil, 86_400), (404, "no-store, max-age=14400", nil, 3_600),
            // The reader's word, as with a document.
            (404, "max-age=14400", 1_800, 3_600),
            // What may pass is asked after, and a page that is no feed may be the network's.
            (502, "max-age=14400", nil, 900), (200, "max-age=14400", nil, 3_600),
        ] as [(Int, String, Int64?, Int64)])
    func freshError(status: Int, cacheControl: String, interval: Int64?, wait: Int64) {
        var poll = Poll(status: status)
        poll.document = status == 200 ? .unreadable("a page") : .none
        poll.facts.cacheControl = cacheControl
        poll.pacing.interval = interval
        #expect(poll.outcome.state.failures == 1)
        #expect(poll.wait == wait)
    }

    @Test("A credential that was kept back is not told to be missing", arguments: [401, 403])
    func withheld(status: Int) throws {
        var poll = Poll(status: status)
        poll.facts.url = "https://a.example/feed"
        poll.facts.withheldSecrets = true
        let error = try #require(poll.outcome.state.lastError)
        #expect(error.hasPrefix("\(status) from https://a.example/feed, where"))
        #expect(error.hasSuffix(PollState.readdressing))
        #expect(poll.outcome.state.cause == .withheld)
        poll.facts.withheldSecrets = false
        #expect(poll.outcome.state.cause == nil)
    }

    @Test("A failure does not make a feed be asked sooner than its interval")
    func interval() {
        #expect(waits(.failed("x"), count: 3, interval: 2_000) == [2_000, 2_000, 3_600])
        #expect(waits(.failed("x"), count: 20, interval: 200_000).last == 200_000)
    }

    @Test("A success forgets the failures")
    func recovery() {
        var poll = Poll()
        poll.state.failures = 7
        poll.state.lastError = "no route"
        #expect(poll.outcome.state.failures == 0)
        #expect(poll.outcome.state.lastError == nil)
        #expect(poll.wait == 3_600)
    }

    @Test("410 ends polling and says so")
    func gone() {
        let state = Poll(status: 410).outcome.state
        #expect(state.due == nil)
        #expect(state.lastError == "410 Gone: the feed was taken down for good")
        #expect(state.dueReason.contains("its entries stay"))
    }

    @Test("404 backs off, does not end polling, and tells how to look for the feed")
    func missing() {
        let poll = Poll(status: 404)
        #expect(poll.wait == 3_600)
        #expect(
            poll.outcome.state.lastError
                == "404 Not Found: the feed may have moved; look for it on its site")
    }

    @Test(
        "Retry-After is obeyed in both forms, the date by the response's own clock",
        arguments: [
            ("7200", Poll.date, 7_200), ("Sat, 21 Mar 2026 08:31:00 GMT", Poll.date, 7_200),
            ("Sat, 21 Mar 2015 08:31:00 GMT", "Sat, 21 Mar 2015 06:31:00 GMT", 7_200),
            ("60", Poll.date, 900), ("99999999", Poll.date, 30 * 86_400), ("soon", Poll.date, 900),
            ("Sat, 21 Mar 2015 08:31:00 GMT", Poll.date, 900), ("-5", Poll.date, 900),
            // Of several the longest, whatever their order, and what cannot be read for nothing.
            ("60, 7200", Poll.date, 7_200), ("7200, 60", Poll.date, 7_200),
            ("soon, 7200,", Poll.date, 7_200),
            ("60, Sat, 21 Mar 2026 08:31:00 GMT", Poll.date, 7_200),
            ("Saturday, 21-Mar-26 07:31:00 GMT, Sat Mar 21 08:31:00 2026", Poll.date, 7_200),
            ("7199.5", Poll.date, 7_200), ("7200.", Poll.date, 7_200),
            ("7200.000", Poll.date, 7_200), ("7200.x", Poll.date, 900), (".5", Poll.date, 900),
            ("7200 s", Poll.date, 900), ("Sat, 21 Mar 2026 08:31:00 +0000", Poll.date, 7_200),
        ])
    func retryAfter(value: String, date: String, expected: Int64) {
        var poll = Poll(status: 503)
        poll.facts.retryAfter = value
        poll.facts.date = date
        #expect(poll.wait == expected)
    }

    @Test("429 and 503 with Retry-After pause the whole host", arguments: [429, 503])
    func hostPause(status: Int) {
        var poll = Poll(status: status)
        poll.facts.retryAfter = "300"
        #expect(poll.outcome.hostPause == Poll.now.advanced(by: 300))
    }

    @Test("429 alone pauses the host for a while, 503 alone is the feed's own")
    func bareStatus() {
        #expect(Poll(status: 429).outcome.hostPause == Poll.now.advanced(by: 600))
        #expect(Poll(status: 503).outcome.hostPause == nil)
    }

    @Test(
        "429 pauses the host for a minute at least, and as without Retry-After when that is over",
        arguments: [
            ("0", 600), ("Sat, 21 Mar 2015 08:31:00 GMT", 600), ("soon", 600), ("5", 60),
            ("61", 61), ("99999999", 30 * 86_400),
        ])
    func leastPause(retryAfter: String, expected: Int64) {
        var poll = Poll(status: 429)
        poll.facts.retryAfter = retryAfter
        #expect(poll.outcome.hostPause == Poll.now.advanced(by: expected))
        #expect(poll.wait ?? 0 >= 900)
    }

    @Test("503 with a Retry-After that is over pauses nothing")
    func pastPause() {
        var poll = Poll(status: 503)
        poll.facts.retryAfter = "0"
        #expect(poll.outcome.hostPause == nil)
    }

    @Test("On a private address unrelated programs live side by side: no pause but the feed's")
    func privateHost() {
        var poll = Poll(status: 429)
        poll.facts.retryAfter = "7200"
        poll.facts.peerIsPublic = false
        #expect(poll.outcome.hostPause == nil)
        #expect(poll.wait == 7_200)
    }

    @Test("Retry-After with another error holds for the feed alone")
    func otherError() {
        var poll = Poll(status: 500)
        poll.facts.retryAfter = "7200"
        #expect(poll.wait == 7_200)
        #expect(poll.outcome.hostPause == nil)
    }

    @Test("Retry-After wins over the subscription's interval")
    func retryAfterAndInterval() {
        var poll = Poll(status: 429)
        poll.pacing.interval = 300
        poll.facts.retryAfter = "7200"
        #expect(poll.wait == 7_200)
    }

    @Test(
        "What was a feed before is looked at again after a few of its intervals, then ever less",
        arguments: [
            (5, true, [15, 30, 60, 120]), (300, true, [900, 1_800, 3_600, 7_200]),
            (1_800, true, [3_600, 7_200, 14_400, 28_800]), (200_000, true, [200_000]),
            (5, false, [3_600, 7_200, 14_400]), (nil, true, [3_600, 7_200, 14_400]),
        ] as [(Int64?, Bool, [Int64])])
    func brokenDocument(interval: Int64?, wasGood: Bool, expected: [Int64]) {
        var poll = Poll()
        poll.document = .unreadable("the document is empty")
        poll.pacing.interval = interval
        if wasGood { poll.state.lastSuccess = Poll.now.advanced(by: -600) }
        var waits: [Int64?] = []
        for _ in expected {
            waits.append(poll.wait)
            poll.state = poll.outcome.state
        }
        #expect(waits == expected)
        poll.facts.retryAfter = "100000"
        poll.state = PollState(due: Poll.now)
        #expect(poll.wait ?? 0 >= 100_000)
    }

    @Test("A page in place of a feed is told with the address that a redirect led to")
    func ledToPage() {
        var poll = Poll()
        poll.document = .unreadable("this is an HTML page, not a feed", isPage: true)
        poll.facts.url = "https://a.example/login.html"
        #expect(poll.outcome.state.lastError == "this is an HTML page, not a feed")
        #expect(poll.outcome.state.cause == .webPage)
        poll.facts.requests = 2
        #expect(
            poll.outcome.state.lastError
                == "redirected to https://a.example/login.html: this is an HTML page, not a feed")
        poll.facts.url = "https://a.example/login?back=" + String(repeating: "x", count: 9_000)
        #expect(poll.outcome.state.lastError?.utf8.count ?? .max < 300)
    }
}
