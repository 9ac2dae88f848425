internal import Platform
internal import Storage
internal import Values

/// Where the metrics of a run are read.
public struct MetricsSource: Sendable {
    let poller: Poller
    let watch: StoreWatch
    let parsingTime: WorkTime
    let clusteringTime: WorkTime
    /// The folder of the database.
    let state: String
    let start: Timestamp

    /// All but what the database holds.
    func metrics() async -> Metrics {
        // The loop is not waited for: a monitor has to hear of one that hangs.
        await Metrics(
            start: start, tally: poller.tally, pulse: poller.pulse, toStore: poller.unstoredCount,
            isStoreWritable: watch.fault == nil, areFeedsValid: watch.areFeedsValid,
            storeOutages: watch.outages,
            parsingNanoseconds: parsingTime.nanoseconds,
            clusteringNanoseconds: clusteringTime.nanoseconds)
    }
}

/// The file from which a monitor reads how the daemon is: node_exporter's textfile collector.
///
/// It reads the database beside the store, as the command line does, and on a thread of its own,
/// since both that and writing block.
public actor MetricsFile {
    private let executor = QueueExecutor(label: "tidings.metrics")
    private let path: String
    private let source: MetricsSource
    private let log: Log
    private var isFailing = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor alive.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// - Parameter path: replaced at each writing; its folder has to be there.
    public init(path: String, source: MetricsSource, log: Log) {
        self.path = path
        self.source = source
        self.log = log
    }

    /// Writes the file until the task is cancelled, and waits for `interval` between two times.
    public func run(every interval: Duration = .seconds(15)) async {
        while !Task.isCancelled {
            await write()
            try? await Task.sleep(for: interval)
        }
    }

    /// Writes it once. That it cannot be written is logged once, until it can be again, and told to
    /// commands as long as it is so.
    public func write() async {
        var metrics = await source.metrics()
        metrics.store = (try? StoreSession(folder: source.state).status()).map { .init($0) }
        do throws(FileError) {
            try AtomicFile.renew(path: path, with: Array(metrics.text.utf8))
            isFailing = false
            await source.watch.tell(metrics: nil)
        } catch {
            if !isFailing {
                log.warning(.metricsUnwritten, "the metrics cannot be written: \(error)")
            }
            isFailing = true
            await source.watch.tell(metrics: "\(error)")
        }
    }
}
