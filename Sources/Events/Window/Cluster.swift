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
    /// How many have the first date, and how many the last: only the others tell what comes next to a date
    /// that one alone has.
    @Narrow<UInt32> private var firstCount = 0
    @Narrow<UInt32> private var lastCount = 0

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
        include(date...date, atFirst: 1, atLast: 1)
    }

    private mutating func include(
        _ dates: ClosedRange<Int64>, atFirst: Int, atLast: Int
    ) {
        if dates.lowerBound <= first {
            firstCount = dates.lowerBound < first ? atFirst : firstCount + atFirst
            first = dates.lowerBound
        }
        if dates.upperBound >= last {
            lastCount = dates.upperBound > last ? atLast : lastCount + atLast
            last = dates.upperBound
        }
    }

    /// Takes a member out; false, and nothing done, where its date alone bounds those of the group, so that
    /// only the other members tell what does then.
    mutating func remove(_ document: HeldDocument) -> Bool {
        if let date = document.published {
            guard date > first || firstCount > 1, date < last || lastCount > 1 else { return false }
            if date == first { firstCount -= 1 }
            if date == last { lastCount -= 1 }
        }
        count -= 1
        shortness -= document.shortness.units
        return true
    }

    mutating func add(_ other: GroupShape) {
        count += other.count
        shortness += other.shortness
        guard let dates = other.dates else { return }
        include(dates, atFirst: other.firstCount, atLast: other.lastCount)
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
