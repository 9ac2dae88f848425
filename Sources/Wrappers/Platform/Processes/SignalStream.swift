@preconcurrency internal import Dispatch
import Glibc

/// The signals that a daemon is told things by, as an async sequence.
///
/// Over Dispatch sources: blocking signals and waiting for them does not work, since threads of
/// the runtime exist before `main` and would take the default action.
public final class SignalStream: Sendable {
    public enum Signal: Sendable { case terminate, reload }

    public let signals: AsyncStream<Signal>
    private let sources: [any DispatchSourceSignal]

    /// From now on SIGTERM and SIGINT are `terminate`, SIGHUP is `reload`, and SIGPIPE is ignored.
    public init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self)
        signals = stream
        let wanted: [(Int32, Signal)] = [
            (SIGTERM, .terminate), (SIGINT, .terminate), (SIGHUP, .reload),
        ]
        sources = wanted.map { number, signal in
            Glibc.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(signal) }
            source.resume()
            return source
        }
        Glibc.signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
