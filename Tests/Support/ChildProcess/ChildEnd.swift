import Glibc
import Platform

/// The end of a child, for which a thread waits from its start on.
///
/// A child that has ended while nobody waits for it costs all tests: the thread by which Swift Testing waits
/// for exit tests is told of it again and again, and takes a sixth of the processors.
final class ChildEnd: @unchecked Sendable {
    // The only mutable state is the exit status, behind a lock.
    private let identifier: pid_t
    private let status = Locked<Int32?>(nil)

    init(of identifier: pid_t) {
        self.identifier = identifier
        do {
            try OwnThread.detach { self.keep() }
        } catch {
            fatalError("no thread for process \(identifier): \(error)")
        }
    }

    /// How it ended; nil while it runs.
    var ending: ChildProcess.Ending? { status.withLock { $0 }.map(ChildProcess.Ending.init) }

    /// Sends it a signal; nothing once it has ended, when its number may be another's.
    func signal(_ number: Int32) {
        status.withLock { status in
            if status == nil { kill(identifier, number) }
        }
    }

    /// Ends it if it runs, and waits until it has gone.
    func force() {
        signal(SIGKILL)
        while ending == nil { usleep(1_000) }
    }

    private func keep() {
        // Its number is its own until it was waited for, which happens under the lock.
        var told = siginfo_t()
        while waitid(P_PID, id_t(identifier), &told, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        status.withLock { status in
            var raw: Int32 = 0
            waitpid(identifier, &raw, 0)
            status = raw
        }
    }
}
