import Fetching
import Platform
import Politeness
import Subscriptions
import Testing
import Values

@testable import Aggregation
@testable import Storage

/// What comes of a network between that answers in place of the servers, as one does that wants a login.
struct StrangeNetworkTests {
    private let fetcher = FakeFetcher()
    private let url = "https://a.example/feed"

    private func finding(_ answer: FakeFetcher.Answer) async throws -> FeedVisit.Finding {
        fetcher.answer(url) { _ in answer }
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: .system)
        let feed = try #require(
            try await store.apply([Subscription(url: url)]) { feed, _ in feed.url }.first)
        let visit = FeedVisit(
            fetcher: fetcher, credentials: CredentialStore(folder: folder.path))
        let visited = await visit.visit(feed, isWhole: false)
        try await store.close()
        return try #require(visited).finding
    }

    @Test func `a status that says so is no answer of the feed`() async throws {
        let finding = try await finding(.response(FetchResponse(status: 511, url: url)))
        guard case .failure(.unreachable(let reason)) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(reason.contains("wants a login"))
        #expect(finding.isReached == false)
    }

    @Test func `a page in place of a feed does not prove that the network is there`() async throws {
        var page = FetchResponse(status: 200, url: url)
        page.body = .memory(Array("<!DOCTYPE html><html><body>Log in</body></html>".utf8))
        #expect(try await finding(.response(page)).isReached == nil)
        #expect(
            try await finding(.response(FetchResponse(status: 404, url: url))).isReached == true)
    }

    @Test
    func `a name or redirect that leads to a private address may be misled, an address is not`()
        async throws
    {
        func finding(host: String, isLed: Bool = false) async throws -> FeedVisit.Finding {
            try await self.finding(
                .failure(
                    .addressRefused(address: "10.0.0.1", host: host, port: 443, isLed: isLed)))
        }
        #expect(try await finding(host: "a.example").isReached == false)
        #expect(try await finding(host: "10.0.0.1").isReached == nil)
        #expect(try await finding(host: "10.0.0.1", isLed: true).isReached == false)
    }

    @Test func `where all names lead there it is an outage, and costs no feed anything`() {
        var sound = PollState(due: Poll.start)
        (sound.lastStatus, sound.lastSuccess) = (200, Poll.start)
        func after(outSince: Timestamp?) -> PollState {
            PollPolicy.afterFailure(
                .misled("private"), state: sound, pacing: FeedPacing(), now: Poll.start,
                jitter: 0, outSince: outSince
            ).state
        }
        let alone = after(outSince: nil)
        #expect(alone.isRefused && alone.failures == 1)
        let held = after(outSince: Poll.start)
        #expect(!held.isRefused && held.failures == 0)
        #expect(held.due == Poll.start.advanced(by: 60))
    }

    @Test func `in an outage a page in place of a sound feed costs it nothing`() throws {
        func after(failures: Int, outSince: Timestamp?) throws -> PollState {
            var poll = PollState(due: Poll.start)
            (poll.lastStatus, poll.lastSuccess, poll.failures) = (200, Poll.start, failures)
            let feed = FeedRecord(
                id: 1, subscription: Subscription(url: url), poll: poll, title: nil, siteLink: nil,
                publisher: "a.example")
            let finding = FeedVisit.Finding.answer(
                ResponseFacts(status: 200), .unreadable("a page"), document: nil)
            let verdict = PollVerdict(
                of: FeedVisit.Visited(finding: finding), on: feed,
                host: try #require(Schedule.Host(url: url, permit: .publicOnly)), start: Poll.start,
                now: Poll.start,
                jitter: 0, outSince: outSince)
            return verdict.result.state
        }
        #expect(try after(failures: 0, outSince: nil).failures == 1)
        #expect(try after(failures: 0, outSince: Poll.start).failures == 0)
        // One that was broken before may be so still.
        #expect(try after(failures: 3, outSince: Poll.start).failures == 4)
    }

    private enum Poll {
        static let start = Timestamp(seconds: 1_800_000_000)
    }

    @Test func `a certificate that does not hold is no connection`() async throws {
        let finding = try await finding(.failure(.tls(host: "a.example", reason: "expired")))
        #expect(finding.isReached == false)
    }
}
