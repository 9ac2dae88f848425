internal import Platform

/// What one piece of work cost over several runs.
struct Measurement {
    let name: String
    /// CPU nanoseconds of each run, sorted.
    private let runs: [UInt64]
    /// How much work a run is, and in what unit.
    private let amount: Double
    private let unit: String
    private let note: String

    /// Runs `work` five times. The result of each run goes into a sum that is told, so that none of
    /// them can be optimised away.
    init(
        _ name: String, amount: Double, unit: String, note: String = "",
        _ work: () async throws -> Int
    ) async rethrows {
        var runs: [UInt64] = []
        var results = 0
        for _ in 0..<5 {
            let start = SystemTime.processCPUNanoseconds()
            results &+= try await work()
            runs.append(SystemTime.processCPUNanoseconds() - start)
        }
        self.name = name
        self.runs = runs.sorted()
        self.amount = amount
        self.unit = unit
        self.note = note.isEmpty ? "results \(results)" : "\(note), results \(results)"
    }

    /// The median in seconds of CPU.
    var seconds: Double { Double(runs[runs.count / 2]) / 1e9 }

    /// `parse, sanitised      61.2 MB/s (best 63.0), …`
    var line: String {
        let best = Double(runs[0]) / 1e9
        let label = name + String(repeating: " ", count: max(1, 28 - name.count))
        return label + "\(Self.rounded(amount / seconds)) \(unit)/s "
            + "(best \(Self.rounded(amount / best))); \(note)"
    }

    /// How others compare to the last, their yardstick: 1 is as fast.
    static func ratios(_ measurements: [Measurement]) -> [String] {
        guard let last = measurements.last else { return [] }
        return measurements.dropLast().map { measurement in
            let rates = (measurement.amount / measurement.seconds, last.amount / last.seconds)
            let hundredths = (rates.0 / rates.1 * 100).rounded() / 100
            return "  \(measurement.name) is \(hundredths) times as fast as \(last.name)"
        }
    }

    private static func rounded(_ number: Double) -> String {
        number >= 100 ? "\(Int(number.rounded()))" : "\((number * 10).rounded() / 10)"
    }
}
