import Politeness
import Storage
import Testing
import Values

@testable import tidings

/// When `status` sends its reader to look after the network.
struct NetworkTroubleTests {
    private static let (clock, now) = (StatusPageTests.clock, StatusPageTests.now)

    private static func trouble(_ failures: [PollFailure]) -> StatusTrouble? {
        let feeds = failures.enumerated().map { index, failure in
            var feed = StatusPageTests.feed(
                FeedID(index + 1), "Feed", status: nil, failures: 0, error: "")
            for _ in 0..<3 {
                feed.poll =
                    PollPolicy.afterFailure(
                        failure, state: feed.poll, pacing: FeedPacing(), now: now, jitter: 0
                    ).state
            }
            return feed
        }
        let status = StatusPageTests.status(feeds) { $0.feeds.fresh = 0 }
        return StatusTrouble.first(
            status, Dictionary(uniqueKeysWithValues: feeds.map { ($0.id, $0) }),
            .running(StatusPageTests.daemon), nil, clock: clock)
    }

    @Test func `most feeds without a connection are taken for a fault of it`() {
        let trouble = Self.trouble([
            .unreachable("no route"), .unreachable("no address"), .broken("too large"),
        ])
        #expect(trouble?.text == "2 of 3 feeds could not be reached the last time")
        #expect(trouble?.feed == nil)
    }

    @Test(
        arguments: [
            .broken("larger than 64 MiB"), .silent("no complete answer"), .failed("damaged"),
            .local("no descriptors"),
        ] as [PollFailure])
    func `feeds that fail at servers which were reached say nothing of it`(failure: PollFailure) {
        let trouble = Self.trouble([failure, failure, failure, failure])
        #expect(trouble?.text.contains("could not be reached") != true)
        if case .local = failure { return }
        #expect(trouble?.feed == 1)
    }

    @Test func `a poll that was asked for keeps why it failed`() {
        let later = Self.now.advanced(by: 9_000)
        let before = PollState(due: later)
        for failure in [PollFailure.unreachable("no route"), .silent("slow"), .failed("damaged")] {
            let found = PollPolicy.afterFailure(
                failure, state: before, pacing: FeedPacing(), now: Self.now, jitter: 0
            ).state
            let asked = PollPolicy.afterAsked(found, before: before, now: Self.now)
            #expect(asked.due == later)
            #expect(asked.wasUnreached == found.wasUnreached)
            #expect(asked.wasSilent == found.wasSilent)
        }
    }
}
