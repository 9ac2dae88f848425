public import Glibc

/// A thread beside those of the cooperative pool, for what waits in C for long.
public enum OwnThread {
    /// The system has no more threads.
    public struct Lack: Error, CustomStringConvertible {
        /// What pthread_create(3) answered.
        public let code: Int32
        public var description: String { "error \(code)" }
    }

    /// Runs `body` on a new thread, which ends with it, and is to be joined or detached.
    public static func start(
        _ body: @escaping @Sendable () -> Void
    ) throws(Lack) -> pthread_t {
        let job = Unmanaged.passRetained(Job(body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, job.toOpaque())
        guard code == 0 else {
            job.release()
            throw Lack(code: code)
        }
        return thread
    }

    /// The same on a thread that nobody waits for.
    public static func detach(_ body: @escaping @Sendable () -> Void) throws(Lack) {
        pthread_detach(try start(body))
    }

    private final class Job: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
