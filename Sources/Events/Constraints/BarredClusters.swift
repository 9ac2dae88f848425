/// Clusters that something may not be put into by score.
struct BarredClusters {
    var clusters: Set<Int> = []

    static let none = BarredClusters()

    func contains(_ cluster: Int) -> Bool {
        !clusters.isEmpty && clusters.contains(cluster)
    }
}
