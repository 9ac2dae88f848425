internal import Platform
internal import Storage
internal import Values

/// Sees to it that a store which cannot be written is told, left in peace, and taken up again.
///
/// Who meets a fault says so with `notice`; the first one begins an outage, in which `run` tries the
/// store again and again, and after which it tells whoever waits.
actor StoreWatch {
    private let store: Store
    private let clock: WallClock
    private let log: Log
    private var file: ReportFile?
    /// What commands are told of this process, in `file` and in the lock of the store.
    private var report: DaemonReport
    /// Why the store cannot be written; nil while it can.
    private(set) var fault: StoreError?
    /// How many outages began.
    private(set) var outages = 0
    /// Whether an outage has begun: what fails in it is no news.
    private let isOut = Locked(false)
    private let faults: AsyncStream<StoreError>
    private let teller: AsyncStream<StoreError>.Continuation

    private var pauses = RegainPauses()
    private var mended: Timestamp?

    /// - Parameter runtime: folders that may take the report, the best first.
    init(store: Store, state: String, runtime: [String], clock: WallClock, log: Log) {
        self.store = store
        self.clock = clock
        self.log = log
        report = store.started
        file = ReportFile.make(report, state: state, folders: runtime)
        (faults, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Takes notice that the store failed, and answers whether it is the fault of its place, which the watch
    /// tells: what is not is passed over, and the caller's to tell.
    @discardableResult
    nonisolated func notice(_ error: StoreError) -> Bool {
        guard error.kind.isOfPlace else { return false }
        let isNews = isOut.withLock { isOut in
            defer { isOut = true }
            return !isOut
        }
        if isNews { teller.yield(error) }
        return true
    }

    /// Works until it is cancelled: `hold` is called when an outage begins, `resume` when the store
    /// can be written again, and `afterwards` when nothing is held any more.
    func run(
        hold: @Sendable (StoreError) async -> Void,
        resume: @Sendable () async throws(StoreError) -> Void,
        afterwards: @Sendable () async -> Void
    ) async {
        for await error in faults {
            await begin(error)
            await hold(error)
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(pauses.next()))
                } catch {
                    return
                }
                do throws(StoreError) {
                    try await store.regain()
                    // What fails from here on is a new outage.
                    isOut.withLock { $0 = false }
                    try await resume()
                    break
                } catch {
                    isOut.withLock { $0 = true }
                    await change(to: error)
                }
            }
            if Task.isCancelled { return }
            await end()
            await afterwards()
        }
    }

    /// Whether no fault of feeds.yml was told.
    var areFeedsValid: Bool { report.feeds == nil }

    /// Tells commands what a start waits for that has the store open; nil: nothing any more.
    func tell(start text: String?) async { await tell(\.fault, text) }

    /// Tells commands what is wrong with feeds.yml; nil: nothing.
    func tell(feeds text: String?) async { await tell(\.feeds, text) }

    /// Tells commands why the metrics cannot be written; nil: they can.
    func tell(metrics text: String?) async { await tell(\.metrics, text) }

    private func tell(
        _ part: WritableKeyPath<DaemonReport, DaemonReport.Fault?>, _ text: String?
    ) async {
        let old = report[keyPath: part]
        guard text != old?.text else { return }
        report[keyPath: part] = text.map {
            DaemonReport.Fault(since: old?.since ?? clock.now, text: $0)
        }
        await publish()
    }

    /// Whatever comes in between, the last report is the last to be written: the thread of the store takes
    /// them in the order in which they were sent.
    private func publish() async {
        file?.write(report)
        await store.publish(report)
    }

    /// The daemon ends.
    func close() {
        file?.remove()
        file = nil
    }

    private func begin(_ error: StoreError) async {
        outages += 1
        pauses.begin(afterWell: mended.map { clock.now.seconds(since: $0) })
        log.error(.storeOutage, "the store cannot be written, polling waits until it can: \(error)")
        await tell(error)
    }

    private func change(to error: StoreError) async {
        // The same fault is told once, however often it is met.
        if error.kind != fault?.kind {
            log.error(.storeOutage, "the store still cannot be written: \(error)")
        }
        await tell(error)
    }

    private func end() async {
        let since = report.fault?.since ?? clock.now
        fault = nil
        report.fault = nil
        await publish()
        mended = clock.now
        log.notice(
            .storeBack,
            "the store can be written again after \(clock.now.seconds(since: since)) s; polling goes on"
        )
    }

    private func tell(_ error: StoreError) async {
        fault = error
        report.fault = DaemonReport.Fault(
            since: report.fault?.since ?? clock.now, text: "\(error)")
        await publish()
        await store.hold(error.kind)
    }
}
