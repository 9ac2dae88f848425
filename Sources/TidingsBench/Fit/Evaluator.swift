internal import Events

/// Scores sets with numbers, several at a time, and remembers what was scored.
actor Evaluator {
    private struct Key: Hashable {
        let set: String
        let values: [Double]
    }

    private let table: NumberTable
    private let background: BackgroundFrequencies
    private let sets: [String: LabelledSet]
    private var known: [Key: Double] = [:]

    init(table: NumberTable, background: BackgroundFrequencies, sets: [LabelledSet]) {
        self.table = table
        self.background = background
        let all = sets + sets.flatMap { set in (0..<LabelledSet.foldCount).map(set.fold) }
        self.sets = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The F1 of these sets, by name; `fold` scores that fold of each only.
    func scores(
        _ names: [String], fold: Int? = nil, _ values: [Double]
    ) async throws -> [String: Double] {
        let settings = try table.settings(values)
        let background = background
        func key(_ name: String) -> Key {
            Key(set: fold.map { "\(name)/\($0)" } ?? name, values: values)
        }
        let missing = names.compactMap { name in
            known[key(name)] == nil ? sets[key(name).set].map { (name, $0) } : nil
        }
        // The longest first, so that no core waits for it at the end.
        let sorted = missing.sorted { $0.1.documents.count > $1.1.documents.count }
        let found = await withTaskGroup(of: (String, Double).self) { group in
            for (name, set) in sorted {
                group.addTask { @concurrent in (name, set.f1(settings, background)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (name, f1) in found { known[key(name)] = f1 }
        var scores: [String: Double] = [:]
        for name in names { scores[name] = known[key(name)] }
        return scores
    }

    /// The mean of what the objective says of the parts: folds, and nil for the whole sets. Nil once
    /// the quality sets alone show that it is not above `least`.
    func worth(
        _ objective: FitObjective, parts: [Int?], _ values: [Double], least: Double
    ) async throws -> Double? {
        var scores = [[String: Double]](repeating: [:], count: parts.count)
        var worth = 0.0
        for isQuality in [true, false] {
            let names = objective.goals.filter { $0.isQuality == isQuality }.map(\.set)
            for (index, part) in parts.enumerated() {
                scores[index].merge(try await self.scores(names, fold: part, values)) { $1 }
            }
            worth = scores.map(objective.value).reduce(0, +) / Double(parts.count)
            if worth <= least { return nil }
        }
        return worth
    }
}
