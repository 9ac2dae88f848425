@preconcurrency internal import Dispatch

/// Calls something once after a time, unless it is cancelled or let go of before.
///
/// For waits that a daemon at rest begins anew: on Linux the runtime's own timer, once a task has
/// slept, wakes a thread each second for good.
public final class Alarm: Sendable {
    private let timer: any DispatchSourceTimer

    /// Calls `action` on a thread of Dispatch's after `seconds`; the time for which the machine is
    /// suspended may not count.
    public init(after seconds: Int64, _ action: @escaping @Sendable () -> Void) {
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.setEventHandler(handler: action)
        timer.schedule(deadline: .now() + .seconds(Int(clamping: seconds)))
        timer.resume()
    }

    public func cancel() { timer.cancel() }

    deinit { timer.cancel() }
}
