internal import Storage

/// What the pipeline does about faults of its store.
extension Aggregator {
    /// Holds what depends on the store while it cannot be written, and takes it up again after.
    func watchStore() async {
        await watch.run(
            hold: { await self.hold($0) },
            resume: { () throws(StoreError) in try await self.resume() },
            afterwards: {
                // What was decided and not stored is decided anew.
                self.clustering.wake()
                // The watch does not wait for it.
                Task { await self.checkStore() }
            })
    }

    private func hold(_ error: StoreError) async {
        await poller.hold()
        status.storeFault = "\(error)"
    }

    private func resume() async throws(StoreError) {
        await clustering.forget()
        try await following.take { () async -> Result<Void, StoreError> in
            do throws(StoreError) {
                return .success(try await self.followAgain())
            } catch {
                return .failure(error)
            }
        }.get()
        status.storeFault = nil
    }

    private func followAgain() async throws(StoreError) {
        // First: what is read after it is of this opening, or of a later one that has a turn of its own.
        let opening = await store.opening
        await poller.keepUp()
        await poller.keep(try await store.hostPauses())
        await poller.resume(try await activeFeeds(), opening: opening)
    }

    /// Looks a large file over after a stop that was not clean, by `examine`.
    func checkStore(
        by examine: @Sendable (StoreExamination) async throws(StoreError) -> Void =
            Aggregator.quickCheck
    ) async {
        guard let opening = await store.takeCheck() else { return }
        log.notice(
            .storeCheck, "the last stop was not clean: the database is being checked meanwhile")
        do throws(StoreError) {
            try await examine(examination)
            await store.endCheck(of: opening)
            log.notice(.storeCheck, "the database is sound")
        } catch {
            // What was found in a former file says nothing of the one that has taken its place.
            guard await store.opening == opening else { return }
            fail(error)
        }
    }

    static func quickCheck(_ examination: StoreExamination) async throws(StoreError) {
        try await examination.quickCheck()
    }
}
