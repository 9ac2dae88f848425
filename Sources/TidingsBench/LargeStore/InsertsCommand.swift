internal import CommandLineInterface
internal import Storage
internal import Terminal
internal import Values

/// `inserts`: what a new entry costs in stores of different sizes.
enum InsertsCommand: Command {
    struct Options: CommandOptions {
        var folders: [String] = []
    }

    static let name = "inserts"
    static let summary =
        "Measure what a new entry costs in a large store, as a ratio to a small one."
    static let discussion = """
        The folders are such as `make-store` fills, the first the yardstick. Each gets a batch
        in turn, sixty times, so that what else the machine does slows all of them. Told are
        the means, in CPU microseconds an entry, the system's for writing included: a few of
        the batches bring the log into the database, or merge segments of the search index.
        """
    static var parameters: [Parameter<Options>] {
        [
            .operands(\.folders, value: "FOLDER", help: "state folders", isRequired: true)
        ]
    }

    private static let rounds = 60

    static func run(_ options: Options) async -> ExitCode {
        do {
            var stores: [NewsStore] = []
            for folder in options.folders {
                let shape = NewsStore.Shape(
                    entries: (rounds + 1) * 320, clusters: (rounds + 1) * 32,
                    feeds: try StoreSession(folder: folder).feeds().count)
                stores.append(
                    try await NewsStore(folder: folder, shape: shape, now: WallClock.system.now))
            }
            var recorded: [[Double]] = stores.map { _ in [] }
            var clustered = recorded
            for round in 0...rounds {
                for place in stores.indices {
                    let before = stores[place].cost
                    try await stores[place].step()
                    // The first batch fills the caches.
                    guard round > 0 else { continue }
                    let cost = stores[place].cost.since(before)
                    recorded[place].append(cost.recorded())
                    clustered[place].append(cost.clustered())
                }
            }
            for store in stores { try await store.close() }
            for (place, folder) in options.folders.enumerated() {
                StandardStream.output.write(
                    "\(folder): \(line(recorded[place], recorded[0])) recorded, "
                        + "\(line(clustered[place], clustered[0])) clustered\n")
            }
            return .success
        } catch {
            StandardStream.error.write("TidingsBench: \(error)\n")
            return .failure
        }
    }

    /// `31.2 us (1.08)`: the mean, and its ratio to that of the yardstick.
    private static func line(_ costs: [Double], _ yardstick: [Double]) -> String {
        let (mean, other) = (mean(costs), mean(yardstick))
        return "\((mean * 10).rounded() / 10) us (\((mean / other * 100).rounded() / 100))"
    }

    private static func mean(_ numbers: [Double]) -> Double {
        numbers.reduce(0, +) / Double(max(1, numbers.count))
    }
}
