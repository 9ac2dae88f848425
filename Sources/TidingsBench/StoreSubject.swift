internal import FeedParsing
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Storing what polls brought, and storing the same again.
enum StoreSubject {
    static func measure(_ material: Material) async throws -> [Measurement] {
        let feeds = 200
        let subscriptions = (0..<feeds).map { Subscription(url: "https://f\($0).example/feed") }
        let entries = (0..<feeds).reduce(0) { sum, feed in
            sum + material.feeds[feed % material.feeds.count].entries.count
        }
        let cold = Measurement.Work(
            name: "store, new", amount: Double(entries), unit: "entries",
            note: "64 feeds a transaction"
        ) {
            try await inFreshStore { store in try await record(material, subscriptions, store) }
        }
        let again = Measurement.Work(
            name: "store, new and unchanged", amount: Double(2 * entries), unit: "entries",
            note: "the same documents twice"
        ) {
            try await inFreshStore { store in
                let new = try await record(material, subscriptions, store)
                return try await new + record(material, subscriptions, store)
            }
        }
        return try await Measurement.all([cold, again])
    }

    private static func inFreshStore(_ work: (Store) async throws -> Int) async throws -> Int {
        let folder = try ScratchFolder()
        let store = try Store(folder: folder.path, clock: .system)
        let result = try await work(store)
        try await store.close()
        return result
    }

    /// Answers how many entries were new.
    private static func record(
        _ material: Material, _ subscriptions: [Subscription], _ store: Store
    ) async throws -> Int {
        let feeds = try await store.apply(
            subscriptions, publisher: Publisher.name(of:siteLink:))
        var new = 0
        for start in stride(from: 0, to: feeds.count, by: 64) {
            let batch = (start..<min(start + 64, feeds.count)).map { place in
                PollResult(
                    feed: feeds[place].id, state: PollState(due: nil),
                    document: material.feeds[place % material.feeds.count])
            }
            for receipt in try await store.record(batch) { new += receipt.new }
        }
        return new
    }
}
