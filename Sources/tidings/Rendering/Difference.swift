internal import Events
internal import Storage
internal import Values

/// What a reclustering changes, as it is printed.
struct Difference {
    let regrouping: Regrouping
    /// Whether corrected entries are read as they are by now.
    let readsAnew: Bool

    init(_ regrouping: Regrouping, readsAnew: Bool) {
        self.regrouping = regrouping
        self.readsAnew = readsAnew
    }

    /// Whether there is nothing to store.
    var isEmpty: Bool { regrouping.changes == ClusterChanges() && !readsAnew }

    /// `2 merges, 1 split, 3 moves`, with `; 1 reason told anew` and `; corrected entries read anew` behind it.
    var summary: String {
        let counts = [
            Output.count(regrouping.merges.count, "merge"),
            Output.count(regrouping.splits.count, "split"),
            Output.count(regrouping.moves.count, "move"),
        ].joined(separator: ", ")
        let isNone =
            regrouping.merges.isEmpty && regrouping.splits.isEmpty && regrouping.moves.isEmpty
        let retold = regrouping.retold.count
        return (isNone ? "nothing" : counts)
            + (retold > 0 ? "; \(Output.count(retold, "reason")) told anew" : "")
            + (readsAnew ? "; corrected entries read anew" : "")
    }

    /// What changes, one after the other, with the first of the entries' titles.
    func changes(_ store: StoreSession) throws(StoreError) -> [Change] {
        var changes =
            regrouping.merges.map {
                Change(kind: .merge, from: $0.old, to: $0.into, entries: $0.documents)
            }
            + regrouping.splits.map {
                Change(kind: .split, from: $0.from, to: $0.new, entries: $0.documents)
            }
            + regrouping.moves.map {
                Change(kind: .move, from: $0.from, to: $0.to, entries: [$0.document])
            }
        for index in changes.indices {
            guard let entry = changes[index].entries.first else { continue }
            changes[index].first = try store.entry(entry)?.record
        }
        return changes
    }

    static func table(_ changes: [Change]) -> Table {
        var table = Table([
            .init("CHANGE"), .init("FROM", .right), .init("TO", .right),
            .init("ENTRIES", .right, yields: 1), .init("FIRST", .right, yields: 2),
            .init("TITLE", isFlexible: true),
        ])
        for change in changes {
            table.add([
                change.kind.rawValue, "\(change.from)", "\(change.to)",
                "\(change.entries.count)", change.entries.first.map(String.init) ?? "",
                change.first?.headline ?? "",
            ])
        }
        return table
    }

    func print(_ changes: [Change], isDry: Bool, _ form: ListForm<Change>) {
        form.print("changes", changes) {
            $0.field("applied", !isDry && !isEmpty)
            $0.field("merges", regrouping.merges.count)
            $0.field("splits", regrouping.splits.count)
            $0.field("moves", regrouping.moves.count)
        }
    }

    /// Entries that go from one event to another.
    struct Change: ListedRecord {
        enum Kind: String { case merge, split, move }

        let kind: Kind
        let from: ClusterID
        let to: ClusterID
        let entries: [EntryID]
        /// What is stored of the first of them.
        var first: EntryRecord?

        static let fields: [RecordField<Change>] = [
            .text("change") { $0.kind.rawValue },
            .number("from") { $0.from },
            .number("to") { $0.to },
            .text("title") { $0.first?.title }.shown { $0.first?.headline },
            .numbers("entries") { $0.entries },
        ]
    }
}
