import ChildProcess
import Glibc
import LoopbackOrigin
import Platform
import Testing
import Values
import Waiting

struct CrashTests {
    /// The daemon polls feeds that grow while it works, and is killed again and again.
    @Test func `kill -9 at twenty random moments loses no entry and doubles none`() async throws {
        let scenario = try Scenario()
        let growth = Locked(0)
        let paths = (0..<12).map { "/feed\($0).xml" }
        for (feed, path) in paths.enumerated() {
            scenario.origin.handle(path) { _ in
                // Each answer has one more item than the last: no round finds nothing to store.
                let round = growth.withLock { count -> Int in
                    count += 1
                    return count
                }
                let items = (0...min(round, 150)).map {
                    FeedItem(id: "f\(feed)-\($0)", title: "Item \($0) of feed \(feed)")
                }
                return LoopbackOrigin.Response(text: FeedItem.rss(items, title: path))
            }
        }
        try scenario.follow(paths, interval: "1s")
        var random = SplitMix(seed: 20_260_318)
        for _ in 0..<20 {
            let daemon = try scenario.daemon()
            // From before the database is open to the second round of polls.
            try await Task.sleep(for: .microseconds(20_000 + random.next() % 1_300_000))
            daemon.killAtOnce()
            #expect(try await daemon.wait() == .killed(signal: SIGKILL))
        }

        growth.withLock { $0 = 150 }
        let daemon = try scenario.daemon()
        let isComplete = try await becomesTrue {
            try await scenario.entries().filter { $0.cluster != nil }.count == 12 * 151
        }
        daemon.terminate()
        #expect(try await daemon.wait() == .exited(0))
        let entries = try await scenario.entries()
        #expect(isComplete, "\(entries.count) entries; \(daemon.errorOutput.suffix(2_000))")
        #expect(Set(entries.map { "\($0.feed) \($0.link ?? "")" }).count == entries.count)
        #expect(entries.count == 12 * 151)
    }
}
