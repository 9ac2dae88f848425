internal import Platform

/// The time that a kind of work took since the start, waits within it included.
final class WorkTime: Sendable {
    /// Nanoseconds of a clock that never goes back.
    private let monotonic: @Sendable () -> UInt64
    private let spent = Locked<UInt64>(0)

    init(monotonic: @escaping @Sendable () -> UInt64 = { SystemTime.monotonicNanoseconds() }) {
        self.monotonic = monotonic
    }

    var nanoseconds: UInt64 { spent.withLock { $0 } }

    /// Does `work` and adds the time it takes, once it is done.
    func measure(_ work: () async -> Void) async {
        let start = monotonic()
        await work()
        add(since: start)
    }

    /// The same of work that does not wait.
    func timed<Value, Failure: Error>(
        _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = monotonic()
        defer { add(since: start) }
        return try work()
    }

    private func add(since start: UInt64) {
        let time = monotonic() &- start
        spent.withLock { $0 &+= time }
    }
}
