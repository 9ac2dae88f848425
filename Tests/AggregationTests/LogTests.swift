import Checkout
import FeedParsing
import Platform
import Politeness
import Subscriptions
import Testing
import Values

@testable import Aggregation
@testable import Storage

/// What the log says, and the page that tells operators what to do about it.
struct LogTests {
    private let lines = Locked<[Log.Line]>([])

    private func log(_ level: Log.Level) -> Log {
        Log(level: level) { [lines] line in lines.withLock { $0.append(line) } }
    }

    @Test func `a line about a feed names it in its text and beside it`() {
        log(.debug).warning(.pollFailed, feed: "https://a.example/", "404 Not Found")
        log(.debug).notice(.stopping, "stopping")
        let told = lines.withLock { $0 }
        #expect(
            told.map(\.text) == ["feed https://a.example/: 404 Not Found", "stopping"])
        #expect(told.map(\.feed) == ["https://a.example/", nil])
        #expect(told.map(\.event) == [.pollFailed, .stopping])
        #expect(told.map(\.level) == [.warning, .notice])
    }

    @Test(
        arguments: [
            // New, known before, and whether the oldest is dated after the last poll; nil: no dates.
            (3, 0, nil, true), (3, 0, true, true), (3, 0, false, false), (2, 1, true, false),
            (1, 0, true, false),
        ] as [(Int, Int, Bool?, Bool)])
    func `a poll that knows nothing of what the feed lists tells that some may be missed`(
        new: Int, unchanged: Int, isLater: Bool?, isTold: Bool
    ) {
        let now = Timestamp(seconds: 1_700_000_000)
        var before = PollState(due: now)
        before.lastSuccess = now.advanced(by: -3_600)
        let record = FeedRecord(
            id: 1, subscription: Subscription(url: "https://a.example/"), poll: before, title: nil,
            siteLink: nil, publisher: "a")
        var document = ParsedFeed()
        document.entries = (0..<new + unchanged).map { place in
            var entry = ParsedEntry()
            entry.published = isLater.map {
                now.advanced(by: -Int64(place) - ($0 ? 60 : 7_200))
            }
            return entry
        }
        var receipt = PollReceipt(feed: 1)
        (receipt.new, receipt.unchanged) = (new, unchanged)
        var state = before
        state.lastStatus = 200
        log(.notice).report(record, state, receipt, document: document)
        state.lastStatus = 226
        log(.notice).report(record, state, receipt, document: document)
        before.lastSuccess = nil
        log(.notice).report(record.with(before), state, receipt, document: document)
        let told = lines.withLock { $0 }
        #expect(told.map(\.event) == (isTold ? [.entriesMissed] : []))
        if isTold { #expect(told[0].text.contains("none of its 3 entries was known")) }
    }

    @Test func `what is not wanted is not put together`() {
        let made = Locked(0)
        log(.notice).info(.polled, "\(made.withLock { $0 += 1 })")
        log(.notice).notice(.feedsRead, "\(made.withLock { $0 += 1 })")
        #expect(lines.withLock { $0.map(\.event) } == [.feedsRead])
        #expect(made.withLock { $0 } == 1)
    }

    @Test func `operators are told of each event what to do`() throws {
        let page = try Checkout.text("docs/operations.md")
        let events = page.split(separator: "\n")
            .compactMap { $0.wholeMatch(of: #/\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|/#)?.1 }
        let named = Set(events.map(String.init))
        for event in LogEvent.allCases { #expect(named.contains(event.rawValue), "\(event)") }
    }
}
