internal import Storage
internal import Values

/// How the daemon is and what it did since its start, in numbers.
struct Metrics: Sendable {
    var start: Timestamp
    var tally = PollTally()
    var pulse = Heartbeat.Pulse(running: 0, lateness: 0)
    var toStore = 0
    /// Nil while the store cannot be read: then its metrics are left out, since zeros would lie.
    var store: StoreNumbers?
    var isStoreWritable = true
    var areFeedsValid = true
    var storeOutages = 0
    var parsingNanoseconds: UInt64 = 0
    var clusteringNanoseconds: UInt64 = 0

    /// What the database holds.
    struct StoreNumbers: Sendable {
        var followed = 0
        var failing = 0
        var entries = 0
        var unclustered = 0
        var clusters = 0
        var bytes: Int64 = 0
    }

    /// All of it in the text format of Prometheus.
    var text: String { families.map(\.text).joined() }

    var families: [MetricFamily] {
        program + polling + (store.map(Self.families) ?? [])
    }

    private var program: [MetricFamily] {
        [
            MetricFamily(
                "tidings_build_info", .gauge, "Always 1; the version that runs.",
                by: "version", [(Release.version, 1)]),
            MetricFamily(
                "tidings_start_time_seconds", .gauge, "When the daemon started, in Unix time.",
                start.seconds),
            MetricFamily(
                "tidings_store_writable", .gauge,
                "Whether the store can be written: 0 while polling waits for it.",
                isStoreWritable ? 1 : 0),
            MetricFamily(
                "tidings_feeds_valid", .gauge,
                "Whether feeds.yml is valid: 0 while the last good one stays in force.",
                areFeedsValid ? 1 : 0),
            MetricFamily(
                "tidings_store_outages_total", .counter,
                "How often the store could not be written any more.", storeOutages),
            MetricFamily(
                "tidings_parsing_seconds_total", .counter,
                "Time in which documents were read, on all threads together.",
                Double(parsingNanoseconds) / 1e9),
            MetricFamily(
                "tidings_clustering_seconds_total", .counter,
                "Time in which entries were clustered, waits for the store included.",
                Double(clusteringNanoseconds) / 1e9),
        ]
    }

    private var polling: [MetricFamily] {
        [
            MetricFamily(
                "tidings_poll_lateness_seconds", .gauge,
                "How long the next feed has been waiting for a place.", pulse.lateness),
            MetricFamily(
                "tidings_polls_running", .gauge, "Feeds that are being polled.", pulse.running),
            MetricFamily(
                "tidings_polls_to_store", .gauge,
                "Of them, those that ended and wait for the store.",
                toStore),
            MetricFamily(
                "tidings_fetches_total", .counter, "Fetches by how they ended.", by: "result",
                FetchResult.allCases.map { ($0.name, tally.fetches[$0]) }),
            MetricFamily(
                "tidings_received_bytes_total", .counter,
                "Bytes of answers, before they were decoded.", tally.fetches.bytesReceived),
            MetricFamily(
                "tidings_stored_entries_total", .counter,
                "Entries that were stored, new ones and changed ones.", by: "change",
                [("new", tally.newEntries), ("changed", tally.revisedEntries)]),
            MetricFamily(
                "tidings_unstored_polls_total", .counter,
                "Polls whose result the store could not take.", tally.unstored),
        ]
    }

    private static func families(_ store: StoreNumbers) -> [MetricFamily] {
        [
            MetricFamily("tidings_feeds", .gauge, "Feeds that are followed.", store.followed),
            MetricFamily(
                "tidings_failing_feeds", .gauge, "Of them, those whose last poll failed.",
                store.failing),
            MetricFamily("tidings_entries", .gauge, "Entries in the store.", store.entries),
            MetricFamily(
                "tidings_unclustered_entries", .gauge, "Entries that are not clustered yet.",
                store.unclustered),
            MetricFamily("tidings_clusters", .gauge, "Clusters in the store.", store.clusters),
            MetricFamily(
                "tidings_database_size_bytes", .gauge, "Size of the database.", store.bytes),
        ]
    }
}

extension Metrics.StoreNumbers {
    init(_ status: StoreStatus) {
        followed = status.feeds.all - status.feeds.off
        failing = status.failing.count
        entries = status.entries
        unclustered = status.unclusteredEntries
        clusters = status.clusters
        bytes = status.bytes
    }
}
