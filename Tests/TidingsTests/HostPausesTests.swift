import Politeness
import Subscriptions
import Testing
import Values

@testable import Storage
@testable import tidings

/// Until when the servers of feeds want to be left alone, for who asks of a feed.
struct HostPausesTests {
    private static let now = Timestamp(seconds: 1_774_000_000)

    private func feed(
        _ url: String, _ change: (inout PollState) -> Void = { _ in }
    ) -> FeedListing {
        var poll = PollState(due: Self.now)
        change(&poll)
        return FeedListing(
            id: 1, url: url, title: nil, siteLink: nil, publisher: "", tags: [],
            isSubscribed: true, isEnabled: true, poll: poll, entryCount: 0, newestEntry: nil,
            notes: [])
    }

    /// Those of public hosts, each for ten minutes.
    private func pauses(of hosts: String..., until seconds: Int64 = 600) -> HostPauses {
        HostPauses(
            hosts.map {
                HostPause(
                    host: Schedule.Host(name: $0, isLocal: false),
                    until: Self.now.advanced(by: seconds))
            }, [])
    }

    @Test func `a 429 that names no time holds all feeds of the host`() throws {
        let outcome = PollPolicy.afterResponse(
            ResponseFacts(status: 429), document: .none, state: PollState(due: Self.now),
            pacing: FeedPacing(), now: Self.now, jitter: 0)
        let until = try #require(outcome.hostPause)
        let host = Schedule.Host(host: "a.example", port: 443, permit: .publicOnly)
        let pauses = HostPauses([HostPause(host: host, until: until)], [])
        let asked = feed("https://a.example/1") { $0 = outcome.state }
        for feed in [asked, feed("https://a.example/2")] {
            #expect(pauses.end(for: feed, now: Self.now) == until)
            #expect(pauses.wait(for: feed, now: Self.now) == until)
            #expect(pauses.end(for: feed, now: until) == nil)
        }
    }

    @Test(
        arguments: [
            ("http://www.a.example/2", true), ("https://a.example./", true),
            ("http://A.example:443/", true), ("https://a.example:8443/", false),
            ("https://b.example/", false), ("http://www.b.example:8080/", true),
            ("http://b.example:8080/", false), ("https://bücher.example/", true),
            ("https://www.BÜCHER.example:443/", true), ("https://bucher.example/", false),
        ])
    func `a host is named as the daemon does`(url: String, isHeld: Bool) {
        let pauses = pauses(of: "a.example", "www.b.example:8080", "xn--bcher-kva.example")
        #expect((pauses.end(for: feed(url), now: Self.now) != nil) == isHeld)
    }

    @Test func `where a feed moved to, its new server counts`() {
        let moved = feed("https://old.example/") {
            $0.moved = PollState.Move(
                url: "https://new.example/", firstSeen: Self.now.advanced(by: -3 * 86_400),
                sightings: 4, lastSeen: Self.now)
        }
        #expect(pauses(of: "new.example").end(for: moved, now: Self.now) != nil)
        #expect(pauses(of: "old.example").end(for: moved, now: Self.now) == nil)
    }

    @Test
    func `a server of the reader's own is told by the permit of its feed, and not waited for`() {
        let until = Self.now.advanced(by: 600)
        var own = Subscription(url: "http://nas.lan:80/1")
        own.allowPrivate = .rules([.hostPort(host: "nas.lan", port: 80)])
        let pause = HostPause(host: Schedule.Host(name: "nas.lan:80", isLocal: true), until: until)
        let pauses = HostPauses([pause], [own])
        #expect(pauses.end(for: feed("http://nas.lan/1"), now: Self.now) == until)
        #expect(pauses.end(for: feed("http://nas.lan/2"), now: Self.now) == nil)
        func held(_ url: String) -> FeedListing {
            feed(url) { ($0.lastStatus, $0.manners.heldUntil) = (429, until) }
        }
        for url in ["http://127.0.0.1/1", "http://localhost:8080/"] {
            #expect(pauses.end(for: held(url), now: Self.now) == nil)
            #expect(pauses.wait(for: held(url), now: Self.now) == nil)
        }
        #expect(pauses.end(for: held("https://a.example/"), now: Self.now) == nil)
        #expect(pauses.wait(for: held("https://a.example/"), now: Self.now) == until)
    }
}
