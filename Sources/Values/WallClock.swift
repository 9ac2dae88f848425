internal import Platform

/// Where a decision reads the time: the system's clock in the programs, a clock of its own in a
/// test or a simulation.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Timestamp

    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    /// The time now.
    public var now: Timestamp { read() }

    /// The clock of the machine.
    public static let system = WallClock { Timestamp(seconds: SystemTime.secondsSinceEpoch()) }
}
