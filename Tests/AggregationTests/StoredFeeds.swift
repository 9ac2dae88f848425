import Subscriptions

@testable import Storage

extension Store {
    /// The enabled feeds of the last `apply`, in its order, as they are stored.
    func storedFeeds() throws -> [FeedRecord] {
        try declared.inOrder.filter(\.subscription.isEnabled).compactMap {
            try FeedTable.record($0.id, $0.subscription, connection)
        }
    }
}
