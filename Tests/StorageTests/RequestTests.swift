import SQLite
import Storage
import Testing

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
}
