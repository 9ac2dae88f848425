internal import Values

/// A search for the best values of a table: single numbers up and down by one step and by several, in
/// an order drawn anew each time round, then some of them together.
///
/// It draws from a seed, so that it comes to the same end wherever it runs.
struct NumberSearch {
    let rows: [NumberTable.Row]
    /// How many points are looked at, the first included.
    let evaluations: Int
    let seed: UInt64

    /// The steps of one number that are tried, in turn.
    private static let strides = [2, 1, 4]

    struct Point: Equatable {
        var values: [Double]
        var worth: Double
    }

    /// - Parameter worth: what values are worth; nil when that is less than `least`, which it need
    ///   not find out exactly.
    func best(
        from start: [Double], worth: (_ values: [Double], _ least: Double) async throws -> Double?,
        progress: (_ done: Int, _ best: Point, _ isNew: Bool) -> Void = { _, _, _ in }
    ) async rethrows -> Point {
        var numbers = SplitMix(seed: seed)
        var best = Point(values: start, worth: -.infinity)
        var seen: Set<[Double]> = []
        var done = 0
        func look(_ values: [Double]) async throws -> Bool {
            guard done < evaluations, seen.insert(values).inserted else { return false }
            done += 1
            let found = try await worth(values, best.worth)
            let isNew = found.map { $0 > best.worth } ?? false
            if isNew, let found { best = Point(values: values, worth: found) }
            progress(done, best, isNew)
            return isNew
        }
        _ = try await look(start)
        for round in 0..<evaluations where done < evaluations {
            let stride = Self.strides[round % Self.strides.count]
            for index in rows.indices.shuffled(using: &numbers) {
                let up = Bool.random(using: &numbers) ? stride : -stride
                if try await look(moved(best.values, [index: up])) {
                    // On in the direction that was right.
                    _ = try await look(moved(best.values, [index: up]))
                } else {
                    _ = try await look(moved(best.values, [index: -up]))
                }
            }
            for _ in rows.indices {
                var moves: [Int: Int] = [:]
                for _ in 0..<Int.random(in: 2...3, using: &numbers) {
                    let index = Int.random(in: rows.indices, using: &numbers)
                    moves[index] = Bool.random(using: &numbers) ? 1 : -1
                }
                _ = try await look(moved(best.values, moves))
            }
        }
        return best
    }

    private func moved(_ values: [Double], _ moves: [Int: Int]) -> [Double] {
        var values = values
        for (index, steps) in moves {
            values[index] = rows[index].value(steps, from: values[index])
        }
        return values
    }
}
