import Events
import Platform
import Politeness
import SQLite
import TestClock
import Testing
import Values

@testable import Storage

/// What `status` is told of feeds, and of what came of late.
@Suite struct StatusTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    /// A state that is `due` in so many seconds.
    private func state(
        due: Int64?, failures: Int = 0, error: String? = nil, cause: PollState.Cause? = nil,
        isPolled: Bool = true,
        moved: (sightings: Int, days: Int64)? = nil
    ) -> PollState {
        var state = PollState(due: due.map { StoreFixture.start.advanced(by: $0) })
        state.failures = failures
        state.lastError = error ?? (failures > 0 ? "500 from the server" : nil)
        state.end(by: cause)
        state.lastPolled = isPolled ? StoreFixture.start : nil
        state.moved = moved.map { sightings, days in
            .init(
                url: "https://new.example/", firstSeen: StoreFixture.start, sightings: sightings,
                lastSeen: StoreFixture.start.advanced(by: days * 86_400))
        }
        return state
    }

    @Test func `each feed is counted once, and as its row is told`() async throws {
        let states: [(FeedHealth, PollState)] = [
            (.fresh, state(due: 60)), (.fresh, state(due: -300)), (.late, state(due: -301)),
            (.late, state(due: -9_000, isPolled: false)), (.new, state(due: 0, isPolled: false)),
            (.failing, state(due: 60, failures: 1)), (.failing, state(due: -9_000, failures: 9)),
            (.gone, state(due: nil, failures: 1)),
            (.gone, state(due: nil, failures: 1, moved: (3, 2))),
            (.moved, state(due: -9_000, moved: (3, 2))), (.fresh, state(due: 60, moved: (3, 1))),
            (.fresh, state(due: 60, moved: (2, 9))),
            (.failing, state(due: 60, failures: 2, moved: (3, 2))),
            (.fresh, state(due: 60, error: "x", cause: .outage)),
            (.fresh, state(due: 60, error: "x", cause: .localFault)),
            (.fresh, state(due: 60, error: "x", cause: .heldRedirect)),
            (.failing, state(due: 60, error: "x", cause: .silent)),
            // Asked for by a person.
            (.failing, state(due: 60, error: "404")), (.failing, state(due: -9_000, error: "404")),
            (.off, state(due: 60)), (.off, state(due: nil, failures: 3)),
            (.removed, state(due: 60)),
        ]
        let store = try fixture.store()
        let feeds = try await store.subscribe(
            states.indices.map { "https://\($0).example/feed" })
        _ = try await store.record(
            zip(feeds, states).map { PollResult(feed: $0, state: $1.1) })
        try fixture.connection().execute(
            """
            UPDATE feeds SET is_enabled = 0 WHERE id IN (20, 21);
            UPDATE feeds SET is_subscribed = 0 WHERE id = 22;
            """)
        let reader = try fixture.reader()
        let told = try reader.feeds().map { $0.overview.health(now: StoreFixture.start) }
        #expect(told == states.map(\.0))
        var listed: [FeedHealth] = []
        try reader.forEachFeed { listed.append($0.health(now: StoreFixture.start)) }
        #expect(listed == Array(states.map(\.0).dropLast()))
        var expected = FeedTally()
        (expected.fresh, expected.late, expected.new, expected.failing) = (7, 2, 1, 6)
        (expected.moved, expected.gone, expected.off, expected.unreached) = (1, 2, 2, 1)
        #expect(try reader.status().feeds == expected)
        #expect(expected.all == states.count - 1)
    }

    @Test func `a feed that is refused is told from one that is not reached`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe(
            ["https://a.example/", "https://b.example/", "https://c.example/"])
        let failures: [PollFailure] = [
            .refused("a private address"), .unreachable("no route"), .broken("too large"),
        ]
        _ = try await store.record(
            zip(feeds, failures).map { feed, failure in
                let outcome = PollPolicy.afterFailure(
                    failure, state: PollState(due: StoreFixture.start), pacing: FeedPacing(),
                    now: StoreFixture.start, jitter: 0)
                return PollResult(feed: feed, state: outcome.state)
            })
        let failing = try fixture.reader().status().failing
        #expect(failing.map(\.isRefused) == [true, false, false])
        #expect(failing.map(\.wasUnreached) == [false, true, false])
    }

    @Test func `what came in a day and in a week is counted, and its mean told once a day is over`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        #expect(
            try fixture.reader().status().newEntries == Arrivals(lastDay: 0, lastWeek: 0, days: 0))
        let day: Int64 = 86_400
        for age in [9, 6, 6, 2, 0] as [Int64] {
            fixture.time.set(to: StoreFixture.start.advanced(by: (9 - age) * day))
            let id = "\(age)-\(try fixture.reader().status().entries)"
            try await store.poll(
                feed, [entry(id: id, id, published: fixture.clock.now)])
        }
        var changes = ClusterChanges()
        changes.memberships = (1...5).map {
            Membership(document: $0, cluster: $0 / 2 + 1, score: 0)
        }
        try await store.apply(changes, position: .init(cursor: 5, nextCluster: 4))
        let status = try fixture.reader().status()
        #expect(status.newEntries == Arrivals(lastDay: 1, lastWeek: 4, days: 7))
        #expect(status.newEntries.perDay == 4.0 / 7)
        // Of the three events the first began nine days ago, the second six, the third two.
        #expect(status.newClusters == Arrivals(lastDay: 0, lastWeek: 2, days: 7))
    }

    @Test func `a store that is younger than a day has no mean`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        fixture.advance(by: 3_600)
        let young = try fixture.reader().status().newEntries
        #expect(young.lastDay == 1)
        #expect(young.perDay == nil)
    }

    @Test func `events are counted as they are listed, and found by their first digits`()
        async throws
    {
        let store = try fixture.store()
        let feeds = try await store.subscribe((1...2).map { "https://\($0).example/" })
        for feed in feeds {
            try await store.poll(feed, (0..<20).map { entry(id: "\($0)", "Title \($0)") })
        }
        var changes = ClusterChanges()
        // Events 1 and 170...187, the first of both feeds.
        changes.memberships = (1...40).map {
            Membership(document: $0, cluster: $0 < 22 && $0 > 3 ? 166 + $0 : 1, score: 0)
        }
        try await store.apply(changes, position: .init(cursor: 40, nextCluster: 188))
        let reader = try fixture.reader()
        let filters: [(inout ClusterFilter) -> Void] = [
            { _ in }, { $0.minPublishers = 2 }, { $0.minPublishers = 3 }, { $0.minTexts = 2 },
            { $0.isUnread = true }, { $0.since = StoreFixture.start },
            { $0.until = StoreFixture.start }, { $0.order = .growth },
        ]
        for (place, change) in filters.enumerated() {
            var filter = ClusterFilter()
            change(&filter)
            let count = try reader.clusters(filter).count
            #expect(try reader.clusterCount(filter) == count, "\(place)")
        }
        #expect(try reader.clusterNumbers(beginningWith: 17, limit: 20) == Array(170...179))
        #expect(try reader.clusterNumbers(beginningWith: 18, limit: 3) == [180, 181, 182])
        #expect(try reader.clusterNumbers(beginningWith: 1, limit: 2) == [170, 171])
        #expect(try reader.clusterNumbers(beginningWith: 187, limit: 2) == [])
        #expect(try reader.clusterNumbers(beginningWith: 0, limit: 2) == [])
        #expect(try reader.clusterNumbers(beginningWith: .max, limit: 2) == [])
    }

    @Test func `the daemon tells its release`() async throws {
        let store = try fixture.store()
        let report = try #require(DaemonPresence(state: fixture.state, runtime: []).report)
        #expect(report.version == Release.version)
        try await store.close()
        // One of an earlier release told none.
        let former = DaemonReport(bytes: Array("process\t7\nsince\t9\n".utf8))
        #expect(former == DaemonReport(processID: 7, since: .init(seconds: 9)))
    }
}
