import Politeness
import Testing
import Values

@testable import Storage
@testable import tidings

/// How `refresh --wait` tells what became of each feed.
struct RefreshOutcomeTests {
    private static let now = Timestamp(seconds: 1_774_000_000)

    private static func feed(_ change: (inout PollState) -> Void) -> FeedListing {
        var poll = PollState(due: now)
        change(&poll)
        return FeedListing(
            id: 1, url: "https://1.example/feed", title: nil, siteLink: nil, publisher: "",
            tags: [], isSubscribed: true, isEnabled: true, poll: poll, entryCount: 0,
            newestEntry: nil, notes: [])
    }

    @Test func `a poll went well, failed, or was not done yet`() {
        let before = Self.feed { _ in }
        #expect(RefreshCommand.lack(before, since: before) == "not polled yet (new feed)")
        #expect(RefreshCommand.lack(Self.feed { $0.polls = 1 }, since: before) == nil)
        let failed = Self.feed { ($0.polls, $0.lastError) = (1, "404") }
        #expect(RefreshCommand.lack(failed, since: before) == "404")
    }

    @Test(arguments: [nil, "503 from the server"])
    func `one that stopped at a host that is left alone asked nothing`(error: String?) {
        let before = Self.feed { $0.lastError = error }
        let pause = HostPause(
            host: .init(name: "b.example:443", isLocal: false), until: Self.now.advanced(by: 600))
        let after = Self.feed {
            $0 =
                PollPolicy().afterHold(
                    pause, state: before.poll, pacing: FeedPacing(), now: Self.now, jitter: 0
                ).state
        }
        #expect(
            RefreshCommand.lack(after, since: before)
                == "not polled: a redirect leads to a host that asked to be left alone")
    }
}
