/// What is to be thought of numbers that were found: tables of F1.
struct FitReport {
    let fit: Fit
    let found: [Double]

    private var names: [String] { fit.objective.goals.map(\.set) }

    /// The sets with the numbers of the table and with those found, as they were fitted: flattering.
    func figures() async throws -> String {
        let present = try await fit.evaluator.scores(names, fit.table.values)
        let fitted = try await fit.evaluator.scores(names, found)
        return table("Fitted on all", ["present", "fitted"], [present, fitted])
    }

    /// What a step of one number down or up costs: numbers on a plateau hold for other documents, a
    /// lucky point does not.
    func neighbours() async throws -> String {
        func worth(_ values: [Double]) async throws -> Double {
            try await fit.evaluator.worth(
                fit.objective, parts: Fit.allParts, values, least: -.infinity) ?? 0
        }
        let top = try await worth(found)
        var text = "One step from the fitted numbers (the objective, of \(Self.digits(top)))\n"
        text += Self.row("", ["fitted", "down", "up"])
        for (index, row) in fit.table.rows.enumerated() {
            var cells = [NumberTable.literal(found[index])]
            for steps in [-1, 1] {
                var values = found
                values[index] = row.value(steps, from: found[index])
                cells.append(values == found ? "-" : Self.digits(try await worth(values)))
            }
            text += Self.row(row.name, cells)
        }
        return text + "\n"
    }

    /// Each quality set with numbers that were fitted on the other sets.
    func leavingSetsOut(_ evaluations: Int) async throws -> String {
        var left: [String: Double] = [:]
        let sets = fit.objective.goals.filter(\.isQuality).map(\.set)
        guard sets.count > 1 else { return "" }
        for name in sets {
            let others = fit.objective.limited(to: names.filter { $0 != name })
            let values = try await fit.best(others, evaluations: evaluations, "without \(name)")
            left.merge(try await fit.evaluator.scores([name], values)) { $1 }
        }
        let present = try await fit.evaluator.scores(sets, fit.table.values)
        let fitted = try await fit.evaluator.scores(sets, found)
        return table(
            "One set left out (its F1 with numbers fitted on the others)",
            ["present", "fitted", "left out"], [present, fitted, left])
    }

    /// Each set's events in folds, with numbers that were fitted on the other fold's.
    func eventFolds(_ evaluations: Int) async throws -> String {
        var sums = [[String: Double]](repeating: [:], count: 3)
        for fold in 0..<LabelledSet.foldCount {
            let values = try await fit.best(
                fit.objective, parts: [1 - fold], evaluations: evaluations, "without fold \(fold)")
            for (column, numbers) in [fit.table.values, found, values].enumerated() {
                let scores = try await fit.evaluator.scores(names, fold: fold, numbers)
                for (name, f1) in scores {
                    sums[column][name, default: 0] += f1 / Double(LabelledSet.foldCount)
                }
            }
        }
        return table(
            "Events in two folds (mean F1 of the folds, each with numbers fitted on the other)",
            ["present", "fitted", "other fold"], sums)
    }

    /// A line each number that was found to be better otherwise.
    var differences: String {
        let lines = fit.table.differences(to: found)
        return (lines.isEmpty ? ["No better numbers were found."] : lines)
            .joined(separator: "\n") + "\n"
    }

    private func table(_ title: String, _ heads: [String], _ columns: [[String: Double]]) -> String
    {
        var text = "\(title)\n" + Self.row("", heads)
        for name in names where columns[0][name] != nil {
            text += Self.row(name, columns.map { Self.digits($0[name]) })
        }
        text += Self.row("mean", columns.map { Self.digits(fit.objective.mean($0)) })
        return text + "\n"
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let cells = cells.map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }
        let space = String(repeating: " ", count: max(0, 18 - name.count))
        return "\(name)\(space)\(cells.joined())\n"
    }

    private static func digits(_ f1: Double?) -> String {
        guard let f1 else { return "-" }
        let tenThousandths = String(Int((f1 * 10_000).rounded()) + 100_000)
        return "\(tenThousandths.dropFirst().prefix(1)).\(tenThousandths.suffix(4))"
    }
}
