import Politeness
import Testing
import Values

@Suite("Which validators are kept")
struct ValidatorPolicyTests {
    private let old = Validators(eTag: Array("\"old\"".utf8), lastModified: Array("old".utf8))

    private func poll(_ status: Int, _ validators: Validators) -> Poll {
        var poll = Poll(status: status, validators: validators)
        poll.state.validators = old
        poll.facts.wasConditional = true
        return poll
    }

    @Test("A 200 that parsed replaces both, one that is missing included")
    func replaced() {
        let new = Validators(eTag: Array("\"new\"".utf8))
        #expect(poll(200, new).outcome.state.validators == new)
        #expect(poll(200, Validators()).outcome.state.validators.isEmpty)
    }

    @Test("A document that did not parse leaves the old ones: the next poll must bring it again")
    func unreadable() {
        var poll = poll(200, Poll.eTag)
        poll.document = .unreadable("no feed")
        #expect(poll.outcome.state.validators == old)
        #expect(poll.outcome.state.lastError == "no feed")
        #expect(poll.outcome.state.lastSuccess == nil)
    }

    @Test("A 304 of the known document replaces the date if it brings one")
    func refreshed() {
        let new = Array("new".utf8)
        #expect(poll(304, Validators()).outcome.state.validators == old)
        for eTag in [nil, "\"old\"", "W/\"old\""] as [String?] {
            let came = Validators(eTag: eTag.map { Array($0.utf8) }, lastModified: new)
            let validators = poll(304, came).outcome.state.validators
            #expect(validators.eTag == old.eTag)
            #expect(validators.lastModified == new)
        }
    }

    @Test("Errors keep the old ones", arguments: [403, 404, 410, 429, 500, 503])
    func errors(status: Int) {
        #expect(poll(status, Poll.eTag).outcome.state.validators == old)
    }

    @Test("One that is as long as a server takes headers is not kept, nor sent when it was")
    func length() {
        let sound = Array(repeating: UInt8(ascii: "x"), count: Validators.longest)
        #expect(Validators(eTag: sound, lastModified: sound).eTag == sound)
        let long = Validators(eTag: sound + [0x22], lastModified: old.lastModified)
        #expect(long.eTag == nil)
        #expect(long.lastModified == old.lastModified)
    }

    @Test("An asterisk is no ETag: sent back it would have any document called unchanged")
    func asterisk() {
        let validators = Validators(eTag: Array("*".utf8), lastModified: old.lastModified)
        #expect(validators == Validators(lastModified: old.lastModified))
        #expect(Validators(eTag: Array("\"*\"".utf8)).eTag == Array("\"*\"".utf8))
    }

    @Test(
        "A header field without a value is no validator, two quotes are",
        arguments: ["", " ", "\t "])
    func empty(value: String) {
        let empty = Validators(eTag: Array(value.utf8), lastModified: Array(value.utf8))
        #expect(empty.isEmpty)
        #expect(Poll(validators: empty).wait == 86_400)
        #expect(Validators(eTag: Array("\"\"".utf8)).eTag == Array("\"\"".utf8))
    }

    /// A feed at a server that answers `status` to a condition while `refuses` says so by the number of
    /// the poll, and how each of `polls` polls went: whether it was conditional, and when it was.
    private func polls(
        _ count: Int, _ status: Int, ttl: Int64? = nil, refuses: (Int, _ isPlain: Bool) -> Bool
    ) -> (state: PollState, asked: [(time: Int64, isConditional: Bool)]) {
        let url = "https://a.example/feed"
        var state = PollState(due: Poll.now)
        var now = Poll.now
        var asked: [(time: Int64, isConditional: Bool)] = []
        for number in 1...count {
            let isConditional = !state.conditions.isEmpty
            let isRefused = refuses(number, !isConditional)
            var facts = ResponseFacts(status: isRefused ? status : 200)
            // What it says of the document is another each time.
            facts.validators =
                isRefused ? Validators(url: url) : Validators(eTag: Array("\"\(number)\"".utf8))
            facts.validators.url = url
            facts.url = url
            facts.wasConditional = isConditional
            var pacing = FeedPacing()
            pacing.ttl = ttl
            let before = state
            state =
                PollPolicy.afterResponse(
                    facts, document: isRefused ? .none : .parsed, state: before, pacing: pacing,
                    now: now, jitter: 0
                ).state
            state.manners.count(facts, before: before, start: now, now: now)
            asked.append((now.seconds(since: Poll.now), isConditional))
            if isRefused, isConditional {
                #expect(state.lastError == "\(status) to a conditional request: asked without next")
                #expect(state.due == now.advanced(by: 900))
            }
            now = state.due ?? now
        }
        return (state, asked)
    }

    @Test(
        "A server that refuses the condition is asked plainly, and tried again each day",
        arguments: [400, 412, 431])
    func refused(status: Int) {
        let (state, asked) = polls(9, status) { _, isPlain in !isPlain }
        #expect(
            asked.map(\.isConditional) == [
                false, true, false, false, true, false, false, true, false,
            ])
        #expect(asked[3].time - asked[2].time == 86_400)
        #expect(
            state.dueReason
                == "its server refuses conditions: the whole document each time, so every 1d")
        #expect(state.manners.unconditional == 0)
        #expect(state.lastError == nil && state.failures == 0)
        // One that states its pace keeps it.
        let often = polls(100, status, ttl: 14_400) { _, isPlain in !isPlain }.asked
        let days = often[99].time / 86_400
        #expect((days...days + 2).contains(Int64(often.count(where: \.isConditional))))
    }

    @Test("One refusal alone costs two whole documents, after which all is as before")
    func refusedOnce() {
        let (state, asked) = polls(7, 400) { number, _ in number == 2 }
        #expect(asked.map(\.isConditional) == [false, true, false, false, true, true, true])
        #expect(asked[4].time - asked[1].time == 900 + 86_400 + 3_600)
        #expect(asked[6].time - asked[5].time == 3_600)
        #expect(state.validators.eTag == Array("\"7\"".utf8))
    }

    @Test("Where the plain request gets the same answer, the condition is not to blame")
    func refusedPlainly() {
        let (state, asked) = polls(6, 400) { number, _ in (2...4).contains(number) }
        #expect(asked.map(\.isConditional) == [false, true, false, false, false, true])
        #expect(asked[5].time - asked[4].time == 3_600)
        #expect(state.manners.unconditional == 0)
        #expect(state.failures == 0)
    }

    @Test("An address that gave none is not taken for one that refused them")
    func none() {
        let url = "https://a.example/feed"
        var poll = Poll(status: 200, validators: Validators(url: url))
        poll.state = poll.outcome.state
        poll.facts.validators = Validators(eTag: Poll.eTag.eTag, url: url)
        #expect(poll.outcome.state.validators == poll.facts.validators)
    }

    @Test("Refused without a condition, they stay; another address is asked with its own")
    func refusedOtherwise() {
        var poll = poll(400, Validators())
        poll.facts.wasConditional = false
        #expect(poll.outcome.state.validators == old)
        let new = Validators(eTag: Array("\"new\"".utf8), url: "https://new.example/")
        poll = Poll(status: 200, validators: new)
        poll.state.validators = Validators(url: "https://old.example/")
        #expect(poll.outcome.state.validators == new)
    }

    @Test("A poll without an answer keeps the old ones")
    func noAnswer() {
        var state = PollState(due: Poll.now)
        state.validators = old
        let next = PollPolicy.afterFailure(
            .unreachable("no route"), state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0)
        #expect(next.state.validators == old)
    }

    @Test("A 304 counts as a success and as unchanged")
    func counted() {
        let state = poll(304, Poll.eTag).outcome.state
        #expect(state.notModified == 1)
        #expect(state.polls == 1)
        #expect(state.lastSuccess == Poll.now)
        #expect(state.failures == 0)
    }

    @Test("A 304 to a request without condition is a fault")
    func unasked() {
        var poll = poll(304, Poll.eTag)
        poll.facts.wasConditional = false
        let state = poll.outcome.state
        #expect(state.failures == 1)
        #expect(state.lastError == "304 Not Modified to a request that had no validator")
        #expect(state.lastSuccess == nil)
    }

    @Test(
        "A server that never said of several times that nothing changed, when nothing did, costs its document"
    )
    func neverUnchanged() {
        var poll = poll(200, Poll.eTag)
        poll.pacing.publications = [Poll.now.advanced(by: -900), Poll.now.advanced(by: -1_800)]
        poll.state.pacing = poll.pacing
        #expect(poll.wait == 3_600)
        poll.state.manners.conditional = 4
        #expect(poll.wait == 86_400)
        #expect(poll.outcome.state.dueReason.hasPrefix("its server never said"))
        poll.facts.status = 203
        #expect(poll.wait == 86_400)
        poll.state.notModified = 1
        #expect(poll.wait == 3_600)
        poll.state.notModified = 0
        poll.state.pacing.publications.removeFirst()
        #expect(poll.wait == 3_600)
        // Entries without dates do not tell.
        (poll.pacing, poll.state.pacing) = (FeedPacing(), FeedPacing())
        #expect(poll.wait == 3_600)
    }

    /// Polls a server that answers 304 if either of both conditions is met, and what each poll was told:
    /// `tag` is that of the document at the poll of a number, `answers` what comes with the answer to it.
    private func polls(
        _ count: Int, isDated: Bool = true,
        document: (Int) -> (tag: String, date: String, entries: Int),
        answers: (Int, String) -> String
    ) -> (state: PollState, statuses: [Int]) {
        var state = PollState(due: Poll.now)
        var now = Poll.now
        var statuses: [Int] = []
        for number in 1...count {
            let (tag, date, entries) = document(number)
            let asked = state.conditions
            let isKnown =
                asked.eTag == Array(tag.utf8) || asked.lastModified == Array(date.utf8)
            var facts = ResponseFacts(status: isKnown ? 304 : 200)
            facts.wasConditional = !asked.isEmpty
            facts.validators = Validators(
                eTag: Array(answers(number, tag).utf8), lastModified: Array(date.utf8))
            statuses.append(facts.status)
            var pacing = state.pacing
            if !isKnown, isDated {
                pacing.publications = (0..<entries).map { Poll.now.advanced(by: Int64(-$0) * 60) }
            }
            state =
                PollPolicy.afterResponse(
                    facts, document: isKnown ? .none : .parsed, state: state, pacing: pacing,
                    now: now, jitter: 0
                ).state
            state.pacing = pacing
            now = state.due ?? now
        }
        return (state, statuses)
    }

    @Test("A second change within a second comes at the poll after the 304 that names it")
    func sameSecond() {
        let (state, statuses) = polls(4) { number in
            number == 1 ? ("\"a\"", "T", 3) : ("\"b\"", "T", 4)
        } answers: {
            $1
        }
        #expect(statuses == [200, 304, 200, 304])
        #expect(
            state.validators
                == Validators(eTag: Array("\"b\"".utf8), lastModified: Array("T".utf8)))
        // Nor is a tag taken where none is known.
        var poll = poll(304, Validators(eTag: Array("\"b\"".utf8)))
        poll.state.validators.eTag = nil
        #expect(poll.outcome.state.validators == poll.state.validators)
    }

    @Test(
        "A server that calls one document by two tags, as some that compress do, goes on with 304")
    func twoTags() {
        let (state, statuses) = polls(6) { _ in
            ("\"a-gzip\"", "T", 3)
        } answers: { number, tag in
            number == 1 ? tag : "\"a\""
        }
        #expect(statuses == [200, 304, 304, 304, 304, 304])
        #expect(state.validators == Validators(eTag: Array("\"a-gzip\"".utf8)))
    }

    @Test(
        "One with another tag in each answer sends the document once more, and each change once",
        arguments: [true, false])
    func changingTag(isDated: Bool) {
        let (state, statuses) = polls(12, isDated: isDated) { number in
            number < 8 ? ("none", "T", 3) : ("none", "U", 4)
        } answers: { number, _ in
            "\"\(number)\""
        }
        // Entries without dates do not tell that none is new.
        #expect(
            statuses
                == (isDated
                    ? [200, 304, 200, 304, 304, 304, 304, 200, 304, 304, 304, 304]
                    : [200, 304, 200, 304, 200, 304, 200, 200, 304, 200, 304, 200]))
        #expect((state.validators.eTag == nil) == isDated)
        #expect(state.validators.lastModified == Array("U".utf8))
    }

    @Test("One whose tags are renamed on their way is asked with its date, and no less often")
    func renamedTag() {
        for count in 3...6 {
            let (state, statuses) = polls(count) { _ in
                ("\"a\"", "T", 3)
            } answers: { number, tag in
                number == 1 || number == 3 ? "\"a-gzip\"" : tag
            }
            #expect(statuses == [200, 304, 200, 304, 304, 304].prefix(count).map(\.self))
            #expect(state.validators == Validators(lastModified: Array("T".utf8)))
            #expect(!state.dueReason.hasPrefix("its server"))
        }
    }
}
