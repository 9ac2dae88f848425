import Platform
import Politeness
import Subscriptions
import Terminal
import Testing
import Values

@testable import Storage
@testable import tidings

/// What `status` says, and which trouble of several it names.
struct StatusPageTests {
    static let now = Timestamp(seconds: 1_774_000_000)
    static let clock = PageClock(now: now, columns: 80)
    static let daemon = DaemonReport(
        processID: 4711, since: now.advanced(by: -3 * 3_600), version: Release.version)

    static func feed(
        _ id: Int64, _ title: String, status: Int?, failures: Int, error: String,
        due: Timestamp? = now, polled: Int64 = 0
    ) -> FeedListing {
        var poll = PollState(due: due)
        poll.lastSuccess = nil
        poll.lastStatus = status
        poll.failures = failures
        poll.lastError = error
        poll.lastPolled = now.advanced(by: -polled)
        return FeedListing(
            id: id, url: "https://\(id).example/feed", title: title,
            siteLink: "https://\(id).example/it's", publisher: "", tags: [], isSubscribed: true,
            isEnabled: true, poll: poll, entryCount: 0, newestEntry: nil, notes: [])
    }

    static func status(
        _ failing: [FeedListing] = [], _ change: (inout StoreStatus) -> Void = { _ in }
    ) -> StoreStatus {
        var feeds = FeedTally()
        (feeds.fresh, feeds.failing, feeds.off) = (20, failing.count, 2)
        var status = StoreStatus(
            path: "/var/lib/tidings/tidings.db", schemaVersion: 11, bytes: 812 << 20, freeBytes: 0,
            shrinks: true, feeds: feeds, entries: 12_345,
            newEntries: Arrivals(lastDay: 512, lastWeek: 3_486, days: 7), clusters: 9_120,
            sharedClusters: 1_204, newClusters: Arrivals(lastDay: 310, lastWeek: 2_100, days: 7),
            unclusteredEntries: 0, lastPoll: now.advanced(by: -120),
            nextDue: now.advanced(by: 30),
            failing: failing.map {
                FailingFeed(
                    id: $0.id, due: $0.poll.due, failures: $0.poll.failures,
                    lastPolled: $0.poll.lastPolled, lastSuccess: $0.poll.lastSuccess,
                    lastStatus: $0.poll.lastStatus, error: $0.poll.lastError ?? "",
                    isRefused: $0.poll.isRefused, wasUnreached: $0.poll.wasUnreached,
                    isHeld: $0.poll.isHeld)
            },
            writer: WriterSession(processID: 1, opened: now, closed: nil))
        change(&status)
        return status
    }

    private static let down = feed(1, "Down", status: 503, failures: 9, error: "503")
    private static let brief = feed(2, "Brief", status: 503, failures: 1, error: "503")
    private static let page = feed(
        3, "Page", status: 200, failures: 1, error: "a page, and no feed", polled: 60)
    private static let lost = feed(7, "Ledger", status: 404, failures: 2, error: "404 Not Found")
    private static let feeds = Dictionary(
        uniqueKeysWithValues: [down, brief, page, lost].map { ($0.id, $0) })

    private static func trouble(
        _ status: StoreStatus?, _ daemon: DaemonReport? = daemon
    ) -> StatusTrouble? {
        StatusTrouble.first(
            status, feeds, daemon.map { .running($0) } ?? .absent, nil, clock: clock)
    }

    @Test func `all that matters is in one screen`() {
        let status = Self.status([Self.lost])
        let page = StatusPage(
            status: status, feeds: Self.feeds, daemon: .running(Self.daemon), volume: nil,
            trouble: Self.trouble(status),
            now: Self.now, columns: 200)
        let lines = page.text(style: Style(isOn: false)).split(separator: "\n").map(String.init)
        #expect(
            lines.dropFirst() == [
                "feeds       23: 20 fresh, 1 failing, 2 switched off",
                "entries     12345 (0 not clustered yet); 512 came in the last 24 h, 498 a day in the last 7 days",
                "events      9120 (1204 of two publishers or more); 310 began in the last 24 h, 300 a day in the last 7 days",
                "polls       last 2 min ago, next in 30 s",
                "database    /var/lib/tidings/tidings.db, 812 MiB",
                "failing     https://7.example/feed: 404 Not Found",
                "trouble     Ledger (7): 404 Not Found; no good poll yet",
                "what to do  `tidings discover 'https://7.example/it%27s'` lists the feeds that its site names",
            ])
        // By the clock of the machine, which the test does not know.
        let since = Moment.short(Self.daemon.since, now: Self.now)
        #expect(
            lines[0]
                == "daemon      running since \(since) (3 h ago), version \(Release.version), process 4711"
        )
        let narrow = StatusPage(
            status: status, feeds: [:], daemon: .running(Self.daemon), volume: nil, trouble: nil,
            now: Self.now,
            columns: 60)
        for line in narrow.text(style: Style(isOn: true)).split(separator: "\n")
        where !line.contains("/") {
            #expect(DisplayWidth.of(String(line)) <= 60, "\(line)")
        }
    }

    @Test func `a pipe gets moments as RFC 3339 in UTC, a person those of the clock on the wall`() {
        var lost = Self.lost
        lost.poll.lastSuccess = Self.now.advanced(by: -7_200)
        let status = Self.status([lost])
        var daemon = Self.daemon
        daemon.fault = .init(since: Self.now.advanced(by: -60), text: "full")
        func text(_ columns: Int?) -> String {
            let trouble = StatusTrouble.first(
                status, [7: lost], .running(Self.daemon), nil,
                clock: PageClock(now: Self.now, columns: columns))
            return StatusPage(
                status: status, feeds: [7: lost], daemon: .running(daemon), volume: nil,
                trouble: trouble, now: Self.now, columns: columns
            ).text(style: Style(isOn: false))
        }
        let piped = text(nil)
        for line in [
            "running since 2026-03-20T06:46:40Z, version", "since 2026-03-20T09:45:40Z, polling",
            "last 2026-03-20T09:44:40Z, next 2026-03-20T09:47:10Z\n",
            "last good 2026-03-20T07:46:40Z\n",
        ] {
            #expect(piped.contains(line), "\(line) \(piped)")
        }
        #expect(!text(200).contains("Z"))
        let leap = ClockLeap(from: Self.now, to: Self.now.advanced(by: 86_400))
        let told = StatusTrouble.leapt(leap, PageClock(now: Self.now, columns: nil)).text
        #expect(told.hasPrefix("the clock went from 2026-03-20T09:46:40Z to 2026-03-21T09:46:40Z"))
        let found = DaemonExamination.findings(
            .running(daemon), PageClock(now: Self.now, columns: nil))
        #expect(found.first?.text.contains("stored nothing since 2026-03-20T09:45:40Z") == true)
    }

    @Test func `no next poll is promised while nobody polls`() {
        let status = Self.status()
        for columns in [nil, 200] as [Int?] {
            let page = StatusPage(
                status: status, feeds: [:], daemon: .absent, volume: nil, trouble: nil,
                now: Self.now, columns: columns)
            #expect(page.text(style: Style(isOn: false)).contains(", next once tidingsd runs\n"))
        }
    }

    @Test func `a clock that is not believed is told where nothing else is to be done`() {
        var status = Self.status([Self.lost])
        status.leap = ClockLeap(from: Self.now, to: Self.now.advanced(by: 400 * 86_400))
        #expect(Self.trouble(status)?.text.contains("404") == true)
        status.failing = []
        let trouble = Self.trouble(status)
        #expect(
            trouble?.text
                == "the clock went from \(Self.clock.time(Self.now)) to "
                + "\(Self.clock.time(Self.now.advanced(by: 400 * 86_400))):"
                + " nothing expires by its age until that is sure")
        #expect(trouble?.remedy.contains("timedatectl") == true)
    }

    @Test func `what feeds and servers say cannot steer the terminal`() {
        let hostile = Self.feed(
            9, "\u{1b}]0;x\u{7}\u{202e}T", status: 404, failures: 3, error: "\u{9b}2J\nlost")
        var status = Self.status([hostile])
        status.path = "/tmp/\u{1b}[2J"
        let trouble = StatusTrouble.first(
            status, [9: hostile], .running(Self.daemon), nil, clock: Self.clock)
        let page = StatusPage(
            status: status, feeds: [9: hostile], daemon: .running(Self.daemon), volume: nil,
            trouble: trouble, now: Self.now, columns: 80
        ).text(style: Style(isOn: false))
        #expect(trouble?.feed == 9)
        #expect(
            page.unicodeScalars.allSatisfy {
                $0 == "\n"
                    || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value)
                        && $0 != "\u{202e}"
            })
    }

    @Test func `of several troubles the one that stops most is told`() throws {
        let (down, brief, page) = (Self.down, Self.brief, Self.page)
        #expect(Self.trouble(Self.status()) == nil)
        #expect(Self.trouble(Self.status([brief])) == nil)
        #expect(Self.trouble(Self.status([brief, page]))?.feed == 3)
        #expect(Self.trouble(Self.status([brief, page, down]))?.feed == 3)
        #expect(Self.trouble(Self.status([down]))?.remedy.hasPrefix("nothing: ") == true)

        let moved = Self.trouble(Self.status { $0.feeds.moved = 2 })
        #expect(moved?.text == "2 feeds moved to another address for good")
        let network = Self.trouble(Self.status([page]) { $0.feeds.unreached = 15 })
        #expect(network?.text == "15 of 21 feeds could not be reached the last time")
        var other = Self.daemon
        other.version = "0.0.1"
        #expect(Self.trouble(Self.status([page]), other)?.remedy == "systemctl restart tidingsd")
        other.fault = .init(since: Self.now, text: "no space left")
        #expect(Self.trouble(Self.status([page]), other)?.text == "no space left")
        #expect(Self.trouble(nil, nil)?.remedy.contains("start tidingsd") == true)
    }

    @Test func `where feeds fail, no line says that nothing is amiss`() {
        let status = Self.status([Self.brief])
        #expect(Self.trouble(status) == nil)
        let text = StatusPage(
            status: status, feeds: Self.feeds, daemon: .running(Self.daemon), volume: nil,
            trouble: nil, now: Self.now, columns: nil
        ).text(style: Style(isOn: false))
        #expect(text.contains("failing     https://2.example/feed: 503\n"))
        #expect(text.contains("trouble     none that lasts: what fails is asked again by itself\n"))
        #expect(!text.contains("trouble     none\n"))
    }

    @Test func `what this user may not look at is told as that, and not as well`() {
        let error = StoreError(.notPermitted, path: "/nowhere/tidings/tidings.lock")
        let trouble = StatusTrouble.first(
            nil, [:], .hidden(error), nil, failure: error, clock: Self.clock)
        #expect(trouble?.text.contains("no permission for ") == true)
        #expect(trouble?.text.contains("not run") == false)
        let page = StatusPage(
            status: nil, feeds: [:], daemon: .hidden(error), volume: nil, trouble: trouble,
            now: Self.now, columns: nil
        ).text(style: Style(isOn: false))
        #expect(page.hasPrefix("daemon      cannot be told whether it runs\n"))
        let found = DaemonExamination.findings(.hidden(error), Self.clock)
        #expect(found.map(\.grade) == [.unknown])
        #expect(found.first?.remedy?.isEmpty == false)
    }

    @Test(
        arguments: [
            (401, "`credential:`"), (403, "browser"), (404, "tidings discover"),
            (200, "tidings discover"), (429, "nothing: "), (500, "nothing: "),
            (400, "feeds show 5"),
            (nil, "tidings refresh 5 --wait"),
        ] as [(Int?, String)])
    func `every failure of a feed has something to do`(status: Int?, remedy: String) throws {
        var feed = Self.feed(5, "Five", status: status, failures: 1, error: "x")
        #expect(try #require(FeedRemedy.text(for: feed, Self.clock)).contains(remedy))
        var withheld = feed
        withheld.poll.end(by: .withheld)
        let isReaddressed = FeedRemedy.text(for: withheld, Self.clock) == PollState.readdressing
        #expect(isReaddressed == (status != nil))
        withheld.poll.end(by: .heldRedirect)
        #expect(FeedRemedy.text(for: withheld, Self.clock)?.hasPrefix("nothing yet: ") == true)
        if status == 200 {
            // The page itself names the feeds, not the root of its server.
            feed.poll.end(by: .webPage)
            #expect(
                FeedRemedy.text(for: feed, Self.clock)?.contains("'https://5.example/feed'")
                    == true)
        }
        feed.siteLink = nil
        if status == 404 {
            #expect(
                FeedRemedy.text(for: feed, Self.clock)?.contains("'https://5.example/'") == true)
        }
        feed.poll.due = nil
        #expect(FeedRemedy.text(for: feed, Self.clock)?.contains("tidings remove 5") == true)
        feed.isEnabled = false
        #expect(FeedRemedy.text(for: feed, Self.clock) == nil)
    }

    @Test func `a feeds.yml that is not valid is the trouble, also before feeds that fail`() {
        var daemon = Self.daemon
        daemon.feeds = .init(since: Self.now, text: "feeds.yml:3:1: unknown key \"fees\"")
        let trouble = Self.trouble(Self.status([Self.page]), daemon)
        #expect(trouble?.text.contains("stays in force: feeds.yml:3:1: unknown key") == true)
        #expect(trouble?.remedy.contains("`tidings check`") == true)
        #expect(DaemonReport(bytes: daemon.bytes) == daemon)
        daemon.fault = .init(since: Self.now, text: String(repeating: "long ", count: 2_000))
        #expect(DaemonReport(bytes: daemon.bytes)?.feeds == daemon.feeds)
    }

    @Test func `metrics that cannot be written are told, by the doctor too`() {
        var daemon = Self.daemon
        daemon.metrics = .init(since: Self.now, text: "cannot write /m/t.prom: no such folder")
        #expect(DaemonReport(bytes: daemon.bytes) == daemon)
        let trouble = Self.trouble(Self.status([]), daemon)
        #expect(trouble?.text.contains("--metrics cannot be written: cannot write /m") == true)
        // Feeds that cannot be reached matter more to a reader.
        let offline = Self.trouble(Self.status([]) { $0.feeds.unreached = 15 }, daemon)
        #expect(offline?.text.contains("could not be reached") == true)
        let findings = DaemonExamination.findings(.running(daemon), Self.clock)
        #expect(findings.map(\.grade) == [.ok, .fault])
        #expect(findings.last?.remedy?.contains("make its folder") == true)
        daemon.fault = .init(since: Self.now, text: "full")
        #expect(DaemonExamination.findings(.running(daemon), Self.clock).count == 2)
    }

    @Test func `a daemon that feeds yml keeps from its start is not told to be started`() {
        func trouble(_ error: SubscriptionError) -> StatusTrouble? {
            StatusTrouble.first(nil, [:], .absent, nil, configuration: error, clock: Self.clock)
        }
        do throws(SubscriptionError) {
            _ = try SubscriptionFile.parse(Array("feedz: 7\nfeeds: 8\n".utf8), name: "feeds.yml")
            Issue.record("it was taken")
        } catch {
            let wrong = trouble(error)
            #expect(wrong?.text.contains("cannot be started: feeds.yml:1:1: unknown key") == true)
            #expect(wrong?.text.contains("feeds.yml:2") == false)
            #expect(wrong?.remedy.contains("`tidings check`") == true)
        }
        #expect(
            trouble(.file(.notFound(path: "f")))?.remedy.contains("`tidings add URL`") == true)
        // Where feeds are followed a new file would leave them out.
        let lost = StatusTrouble.first(
            Self.status(), [:], .absent, nil, configuration: .file(.notFound(path: "f")),
            clock: Self.clock)
        #expect(lost?.remedy.hasPrefix("put it back, or `tidings export --opml |") == true)
    }

    @Test func `a database that cannot be read is the trouble, and no start mends it`() {
        let failure = StoreError(.notTidings, path: "/s/tidings.db")
        for daemon in [DaemonPresence.running(Self.daemon), .absent] {
            let trouble = StatusTrouble.first(
                nil, [:], daemon, nil, failure: failure, clock: Self.clock)
            #expect(trouble?.text.contains("/s/tidings.db is not a Tidings database") == true)
        }
        let none = StatusTrouble.first(
            nil, [:], .absent, nil, failure: StoreError(.noDatabase, path: "/s"),
            clock: Self.clock)
        #expect(none?.remedy.contains("start tidingsd") == true)
    }

    @Test func `what is gone for good is not named among those that fail`() {
        let gone = Self.feed(8, "Gone", status: 410, failures: 1, error: "410", due: nil)
        let status = Self.status([Self.lost, gone])
        let page = StatusPage(
            status: status, feeds: [7: Self.lost, 8: gone], daemon: .running(Self.daemon),
            volume: nil,
            trouble: nil, now: Self.now, columns: nil)
        let text = page.text(style: Style(isOn: false))
        #expect(text.contains("failing     https://7.example/feed"))
        #expect(!text.contains("https://8.example/feed"))
    }

    @Test(arguments: [(400, 1), (412, 1), (431, 1), (410, 1), (410, 2)])
    func `what the next request may mend needs no person`(status: Int, failures: Int) throws {
        var feed = Self.feed(5, "Five", status: status, failures: failures, error: "x")
        feed.poll.validators = Validators(eTag: Array("\"1\"".utf8))
        #expect(WorstFailure(of: Self.status([feed]).failing) == nil)
        #expect(try #require(FeedRemedy.text(for: feed, Self.clock)).hasPrefix("nothing yet: "))
        // The second of its kind does, and so does what is gone for good.
        if status == 410 { feed.poll.due = nil } else { feed.poll.failures = 2 }
        #expect(WorstFailure(of: Self.status([feed]).failing)?.feed == 5)
        #expect(
            try #require(FeedRemedy.text(for: feed, Self.clock)).hasPrefix("nothing yet: ")
                == false)
    }

    @Test func `what is refused needs a person, who is told what to write`() throws {
        func refused(_ error: String) -> FeedListing {
            var feed = Self.feed(5, "Five", status: nil, failures: 0, error: "")
            feed.poll =
                PollPolicy.afterFailure(
                    .refused(error), state: feed.poll, pacing: FeedPacing(), now: Self.now,
                    jitter: 0
                ).state
            return feed
        }
        let address = refused(
            "nas.lan is 10.0.0.7, which is a private address; write"
                + " allow_private: [\"nas.lan:80\"] at this feed to allow it")
        #expect(
            FeedRemedy.text(for: address, Self.clock)
                == "in feeds.yml, write allow_private: [\"nas.lan:80\"] at this feed to allow it; "
                + "then `tidings refresh 5 --wait`")
        let secret = refused("there is no secret nas")
        #expect(
            FeedRemedy.text(for: secret, Self.clock)?.hasPrefix("mend what the error names")
                == true)
        // At once, and not as if the network were down.
        let status = Self.status((0..<15).map { _ in address }) { $0.feeds.fresh = 0 }
        #expect(WorstFailure(of: Self.status([address]).failing)?.feed == 5)
        #expect(
            StatusTrouble.first(
                status, [5: address], .running(Self.daemon), nil, clock: Self.clock)?
                .feed == 5)
    }

    @Test(
        arguments: [
            (1, 90_000, 3_600, true), (2, 90_000, 3_600, true), (3, 18_000, 3_000, true),
            (3, 90_000, 3_600, false), (1, nil, 3_600, false),
        ] as [(Int, Int64?, Int64, Bool)])
    func `what was a feed before needs no person yet when it is none for a while`(
        failures: Int, worked: Int64?, due: Int64, mayPass: Bool
    ) throws {
        var feed = Self.feed(
            5, "Five", status: 200, failures: failures, error: "the document is empty",
            due: Self.now.advanced(by: due))
        feed.poll.lastSuccess = worked.map { Self.now.advanced(by: -$0) }
        let remedy = try #require(FeedRemedy.text(for: feed, Self.clock))
        #expect(remedy.hasPrefix("nothing yet: it worked until ") == mayPass)
        #expect(FeedRemedy.needsPerson(Self.status([feed]).failing[0]) != mayPass)
    }
}
