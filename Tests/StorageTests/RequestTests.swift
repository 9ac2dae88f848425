import Politeness
import SQLite
import Storage
import Testing
import Values

/// What people ask of the daemon.
@Suite struct RequestTests {
    private let fixture: StoreFixture
    private let store: Store

    init() throws {
        fixture = try StoreFixture()
        store = try fixture.store()
    }

    @Test func `requests arrive once, in order`() async throws {
        #expect(try await store.takeRequests() == [])
        let reader = try fixture.reader()
        let requests: [StoreRequest] = [
            .refresh(feeds: [1, 20], force: true), .refresh(feeds: nil, force: false),
            .refresh(feeds: [], force: false),
        ]
        for request in requests { try reader.request(request) }
        #expect(try await store.takeRequests() == requests)
        #expect(try await store.takeRequests() == [])
    }

    @Test func `a request of a kind that is not known is dropped`() async throws {
        let reader = try fixture.reader()
        try fixture.connection().execute(
            "INSERT INTO requests (made, kind, force) VALUES (0, 'of a later version', 0)")
        try reader.request(.refresh(feeds: [3], force: false))
        #expect(try await store.takeRequests() == [.refresh(feeds: [3], force: false)])
    }

    /// A daemon that is killed before it has come to them asks them after its next start.
    @Test func `a feed that is asked for is due, and no sooner than its server allows`()
        async throws
    {
        let now = StoreFixture.start
        func states() async throws -> [PollState] {
            try await store.storedFeeds().map(\.poll)
        }
        let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
        for (feed, held) in zip(feeds, [nil, now.advanced(by: 600)]) {
            var state = PollState(due: now.advanced(by: 9_000))
            state.lastPolled = now.advanced(by: -60)
            state.manners.heldUntil = held
            state.validators.eTag = Array("\"1\"".utf8)
            state.end(by: .outage, outageSince: now)
            _ = try await store.record([PollResult(feed: feed, state: state)])
        }
        try fixture.reader().request(.refresh(feeds: nil, force: false))
        _ = try await store.takeRequests()
        #expect(try await states().map(\.due) == [now, now.advanced(by: 600)])
        #expect(try await states().allSatisfy { $0.validators.eTag != nil })
        // How its last poll ended is as true as before.
        #expect(try await states().map(\.outageSince) == [now, now])
        try fixture.reader().request(.refresh(feeds: [feeds[1]], force: true))
        _ = try await store.takeRequests()
        #expect(try await states().map(\.due) == [now, now])
        #expect(try await states().map { $0.validators.eTag == nil } == [false, true])
    }
}
