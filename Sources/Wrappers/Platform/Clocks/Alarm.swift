@preconcurrency internal import Dispatch

/// Calls something within times that are set again and again, until it is let go of.
///
/// For waits that a daemon at rest begins anew: on Linux the runtime's own timer, once a task has
/// slept, wakes a thread each second for good.
public final class Alarm {
    private let timer: any DispatchSourceTimer
    /// When it rings next; past where it has rung.
    private var next: ContinuousClock.Instant?

    /// Calls `action` on a thread of Dispatch's each time it rings.
    public init(_ action: @escaping @Sendable () -> Void) {
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.setEventHandler(handler: action)
        timer.schedule(deadline: .distantFuture)
        timer.resume()
    }

    /// Rings after `seconds`, once; the time for which the machine is suspended may not count. Where it rings
    /// sooner anyway, that is left as it is, and who is woken for nothing asks again: to set a timer takes
    /// as long as to be woken by one.
    public func ring(within seconds: Int64) {
        let now = ContinuousClock.now
        let wanted = now.advanced(by: .seconds(seconds))
        if let next, now < next, next <= wanted { return }
        next = wanted
        timer.schedule(deadline: .now() + .seconds(Int(clamping: seconds)))
    }

    deinit { timer.cancel() }
}
