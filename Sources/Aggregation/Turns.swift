/// Runs pieces of asynchronous work one after another, in the order in which they were asked for.
///
/// An actor by itself does not: while one of its methods waits for something, another begins, and may
/// be done first.
actor Turns {
    private var last: Task<Void, Never>?

    /// Runs `work` once all that was asked for before has ended; back with what it answers. It is not
    /// cut short when the caller is cancelled.
    func take<Answer: Sendable>(
        _ work: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        let former = last
        let own = Task {
            await former?.value
            return await work()
        }
        last = Task { _ = await own.value }
        return await own.value
    }
}
