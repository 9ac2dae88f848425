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

    @Test("A 304 replaces those that it brings and keeps the others")
    func refreshed() {
        let new = Array("\"new\"".utf8)
        let validators = poll(304, Validators(eTag: new)).outcome.state.validators
        #expect(validators.eTag == new)
        #expect(validators.lastModified == old.lastModified)
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

    @Test(
        "A header field without a value is no validator, two quotes are",
        arguments: ["", " ", "\t "])
    func empty(value: String) {
        let empty = Validators(eTag: Array(value.utf8), lastModified: Array(value.utf8))
        #expect(empty.isEmpty)
        #expect(Poll(validators: empty).wait == 86_400)
        #expect(Validators(eTag: Array("\"\"".utf8)).eTag == Array("\"\"".utf8))
    }

    @Test(
        "A server that refuses the condition is asked plainly from then on, and tried again at times",
        arguments: [400, 412, 431])
    func refused(status: Int) {
        let url = "https://a.example/feed"
        var known = Poll.eTag
        known.url = url
        var state = PollState(due: Poll.now)
        var conditional: [Int] = []
        for number in 1...70 {
            var poll = Poll(status: 200, validators: known)
            if !state.validators.isEmpty {
                conditional.append(number)
                poll = Poll(status: status, validators: Validators(url: url))
                poll.facts.wasConditional = true
            }
            poll.facts.url = url
            poll.state = state
            state = poll.outcome.state
            if poll.facts.wasConditional {
                #expect(state.lastError == "\(status) to a conditional request: asked without next")
                #expect(poll.wait == 900)
            }
            state.manners.count(
                poll.facts, before: poll.state, start: Poll.now, now: Poll.now)
        }
        #expect(conditional == [2, 33, 65])
        #expect(state.manners.unconditional == 0)
        #expect(state.lastError == nil && state.failures == 0)
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
        let next = PollPolicy().afterFailure(
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
}
