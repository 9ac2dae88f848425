import Events
import Testing
import Values

@testable import Storage

/// Whatever people decide, one after the other, some things always hold; and undoing takes all back.
@Suite struct HandSequenceTests {
    private let fixture: StoreFixture
    private let reader: StoreSession

    /// Where all entries are, by the numbers that there are: what undoing has to bring back.
    private struct Snapshot: Equatable {
        var memberships: [EntryID: ClusterID] = [:]
        var origins: [EntryID: EntryID] = [:]
        /// To which event each number leads.
        var numbers: [ClusterID: ClusterID] = [:]
    }

    private static let entries: EntryID = 14

    /// Seven events of one to four entries; 4 and 5 are copies of 3, 12 one of 11, and 14 one of 12.
    init() async throws {
        fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        for id in 1...Self.entries {
            try await store.poll(feed, [entry(id: "\(id)", "Entry \(id)")])
        }
        let origins: [EntryID: EntryID] = [4: 3, 5: 3, 12: 11, 14: 12]
        var changes = ClusterChanges()
        for (i, cluster) in [1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 6, 7, 6].enumerated() {
            let id = EntryID(i) + 1
            changes.memberships.append(
                Membership(
                    document: id, cluster: ClusterID(cluster), score: 0.5,
                    copy: origins[id].map {
                        CopyEvidence(origin: $0, containment: 0.9, direction: "later")
                    }))
        }
        changes.aliases = [.init(old: 8, new: 2)]
        try await store.apply(changes, position: .init(cursor: Self.entries, nextCluster: 9))
        reader = try fixture.reader()
    }

    private func snapshot() throws -> Snapshot {
        var snapshot = Snapshot()
        for record in try reader.entries(EntryFilter()) {
            snapshot.memberships[record.id] = record.cluster
            snapshot.origins[record.id] = record.copy?.origin
        }
        for number in 1..<(try reader.window().position.nextCluster) {
            snapshot.numbers[number] = try reader.cluster(number)?.cluster.id
        }
        return snapshot
    }

    /// A decision that may be refused.
    private func decision(_ numbers: inout SplitMix, undoing: Bool) throws -> HandDecision {
        func pick<T>(_ all: [T]) -> T { all[Int(numbers.next() % UInt64(all.count))] }
        let events = Set(try snapshot().memberships.values).sorted()
        let entry = 1 + EntryID(numbers.next() % UInt64(Self.entries))
        let other = 1 + EntryID(numbers.next() % UInt64(Self.entries))
        switch numbers.next() % (undoing ? 9 : 6) {
        case 0: return .merge([pick(events), pick(events)])
        case 1, 2: return .split([entry], from: try snapshot().memberships[entry] ?? 0)
        case 3: return .pin(pick([[entry], [entry, other]]), to: nil)
        case 4: return .pin(pick([[entry], [entry, other]]), to: pick(events))
        case 5: return .unpin([pick(try reader.window().constraints.pinned + [entry])])
        case 6: return .undo(nil)
        default: return .undo(1 + Int64(numbers.next() % 20))
        }
    }

    /// What holds after every decision; `former` is how it was before, nil where it says nothing.
    private func check(_ former: Snapshot?, freeing named: Set<EntryID>) throws {
        let now = try snapshot()
        let constraints = try reader.window().constraints
        for (id, event) in now.memberships {
            #expect(now.numbers[event] == event)
            for other in constraints.companions(of: id) where now.memberships[other] != event {
                Issue.record("\(id) and \(other) are not together")
            }
            for other in constraints.opponents(of: id) where now.memberships[other] == event {
                Issue.record("\(id) and \(other) are together")
            }
        }
        for record in try reader.clusters(ClusterFilter()) {
            let members = try reader.cluster(record.id)?.members.map(\.entry.id) ?? []
            #expect(Set(members) == Set(now.memberships.filter { $0.value == record.id }.keys))
            #expect(members.contains(record.headline.id))
        }
        guard let former else { return }
        for id in constraints.pinned where !named.contains(id) {
            let event = former.memberships[id].flatMap { now.numbers[$0] }
            #expect(now.memberships[id] == event, "pinned \(id) was moved")
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `decisions that are undone last first leave each time what was before`(seed: UInt64) throws
    {
        var numbers = SplitMix(seed: seed)
        var before: [Snapshot] = []
        for _ in 0..<60 where before.count < 12 {
            let former = try snapshot()
            let decision = try decision(&numbers, undoing: false)
            guard case .success(let made) = try reader.decide(decision, by: "kim") else { continue }
            before.append(former)
            try check(former, freeing: Set(made.entries))
        }
        #expect(before.count == 12)
        while let former = before.popLast() {
            _ = try reader.decide(.undo(nil), by: "kim").get()
            try check(nil, freeing: [])
            var now = try snapshot()
            now.numbers = now.numbers.filter { former.numbers[$0.key] != nil }
            let told = try reader.history(limit: nil).map(\.told)
            #expect(now == former, "\(told)")
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `decisions that are undone in any order never go against what stands`(seed: UInt64)
        throws
    {
        var numbers = SplitMix(seed: 1_000 + seed)
        let first = try snapshot()
        var taken = 0
        for _ in 0..<20 {
            let answer = try reader.decide(try decision(&numbers, undoing: true), by: "kim")
            if case .success = answer { taken += 1 }
            try check(nil, freeing: [])
        }
        #expect(taken >= 5)
        var standing = try reader.history(limit: nil).filter {
            $0.undone == nil && $0.kind != .undo
        }.map(\.number)
        while !standing.isEmpty {
            let number = standing.remove(at: Int(numbers.next() % UInt64(standing.count)))
            _ = try reader.decide(.undo(number), by: "kim").get()
            try check(nil, freeing: [])
        }
        // Nothing is bound any more, and no copy is told to be none.
        #expect(try reader.window().constraints.isEmpty)
        // All is where it was before, in whatever order.
        let last = try snapshot()
        #expect(last.origins == first.origins)
        #expect(last.memberships == first.memberships)
    }
}
