internal import Storage

/// Stores what polls ended with, several polls a transaction.
///
/// While one transaction is being written the polls that end meanwhile wait for the next: a round of
/// thousands of feeds costs a few syncs, and a single poll is stored at once. The number of polls
/// under way bounds what can wait here.
actor Recorder {
    private let store: Store
    private var waiting: [Waiting] = []
    private var isWriting = false

    /// The polls that one transaction takes at most, so that readers and the log's follower get
    /// their turn.
    private static let batch = 64

    private struct Waiting {
        let result: PollResult
        let done: CheckedContinuation<Result<PollReceipt, StoreError>, Never>
    }

    init(store: Store) {
        self.store = store
    }

    /// Stores `result`; back when it is in the database.
    func record(_ result: PollResult) async throws(StoreError) -> PollReceipt {
        let answer = await withCheckedContinuation { done in
            waiting.append(Waiting(result: result, done: done))
            if !isWriting {
                isWriting = true
                Task { await self.write() }
            }
        }
        return try answer.get()
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batch))
            waiting.removeFirst(batch.count)
            do throws(StoreError) {
                let receipts = try await store.record(batch.map(\.result))
                for (poll, receipt) in zip(batch, receipts) {
                    poll.done.resume(returning: .success(receipt))
                }
            } catch {
                for poll in batch { poll.done.resume(returning: .failure(error)) }
            }
        }
        isWriting = false
    }
}
