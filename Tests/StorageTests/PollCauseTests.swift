import Platform
import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// How the last poll of a feed ended, as it is stored.
@Suite struct PollCauseTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    /// What former releases wrote of a poll, and what that means.
    private struct Former {
        let reason: String
        var error: String?
        var status: Int?
        var cause: PollState.Cause?
        var since: Int64?
    }

    private static let former = [
        Former(reason: "refused until a person mends it", error: "private", cause: .refused),
        Former(reason: "refused until its secret can be had", error: "none", cause: .secretLack),
        // The first release had one reason for both.
        Former(
            reason: "refused until a person mends it",
            error: "/etc/tidings/secrets: no secret \"a\"; put user:password into a file",
            cause: .secretLack),
        Former(
            reason: "refused until a person mends it",
            error: "no folder of secrets to look for \"a\" in", cause: .secretLack),
        Former(
            reason: "refused until a person mends it",
            error: "/etc/tidings/secrets/a: expected user:password on one line",
            cause: .secretLack),
        Former(
            reason: "a failure",
            error: "401 from https://b.example/, where the feed's address leads: its credential and"
                + " headers go to its own scheme, host and port alone; write that address into"
                + " feeds.yml to have them sent there", status: 401, cause: .withheld),
        Former(reason: "a failure", error: "401 Unauthorized", status: 401),
        Former(
            reason: "2 failures in a row",
            error: "redirected to https://b.example/: this is an HTML page, not a feed; `tidings"
                + " discover` lists the feeds that a page names", status: 200, cause: .webPage),
        Former(
            reason: "the server let a deadline pass; as before a poll that was asked for",
            error: "60 s", cause: .silent),
        Former(
            reason: "the server was not reached; 3 failures in a row", error: "no route",
            cause: .unreached),
        Former(
            reason: "our own network seems to be down since 2023-11-14T22:13:20Z",
            error: "no route", cause: .outage, since: 1_700_000_000),
        Former(reason: "our own network seems to be down", error: "no route", cause: .outage),
        Former(
            reason: "no host has answered for 2h, since 2023-11-14T22:13:20Z", error: "no route",
            cause: .longOutage, since: 1_700_000_000),
        Former(
            reason: "this machine lacks what a poll takes", error: "no files", cause: .localFault),
        Former(
            reason: "the document broke off before its end; it is asked for once more",
            cause: .cutOff),
        // Of an earlier poll.
        Former(
            reason: "a redirect leads to a host that asked to be left alone", error: "404",
            status: 404, cause: .heldRedirect),
        Former(
            reason: "a redirect leads to a host that others are being polled at", status: 200,
            cause: .queuedRedirect),
        Former(
            reason: "the store refused what came", error: "not stored: full", status: 200,
            cause: .unstored),
        Former(reason: "max-age of the server, 1h", status: 200),
        Former(reason: "new feed"),
        // Without an error nothing of these was told.
        Former(reason: "our own network seems to be down", status: 200),
    ]

    /// A database of schema 19 with a feed for each of `former`.
    private func makeFormer() throws {
        try fixture.makeDatabase(version: 19, rows: "DELETE FROM feeds")
        let connection = try fixture.connection()
        let insert = try connection.prepare(
            """
            INSERT INTO feed_states (
                feed, due, due_reason, last_polled, last_error, last_status, failures, polls,
                not_modified, bytes_received)
            VALUES (?1, 1700009000, ?2, 1700000000, ?3, ?4, 0, 1, 0, 0)
            """)
        let feed = try connection.prepare(
            """
            INSERT INTO feeds (id, url, added, is_subscribed, is_enabled, publisher)
            VALUES (?1, 'https://' || ?1 || '.example/', 0, 1, 1, 'a')
            """)
        for (index, former) in Self.former.enumerated() {
            try feed.bind(index + 1)
            try feed.run()
            try insert.bind(index + 1, former.reason, former.error, former.status)
            try insert.run()
        }
    }

    private func schema() throws -> Int64 {
        try SchemaVersion.number(of: fixture.connection())
    }

    private func expectMigrated() throws {
        let polls = try fixture.reader().feeds().map(\.poll)
        #expect(polls.map(\.cause) == Self.former.map(\.cause))
        #expect(polls.map { $0.outageSince?.seconds } == Self.former.map(\.since))
        // For people it stays.
        #expect(polls.map(\.dueReason) == Self.former.map(\.reason))
    }

    @Test func `the sentences of former releases become causes`() throws {
        // No sentence told of the one.
        let told = Set(PollState.Cause.allCases).subtracting([.unheeded])
        #expect(Set(Self.former.compactMap(\.cause)) == told)
        try makeFormer()
        _ = try fixture.store()
        try expectMigrated()
    }

    @Test func `so do those of a copy that is restored`() async throws {
        try makeFormer()
        let store = try fixture.store()
        try await store.close()
        _ = consume store
        _ = try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
        #expect(try schema() == 19)
        _ = try fixture.store()
        try expectMigrated()
    }

    @Test func `each cause is stored and read as it was`() async throws {
        let store = try fixture.store()
        let causes = PollState.Cause.allCases + [nil]
        let feeds = try await store.subscribe(causes.indices.map { "https://\($0).example/" })
        let states = causes.map { cause in
            var state = PollState(due: StoreFixture.start)
            state.lastError = "x"
            state.end(by: cause, outageSince: StoreFixture.start.advanced(by: -90))
            return state
        }
        _ = try await store.record(zip(feeds, states).map { PollResult(feed: $0, state: $1) })
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.poll) == states)
        #expect(try await store.storedFeeds().map(\.poll) == states)
        // Each is told alike, one by one, in the list and in the sum.
        let failing = zip(feeds, states).filter { $1.isFailing }.map(\.0)
        var listed: [FeedID] = []
        try reader.forEachFeed { if $0.isFailing { listed.append($0.id) } }
        #expect(listed == failing)
        let status = try reader.status()
        #expect(status.failing.map(\.id) == failing)
        #expect(status.feeds.failing == failing.count)
        #expect(status.feeds.new == states.count - failing.count)
        #expect(status.feeds.unreached == 1)
        _ = try await store.record(feeds.map { PollResult(feed: $0, state: PollState(due: nil)) })
        #expect(try await store.storedFeeds().allSatisfy { $0.poll.cause == nil })
    }

    @Test func `a feed whose reason reads like that of an outage has none`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        var state = PollState(due: StoreFixture.start.advanced(by: 60))
        state.lastError = "no route"
        state.dueReason = "our own network seems to be down since 2023-11-14T22:13:20Z"
        _ = try await store.record([PollResult(feed: feed, state: state)])
        let reader = try fixture.reader()
        let status = try reader.status()
        #expect(status.failing.map(\.id) == [feed])
        #expect((status.feeds.unreached, status.feeds.failing) == (0, 1))
        try reader.forEachFeed { #expect($0.isFailing) }
        #expect(try reader.feeds().map(\.poll.isWaitedOut) == [false])
    }

    /// What is known of a feed that moved, and whose new address was written into feeds.yml after a poll that
    /// ended so.
    private func movedAfter(_ end: (inout PollState) -> Void) async throws -> PollState {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        var state = PollState(due: StoreFixture.start.advanced(by: 9_000))
        end(&state)
        state.moved = .init(
            url: "https://b.example/", firstSeen: StoreFixture.start.advanced(by: -900_000),
            sightings: 9, lastSeen: StoreFixture.start)
        _ = try await store.record([PollResult(feed: feed, state: state)])
        #expect(try await store.subscribe("https://b.example/") == feed)
        return try #require(try await store.storedFeeds().first?.poll)
    }

    @Test func `another address has no part in how the polls of the former one ended`()
        async throws
    {
        let poll = try await movedAfter { state in
            state.lastError = "private"
            state.end(by: .refused)
        }
        #expect(poll.due == StoreFixture.start && !poll.isRefused)
    }

    @Test func `another address leaves what an outage of our own network cost as it was`()
        async throws
    {
        let poll = try await movedAfter { state in
            (state.lastError, state.failures) = ("no route", 3)
            state.end(by: .longOutage, outageSince: StoreFixture.start)
        }
        #expect(poll.due == StoreFixture.start && poll.failuresOfServer == 0)
    }

    @Test
    func `a hold that a restore takes over ends the outage that the copy tells of, and no more`()
        async throws
    {
        let store = try fixture.store()
        let now = StoreFixture.start
        let feeds = try await store.subscribe([
            "https://a.example/", "https://b.example/", "https://c.example/",
        ])
        var state = PollState(due: now.advanced(by: 60))
        (state.lastPolled, state.lastError, state.failures) = (now, "no route", 3)
        state.end(by: .longOutage, outageSince: now)
        var withheld = state
        withheld.end(by: .withheld)
        let states = [state, state, withheld]
        _ = try await store.record(zip(feeds, states).map { PollResult(feed: $0, state: $1) })
        _ = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        state.manners.heldUntil = now.advanced(by: 900)
        withheld.manners.heldUntil = now.advanced(by: 900)
        _ = try await store.record([
            PollResult(feed: feeds[0], state: state), PollResult(feed: feeds[2], state: withheld),
        ])
        try await store.close()
        _ = consume store
        _ = try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
        let polls = try fixture.reader().feeds().map(\.poll)
        #expect(polls.map(\.cause) == [nil, .longOutage, .withheld])
        #expect(polls.map(\.outageSince) == [nil, now, nil])
        // Its server was reached: nothing takes the outage up again.
        #expect(polls.map(\.failures) == [0, 3, 3])
        #expect(polls.map(\.isFailing) == [false, true, true])
    }
}
