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
