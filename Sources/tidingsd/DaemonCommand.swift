internal import Aggregation
public import CommandLineInterface
internal import Events
internal import Fetching
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Systemd
internal import Values

/// What `tidingsd` does with its command line.
extension DaemonCommand: Command {
    public static func run(_ options: Options) async -> ExitCode {
        let log = Journal(level: options.verbose ? .debug : .info).log
        if let url = options.probe { return await probe(url, options, log) }
        // First of all: a signal during a long start waits for its end instead of killing.
        let signals = SignalStream()
        let locations = Locations(options.locations)
        let fetcher = HTTPFetcher(userAgent: userAgent(contact: options.contact))
        do {
            let aggregator = try await Aggregator(
                mode: options.once ? .once : .continuous, clusters: !options.fetchOnly,
                places: Aggregator.Places(locations), fetcher: fetcher,
                background: options.fetchOnly
                    ? .none : BackgroundFrequencies(tables: try SharedData.frequencies()),
                clock: .system, log: log,
                onStatus: { ServiceNotifier.status($0) })
            let tally = await work(aggregator, signals, log)
            await fetcher.stop()
            return options.once && tally.unstored > 0 ? .failure : .success
        } catch let error as SubscriptionError {
            for line in "\(error)".split(separator: "\n") { log.error("\(line)") }
            if case .file(.notFound) = error {
                log.error("`tidings add URL` makes it; --config names another")
            }
            await fetcher.stop()
            return .invalidConfiguration
        } catch {
            log.error("\(error)")
            await fetcher.stop()
            return .failure
        }
    }

    /// Fetches one address for `tidings`, and tells what came on standard output.
    private static func probe(_ address: String, _ options: Options, _ log: Log) async -> ExitCode {
        guard let url = WebURL(address) else {
            log.error("\(address) is no address of the web")
            return .usage
        }
        let places = Aggregator.Places(Locations(options.locations))
        let fetcher = HTTPFetcher(userAgent: userAgent(contact: options.contact))
        do throws(SubscriptionError) {
            let subscription = try SubscriptionEditor.tried(url, for: places.configuration)
            let answer = try await Probe.fetch(
                subscription, fetcher, credentials: places.credentials)
            await fetcher.stop()
            return StandardStream.output.write(answer.bytes) ? .success : .failure
        } catch {
            await fetcher.stop()
            for line in "\(error)".split(separator: "\n") { log.error("\(line)") }
            if case .invalid = error { return .invalidConfiguration }
            return .failure
        }
    }

    /// Runs `aggregator` until it is done or a signal ends it.
    private static func work(
        _ aggregator: Aggregator, _ signals: SignalStream, _ log: Log
    ) async -> PollTally {
        let listener = Task {
            for await signal in signals.signals {
                switch signal {
                case .reload: await aggregator.reload()
                case .terminate:
                    log.notice("stopping")
                    ServiceNotifier.stopping()
                    await aggregator.stop()
                }
            }
        }
        ServiceNotifier.ready()
        let tally = await aggregator.run()
        listener.cancel()
        log.notice("stopped; \(tally)")
        return tally
    }

    /// Product, version and, when it is known, a contact (RFC 9110 §10.1.5).
    private static func userAgent(contact: Contact?) -> String {
        let product = "Tidings/\(Release.version)"
        return contact.map { "\(product) (+\($0.text))" } ?? product
    }
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
