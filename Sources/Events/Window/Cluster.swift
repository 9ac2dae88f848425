/// A cluster of the window.
struct Cluster: Sendable {
    var id: ClusterID
    /// Slots of its documents, copies among them, in no order that means anything.
    var members: [Int] = []
    /// Documents of it that have left the window, of which people decided something: see `Departed`.
    var departed: [Document.ID] = []
    /// Its originals: what it is compared by.
    var shape = GroupShape()
    /// What size and shortness multiply its scores by.
    var factor = 1.0
    /// Rises with every change, so that a score can be told to be out of date.
    var version = 0

    init(id: ClusterID, version: Int = 0) {
        self.id = id
        self.version = version
    }
}

/// What the score needs of a group of documents beside the sum of their vectors.
struct GroupShape: Sendable {
    /// Originals in it; copies count for nothing.
    @Narrow<UInt32> private(set) var count = 0
    /// The sum of their shortness.
    @Narrow<UInt32> private var shortness = 0
    // The first is behind the last where none of them has a date.
    private var first = Int64.max
    private var last = Int64.min

    /// Seconds of UTC; nil when none of them has a date.
    var dates: ClosedRange<Int64>? { first <= last ? first...last : nil }

    init() {}

    init(of document: HeldDocument) {
        add(document)
    }

    mutating func add(_ document: HeldDocument) {
        count += 1
        shortness += document.shortness.units
        guard let date = document.published else { return }
        first = min(first, date)
        last = max(last, date)
    }

    /// Takes a member out; false, and nothing done, where its date bounds those of the group, which
    /// only the other members tell.
    mutating func remove(_ document: HeldDocument) -> Bool {
        if let date = document.published {
            guard first < date, date < last else { return false }
        }
        count -= 1
        shortness -= document.shortness.units
        return true
    }

    mutating func add(_ other: GroupShape) {
        count += other.count
        shortness += other.shortness
        first = min(first, other.first)
        last = max(last, other.last)
    }

    /// Mean shortness of the members of two groups, 0–1.
    static func meanShortness(of a: GroupShape, and b: GroupShape) -> Double {
        Double(a.shortness + b.shortness) / Double(max(1, a.count + b.count) * Shortness.unit)
    }

    /// Mean shortness of the members, 0–1.
    var meanShortness: Double {
        Double(shortness) / Double(max(1, count) * Shortness.unit)
    }
}
