@preconcurrency internal import Dispatch

/// A serial executor on a thread of its own, for an actor that blocks in C or computes for long.
///
/// The cooperative pool has as many threads as there are cores: an actor that waited for the disk
/// on one of them would hold up everything else.
public final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// `label` names the queue in a debugger.
    public init(label: String) {
        queue = DispatchQueue(label: label)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
