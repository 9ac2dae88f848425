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

    private func lack(_ feed: FeedListing, _ before: FeedListing) -> String? {
        RefreshCommand.lack(feed, since: before, HostPauses([], []), now: Self.now)
    }

    @Test func `a poll went well, failed, or was not done yet`() {
        let before = Self.feed { _ in }
        #expect(lack(before, before) == "not polled yet (new feed)")
        #expect(lack(Self.feed { $0.polls = 1 }, before) == nil)
        let failed = Self.feed { ($0.polls, $0.lastError) = (1, "404") }
        #expect(lack(failed, before) == "404")
    }

    @Test(arguments: [nil, "503 from the server"])
    func `one that stopped at a host that is left alone asked nothing`(error: String?) {
        let before = Self.feed { $0.lastError = error }
        let pause = HostPause(
            host: .init(name: "b.example:443", isLocal: false), until: Self.now.advanced(by: 600))
        let after = Self.feed {
            $0 =
                PollPolicy.afterHold(
                    pause, state: before.poll, pacing: FeedPacing(), now: Self.now, jitter: 0
                ).state
        }
        #expect(
            lack(after, before)
                == "not polled: a redirect leads to a host that asked to be left alone")
    }

    @Test func `one that waits for a Retry-After says so, and until when`() throws {
        let before = Self.feed { $0.manners.heldUntil = Self.now.advanced(by: 120) }
        let reason = try #require(lack(before, before))
        #expect(reason.hasPrefix("not polled yet: its server asked to be left alone until "))
        #expect(reason.hasSuffix("(in 2 min)"))
        let past = Self.feed { $0.manners.heldUntil = Self.now.advanced(by: -120) }
        #expect(lack(past, past) == "not polled yet (new feed)")
    }

    @Test func `what came is told, and what was corrected`() {
        #expect(RefreshCommand.came(new: 0, corrected: 0) == "0 new entries")
        #expect(RefreshCommand.came(new: 1, corrected: 2) == "1 new entry, 2 corrected")
    }
}
