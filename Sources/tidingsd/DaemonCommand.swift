internal import Aggregation
public import CommandLineInterface
internal import Events
internal import Fetching
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Systemd
internal import Terminal
internal import Values

/// What `tidingsd` does with its command line.
extension DaemonCommand: Command {
    public static func run(_ options: Options) async -> ExitCode {
        let status = ServiceStatus()
        let log = Journal(level: options.verbose ? .debug : .info, status: status).log
        if let url = options.probe { return await probe(url, options, log) }
        // First of all: a signal during a long start waits for its end instead of killing.
        let signals = SignalStream()
        let life = ServiceLife()
        let locations = Locations(options.locations)
        let fetcher = HTTPFetcher(product: product, contact: options.contact)
        let isFirstStart = !Store.exists(in: locations.state)
        let start = Task {
            let tables = options.fetchOnly ? nil : try SharedData.laterFrequencies()
            return try await Aggregator(
                mode: options.once ? .once : .continuous, clusters: !options.fetchOnly,
                places: Aggregator.Places(locations), fetcher: fetcher,
                background: { tables.map { BackgroundFrequencies(tables: $0()) } ?? .none },
                clock: .system, log: log,
                onStatus: { status.set(state: $0) },
                onPause: { Self.tellWait(seconds: $0, life) })
        }
        let started = Locked<Aggregator?>(nil)
        let listener = Task { await listen(to: signals, start, started, life, log) }
        defer { listener.cancel() }
        do {
            let aggregator = try await start.value
            started.withLock { $0 = aggregator }
            if isFirstStart, options.contact == nil, await !aggregator.namesContact {
                log.notice(
                    .contactUnknown,
                    "the owners of servers do not learn whom to turn to; contact: in feeds.yml, or"
                        + " --contact ADDRESS, tells them a page or mail address of yours")
            }
            let metrics = options.metrics.map {
                MetricsFile(path: $0.path, source: aggregator.metrics, log: log)
            }
            let writing = Task { await metrics?.run() }
            let tally = await work(aggregator, status, life, log)
            kept.withLock { $0 = aggregator }
            writing.cancel()
            await writing.value
            await metrics?.write()
            await fetcher.stop()
            let isDone = tally.unstored == 0 && !tally.isUnclustered
            return options.once && !isDone ? .failure : .success
        } catch let error as SubscriptionError {
            for line in "\(error)".split(separator: "\n") { log.error(.startFailed, "\(line)") }
            if case .file(.notFound) = error {
                log.error(
                    .startFailed,
                    "put it back, or name another with --config; `tidings check` tells what makes it anew"
                )
            }
            await fetcher.stop()
            return .invalidConfiguration
        } catch is CancellationError {
            log.notice(.stopped, "stopped before the start was done")
            await fetcher.stop()
            return .success
        } catch {
            log.error(.startFailed, "\(error)")
            await fetcher.stop()
            return .failure
        }
    }

    /// What was polled, until the process ends: to let go of a thousand feeds one by one would be
    /// work for nothing.
    private static let kept = Locked<Aggregator?>(nil)

    /// Fetches one address for `tidings`, and tells what came on standard output.
    private static func probe(_ address: String, _ options: Options, _ log: Log) async -> ExitCode {
        guard let url = WebURL(address) else {
            log.error(.probeFailed, "\(address) is no address of the web")
            return .usage
        }
        let places = Aggregator.Places(Locations(options.locations))
        let fetcher = HTTPFetcher(product: product, contact: options.contact)
        do throws(SubscriptionError) {
            let subscription = try SubscriptionEditor.tried(url, for: places.configuration)
            let answer = try await Probe.fetch(
                subscription, fetcher, credentials: places.credentials,
                pauses: Probe.pauses(in: places.state, log))
            await fetcher.stop()
            return StandardStream.output.write(answer.bytes) ? .success : .failure
        } catch {
            await fetcher.stop()
            for line in "\(error)".split(separator: "\n") { log.error(.probeFailed, "\(line)") }
            if case .invalid = error { return .invalidConfiguration }
            return .failure
        }
    }

    /// Tells systemd that the start waits for its store, and tries it again after so many seconds. It counts as
    /// done: whoever waits for it, as the installation of a package does, would wait until somebody has made room.
    private static func tellWait(seconds: Int64, _ life: ServiceLife) {
        life.ready()
        guard ServiceNotifier.watchdog != nil else { return }
        // A try may take as long as the unit allows for a start.
        ServiceNotifier.alive(within: UInt64(max(0, seconds) + 15 * 60) * 1_000_000)
    }

    /// Does what signals ask for, of what `start` makes.
    private static func listen(
        to signals: SignalStream, _ start: Task<Aggregator, any Error>,
        _ started: Locked<Aggregator?>, _ life: ServiceLife, _ log: Log
    ) async {
        let reloads = Reloads(life)
        for await signal in signals.signals {
            switch signal {
            case .reload:
                // What changed before that is seen by the first look at feeds.yml.
                guard let aggregator = started.withLock({ $0 }) else { continue }
                // Not waited for: it may wait for the store, and a stop does not.
                reloads.ask { await aggregator.reload() }
            case .terminate:
                log.notice(.stopping, "stopping")
                reloads.end()
                life.stopping()
                // In a pause it ends; what is at work is done first.
                start.cancel()
                try? await start.value.stop()
            // It draws nothing, and did not ask for these.
            case .redraw: continue
            }
        }
    }

    /// Runs `aggregator` until it is done or a signal ends it.
    private static func work(
        _ aggregator: Aggregator, _ status: ServiceStatus, _ life: ServiceLife, _ log: Log
    ) async -> PollTally {
        life.ready()
        // As usual again, where the start has waited.
        if let usual = ServiceNotifier.watchdog { ServiceNotifier.alive(within: usual) }
        // The look over the database after a stop that was not clean takes more than the work does.
        Heap.giveBack()
        let heart = Task { await beat(aggregator.heartbeat, status) }
        let tally = await aggregator.run()
        heart.cancel()
        log.notice(.stopped, "stopped; \(tally)")
        return tally
    }

    /// Tells systemd after each round of the pipeline that it works, and how.
    private static func beat(_ heart: Heartbeat, _ status: ServiceStatus) async {
        guard ServiceNotifier.isHeard else { return }
        // Three beats in the time that is allowed, so that a slow one costs nothing.
        let interval = ServiceNotifier.watchdog.map { Duration.microseconds($0 / 3) }
        await heart.run(every: interval ?? .seconds(20)) { pulse in
            ServiceNotifier.alive()
            status.set(pulse: pulse)
        }
    }

    /// As servers are told (RFC 9110 §10.1.5).
    private static let product = "Tidings/\(Release.version)"
}

extension Aggregator.Places {
    /// Secrets come from systemd's folder for them, else from one beside feeds.yml.
    fileprivate init(_ locations: Locations) {
        let folder = ProcessEnvironment.value(of: "CREDENTIALS_DIRECTORY")
        self.init(
            configuration: locations.configuration, state: locations.state,
            credentials: folder.map { CredentialStore(systemdFolder: $0) }
                ?? CredentialStore(
                    folder: AtomicFile.folder(of: locations.configuration) + "/secrets"),
            runtime: Locations.runtimeFolders)
    }
}
