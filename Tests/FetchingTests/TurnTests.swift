import Curl
import Fetching
import Glibc
import LoopbackOrigin
import Platform
import Testing
import Waiting

/// The limit is what fails a turn that is never answered.
@Suite(.timeLimit(.minutes(10)))
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
        let request = TransferRequest(
            url: origin.baseURL + "/feed", hostKey: "a", limits: .ample
        ) { _ in
            isHanging.withLock { $0 = true }
            // The thread's own wait, and no longer than the suite's limit.
            for _ in 0..<6_000 where !isReleased.withLock({ $0 }) { usleep(5_000) }
            return true
        }
        let transfer = Task { try await loop.perform(request).status }
        #expect(try await becomesTrue { isHanging.withLock { $0 } })
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

    /// What libraries keep for a thread is given up as the last it does: here with time to be seen.
    @Test func `what has stopped has left no thread behind`() async throws {
        let origin = try LoopbackOrigin()
        defer { origin.stop() }
        origin.serveAll()
        let isGone = Locked(false)
        let loop = TransferLoop(width: 1, perHost: 1)
        let request = TransferRequest(
            url: origin.baseURL + "/feed", hostKey: "a", limits: .ample
        ) { _ in
            atEndOfThread {
                usleep(50_000)
                isGone.withLock { $0 = true }
            }
            return true
        }
        #expect(try await loop.perform(request).status == 200)
        await loop.stop()
        #expect(isGone.withLock { $0 })
    }
}

extension TransferRequest.Limits {
    /// None that a busy machine comes near.
    static let ample = Self(
        decodedBytes: 1 << 20, totalMilliseconds: 600_000, connectMilliseconds: 600_000,
        slowBytesPerSecond: 1, slowSeconds: 600)
}

/// Does `work` when the thread that this is called on ends.
private func atEndOfThread(_ work: @escaping @Sendable () -> Void) {
    var key = pthread_key_t()
    unsafe pthread_key_create(&key) { value in
        guard let value = unsafe value else { return }
        unsafe Unmanaged<ThreadWork>.fromOpaque(value).takeRetainedValue().work()
    }
    unsafe pthread_setspecific(key, Unmanaged.passRetained(ThreadWork(work)).toOpaque())
}

private final class ThreadWork: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
        self.work = work
    }
}
