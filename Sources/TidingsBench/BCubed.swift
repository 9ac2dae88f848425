/// B-cubed precision, recall and F1 of a clustering against a truth (Bagga and Baldwin 1998): for
/// each item, how much of its cluster is of its event, and how much of its event is in its cluster.
struct BCubed {
    let precision: Double
    let recall: Double

    var f1: Double {
        precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }

    /// `items` have the event that is true and the cluster that was found, one pair an item.
    init(_ items: [(event: String, cluster: String)]) {
        var both: [String: [String: Int]] = [:]
        var events: [String: Int] = [:]
        var clusters: [String: Int] = [:]
        for item in items {
            both[item.event, default: [:]][item.cluster, default: 0] += 1
            events[item.event, default: 0] += 1
            clusters[item.cluster, default: 0] += 1
        }
        var precision = 0.0
        var recall = 0.0
        // In a fixed order: floating-point sums depend on it.
        for (event, found) in both.sorted(by: { $0.key < $1.key }) {
            for (cluster, count) in found.sorted(by: { $0.key < $1.key }) {
                precision += Double(count * count) / Double(clusters[cluster] ?? 1)
                recall += Double(count * count) / Double(events[event] ?? 1)
            }
        }
        self.precision = items.isEmpty ? 0 : precision / Double(items.count)
        self.recall = items.isEmpty ? 0 : recall / Double(items.count)
    }
}
