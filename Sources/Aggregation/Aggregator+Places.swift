public import Subscriptions

extension Aggregator {
    /// Where things are.
    public struct Places: Sendable {
        /// feeds.yml.
        public var configuration: String
        /// The folder of the database.
        public var state: String
        /// The secrets that `credential:` names.
        public var credentials: CredentialStore
        /// Folders that may take a report on how the daemon is, the best first.
        public var runtime: [String]

        public init(
            configuration: String, state: String, credentials: CredentialStore,
            runtime: [String] = []
        ) {
            self.configuration = configuration
            self.state = state
            self.credentials = credentials
            self.runtime = runtime
        }
    }

    /// When a run ends by itself.
    public enum Mode: Sendable {
        /// Until `stop`.
        case continuous
        /// Each feed that is due once, then the end.
        case once
    }
}

extension Aggregator {
    /// Whether the owners of servers learn by feeds.yml whom to turn to, if only some of them.
    public var namesContact: Bool {
        followed.contact != nil || followed.subscriptions.contains { $0.contact != nil }
    }
}
