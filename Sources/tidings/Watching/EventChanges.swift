internal import Events
internal import Storage
internal import Values

/// How an event differs from what it was at the look before.
enum EventChange: String, Sendable {
    /// It was not there, or too few publishers told it.
    case new
    /// It was not there, and an undo gave it entries back that were decided to be another's.
    case returned
    /// It has more publishers, or more texts that are no copies.
    case grown
    /// It got an entry that is dated before the days that are looked at.
    case late
    /// An entry of it, which was there before, has another title or text.
    case corrected
}

/// Tells what changed between two looks at the events of the last days.
///
/// Holds what the last look saw and nothing older, so that its size is bounded by a look's.
struct EventChanges: Sendable {
    struct Change: Equatable, Sendable {
        var id: ClusterID
        var change: EventChange
    }

    private struct Seen {
        var publishers: Int
        var texts: Int
    }

    private var seen: [ClusterID: Seen] = [:]
    private var horizon = Timestamp(seconds: .min)

    /// Takes what is there before anything changes: the events with an entry since `horizon`.
    init(_ sizes: [ClusterSize], horizon: Timestamp) {
        keep(sizes, horizon)
    }

    /// The events that were not among those of the last look though they had begun before what that could
    /// see: they may have been there then.
    func unseen(_ sizes: [ClusterSize]) -> [ClusterID] {
        sizes.filter { seen[$0.id] == nil && $0.first < horizon }.map(\.id)
    }

    /// What changed since the look before, the event with the latest entry last.
    ///
    /// - Parameters:
    ///   - sizes: the events with an entry since `horizon`, the latest first.
    ///   - former: what the events of `unseen` were at the last look that would have been told then; the
    ///     others are new.
    ///   - returned: the events that got entries back since, by an undo.
    mutating func look(
        _ sizes: [ClusterSize], horizon: Timestamp,
        former: [ClusterID: FormerClusterSize] = [:], returned: Set<ClusterID> = []
    ) -> [Change] {
        var changes: [Change] = []
        for size in sizes.reversed() {
            if let old = seen[size.id] {
                guard size.publishers > old.publishers || size.texts > old.texts else { continue }
                changes.append(Change(id: size.id, change: .grown))
            } else if returned.contains(size.id) {
                changes.append(Change(id: size.id, change: .returned))
            } else if let old = former[size.id] {
                // A copy brings it back into sight, and makes it no larger.
                guard
                    size.publishers > old.publishers || size.texts > old.texts || !old.hasNewer
                else { continue }
                changes.append(Change(id: size.id, change: .grown))
            } else {
                changes.append(Change(id: size.id, change: .new))
            }
        }
        keep(sizes, horizon)
        return changes
    }

    private mutating func keep(_ sizes: [ClusterSize], _ horizon: Timestamp) {
        seen = Dictionary(
            sizes.map { ($0.id, Seen(publishers: $0.publishers, texts: $0.texts)) },
            uniquingKeysWith: { first, _ in first })
        self.horizon = horizon
    }
}
