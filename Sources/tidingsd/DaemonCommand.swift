internal import Aggregation
internal import CommandLineInterface
internal import Events
internal import Fetching
internal import Platform
internal import Storage
internal import Subscriptions
internal import Systemd
internal import Values

/// `tidingsd`: fetches the feeds of feeds.yml, stores what is new and groups it into events.
enum DaemonCommand: Command {
    struct Options: Sendable {
        var locations = LocationOptions()
        var once = false
        var fetchOnly = false
        var verbose = false
        var contact: Contact?
    }

    static let name = "tidingsd"
    static let summary = "Follow feeds and group their stories into events."
    static let discussion = """
        Runs until SIGTERM or SIGINT; SIGHUP reads feeds.yml again, as does a change of the
        file. Logs to standard error. Exit codes: 0 stopped as asked, 1 failed, 2 usage,
        5 feeds.yml is not valid.
        """
    static var defaults: Options { Options() }
    static var parameters: [Parameter<Options>] {
        LocationOptions.parameters.map { $0.lifted(to: \.locations) } + [
            .flag(\.once, "once", help: "poll everything that is due once, cluster it, and exit"),
            .flag(
                \.fetchOnly, "fetch-only",
                help: "store what comes and leave clustering to a run without this"),
            .option(
                \.contact, "contact", value: "ADDRESS",
                help: "page or mail address for the owners of servers, in the User-Agent"),
            .flag(\.verbose, "verbose", "v", help: "log each poll"),
        ]
    }

    static func run(_ options: Options) async -> ExitCode {
        let log = Journal(level: options.verbose ? .debug : .info).log
        // First of all: a signal during a long start waits for its end instead of killing.
        let signals = SignalStream()
        let locations = Locations(options.locations)
        let fetcher = HTTPFetcher(userAgent: userAgent(contact: options.contact))
        do {
            let aggregator = try await Aggregator(
                mode: options.once ? .once : .continuous, clusters: !options.fetchOnly,
                places: Aggregator.Places(locations), fetcher: fetcher,
                background: BackgroundFrequencies(tables: try SharedData.frequencies()),
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
