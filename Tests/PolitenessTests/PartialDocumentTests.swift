import Politeness
import Testing
import Values

@Suite("A document of new entries alone, RFC 3229")
struct PartialDocumentTests {
    @Test("Its validators take the place of the old ones")
    func validators() {
        var poll = Poll(status: 226, validators: Validators(eTag: Array("\"2\"".utf8)))
        poll.document = .parsed
        poll.facts.wasConditional = true
        poll.state.validators = Poll.eTag
        #expect(poll.outcome.state.validators == Validators(eTag: Array("\"2\"".utf8)))
        #expect(poll.outcome.state.lastError == nil)
        // A 304 to them is a success, and leaves them as they are.
        var next = Poll(status: 304, validators: Validators())
        next.facts.wasConditional = true
        next.state = poll.outcome.state
        #expect(next.outcome.state.validators == poll.outcome.state.validators)
    }

    @Test("Its entries add to the pace of the feed, and what it leaves out stays")
    func pace() {
        var pacing = FeedPacing()
        pacing.ttl = 3_600
        pacing.skipHours = [1]
        pacing.publications = (1...20).map { Timestamp(seconds: Int64(1_000 * $0)) }
        var part = FeedPacing()
        part.publications = [Timestamp(seconds: 21_000), Timestamp(seconds: 20_000)]
        pacing.add(part)
        #expect(pacing.publications.count == FeedPacing.sample)
        #expect(pacing.publications.first == Timestamp(seconds: 21_000))
        #expect(pacing.usualGap(now: Poll.now) == 1_000)
        #expect(pacing.ttl == 3_600)
        #expect(pacing.skipHours == [1])
    }
}

@Suite("A document that breaks off before its end")
struct CutDocumentTests {
    private func poll(_ state: PollState, validators: Validators = Poll.eTag) -> Poll {
        var poll = Poll(validators: validators)
        poll.document = .cutOff
        poll.state = state
        return poll
    }

    @Test("Its validators are not kept: the server would say that nothing is missing")
    func validators() {
        let fresh = poll(PollState(due: Poll.now)).outcome.state
        #expect(fresh.validators.isEmpty)
        #expect(fresh.lastSuccess == Poll.now && fresh.failures == 0 && fresh.lastError == nil)
        // Those of the last whole document still tell whether it has changed.
        var known = PollState(due: Poll.now)
        known.validators = Validators(eTag: Array("\"0\"".utf8))
        #expect(poll(known).outcome.state.validators == known.validators)
    }

    @Test("It is asked for again soon, but not so each time")
    func pace() {
        var next = poll(PollState(due: Poll.now))
        next.facts.cacheControl = "max-age=80000"
        #expect(next.wait == 900)
        next.state = next.outcome.state
        #expect(next.wait == 80_000)
        #expect(next.outcome.state.dueReason.contains("broke off"))
        next.state = next.outcome.state
        #expect(next.wait == 80_000)
        next.facts.cacheControl = nil
        #expect(next.wait == 86_400)
        next.pacing.ttl = 20_000
        #expect(next.wait == 20_000)
        // The reader's word stands, and a whole document ends it.
        next.pacing.interval = 60
        #expect(next.wait == 60)
        next.document = .parsed
        next.pacing.interval = nil
        next.pacing.ttl = nil
        #expect(next.wait == 3_600)
        #expect(next.outcome.state.validators == Poll.eTag)
        next.state = next.outcome.state
        next.document = .cutOff
        #expect(next.wait == 900)
    }

    @Test("Failures between them make none of them the first", arguments: [504, 200, nil])
    func failing(status: Int?) {
        var next = poll(PollState(due: Poll.now), validators: Validators())
        next.state = next.outcome.state
        var waits: [Int64?] = []
        for _ in 0..<8 {
            if let status {
                var failure = Poll(status: status)
                failure.document = .unreadable("no feed")
                failure.state = next.state
                next.state = failure.outcome.state
            } else {
                // An outage of our own network, which counts as no failure.
                next.state =
                    PollPolicy.afterFailure(
                        .unreachable("no route"), state: next.state, pacing: FeedPacing(),
                        now: Poll.now, jitter: 0, outSince: Poll.now
                    ).state
            }
            waits.append(next.wait)
            next.state = next.outcome.state
        }
        #expect(waits == Array(repeating: 86_400, count: 8))
    }

    @Test("A poll that ended at a host that is left alone does not make it the first, either")
    func held() {
        var next = poll(PollState(due: Poll.now), validators: Validators())
        let pause = HostPause(
            host: .init(name: "b.example:443", isLocal: false), until: Poll.now.advanced(by: 600))
        next.state =
            PollPolicy.afterHold(
                pause, state: next.outcome.state, pacing: FeedPacing(), now: Poll.now, jitter: 0
            ).state
        #expect(next.wait == 86_400)
    }

    @Test("That it is asked for without validators is no lack of manners")
    func manners() {
        let before = poll(PollState(due: Poll.now)).outcome.state
        var manners = Manners()
        manners.count(
            poll(before).facts, before: before, start: Poll.now, now: Poll.now)
        #expect(manners.unconditional == 0)
    }
}
