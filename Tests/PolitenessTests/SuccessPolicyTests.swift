import Politeness
import Testing
import Values

@Suite("When a feed is due after a success")
struct SuccessPolicyTests {
    @Test("A feed with validators is asked at most hourly")
    func hourly() {
        #expect(Poll().wait == 3_600)
    }

    @Test("A feed that has no validators and states no pace is asked at most daily")
    func daily() {
        #expect(Poll(validators: Validators()).wait == 86_400)
    }

    @Test("A feed that a redirect leads elsewhere each time is asked at most daily")
    func changingTarget() {
        /// A poll that was led to `url` after one that was led to the address 1.
        func poll(_ url: String, isPermanent: Bool = false, isConditional: Bool = false) -> Poll {
            var poll = Poll(validators: Validators(eTag: Array("\"2\"".utf8)))
            poll.state.validators = Validators(eTag: Poll.eTag.eTag, url: "https://cdn.example/1")
            poll.facts.url = url
            poll.facts.validators.url = url
            poll.facts.requests = 2
            poll.facts.wasConditional = isConditional
            poll.facts.permanentTarget = isPermanent ? url : nil
            return poll
        }
        let next = poll("https://cdn.example/2")
        #expect(next.wait == 86_400)
        #expect(
            next.outcome.state.dueReason
                == "redirected elsewhere each time: the whole document each time, so every 1d")
        #expect(poll("https://cdn.example/1", isConditional: true).wait == 3_600)
        // By force, without a condition.
        #expect(poll("https://cdn.example/1").wait == 3_600)
        #expect(poll("https://new.example/", isPermanent: true).wait == 3_600)
        // The first poll cannot know.
        var first = poll("https://cdn.example/2")
        first.state.validators = Validators()
        #expect(first.wait == 3_600)
        // Its own address gave the last validators, and does so still.
        var direct = poll("https://cdn.example/2")
        direct.facts.requests = 1
        #expect(direct.wait == 3_600)
    }

    @Test("The subscription's interval wins over server and document, down to the minimum")
    func interval() {
        var poll = Poll()
        poll.pacing.interval = 600
        poll.pacing.ttl = 86_400
        poll.pacing.skipHours = Set(0...23)
        poll.facts.cacheControl = "max-age=31536000"
        #expect(poll.wait == 600)
        #expect(poll.outcome.state.dueReason == "interval in feeds.yml, 10m")
        poll.pacing.interval = 0
        #expect(poll.wait == 1)
        poll.pacing.interval = 7 * 86_400
        #expect(poll.wait == 604_800)
    }

    @Test(
        "max-age is waited for, less the age of the answer, up to a day",
        arguments: [
            ("max-age=7200", nil, 7_200), ("public, Max-Age=\"7200\"", nil, 7_200),
            ("max-age=7200", "1200", 6_000), ("max-age=7200", "9000", 3_600),
            ("max-age=60", nil, 3_600), ("max-age=31536000", nil, 86_400),
            ("max-age=99999999999999999999999", nil, 86_400),
            ("max-age=7200, no-cache", nil, 3_600),
            ("no-cache=\"Set-Cookie, X-A\", max-age=7200", nil, 7_200),
            ("no-store, max-age=7200", nil, 3_600), ("max-age=-5", nil, 3_600),
            ("max-age=7200, max-age=9000", nil, 7_200), ("max-age", nil, 3_600),
            ("private=\"x, max-age=5\", max-age=7200", nil, 7_200),
            ("ext=\"a\\\", no-store, b\", max-age=7200", nil, 7_200),
            ("ext=\"open, max-age=7200", nil, 3_600),
            ("s-maxage=90000", nil, 3_600), ("max-age = 7200", nil, 7_200), (",,=,", nil, 3_600),
        ] as [(String, String?, Int64)])
    func maxAge(cacheControl: String, age: String?, expected: Int64) {
        var poll = Poll()
        poll.facts.cacheControl = cacheControl
        poll.facts.age = age
        #expect(poll.wait == expected)
    }

    @Test("Expires counts from the response's Date, whatever our own clock says")
    func expires() {
        var poll = Poll()
        poll.facts.date = "Sat, 21 Mar 2015 06:31:00 GMT"
        poll.facts.expires = "Sat, 21 Mar 2015 09:31:00 GMT"
        #expect(poll.wait == 10_800)
        poll.facts.cacheControl = "max-age=7200"
        #expect(poll.wait == 7_200)
    }

    @Test("Expires in the past, 0 or no date asks for nothing", arguments: ["0", "-1", Poll.date])
    func expired(expires: String) {
        var poll = Poll()
        poll.facts.expires = expires
        #expect(poll.wait == 3_600)
    }

    @Test("ttl and sy:updatePeriod are obeyed up to a day")
    func documentPace() {
        var poll = Poll()
        poll.pacing.ttl = 4 * 3_600
        #expect(poll.wait == 14_400)
        poll.pacing.updatePeriod = 6 * 3_600
        #expect(poll.wait == 21_600)
        poll.pacing.updatePeriod = 365 * 86_400
        #expect(poll.wait == 86_400)
    }

    @Test(
        "A feed that says that it has ended is asked once a day, unless its reader says otherwise")
    func finished() {
        var poll = Poll()
        poll.pacing.isFinished = true
        #expect(poll.wait == 86_400)
        #expect(
            poll.outcome.state.dueReason == "the feed says that it has ended (expired), so every 1d"
        )
        poll.pacing.interval = 7_200
        #expect(poll.wait == 7_200)
        // A part of a document does not take it back.
        var pacing = poll.pacing
        pacing.add(FeedPacing())
        #expect(pacing.isFinished)
    }

    @Test("skipHours moves a poll to the first hour that is allowed")
    func skipHours() {
        var poll = Poll()
        poll.pacing.skipHours = [7, 8, 9]
        // Due at 07:31, allowed from 10:00 on.
        #expect(poll.wait == 12_540)
        #expect(poll.outcome.state.dueReason == "skipHours or skipDays of the feed")
    }

    @Test("skipDays moves a poll over the weekend")
    func skipDays() {
        var poll = Poll()
        poll.pacing.skipDays = [0, 6]
        #expect(poll.outcome.state.due?.rfc3339 == "2026-03-23T00:00:00Z")
    }

    @Test(
        "What a feed skips is heeded for three days at once",
        arguments: [
            (Set([0, 6]), Set(0...5), "2026-03-23T06:00:00Z"),
            (Set([0, 1, 6]), [], "2026-03-24T00:00:00Z"),
            (Set([0, 1, 6]), Set(0...7), "2026-03-24T07:31:00Z"),
            (Set(0...6).subtracting([4]), [], "2026-03-24T07:31:00Z"),
            (Set(0...5), Set(0...23).subtracting([5]), "2026-03-24T07:31:00Z"),
        ] as [(Set<Int>, Set<Int>, String)])
    func longSkip(days: Set<Int>, hours: Set<Int>, due: String) {
        var poll = Poll()
        (poll.pacing.skipDays, poll.pacing.skipHours) = (days, hours)
        #expect(poll.outcome.state.due?.rfc3339 == due)
        #expect(poll.outcome.state.dueReason == "skipHours or skipDays of the feed")
    }

    @Test("Chance spreads feeds over the hour that is allowed, and not beyond it")
    func skipHoursJitter() {
        var poll = Poll()
        poll.pacing.skipHours = Set(0...22)
        let due = [0, 0.25, 0.5, 0.999_999].map { (jitter: Double) in
            poll.jitter = jitter
            return poll.outcome.state.due?.rfc3339
        }
        #expect(
            due == [
                "2026-03-21T23:00:00Z", "2026-03-21T23:15:00Z", "2026-03-21T23:30:00Z",
                "2026-03-21T23:59:56Z",
            ])
    }

    @Test("A feed that has every hour or day skipped is polled as if it had none")
    func allSkipped() {
        var poll = Poll()
        poll.pacing.skipHours = Set(0...23)
        #expect(poll.wait == 3_600)
        poll.pacing.skipHours = []
        poll.pacing.skipDays = Set(0...6)
        #expect(poll.wait == 3_600)
    }

    @Test("The pace of its entries sets how often a feed is asked, between an hour and a day")
    func adaptive() {
        func wait(everyHours hours: Int64, newest: Int64 = 0, count: Int64 = 10) -> Int64? {
            var poll = Poll()
            poll.pacing.publications = (0..<count).map {
                Poll.now.advanced(by: -(newest + $0 * hours) * 3_600)
            }
            return poll.wait
        }
        #expect(wait(everyHours: 1) == 3_600)
        #expect(wait(everyHours: 8) == 14_400)
        #expect(wait(everyHours: 24) == 43_200)
        #expect(wait(everyHours: 24 * 30) == 86_400)
        // Silent for 60 hours though it used to write each hour.
        #expect(wait(everyHours: 1, newest: 60) == 21_600)
        #expect(wait(everyHours: 8, count: 1) == 3_600)
    }

    @Test func `the reason names the rule that decided, with the figures that fit it`() {
        func reason(gap: Int64, silence: Int64, _ change: (inout Poll) -> Void = { _ in }) -> String
        {
            var poll = Poll()
            poll.pacing.publications = (0..<10).map {
                Poll.now.advanced(by: -(silence + $0 * gap))
            }
            change(&poll)
            return poll.outcome.state.dueReason
        }
        #expect(reason(gap: 360, silence: 0) == "no feed is asked more often than every 1h")
        #expect(reason(gap: 360, silence: 432_000) == "nothing new for 5d: a tenth of that, 12h")
        #expect(
            reason(gap: 28_800, silence: 0)
                == "half the time that mostly lies between its entries, 4h")
        #expect(
            reason(gap: 360, silence: 0) { $0.pacing.ttl = 864_000 }
                == "ttl of the feed, 10d; but every 1d or so at least")
        #expect(
            reason(gap: 1_800, silence: 0) {
                $0.state.validators = Validators()
                $0.facts.validators = Validators()
            } == "no validators: the whole document each time, so every 4h, "
                + "since its list is all new after 4h30m")
    }

    @Test(
        "Without validators a list that is all new within a day or two is asked more often",
        arguments: [
            // Minutes between entries, how many are listed, seconds to wait.
            (14, 20, 14_400), (60, 20, 34_200), (60, 10, 16_200), (8 * 60, 20, 86_400),
            (60, 4, 86_400), (0, 20, 86_400),
        ])
    func unconditionalPace(minutes: Int64, count: Int64, expected: Int64) {
        var poll = Poll(validators: Validators())
        poll.facts.cacheControl = "no-cache, max-age=0"
        poll.pacing.publications = (0..<count).map { Poll.now.advanced(by: -$0 * minutes * 60) }
        #expect(poll.wait == expected)
        // A pace that is stated, and conditional requests, are as ever.
        poll.pacing.ttl = 43_200
        #expect(poll.wait ?? 0 >= 43_200)
        poll.pacing.ttl = nil
        poll.facts.validators = Poll.eTag
        #expect(poll.wait ?? 0 <= 4 * 3_600)
    }

    @Test(
        "A list that is longer than what is kept of its dates lasts longer by as much",
        arguments: [
            // How many are listed, seconds to wait: 20 of them came in 8 hours.
            (nil, 14_400), (20, 14_400), (5, 14_400), (58, 43_200), (100, 75_031), (120, 86_400),
            (Int.max, 86_400),
        ] as [(Int?, Int64)])
    func longList(listed: Int?, expected: Int64) {
        var poll = Poll(validators: Validators())
        poll.pacing.publications = (0..<20).map { Poll.now.advanced(by: -$0 * 28_800 / 19) }
        poll.pacing.listed = listed
        #expect(poll.wait == expected)
    }

    @Test("After a silence that is longer than its list, a feed without validators is asked daily")
    func unconditionalSilence() {
        var poll = Poll(validators: Validators())
        poll.pacing.publications = (0..<20).map {
            Poll.now.advanced(by: -2 * 86_400 - $0 * 840)
        }
        #expect(poll.wait == 86_400)
    }

    @Test("Entries dated in the future say nothing of the pace")
    func futureEntries() {
        var poll = Poll()
        poll.pacing.publications = [Poll.now.advanced(by: 86_400), Poll.now.advanced(by: 999_999)]
        #expect(poll.wait == 3_600)
    }

    @Test("Jitter lengthens a wait by up to a tenth and never shortens it")
    func jitter() {
        var poll = Poll()
        poll.jitter = 0.5
        #expect(poll.wait == 3_780)
        poll.jitter = 0.999_999
        #expect(poll.wait == 3_959)
    }
}
