import Politeness
import Testing
import Values

@Suite("Whether a server heeds conditions")
struct ConditionPolicyTests {
    /// What a document is known by at its server, and how many entries it has.
    private struct Document {
        var tag: String?
        var date: String?
        var entries: Int64 = 3

        init(_ tag: String?, _ date: String? = "T", entries: Int64 = 3) {
            (self.tag, self.date, self.entries) = (tag, date, entries)
        }

        var validators: Validators {
            Validators(eTag: tag.map { Array($0.utf8) }, lastModified: date.map { Array($0.utf8) })
        }
    }

    private static let hour: Int64 = 3_600
    private static let day: Int64 = 86_400
    private static let ignores =
        "its server ignores conditions: the whole document each time, so every 1d"

    /// How polls of one feed went: the status of each, the wait after it, and its second.
    private struct Polls {
        var state = PollState(due: Poll.now)
        var statuses: [Int] = []
        var waits: [Int64] = []
        var seconds: [Int64] = []
        var reasons: Set<String> = []
    }

    /// Polls a server that has `document` at the poll of a number, and at a second since the first, and that
    /// tells by `isKnown` whether the conditions of a poll are met.
    private func polls(
        _ count: Int, document: (Int, Int64) -> Document,
        isKnown: (Int, Validators) -> Bool
    ) -> Polls {
        var polls = Polls()
        var now = Poll.now
        for number in 1...count {
            let (before, second) = (polls.state, now.seconds(since: Poll.now))
            let current = document(number, second)
            let asked = before.conditions
            var facts = ResponseFacts(status: !asked.isEmpty && isKnown(number, asked) ? 304 : 200)
            facts.wasConditional = !asked.isEmpty
            facts.validators = current.validators
            var pacing = before.pacing
            if facts.status == 200 {
                // Years ahead: they set no pace, and tell whether one is new.
                pacing.publications = (0..<current.entries).map {
                    Poll.now.advanced(by: 1_000 * Self.day + $0)
                }
            }
            polls.state =
                PollPolicy.afterResponse(
                    facts, document: facts.status == 200 ? .parsed : .none, state: before,
                    pacing: pacing, now: now, jitter: 0
                ).state
            polls.state.pacing = pacing
            polls.state.manners.count(facts, before: before, start: now, now: now)
            let due = polls.state.due ?? now
            polls.statuses.append(facts.status)
            polls.waits.append(due.seconds(since: now))
            polls.seconds.append(second)
            polls.reasons.insert(polls.state.dueReason)
            now = due
        }
        return polls
    }

    private func isDate(_ asked: Validators, _ date: String = "T") -> Bool {
        asked.eTag == nil && asked.lastModified == Array(date.utf8)
    }

    @Test(
        "A server that does not know its own tag again is asked with the date, and its tag each day"
    )
    func date() {
        // The first poll is at half past six.
        let polls = polls(24 + 18) { _, _ in
            Document("\"a-gzip\"")
        } isKnown: { _, asked in
            isDate(asked)
        }
        #expect(polls.statuses.prefix(4) == [200, 200, 304, 304])
        #expect(polls.waits.allSatisfy { $0 == Self.hour })
        #expect(polls.statuses.dropFirst(2).count(where: { $0 == 200 }) == 1)
        #expect(!polls.reasons.contains { $0.hasPrefix("its server") })
    }

    @Test("So is one that has another tag in each answer")
    func changingTag() {
        let polls = polls(10) { number, _ in
            Document("\"\(number)\"")
        } isKnown: { _, asked in
            isDate(asked)
        }
        #expect(polls.statuses == [200, 200, 200, 200, 200, 200, 304, 304, 304, 304])
        #expect(polls.waits.allSatisfy { $0 == Self.hour })
    }

    @Test("One that heeds neither is asked daily, and goes on to be")
    func neither() {
        for isTagConstant in [true, false] {
            let polls = polls(14) { number, _ in
                Document(isTagConstant ? "\"a\"" : "\"\(number)\"")
            } isKnown: { _, _ in
                false
            }
            let hourly = isTagConstant ? 2 : 6
            #expect(polls.waits.prefix(hourly).allSatisfy { $0 == Self.hour })
            #expect(polls.waits.dropFirst(hourly).allSatisfy { $0 == Self.day })
            #expect(polls.state.dueReason == Self.ignores)
        }
    }

    @Test(
        "Where there is but one condition, the first answer tells of a server that never heeded any",
        arguments: [
            (["\"a\"", nil], ["\"a\"", nil], true), (["W/\"a\"", nil], ["\"a\"", nil], true),
            (["\"a\"", nil], ["\"b\"", nil], false), ([nil, "x"], [nil, "x"], true),
            ([nil, "x"], [nil, "y"], false), (["\"a\"", nil], [nil, "x"], false),
            (["\"a\"", "x"], ["\"a\"", nil], true),
        ] as [([String?], [String?], Bool)])
    func one(sent: [String?], came: [String?], isIgnored: Bool) {
        var poll = Poll(validators: Document(came[0], came[1]).validators)
        poll.state.validators = Document(sent[0], sent[1]).validators
        poll.facts.wasConditional = true
        #expect(poll.wait == (isIgnored ? Self.day : Self.hour))
        #expect((poll.outcome.state.dueReason == Self.ignores) == isIgnored)
        // A proxy that changed it, and says so, brings the whole of it, too; what is new in it is none.
        poll.facts.status = 203
        #expect(poll.wait == (isIgnored ? Self.day : Self.hour))
        poll.facts.status = 226
        #expect(poll.wait == Self.hour)
        // A 304 ends it.
        poll.facts.status = 304
        poll.document = .none
        #expect(poll.wait == Self.hour)
        // Who asks for the whole document gets it.
        (poll.facts.status, poll.document) = (200, .parsed)
        poll.facts.wasConditional = false
        #expect(poll.wait == Self.hour)
    }

    @Test(
        "One answer that forgets the condition, of a server that heeded it before, costs no time",
        arguments: [("\"a\"", nil), (nil, "T"), ("\"a\"", "T")] as [(String?, String?)])
    func once(tag: String?, date: String?) {
        func polls(_ count: Int, forgets: Set<Int>) -> Polls {
            self.polls(count) { _, _ in
                Document(tag, date)
            } isKnown: { number, _ in
                !forgets.contains(number)
            }
        }
        let once = polls(8, forgets: [4, 6])
        #expect(once.statuses == [200, 304, 304, 200, 304, 200, 304, 304])
        #expect(once.waits.allSatisfy { $0 == Self.hour })
        let twice = polls(8, forgets: [4, 5])
        #expect(twice.waits == [1, 1, 1, 1, 24, 1, 1, 1].map { $0 * Self.hour })
        #expect(twice.statuses == [200, 304, 304, 200, 200, 304, 304, 304])
    }

    @Test("One whose date stays while its document changes is frozen for no more than a day")
    func constantDate() {
        // Every five hours there is something new.
        func document(at second: Int64) -> Document {
            Document("\"\(second / 18_000)-gzip\"", entries: 3 + second / 18_000)
        }
        let mangled = polls(500) { _, second in
            document(at: second)
        } isKnown: { _, asked in
            isDate(asked)
        }
        let whole = zip(mangled.seconds, mangled.statuses).filter { $0.1 == 200 }.map(\.0)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $1 - $0 <= Self.day + Self.hour })
        #expect(Int64(whole.count) <= 4 * (mangled.seconds[499] / Self.day + 1))
        // Where the tag is known again, the date is never asked with alone, whatever changes.
        var latest = ""
        let sound = polls(200) { _, second in
            let current = document(at: second)
            latest = current.tag ?? ""
            return current
        } isKnown: { _, asked in
            asked.eTag.map { $0 == Array(latest.utf8) } ?? true
        }
        #expect(sound.statuses.count(where: { $0 == 200 }) == 40)
        #expect(sound.waits.allSatisfy { $0 == Self.hour })
    }
}
