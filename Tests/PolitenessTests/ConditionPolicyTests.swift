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

        /// How many whole documents came on each full day since the first poll.
        var wholes: [Int] {
            let days = (seconds.last ?? 0) / ConditionPolicyTests.day
            return (0..<days).map { day in
                zip(seconds, statuses).count(where: {
                    $0.0 / ConditionPolicyTests.day == day && $0.1 == 200
                })
            }
        }

        var isHourly: Bool { waits.allSatisfy { $0 == ConditionPolicyTests.hour } }
    }

    /// Polls a server that has `document` at the poll of a number, and at a second since the first, and that
    /// tells by `isKnown` whether the conditions of a poll are met. `between` is what comes between two polls.
    private func polls(
        _ count: Int, interval: Int64? = nil, document: (Int, Int64) -> Document,
        isKnown: (Int, Validators, Document) -> Bool,
        between: (PollState, Timestamp) -> PollState = { state, _ in state }
    ) -> Polls {
        var polls = Polls()
        var now = Poll.now
        for number in 1...count {
            let (before, second) = (between(polls.state, now), now.seconds(since: Poll.now))
            let current = document(number, second)
            let asked = before.conditions
            let isMet = !asked.isEmpty && isKnown(number, asked, current)
            var facts = ResponseFacts(status: isMet ? 304 : 200)
            facts.wasConditional = !asked.isEmpty
            facts.validators = current.validators
            var pacing = before.pacing
            if !isMet {
                // Years ahead: they set no pace, and tell whether one is new.
                pacing.publications = (0..<current.entries).map {
                    Poll.now.advanced(by: 1_000 * Self.day + $0)
                }
            }
            polls.state.pacing = pacing
            pacing.interval = interval
            let known = polls.state.pacing
            polls.state =
                PollPolicy.afterResponse(
                    facts, document: isMet ? .none : .parsed, state: before, pacing: pacing,
                    now: now, jitter: 0
                ).state
            polls.state.pacing = known
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

    /// A document that changes every so many seconds, as of a server that compresses it.
    private func compressed(_ second: Int64, every span: Int64) -> Document {
        let version = second / span
        return Document("\"\(version)-gzip\"", "\(version)", entries: 3 + version)
    }

    private func isDate(_ asked: Validators, _ document: Document) -> Bool {
        asked.eTag == nil && asked.lastModified == document.validators.lastModified
    }

    private func isTag(_ asked: Validators, _ document: Document) -> Bool {
        asked.eTag != nil && asked.eTag == document.validators.eTag
    }

    @Test("A server that does not know its own tag again is asked with its date")
    func date() {
        let still = polls(5 * 24) { _, _ in
            Document("\"a-gzip\"")
        } isKnown: { _, asked, document in
            isDate(asked, document)
        }
        #expect(still.isHourly && still.wholes == [2, 0, 0, 0])
        let changing = polls(5 * 24 + 1) { _, second in
            compressed(second, every: 3 * Self.hour)
        } isKnown: { _, asked, document in
            isDate(asked, document)
        }
        // The second poll finds that the tag is none: the only document too many.
        #expect(changing.isHourly && changing.wholes == [9, 8, 8, 8, 8])
        #expect(!changing.reasons.contains { $0.hasPrefix("its server") })
    }

    @Test("That stays so where it changed several times before its date was ever heeded")
    func dateOfManyChanges() {
        for span in [Self.hour * 3 / 2, 2 * Self.hour, Self.hour * 5 / 2] {
            let polls = polls(10 * 24) { _, second in
                compressed(second, every: span)
            } isKnown: { _, asked, document in
                isDate(asked, document)
            }
            #expect(polls.isHourly, "\(polls.reasons)")
            let changes = 10 * Self.day / span
            #expect(polls.statuses.count { $0 == 200 } <= changes + 6, "\(polls.statuses)")
        }
    }

    @Test("A server that knows its tags and has one date for all is not asked by that for one slip")
    func constantDate() {
        let polls = polls(24) { number, _ in
            number < 8 ? Document("\"a\"") : Document("\"b\"", entries: 4)
        } isKnown: { number, asked, document in
            number != 4 && (isTag(asked, document) || isDate(asked, document))
        }
        #expect(polls.statuses.prefix(9) == [200, 304, 304, 200, 304, 304, 304, 200, 304])
        #expect(polls.isHourly)
    }

    @Test("What fails or waits its turn in between loses nothing of it")
    func between() {
        for isDateKnown in [true, false] {
            for between in [queued, failed] {
                let polls = polls(5 * 24 + 1) { _, _ in
                    Document("\"a-gzip\"")
                } isKnown: { _, asked, document in
                    isDateKnown && isDate(asked, document)
                } between: {
                    between($0, $1)
                }
                #expect(
                    polls.wholes.prefix(4) == (isDateKnown ? [2, 0, 0, 0] : [3, 1, 1, 1]))
            }
        }
    }

    private func queued(_ state: PollState, _ now: Timestamp) -> PollState {
        PollPolicy.afterQueue(until: now, state: state, now: now).state
    }

    private func failed(_ state: PollState, _ now: Timestamp) -> PollState {
        PollPolicy.afterFailure(
            .failed("x"), state: state, pacing: FeedPacing(), now: now, jitter: 0
        ).state
    }

    @Test("One that has another tag in each answer and the same date is asked daily")
    func changingTag() {
        let polls = polls(14) { number, _ in
            Document("\"\(number)\"")
        } isKnown: { _, asked, document in
            isDate(asked, document)
        }
        #expect(polls.waits.prefix(5).allSatisfy { $0 == Self.hour })
        #expect(polls.waits.dropFirst(5).allSatisfy { $0 == Self.day })
        #expect(polls.state.dueReason.hasPrefix("its server never said"))
    }

    @Test("One that heeds neither is asked daily, also when its document changes")
    func neither() {
        let still = polls(14) { _, _ in
            Document("\"a\"")
        } isKnown: { _, _, _ in
            false
        }
        #expect(still.waits.prefix(2).allSatisfy { $0 == Self.hour })
        #expect(still.waits.dropFirst(2).allSatisfy { $0 == Self.day })
        #expect(still.state.dueReason == Self.ignores)
        for span in [Self.hour * 3 / 2, 2 * Self.hour, Self.hour * 5 / 2, 3 * Self.hour] {
            let changing = polls(60) { _, second in
                compressed(second, every: span)
            } isKnown: { _, _, _ in
                false
            }
            // With a change the tag and the date are tried anew.
            #expect(
                changing.wholes.dropFirst().allSatisfy { $0 <= 6 }, "\(span): \(changing.wholes)")
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
            } isKnown: { number, _, _ in
                !forgets.contains(number)
            }
        }
        let once = polls(8, forgets: [4, 6])
        #expect(once.statuses == [200, 304, 304, 200, 304, 200, 304, 304])
        #expect(once.isHourly)
        guard tag == nil || date == nil else { return }
        let twice = polls(8, forgets: [4, 5])
        #expect(twice.waits == [1, 1, 1, 1, 24, 1, 1, 1].map { $0 * Self.hour })
        #expect(twice.statuses == [200, 304, 304, 200, 200, 304, 304, 304])
    }

    @Test("Nor where it heeds one of both alone: that gets its turn again")
    func onceOfOne() {
        let tag = polls(8) { _, _ in
            Document("\"a\"")
        } isKnown: { number, asked, document in
            number != 4 && isTag(asked, document)
        }
        #expect(tag.statuses == [200, 304, 304, 200, 304, 304, 304, 304])
        #expect(tag.isHourly)
        let date = polls(8) { _, _ in
            Document("\"a-gzip\"")
        } isKnown: { number, asked, document in
            number != 5 && isDate(asked, document)
        }
        #expect(date.statuses == [200, 200, 304, 304, 200, 200, 304, 304])
        #expect(date.isHourly)
    }

    @Test("A server that stops heeding conditions is soon asked daily, until it heeds them again")
    func stops() {
        for isDateKnown in [true, false] {
            let still = polls(22) { _, _ in
                Document("\"a\"")
            } isKnown: { number, asked, document in
                number < 6 && (isDateKnown ? isDate(asked, document) : isTag(asked, document))
            }
            #expect(still.waits.dropFirst(10).allSatisfy { $0 == Self.day })
            #expect(still.wholes.dropFirst().allSatisfy { $0 == 1 }, "\(still.wholes)")
            #expect(still.state.dueReason == Self.ignores)
            let changing = polls(60) { _, second in
                compressed(second, every: 3 * Self.hour)
            } isKnown: { number, asked, document in
                (number < 6 || number > 30)
                    && (isDateKnown ? isDate(asked, document) : isTag(asked, document))
            }
            let stopped = changing.wholes.dropFirst()
            #expect(stopped.prefix(5).allSatisfy { $0 <= 4 }, "\(changing.wholes)")
            #expect(changing.waits.suffix(20).allSatisfy { $0 == Self.hour })
        }
    }

    @Test("A feed of a week is asked with the tag whose date says nothing, and misses no change")
    func week() {
        let week = 7 * Self.day
        let polls = polls(12, interval: week) { number, _ in
            Document("\"\(number)-gzip\"", entries: Int64(number))
        } isKnown: { _, asked, document in
            isDate(asked, document)
        }
        #expect(polls.statuses.allSatisfy { $0 == 200 })
        #expect(polls.waits.allSatisfy { $0 == week })
        let dated = self.polls(12, interval: week) { _, second in
            compressed(second, every: 3 * week)
        } isKnown: { _, asked, document in
            isDate(asked, document)
        }
        #expect(dated.statuses == [200, 200, 304, 200, 304, 304, 200, 304, 304, 200, 304, 304])
    }
}
