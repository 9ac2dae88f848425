import Platform
import Testing

@testable import Aggregation

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

    @Test func `what is not wanted is not put together`() {
        let made = Locked(0)
        log(.notice).info(.polled, "\(made.withLock { $0 += 1 })")
        log(.notice).notice(.feedsRead, "\(made.withLock { $0 += 1 })")
        #expect(lines.withLock { $0.map(\.event) } == [.feedsRead])
        #expect(made.withLock { $0 } == 1)
    }

    @Test func `operators are told of each event what to do`() throws {
        let page = String(
            decoding: try FileBytes.read(
                path: AtomicFile.folder(of: #filePath) + "/../../docs/operations.md",
                limit: 1 << 20),
            as: UTF8.self)
        let events = page.split(separator: "\n")
            .compactMap { $0.wholeMatch(of: #/\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|/#)?.1 }
        let named = Set(events.map(String.init))
        for event in LogEvent.allCases { #expect(named.contains(event.rawValue), "\(event)") }
    }
}
