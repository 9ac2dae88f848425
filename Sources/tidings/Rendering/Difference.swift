internal import Events
internal import Storage
internal import Values

/// What a reclustering changes, as it is printed.
struct Difference {
    let regrouping: Regrouping

    init(_ regrouping: Regrouping) { self.regrouping = regrouping }

    /// `2 merges, 1 split, 3 moves`.
    var summary: String {
        if regrouping.changes == ClusterChanges() { return "nothing" }
        return [
            Output.count(regrouping.merges.count, "merge"),
            Output.count(regrouping.splits.count, "split"),
            Output.count(regrouping.moves.count, "move"),
        ].joined(separator: ", ")
    }

    /// A line for each change: what, from and to which event, with which entries.
    private var lines: [(change: String, from: ClusterID, to: ClusterID, entries: [EntryID])] {
        regrouping.merges.map { ("merge", $0.old, $0.into, $0.documents) }
            + regrouping.splits.map { ("split", $0.from, $0.new, $0.documents) }
            + regrouping.moves.map { ("move", $0.from, $0.to, [$0.document]) }
    }

    func table(_ store: StoreReader) throws(StoreError) -> Table {
        var table = Table([
            .init("CHANGE"), .init("FROM", .right), .init("TO", .right),
            .init("ENTRIES", .right), .init("FIRST", .right), .init("TITLE", isFlexible: true),
        ])
        for line in lines {
            table.add([
                line.change, "\(line.from)", "\(line.to)", "\(line.entries.count)",
                line.entries.first.map(String.init) ?? "",
                try title(of: line.entries, store) ?? "",
            ])
        }
        return table
    }

    func json(_ store: StoreReader, isDry: Bool) throws(StoreError) -> JSONWriter {
        var titles: [String?] = []
        for line in lines { titles.append(try title(of: line.entries, store)) }
        var json = JSONWriter()
        json.object {
            $0.field("version", Output.jsonVersion)
            $0.field("applied", !isDry && regrouping.changes != ClusterChanges())
            $0.field("merges", regrouping.merges.count)
            $0.field("splits", regrouping.splits.count)
            $0.field("moves", regrouping.moves.count)
            $0.array("changes") { array in
                for (line, title) in zip(lines, titles) {
                    array.object {
                        $0.field("change", line.change)
                        $0.field("from", line.from)
                        $0.field("to", line.to)
                        $0.field("title", title)
                        $0.array("entries") { array in
                            for entry in line.entries { array.value(entry) }
                        }
                    }
                }
            }
        }
        return json
    }

    /// The first of the entries' titles.
    private func title(
        of entries: [EntryID], _ store: StoreReader
    ) throws(StoreError) -> String? {
        guard let entry = entries.first else { return nil }
        return try store.entry(entry)?.record.title
    }
}
