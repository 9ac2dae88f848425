internal import Storage

/// Stores what polls ended with, several polls a transaction.
///
/// Polls that end within a moment of each other, and those that end while a transaction is being
/// written, share the next one: a round of thousands of feeds costs a few syncs, and since the store
/// puts the entries of one transaction in the order of their dates, which of a few feeds happened to
/// answer first decides nothing.
struct Recorder: Sendable {
    let store: Store
    /// That of the store from which the feeds were read: what polls ask for rests on it, and another
    /// may not hold that any more.
    var opening: Int

    /// The polls that one transaction takes at most, so that readers and the log's follower get
    /// their turn.
    static let batch = 64
    /// The entries of documents with more than so many that one transaction takes: some tenths of a second.
    static let step = 5_000
    /// How long the first poll of a batch waits for others, unless it is full before, or no poll is
    /// under way or about to start.
    static let gathering = Duration.milliseconds(250)

    /// Stores `results` in one transaction, of very large documents a step (`PollReceipt.isPartial`);
    /// where that fails, each in one of its own, since one of them may be what the database refuses, and
    /// the others are not to pay for it. Answers in the order of `results`, back when they are in the
    /// database.
    func record(_ results: [PollResult]) async -> [Result<PollReceipt, StoreError>] {
        do throws(StoreError) {
            return try await store.record(results, opening: opening, step: Self.step).map {
                .success($0)
            }
        } catch {
            // Where nothing can be stored, trying each by itself would only take longer.
            if results.count == 1 || error.kind.isOfPlace || error.kind == .reopened {
                return results.map { _ in .failure(error) }
            }
        }
        var answers: [Result<PollReceipt, StoreError>] = []
        for result in results { answers += await record([result]) }
        return answers
    }
}
