internal import Platform
internal import Values

/// Chance without secrets: to ask the system for each number would be a system call for each poll.
enum Chance {
    /// A number in 0..<1 at each call, from a seed of the system's.
    static func numbers() -> @Sendable () -> Double {
        let numbers = Locked(SplitMix(seed: .random(in: .min ... .max)))
        return { numbers.withLock { $0.fraction() } }
    }
}
