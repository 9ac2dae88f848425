import Events
import Fetching
import Platform
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What feeds systemd's watchdog: it must not go on while a part of the pipeline hangs.
struct HeartbeatTests {
    private let folder: ScratchFolder
    private let told = Locked<[String]>([])

    init() throws { folder = try ScratchFolder() }

    private func tell(_ word: String) { told.withLock { $0.append(word) } }

    private func aggregator(_ fetcher: any FeedFetching) async throws -> Aggregator {
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(
            path: path, with: Array("feeds:\n".utf8), expecting: try FileIdentity(path: path))
        return try await fetcher.aggregator(in: folder, mode: .continuous)
    }

    @Test func `a beat waits for the loop that starts polls`() async throws {
        let aggregator = try await aggregator(FakeFetcher())
        let beat = Task {
            let pulse = await aggregator.heartbeat.beat()
            tell("beat")
            return pulse
        }
        tell("run")
        let run = Task { await aggregator.run() }
        #expect(await beat.value == Heartbeat.Pulse(running: 0, lateness: 0))
        #expect(told.withLock { $0 } == ["run", "beat"])
        await aggregator.stop()
        _ = await run.value
        // The store is closed by now; that is no stall.
        _ = await aggregator.heartbeat.beat()
    }

    @Test func `a beat waits for the network's thread`() async throws {
        let fetcher = StallingFetcher()
        let aggregator = try await aggregator(fetcher)
        let run = Task { await aggregator.run() }
        let beat = Task {
            _ = await aggregator.heartbeat.beat()
            tell("beat")
        }
        var asked = fetcher.asked.makeAsyncIterator()
        _ = await asked.next()
        tell("network")
        fetcher.answer.yield()
        await beat.value
        #expect(told.withLock { $0 } == ["network", "beat"])
        await aggregator.stop()
        _ = await run.value
    }

    @Test func `beats end with their task`() async throws {
        let aggregator = try await aggregator(FakeFetcher())
        let run = Task { await aggregator.run() }
        let (beats, beat) = AsyncStream.makeStream(of: Heartbeat.Pulse.self)
        let heart = Task {
            await aggregator.heartbeat.run(every: .zero) { beat.yield($0) }
            beat.finish()
        }
        var count = 0
        for await _ in beats {
            count += 1
            if count == 3 { heart.cancel() }
        }
        #expect(count >= 3)
        await aggregator.stop()
        _ = await run.value
    }
}

/// A network whose thread answers when it is told to.
private final class StallingFetcher: FeedFetching {
    let asked: AsyncStream<Void>
    let answer: AsyncStream<Void>.Continuation
    private let asking: AsyncStream<Void>.Continuation
    private let answers: AsyncStream<Void>

    init() {
        (asked, asking) = AsyncStream.makeStream()
        (answers, answer) = AsyncStream.makeStream()
    }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        throw .cancelled
    }

    func turn() async {
        asking.yield()
        for await _ in answers { return }
    }
}
