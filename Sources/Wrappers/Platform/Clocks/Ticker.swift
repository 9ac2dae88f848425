@preconcurrency internal import Dispatch

/// Calls something again and again, on a thread of Dispatch's, until it is let go of.
public final class Ticker: Sendable {
    private let timer: any DispatchSourceTimer

    /// Calls `action` after `delay` milliseconds and then every `interval`.
    public init(after delay: Int, every interval: Int, _ action: @escaping @Sendable () -> Void) {
        timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
        timer.setEventHandler(handler: action)
        timer.schedule(
            deadline: .now() + .milliseconds(delay), repeating: .milliseconds(interval))
        timer.resume()
    }

    /// Calls it no more; one call may be under way.
    public func stop() { timer.cancel() }

    deinit { timer.cancel() }
}
