import Curl
import Fetching
import Glibc
import LoopbackOrigin
import Platform
import Testing

/// The limit is what fails a turn that is never answered.
@Suite(.timeLimit(.minutes(1)))
struct TurnTests {
    @Test func `the network's thread answers beside its work, and after its end`() async throws {
        let fetcher = HTTPFetcher(product: "Tidings-test/1")
        for _ in 0..<100 { await fetcher.turn() }
        await fetcher.stop()
        await fetcher.turn()
    }

    @Test func `while the network's thread hangs no turn is answered`() async throws {
        let origin = try LoopbackOrigin()
        defer { origin.stop() }
        origin.serveAll()
        let (isHanging, isReleased, isAnswered) = (Locked(false), Locked(false), Locked(false))
        let loop = TransferLoop(width: 1, perHost: 1)
        let request = TransferRequest(url: origin.baseURL + "/feed", hostKey: "a") { _ in
            isHanging.withLock { $0 = true }
            // The thread's own wait, and no longer than the suite's limit.
            for _ in 0..<6_000 where !isReleased.withLock({ $0 }) { usleep(5_000) }
            return true
        }
        let transfer = Task { try await loop.perform(request).status }
        while !isHanging.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
        let turn = Task {
            await loop.turn()
            isAnswered.withLock { $0 = true }
        }
        try await Task.sleep(for: .milliseconds(50))
        #expect(!isAnswered.withLock { $0 })
        isReleased.withLock { $0 = true }
        await turn.value
        #expect(try await transfer.value == 200)
        await loop.stop()
    }
}
