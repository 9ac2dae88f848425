internal import Platform
public import Values

/// A clock that a test sets.
public struct TestClock: Sendable {
    /// The moment at which one stands to which nothing else is said.
    public static let start = Timestamp(seconds: 1_700_000_000)

    /// What is given to all that read the time.
    public let clock: WallClock
    private let base: WallClock
    /// How far it is ahead of `base`, in seconds.
    private let ahead: Locked<Int64>

    /// A clock that is set beside `base`, such as the machine's.
    ///
    /// - Parameter step: the seconds by which each look at it has it go on.
    public init(over base: WallClock, step: Int64 = 0) {
        let ahead = Locked<Int64>(0)
        self.base = base
        self.ahead = ahead
        clock = WallClock {
            base.now.advanced(
                by: ahead.withLock { ahead in
                    ahead += step
                    return ahead
                })
        }
    }

    /// A clock that stands at `moment`.
    public init(at moment: Timestamp = start, step: Int64 = 0) {
        self.init(over: WallClock { moment }, step: step)
    }

    /// Lets so many seconds pass; of fewer than none, it is set back.
    public func pass(_ seconds: Int64) { ahead.withLock { $0 += seconds } }

    /// Sets it to `moment`.
    public func set(to moment: Timestamp) {
        ahead.withLock { $0 = moment.seconds(since: base.now) }
    }
}
