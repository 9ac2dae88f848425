/// Another grouping of the same documents, told by the numbers of the one before: a new group has
/// the number of the cluster that it overlaps most with, of two that want one the larger part. Where a
/// person pinned documents, the group that has them has the number of the cluster that they were in.
///
/// A number that no group has leads to the one that most of its documents are in; a group that has none
/// gets a new one.
public struct Regrouping: Sendable, Equatable {
    /// A cluster that became part of another.
    public struct Merge: Sendable, Equatable {
        public var old: ClusterID
        public var into: ClusterID
        public var documents: [Document.ID]
    }

    /// A part of a cluster that became one of its own.
    public struct Split: Sendable, Equatable {
        public var from: ClusterID
        public var new: ClusterID
        public var documents: [Document.ID]
    }

    /// A document that went to another cluster without either of these.
    public struct Move: Sendable, Equatable {
        public var document: Document.ID
        public var from: ClusterID
        public var to: ClusterID
    }

    /// By number.
    public private(set) var merges: [Merge] = []
    public private(set) var splits: [Split] = []
    /// By document.
    public private(set) var moves: [Move] = []
    /// Documents that stay as they are, and of which it is told anew why.
    public private(set) var retold: [Document.ID] = []
    /// What a store has to take over, copies that are told otherwise among it.
    public private(set) var changes = ClusterChanges()
    /// The number that the next new cluster gets.
    public private(set) var nextCluster: ClusterID

    /// - Parameters:
    ///   - old: what is stored of the documents.
    ///   - new: what a clusterer that was given them again decided, and its changes by way of it.
    ///   - kept: numbers of `old` that documents outside of both have: they live on in any case.
    ///   - pinned: documents that do not leave the cluster of `old` that they are in.
    ///   - released: documents of which it is told that people put them where they are, and that nothing which
    ///     people decided binds any more: why they are there is told anew, also where they stay.
    ///   - nextCluster: the lowest number that no cluster of `old` ever had.
    public init(
        from old: [Membership], to new: Reclustering, keeping kept: Set<ClusterID> = [],
        pinned: [Document.ID] = [], released: Set<Document.ID> = [], nextCluster: ClusterID
    ) {
        self.nextCluster = nextCluster
        let former = Dictionary(old.map { ($0.document, $0) }) { $1 }
        let members = Dictionary(grouping: new.memberships.keys) {
            new.memberships[$0]?.cluster ?? 0
        }.mapValues { $0.sorted() }
        let order = members.sorted { $0.value[0] < $1.value[0] }.map(\.key)
        var numbers = Self.overlaps(order, members, former, pinned, new)
        for group in order where numbers[group] == nil {
            numbers[group] = self.nextCluster
            self.nextCluster += 1
        }
        let placed = new.memberships.mapValues { numbers[$0.cluster] ?? 0 }
        let taken = Set(numbers.values)
        let groups = Dictionary(numbers.map { ($1, $0) }) { $1 }
        let parts = Dictionary(grouping: former.values, by: \.cluster)
        let fates = Self.fates(of: former, placed, kept.union(taken))
        let origins = Self.origins(of: order, members, former, numbers)
        for (id, target) in fates.sorted(by: { $0.key < $1.key }) {
            let gone = (parts[id] ?? []).filter { placed[$0.document] == target }
            merges.append(
                Merge(old: id, into: target, documents: gone.map(\.document).sorted()))
            changes.aliases.append(.init(old: id, new: target))
        }
        for group in order {
            guard let number = numbers[group], let origin = origins[number] else { continue }
            let left = (members[group] ?? []).filter { former[$0]?.cluster == origin }
            splits.append(Split(from: origin, new: number, documents: left))
        }
        var changed: Set<ClusterID> = []
        for (id, membership) in new.memberships.sorted(by: { $0.key < $1.key }) {
            guard let number = placed[id] else { continue }
            let before = former[id]
            let decision = Self.decision(on: id, new, numbers, from: before?.cluster, fates)
            let isChanged =
                before?.cluster != number || before?.copy != membership.copy
                || before?.standingText != membership.standingText
            guard isChanged || released.contains(id) && decision != nil else { continue }
            if isChanged { changed.insert(membership.cluster) } else { retold.append(id) }
            if let from = before?.cluster, from != number {
                if fates[from] != number && origins[number] != from {
                    moves.append(Move(document: id, from: from, to: number))
                }
                if let group = groups[from] { changed.insert(group) }
            }
            var membership = membership
            membership.cluster = number
            changes.memberships.append(membership)
            if let decision {
                changes.decisions.append(.init(document: id, decision: decision))
            }
        }
        for group in order where changed.contains(group) {
            guard let number = numbers[group] else { continue }
            if let headline = new.headlines[group] {
                changes.headlines.append(.init(cluster: number, document: headline))
            }
            if let terms = new.topics[group] {
                changes.topics.append(.init(cluster: number, terms: terms))
            }
        }
    }

    /// What is told of a document that was in the cluster `former`.
    private static func decision(
        on document: Document.ID, _ new: Reclustering, _ numbers: [ClusterID: ClusterID],
        from former: ClusterID?, _ fates: [ClusterID: ClusterID]
    ) -> Decision? {
        guard var decision = new.decision(on: document, numbers, from: former) else { return nil }
        // What went to another cluster by a merge of groups that nobody saw, out of a cluster that is not merged.
        if decision.rule == .merged, let former = decision.formerEvent,
            fates[former] != decision.event
        {
            decision.rule = .moved
        }
        return decision
    }

    /// The numbers of the groups that overlap with a cluster, the largest overlap first.
    private static func overlaps(
        _ order: [ClusterID], _ members: [ClusterID: [Document.ID]],
        _ former: [Document.ID: Membership], _ pinned: [Document.ID], _ new: Reclustering
    ) -> [ClusterID: ClusterID] {
        var numbers: [ClusterID: ClusterID] = [:]
        var taken: Set<ClusterID> = []
        func give(_ number: ClusterID, to group: ClusterID) {
            guard numbers[group] == nil, taken.insert(number).inserted else { return }
            numbers[group] = number
        }
        var held: [ClusterID: [ClusterID: Int]] = [:]
        for document in pinned {
            if let group = new.memberships[document]?.cluster, let old = former[document] {
                held[group, default: [:]][old.cluster, default: 0] += 1
            }
        }
        for group in order {
            for (old, _) in (held[group] ?? [:]).sorted(by: {
                $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
            }) { give(old, to: group) }
        }
        var overlaps: [(count: Int, old: ClusterID, group: ClusterID, place: Int)] = []
        for (place, group) in order.enumerated() {
            var counts: [ClusterID: Int] = [:]
            for document in members[group] ?? [] {
                if let old = former[document] { counts[old.cluster, default: 0] += 1 }
            }
            overlaps += counts.map { ($0.value, $0.key, group, place) }
        }
        overlaps.sort {
            $0.count != $1.count
                ? $0.count > $1.count : ($0.old, $0.place) < ($1.old, $1.place)
        }
        for overlap in overlaps { give(overlap.old, to: overlap.group) }
        return numbers
    }

    /// The clusters that are no more, and where most of the documents of each are.
    private static func fates(
        of former: [Document.ID: Membership], _ placed: [Document.ID: ClusterID],
        _ living: Set<ClusterID>
    ) -> [ClusterID: ClusterID] {
        var counts: [ClusterID: [ClusterID: Int]] = [:]
        for membership in former.values where !living.contains(membership.cluster) {
            guard let target = placed[membership.document] else { continue }
            counts[membership.cluster, default: [:]][target, default: 0] += 1
        }
        return counts.compactMapValues(most)
    }

    /// The clusters that groups with a new number were most of all a part of.
    private static func origins(
        of order: [ClusterID], _ members: [ClusterID: [Document.ID]],
        _ former: [Document.ID: Membership], _ numbers: [ClusterID: ClusterID]
    ) -> [ClusterID: ClusterID] {
        var origins: [ClusterID: ClusterID] = [:]
        let known = Set(former.values.map(\.cluster))
        for group in order {
            guard let number = numbers[group], !known.contains(number) else { continue }
            var counts: [ClusterID: Int] = [:]
            for document in members[group] ?? [] {
                if let old = former[document] { counts[old.cluster, default: 0] += 1 }
            }
            origins[number] = most(of: counts)
        }
        return origins
    }

    /// The first of the clusters that are counted most.
    private static func most(of counts: [ClusterID: Int]) -> ClusterID? {
        counts.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
    }
}

/// What a clusterer decided about a window from its beginning, in numbers of its own.
public struct Reclustering: Sendable {
    public private(set) var memberships: [Document.ID: Membership] = [:]
    /// By cluster.
    public private(set) var headlines: [ClusterID: Document.ID] = [:]
    /// By cluster: its telling terms.
    public private(set) var topics: [ClusterID: [String]] = [:]
    private var decisions: [Document.ID: Decision] = [:]
    private var aliases: [ClusterID: ClusterID] = [:]

    /// - Parameter memberships: what was restored rather than decided.
    public init(_ memberships: [Membership] = []) {
        for membership in memberships { self.memberships[membership.document] = membership }
    }

    public mutating func apply(_ changes: ClusterChanges) {
        for membership in changes.memberships { memberships[membership.document] = membership }
        for told in changes.decisions { decisions[told.document] = told.decision }
        for alias in changes.aliases { aliases[alias.old] = alias.new }
        for headline in changes.headlines { headlines[headline.cluster] = headline.document }
        for topic in changes.topics { topics[topic.cluster] = topic.terms }
    }

    /// The decision on a document, with its clusters by the numbers that they are given.
    ///
    /// - Parameter former: the cluster that it was in before all was decided anew. It is told where the one
    ///   that the decision took it from became part of the one that it is in: nobody knows that by a number.
    func decision(
        on document: Document.ID, _ numbers: [ClusterID: ClusterID], from former: ClusterID?
    ) -> Decision? {
        guard var decision = decisions[document] else { return nil }
        decision.event = decision.event.map { numbers[living($0)] ?? $0 }
        decision.formerEvent = decision.formerEvent.map { numbers[living($0)] ?? $0 }
        if decision.formerEvent != nil, decision.formerEvent == decision.event {
            decision.formerEvent = former == decision.event ? nil : former
            decision.formerScore = nil
        }
        return decision
    }

    private func living(_ cluster: ClusterID) -> ClusterID {
        var id = cluster
        // No longer than there are aliases: none leads in a circle, and none is trusted not to.
        for _ in 0..<aliases.count {
            guard let next = aliases[id] else { break }
            id = next
        }
        return id
    }
}
