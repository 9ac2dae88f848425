import Events
import Testing

@testable import TidingsBench

struct FitTests {
    private static let rows = [
        NumberTable.Row(name: "a", value: 0, range: 0...10, step: 1),
        NumberTable.Row(name: "b", value: 0, range: -5...5, step: 0.5),
        NumberTable.Row(name: "c", value: 0, range: 0...1, step: 0.1),
    ]

    private static func hill(_ values: [Double]) -> Double {
        let (a, b, c) = (values[0] - 7, values[1] + 2.5, values[2] - 0.3)
        return -a * a - b * b - c * c - 0.5 * a * b
    }

    @Test func `the search finds the top of a hill`() async {
        let search = NumberSearch(rows: Self.rows, evaluations: 400, seed: 1)
        let best = await search.best(from: [0, 0, 0], worth: { values, _ in Self.hill(values) })
        #expect(best == .init(values: [7, -2.5, 0.3], worth: 0))
    }

    @Test func `the search is bounded and the same each time`() async {
        let search = NumberSearch(rows: Self.rows, evaluations: 25, seed: 3)
        var looks: [[[Double]]] = []
        for _ in 0..<2 {
            var seen: [[Double]] = []
            _ = await search.best(from: [0, 0, 0]) { values, least in
                seen.append(values)
                let worth = Self.hill(values)
                // As an evaluator that stops early.
                return worth > least ? worth : nil
            }
            looks.append(seen)
        }
        #expect(looks[0] == looks[1])
        #expect(looks[0].count == 25)
        #expect(looks[0].first == [0, 0, 0])
        #expect(Set(looks[0]).count == 25)
    }

    @Test func `a search among few points ends`() async {
        let row = NumberTable.Row(name: "a", value: 0, range: 0...1, step: 1)
        let search = NumberSearch(rows: [row], evaluations: 50, seed: 1)
        let best = await search.best(from: [0], worth: { values, _ in values[0] })
        #expect(best == .init(values: [1], worth: 1))
    }

    @Test func `an event is whole in one fold`() {
        let events = (0..<200).map { "event \($0 / 4)" }
        let documents = events.indices.map {
            Document(id: Int64($0) + 1, title: "", text: "", published: nil, source: "")
        }
        let set = LabelledSet(name: "toy", documents: documents, events: events)
        let folds = (0..<LabelledSet.foldCount).map(set.fold)
        #expect(folds.map(\.documents.count).reduce(0, +) == 200)
        #expect(Set(folds[0].events).isDisjoint(with: folds[1].events))
        #expect(folds.allSatisfy { $0.documents.count > 50 })
        #expect(folds[0].documents.map(\.id) == folds[0].documents.map(\.id).sorted())
        // The same in every process.
        #expect((0..<8).map { LabelledSet.fold(of: "\($0)", in: "toy") } == Self.dealt)
    }

    private static let dealt = [1, 0, 0, 1, 0, 0, 1, 0]

    @Test func `no set buys the loss of another`() {
        let objective = FitObjective(goals: [
            .init(set: "a", target: 0.8, weight: 1, isQuality: true),
            .init(set: "b", target: 0, weight: 0, isQuality: true),
            .init(set: "shape", target: 0.7, weight: 0.5, isQuality: false),
        ])
        let present = objective.value(["a": 0.8, "b": 0.9, "shape": 0.7])
        #expect(objective.value(["a": 0.8, "b": 0.9, "shape": 0.9]) == present)
        #expect(objective.value(["a": 0.8, "b": 0.9, "shape": 0.6]) < present)
        #expect(objective.value(["a": 0.75, "b": 0.95, "shape": 0.7]) < present)
        #expect(objective.value(["a": 0.8, "b": 0.91, "shape": 0.7]) > present)
        // What is not known yet counts as at its best.
        #expect(objective.value(["a": 0.8, "b": 0.9]) == present)
        #expect(objective.limited(to: ["b"]).goals.map(\.set) == ["b"])
    }

    @Test func `a fold is scored apart from the set`() async throws {
        let table = try NumberTable(path: NumberTable.pathForTests)
        let set = LabelledSet(
            name: "toy",
            documents: (1...4).map {
                Document(
                    id: $0, title: "Ferry sinks off Ombara", text: "", published: nil, source: "")
            }, events: ["x", "x", "y", "z"])
        let evaluator = Evaluator(
            table: table, background: BackgroundFrequencies(tables: [:]), sets: [set])
        let whole = try await evaluator.scores(["toy", "unknown"], table.values)
        #expect(Set(whole.keys) == ["toy"])
        #expect(whole["toy"] == set.f1(.standard, BackgroundFrequencies(tables: [:])))
        let fold = LabelledSet.fold(of: "x", in: "toy")
        let part = try await evaluator.scores(["toy"], fold: fold, table.values)
        #expect(part["toy"] == set.fold(fold).f1(.standard, BackgroundFrequencies(tables: [:])))
    }
}
