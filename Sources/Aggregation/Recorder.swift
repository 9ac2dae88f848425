internal import Storage

/// Stores what polls ended with, several polls a transaction.
///
/// Polls that end within a moment of each other, and those that end while a transaction is being
/// written, share the next one: a round of thousands of feeds costs a few syncs, and since the store
/// puts the entries of one transaction in the order of their dates, which of a few feeds happened to
/// answer first decides nothing. The number of polls under way bounds what can wait here.
actor Recorder {
    private let store: Store
    private var waiting: [Waiting] = []
    private var isWriting = false
    /// Runs while others are waited for.
    private var pause: Task<Void, Never>?

    /// The polls that one transaction takes at most, so that readers and the log's follower get
    /// their turn.
    private static let batch = 64
    /// How long the first poll after a pause waits for others, unless a batch is full before.
    private static let gathering = Duration.milliseconds(250)

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
            if waiting.count >= Self.batch { pause?.cancel() }
            if !isWriting {
                isWriting = true
                Task { await self.write() }
            }
        }
        return try answer.get()
    }

    private func write() async {
        // Not cut short by a stop: what is waiting is to be stored.
        let pause = Task { () -> Void in try? await Task.sleep(for: Self.gathering) }
        self.pause = pause
        await pause.value
        self.pause = nil
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batch))
            waiting.removeFirst(batch.count)
            guard await !store(batch), batch.count > 1 else { continue }
            // One of them may be what the database refuses: the others are not to pay for it.
            for poll in batch { _ = await store([poll]) }
        }
        isWriting = false
    }

    /// Stores polls in one transaction and tells those that wait. Answers false, and tells them
    /// nothing, where several could not be stored together.
    private func store(_ batch: [Waiting]) async -> Bool {
        do throws(StoreError) {
            let receipts = try await store.record(batch.map(\.result))
            for (poll, receipt) in zip(batch, receipts) {
                poll.done.resume(returning: .success(receipt))
            }
        } catch {
            // Where nothing can be stored, trying each by itself would only take longer.
            guard batch.count == 1 || error.kind.isOfPlace else { return false }
            for poll in batch { poll.done.resume(returning: .failure(error)) }
        }
        return true
    }
}
