internal import Events
internal import SQLite

/// Where the entries that people decided about are, and are to go, counted by the groups that stay together.
///
/// Whether an entry may go somewhere is told by these counts, not by a look at each of the thousands of
/// entries that it stays with or is kept apart from: what is decided for all of two events takes time in
/// proportion to their entries, not to the pairs of them.
struct HandGroups {
    /// A place in `Constraints`.
    private typealias Group = Int

    private struct Place {
        var event: ClusterID
        /// The event that it is to go to.
        var target: ClusterID?

        var last: ClusterID { target ?? event }

        func isOrGoes(to other: ClusterID) -> Bool { event == other || target == other }
    }

    private struct Counts {
        /// The entries that are in any event.
        var placed = 0
        /// By event: those that are there, or are to go there.
        var near: [ClusterID: Int] = [:]
        /// By event: those that are there once all have gone.
        var last: [ClusterID: Int] = [:]
    }

    private let constraints: Constraints
    private var places: [EntryID: Place] = [:]
    private var counts: [Group: Counts] = [:]
    /// By group and event: how many groups that it is kept apart from have entries there once all have gone.
    private var opposed: [Group: [ClusterID: Int]] = [:]

    /// - Parameter entries: those that are asked about, and that go.
    init(
        of entries: some Sequence<EntryID>, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        self.constraints = constraints
        let asked = Set(entries.lazy.compactMap(constraints.group))
        for group in asked { opposed[group] = [:] }
        for group in asked.union(constraints.foes(of: asked)) {
            for entry in constraints.members(of: group) {
                guard let event = try MembershipTable.cluster(of: entry, connection) else {
                    continue
                }
                places[entry] = Place(event: event)
                count(Place(event: event), in: group, by: 1)
            }
        }
    }

    /// Whether all that an entry stays with is in an event or is to go there, and none that it is kept apart
    /// from will be. What it is pinned beside is among those that it stays with.
    func mayGo(_ entry: EntryID, to event: ClusterID) -> Bool {
        guard let group = constraints.group(of: entry) else { return true }
        if opposed[group]?[event] ?? 0 > 0 { return false }
        guard let counts = counts[group] else { return true }
        var (others, near) = (counts.placed, counts.near[event] ?? 0)
        if let place = places[entry] {
            others -= 1
            if place.isOrGoes(to: event) { near -= 1 }
        }
        return near == others
    }

    /// Says where an entry is to go; nil: it stays.
    mutating func setTarget(_ target: ClusterID?, of entry: EntryID) {
        guard let place = places[entry] else { return }
        set(Place(event: place.event, target: target), of: entry, instead: place)
    }

    /// Says that an entry is in another event now.
    mutating func move(_ entry: EntryID, to event: ClusterID) {
        guard let place = places[entry] else { return }
        set(Place(event: event), of: entry, instead: place)
    }

    private mutating func set(_ place: Place, of entry: EntryID, instead former: Place) {
        guard let group = constraints.group(of: entry) else { return }
        places[entry] = place
        count(place, in: group, by: 1)
        count(former, in: group, by: -1)
    }

    private mutating func count(_ place: Place, in group: Group, by step: Int) {
        var counts = self.counts.removeValue(forKey: group) ?? Counts()
        let former = counts.last[place.last] ?? 0
        counts.placed += step
        counts.last[place.last] = former + step
        counts.near[place.event, default: 0] += step
        if let target = place.target, target != place.event {
            counts.near[target, default: 0] += step
        }
        self.counts[group] = counts
        guard former == 0 || former + step == 0 else { return }
        for foe in constraints.foes(of: CollectionOfOne(group)) {
            opposed[foe]?[place.last, default: 0] += step
        }
    }
}
