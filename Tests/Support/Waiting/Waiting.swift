/// The longest that a test waits for what has to come. It ends a run in which it does not, and says nothing
/// of how soon it comes: a machine may have other work.
private let longestWait: Duration = .seconds(300)

/// Waits until `condition` holds, for five minutes at most; whether it does.
///
/// No thread is held meanwhile: the tests of a run share as many as there are cores.
public func becomesTrue(_ condition: () async throws -> Bool) async throws -> Bool {
    let end = SuspendingClock.now + longestWait
    while SuspendingClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await condition()
}
