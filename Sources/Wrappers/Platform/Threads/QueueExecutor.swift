import Glibc

/// A serial executor on a thread of its own, for an actor that blocks in C or computes for long.
///
/// The cooperative pool has as many threads as there are cores: an actor that waited for the disk
/// on one of them would hold up everything else. A queue of Dispatch would do it too, but has no thread of
/// its own: under a steady load its pool becomes larger for minutes, each thread with a stack.
public final class QueueExecutor: SerialExecutor {
    private let jobs = JobQueue()

    /// `label` names the thread, its first fifteen bytes.
    public init(label: String) {
        do {
            try OwnThread.detach { [jobs] in
                CurrentThread.setName(label)
                jobs.run()
            }
        } catch {
            fatalError("no thread for \(label): \(error)")
        }
    }

    deinit { jobs.close() }

    public func enqueue(_ job: consuming ExecutorJob) {
        jobs.put(JobQueue.Job(job: UnownedJob(job), executor: self))
    }
}

/// Jobs in the order in which they came, and the thread that waits for them.
private final class JobQueue: @unchecked Sendable {
    struct Job {
        let job: UnownedJob
        /// Kept until the job is done, which may let go of the last actor on it.
        let executor: QueueExecutor
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Job] = []
    private var isClosed = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func put(_ job: Job) {
        locked { waiting.append(job) }
        pthread_cond_signal(changed)
    }

    /// The thread ends once what waits is done.
    func close() {
        locked { isClosed = true }
        pthread_cond_signal(changed)
    }

    /// Does jobs until the queue is closed and empty.
    func run() {
        while let jobs = take() {
            for job in jobs { job.job.runSynchronously(on: job.executor.asUnownedSerialExecutor()) }
        }
    }

    /// All that wait, once there are any; nil when none will come.
    private func take() -> [Job]? {
        locked {
            while waiting.isEmpty, !isClosed { pthread_cond_wait(changed, mutex) }
            defer { waiting = [] }
            return waiting.isEmpty ? nil : waiting
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
