internal import Platform
internal import Storage

/// Adds to the search index what was stored before there was one, in small steps beside the work.
struct SearchIndexing: Sendable {
    let store: Store
    let watch: StoreWatch
    let log: Log
    /// The daemon ends soon.
    let stopping: Locked<Bool>

    /// Entries that are added at once, and the milliseconds between two such steps: what polls bring
    /// must not wait for long, nor the index take all of a core.
    private static let step = 256
    private static let pause = 20
    /// Seconds until a step that failed is tried again.
    private static let retry = 60
    /// The steps that a single round adds to its work.
    private static let stepsOnce = 100

    /// Works until all is added or the task is cancelled; waits while the store cannot be written.
    func run() async {
        var isNews = false
        while !isStopping {
            var pause = Duration.milliseconds(Self.pause)
            do throws(StoreError) {
                if await watch.fault != nil {
                    pause = .seconds(Self.retry)
                } else if try await store.indexOlderEntries(limit: Self.step) {
                    isNews = true
                } else {
                    if isNews { log.info(.searchIndexed, "older entries can all be searched now") }
                    return
                }
            } catch {
                // The watch tells what is the fault of the place, and once.
                if !watch.notice(error) { tell(error) }
                pause = .seconds(Self.retry)
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Adds so much as a single round may take for it.
    func runOnce() async {
        do throws(StoreError) {
            for _ in 0..<Self.stepsOnce where !isStopping {
                guard try await store.indexOlderEntries(limit: Self.step) else { return }
            }
        } catch {
            tell(error)
        }
    }

    private var isStopping: Bool { stopping.withLock { $0 } || Task.isCancelled }

    private func tell(_ error: StoreError) {
        log.error(.searchIncomplete, "search does not find all older entries yet: \(error)")
    }
}
