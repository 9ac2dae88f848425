import Checkout
import Events
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What a monitor reads: its form, its numbers, and the page that explains it.
struct MetricsTests {
    private static var sample: Metrics {
        var metrics = Metrics(start: Timestamp(seconds: 1_700_000_000))
        var facts = ResponseFacts(status: 304)
        facts.bytesReceived = 250
        metrics.tally.fetches.add(.answer(facts, .none, document: nil))
        metrics.tally.fetches.add(.answer(facts, .none, document: nil))
        metrics.tally.fetches.add(.failure(.unreachable("no connection")))
        metrics.tally.newEntries = 12
        metrics.pulse = Heartbeat.Pulse(running: 3, lateness: 40)
        metrics.toStore = 2
        metrics.parsingNanoseconds = 250_000_000
        metrics.clusteringNanoseconds = 1_500_000_000
        metrics.store = Metrics.StoreNumbers()
        metrics.store?.bytes = 4_096
        return metrics
    }

    @Test func `what is written holds to the text format`() {
        #expect(ExpositionCheck.faults(in: Self.sample.text) == [])
    }

    @Test(arguments: [
        ("a_total 1\n", "a_total: no TYPE"),
        ("# HELP a b\n# TYPE a counter\na 1\n", "a: a counter without _total"),
        ("# HELP a_total b\n# TYPE a_total gauge\na_total 1\n", "a_total: no counter"),
        ("# TYPE a gauge\na 1\n", "a: no HELP"),
        ("# HELP a b\n# TYPE a gauge\na{x=1} 1\n", "a{x=1} 1: cannot be read"),
        ("# HELP a b\n# TYPE a gauge\na one\n", "a one: cannot be read"),
        ("# HELP a b\n# TYPE a gauge\na 1\na 1\n", "a: twice"),
        ("# HELP a b\n# TYPE a gauge\na 1", "no line break at the end"),
    ])
    func `the check of the format finds what is wrong`(text: String, fault: String) {
        #expect(ExpositionCheck.faults(in: text) == [fault])
    }

    @Test func `the numbers stand beside their names`() {
        let lines = Set(Self.sample.text.split(separator: "\n").map(String.init))
        for line in [
            "tidings_build_info{version=\"\(Release.version)\"} 1",
            "tidings_start_time_seconds 1700000000",
            "tidings_fetches_total{result=\"not_modified\"} 2",
            "tidings_fetches_total{result=\"unreachable\"} 1",
            "tidings_fetches_total{result=\"ok\"} 0",
            "tidings_received_bytes_total 500",
            "tidings_stored_entries_total{change=\"new\"} 12",
            "tidings_poll_lateness_seconds 40", "tidings_polls_running 3",
            "tidings_polls_to_store 2",
            "tidings_parsing_seconds_total 0.25", "tidings_clustering_seconds_total 1.5",
            "tidings_database_size_bytes 4096",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `what the database holds is left out while it cannot be read`() {
        var metrics = Self.sample
        metrics.store = nil
        #expect(!metrics.text.contains("tidings_entries"))
        #expect(ExpositionCheck.faults(in: metrics.text) == [])
    }

    @Test func `label values are escaped`() {
        let family = MetricFamily(
            "a", .gauge, "one\ntwo \"three\"", by: "b", [("x\"\\\ny", 1)])
        #expect(
            family.text
                == "# HELP a one\\ntwo \"three\"\n# TYPE a gauge\na{b=\"x\\\"\\\\\\ny\"} 1\n")
    }

    @Test func `work is timed by a clock that never goes back`() async {
        let now = Locked<UInt64>(5)
        let time = WorkTime { now.withLock { $0 } }
        await time.measure { now.withLock { $0 = 25 } }
        await time.measure { now.withLock { $0 = 28 } }
        #expect(time.nanoseconds == 23)
    }

    @Test func `each metric is explained to operators`() throws {
        let page = try Checkout.text("docs/operations.md")
        for family in Self.sample.families {
            #expect(page.contains("| `\(family.name)"), "\(family.name)")
        }
    }

    @Test func `a file that cannot be written is logged once`() async throws {
        let folder = try ScratchFolder()
        let lines = Locked<[String]>([])
        let feeds = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(path: feeds, with: Array("feeds:\n".utf8), expecting: nil)
        let log = Log(level: .warning) { line in lines.withLock { $0.append(line.text) } }
        let aggregator = try await FakeFetcher().aggregator(in: folder, log: log)
        let metrics = aggregator.metrics
        let file = MetricsFile(path: "\(folder.path)/none/t.prom", source: metrics, log: log)
        await file.write()
        await file.write()
        let told = lines.withLock { $0 }
        let report = DaemonPresence(state: "\(folder.path)/state", runtime: []).report
        #expect(report?.metrics?.text.contains("none/t.prom") == true)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("the metrics cannot be written: ") == true)
        _ = await aggregator.run()
    }
}
