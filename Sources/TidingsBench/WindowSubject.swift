internal import CommandLineInterface
internal import Events
internal import Platform
internal import Storage

/// Clustering news without end, with windows of several sizes: whether a document costs more where
/// more are held.
enum WindowSubject {
    /// Documents that the daemon decides at once.
    private static let batch = 256
    private static let hoursInWindow = Int(ClustererPosition.window / 3_600)

    /// One line a window, and how each compares with the first.
    static func measure(windows: [Int]) throws -> [String] {
        let tables = try SharedData.frequencies()
        let lexicon = NewsLexicon(table: tables["en"] ?? [])
        let background = BackgroundFrequencies(tables: tables)
        var lines: [String] = []
        var first: Double?
        // Once: what an earlier window leaves to the allocator is used by the next.
        let resident = Machine.residentBytes
        for window in windows {
            var run = Run(
                news: NewsStream(lexicon: lexicon, window: window), window: window,
                clusterer: Clusterer(background: background), residentBefore: resident)
            run.measure()
            lines.append(run.line)
            if let first {
                let ratio = (run.secondsPerDocument / first * 100).rounded() / 100
                lines.append("  a document takes \(ratio) times as long as with the first window")
            }
            first = first ?? run.secondsPerDocument
        }
        return lines
    }

    private struct Run {
        var news: NewsStream
        let window: Int
        var clusterer: Clusterer
        var arrived = 0
        /// Up to which document expiry was asked for, and up to which they left.
        var asked = 0
        var expired = 0
        var results = 0
        /// CPU nanoseconds of what was timed.
        var spent: UInt64 = 0
        var timed = 0
        var bytes = 0
        /// What the clusterer reckons that it takes.
        var reckoned = 0
        var rest: UInt64 = 0

        let residentBefore: Int

        init(news: NewsStream, window: Int, clusterer: Clusterer, residentBefore: Int) {
            self.residentBefore = residentBefore
            self.news = news
            self.window = window
            self.clusterer = clusterer
        }

        var secondsPerDocument: Double { Double(spent) / 1e9 / Double(timed) }

        var line: String {
            let name = "cluster, window \(window)"
            let label = name + String(repeating: " ", count: max(1, 28 - name.count))
            return label + "\(Int((1 / secondsPerDocument).rounded())) documents/s, "
                + "\(bytes / max(1, arrived - expired)) bytes a document held "
                + "(reckoned: \(reckoned / max(1, arrived - expired))), "
                + "\(Double(rest / 100_000) / 10) ms to settle after a few; results \(results)"
        }

        /// Fills the window, then times from one consolidation to the next: with all that a document
        /// costs on arrival and its share of looking again and of letting go.
        mutating func measure() {
            while arrived < window { step() }
            awaitConsolidation()
            (spent, timed) = (0, 0)
            awaitConsolidation()
            bytes = Machine.residentBytes - residentBefore
            reckoned = clusterer.footprint
            let (total, count) = (spent, timed)
            step(8)
            spent = 0
            time { $0.results += $0.clusterer.consolidate(rounds: 2).memberships.count }
            (rest, spent, timed) = (spent, total, count)
        }

        private mutating func awaitConsolidation() {
            let seen = clusterer.consolidatedThrough
            while clusterer.consolidatedThrough == seen { step() }
        }

        private mutating func step(_ most: Int = batch) {
            let count = min(most, max(1, window / hoursInWindow))
            let documents = news.next(count)
            time { $0.results += $0.clusterer.follow(documents).memberships.count }
            timed += count
            // What a window's hour brings leaves at once, as the daemon does it.
            let hour = max(1, window / hoursInWindow)
            let last = (arrived + count - window) / hour * hour
            if last > asked {
                time { if $0.clusterer.expire(through: Int64(last)) { $0.expired = last } }
                asked = last
            }
            arrived += count
        }

        private mutating func time(_ work: (inout Self) -> Void) {
            let start = SystemTime.processCPUNanoseconds()
            work(&self)
            spent += SystemTime.processCPUNanoseconds() - start
        }
    }
}
