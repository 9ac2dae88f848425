/// The clusters of the window, by slot: the slot of one that has ended is given to the next that opens.
///
/// What searches read of very many clusters stands side by side, and follows every change of a cluster's
/// measures here alone.
struct HeldClusters: Sendable {
    private let settings: ClusterSettings
    private var held: [Cluster] = []
    /// Slots that are free.
    private var vacant: [Int] = []
    /// By slot: what a cluster's size and shortness multiply its scores by, over its originals.
    private(set) var reaches: [Double] = []
    /// The largest `factor` of a cluster that there is, as it is after a restart: what is looked at, and so
    /// what is told as the nearest, depends on it.
    private(set) var largestFactor = 1.0

    init(settings: ClusterSettings) { self.settings = settings }

    /// The clusters that there are.
    var openCount: Int { held.count - vacant.count }

    /// Opens an empty cluster; answers its slot.
    mutating func open(id: ClusterID) -> Int {
        if let slot = vacant.popLast() {
            held[slot] = Cluster(id: id, version: held[slot].version + 1)
            reaches[slot] = 1
            return slot
        }
        held.append(Cluster(id: id))
        reaches.append(1)
        return held.count - 1
    }

    /// Frees the slot of a cluster without members.
    mutating func close(_ slot: Int) {
        held[slot].shape = GroupShape()
        setFactor(1, of: slot)
        held[slot].version += 1
        vacant.append(slot)
    }

    mutating func removeAll() { self = HeldClusters(settings: settings) }

    /// Takes the largest factor anew from those that are noted from now on.
    mutating func forgetLargestFactor() { largestFactor = 1 }

    /// Takes over the measures of a cluster's originals.
    mutating func note(_ shape: GroupShape, of slot: Int) {
        held[slot].shape = shape
        noteChange(of: slot)
    }

    /// Counts an original in. `noteChange` has to follow.
    mutating func count(_ document: HeldDocument, in slot: Int) { held[slot].shape.add(document) }

    /// Takes an original out of the measures; false, and nothing done, where only the other members can
    /// tell these. `noteChange` has to follow.
    mutating func uncount(_ document: HeldDocument, in slot: Int) -> Bool {
        held[slot].shape.remove(document)
    }

    /// To be called when the members or the measures of a cluster have changed.
    mutating func noteChange(of slot: Int) {
        setFactor(held[slot].shape.factor(settings), of: slot)
        reaches[slot] = held[slot].factor / Double(Swift.max(1, held[slot].shape.count))
        held[slot].version += 1
    }

    private mutating func setFactor(_ factor: Double, of slot: Int) {
        let former = held[slot].factor
        held[slot].factor = factor
        if factor >= largestFactor {
            largestFactor = factor
        } else if former == largestFactor {
            largestFactor = held.reduce(1) { Swift.max($0, $1.factor) }
        }
    }
}

extension HeldClusters: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { held.count }

    subscript(slot: Int) -> Cluster {
        get { held[slot] }
        _modify { yield &held[slot] }
    }
}
