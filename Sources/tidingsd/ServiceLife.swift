internal import Platform
internal import Systemd

/// What systemd is told of the course of the service: nothing more once that it stops, which else would
/// seem to be taken back.
final class ServiceLife: Sendable {
    private let isStopping = Locked(false)

    /// It has started, or waits for what only a person can mend; or a reload is done.
    func ready() {
        unlessStopping { ServiceNotifier.ready() }
    }

    func reloading() {
        unlessStopping {
            ServiceNotifier.reloading(monotonicNanoseconds: SystemTime.monotonicNanoseconds())
        }
    }

    func stopping() {
        isStopping.withLock { isStopping in
            isStopping = true
            ServiceNotifier.stopping()
        }
    }

    /// What is told is told in the order of the calls.
    private func unlessStopping(_ tell: () -> Void) {
        isStopping.withLock { if !$0 { tell() } }
    }
}
