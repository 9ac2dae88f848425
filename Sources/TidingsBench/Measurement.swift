internal import Platform

/// What one piece of work cost over several runs.
struct Measurement {
    /// A piece of work to be measured.
    struct Work {
        var name: String
        /// How much work a run is, and in what unit.
        var amount: Double
        var unit: String
        var note = ""
        /// Does it once. The results of all runs are told, so that none can be optimised away.
        var run: () async throws -> Int
    }

    let name: String
    /// CPU nanoseconds of each run, in the order of the runs.
    private var runs: [UInt64] = []
    private var results = 0
    private let work: Work

    private init(_ work: Work) {
        name = work.name
        self.work = work
    }

    private static let rounds = 7

    /// Measures one piece of work.
    static func one(_ work: Work) async throws -> Measurement {
        try await all([work])[0]
    }

    /// Measures several pieces of work that are to be compared: each in turn, round by round, so
    /// that what slows the machine for a while slows all of them.
    static func all(_ works: [Work]) async throws -> [Measurement] {
        var measurements = works.map { Measurement($0) }
        for _ in 0..<rounds {
            for index in works.indices {
                let start = SystemTime.processCPUNanoseconds()
                measurements[index].results &+= try await works[index].run()
                measurements[index].runs.append(SystemTime.processCPUNanoseconds() - start)
            }
        }
        return measurements
    }

    /// The median in seconds of CPU.
    var seconds: Double { Double(Self.median(runs)) / 1e9 }

    /// `parse, sanitised      61.2 MB/s (best 63.0), …`
    var line: String {
        let best = Double(runs.min() ?? 0) / 1e9
        let label = name + String(repeating: " ", count: max(1, 28 - name.count))
        let note = work.note.isEmpty ? "" : "\(work.note), "
        return label + "\(Self.rounded(work.amount / seconds)) \(work.unit)/s "
            + "(best \(Self.rounded(work.amount / best))); \(note)results \(results)"
    }

    /// How others compare to the last, their yardstick: 1 is as fast. The median of the rounds'
    /// ratios.
    static func ratios(_ measurements: [Measurement]) -> [String] {
        guard let last = measurements.last else { return [] }
        return measurements.dropLast().map { measurement in
            let scale = measurement.work.amount / last.work.amount
            let ratios = zip(measurement.runs, last.runs).map { scale * Double($1) / Double($0) }
            let hundredths = (median(ratios) * 100).rounded() / 100
            return "  \(measurement.name) is \(hundredths) times as fast as \(last.name)"
        }
    }

    private static func median<Number: Comparable>(_ numbers: [Number]) -> Number {
        numbers.sorted()[numbers.count / 2]
    }

    private static func rounded(_ number: Double) -> String {
        number >= 100 ? "\(Int(number.rounded()))" : "\((number * 10).rounded() / 10)"
    }
}
