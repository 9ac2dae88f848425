internal import Storage
internal import Values

/// Gets a start over a store that cannot be written yet.
///
/// A process that ended instead would be started again at once, and after a few times no more: the service
/// would stay away after somebody has made room.
struct StoreStart {
    /// A single round has somebody who waits for its end, and does not wait itself.
    let mode: Aggregator.Mode
    /// The folder of the database.
    let state: String
    /// Folders that may take the report, the best first.
    let runtime: [String]
    let clock: WallClock
    let log: Log
    let onStatus: @Sendable (String) -> Void
    /// Told before each pause how many seconds it takes; the first time the wait begins.
    let onPause: @Sendable (Int64) -> Void
    var sleep: @Sendable (Int64) async throws -> Void = {
        try await Task.sleep(for: .seconds($0))
    }

    /// What `body` does with the store, tried again with growing pauses while a fault lasts that can pass.
    ///
    /// Throws the `StoreError` of any other, and a `CancellationError` where the task is cancelled in a pause.
    ///
    /// - Parameter watch: that of a store which is open, by which the fault is told.
    func attempt<Result>(
        _ watch: StoreWatch? = nil, _ body: () async throws(StoreError) -> Result
    ) async throws -> Result {
        let since = clock.now
        var error: StoreError
        do throws(StoreError) {
            return try await body()
        } catch let first {
            guard mode == .continuous, first.kind.mayPass else { throw first }
            error = first
        }
        log.error(
            .storeOutage, "the store cannot be written, the start waits until it can: \(error)")
        var report = DaemonReport.ofThisProcess(since: since)
        // The watch has one.
        let file: ReportFile? =
            watch == nil ? ReportFile.make(report, state: state, folders: runtime) : nil
        defer { file?.remove() }
        var pauses = RegainPauses()
        while true {
            onStatus("starting; the store cannot be written, the start waits: \(error)")
            report.fault = DaemonReport.Fault(since: since, text: "\(error)")
            file?.write(report)
            await watch?.tell(start: "\(error)")
            let pause = pauses.next()
            onPause(pause)
            try await sleep(pause)
            do throws(StoreError) {
                let result = try await body()
                await watch?.tell(start: nil)
                log.notice(
                    .storeBack,
                    "the store can be written after \(clock.now.seconds(since: since)) s; the start goes on"
                )
                return result
            } catch let next {
                guard next.kind.mayPass else { throw next }
                // The same fault is told once, however often it is met.
                if next.kind != error.kind {
                    log.error(.storeOutage, "the store still cannot be written: \(next)")
                }
                error = next
            }
        }
    }
}
