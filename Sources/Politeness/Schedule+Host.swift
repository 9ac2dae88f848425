public import Values

extension Schedule {
    /// How fast polls of public hosts are started.
    public struct Pace: Hashable, Sendable {
        /// Starts in `seconds`, all hosts together; at least 1.
        public let starts: Int
        /// The length of a period, at least 1.
        public let seconds: Int64

        /// What is less than 1 counts as 1.
        public init(starts: Int, seconds: Int64) {
            self.starts = max(1, starts)
            self.seconds = max(1, seconds)
        }
    }

    /// A server as far as pacing goes.
    public struct Host: Hashable, Sendable {
        /// `example.org`, lower case; `example.org:8443` where the port is not that of http or https, or
        /// the server is the reader's own.
        public let name: String
        /// Whether it is the reader's own, and thus not paced.
        public let isLocal: Bool

        public init(name: String, isLocal: Bool) {
            self.name = name
            self.isLocal = isLocal
        }

        /// The server of a feed that is asked at `host`, which is in lower case and without brackets, and
        /// at `port`.
        ///
        /// A public one is told by its name alone at the ports of http and https, and with or without
        /// `www.`: these are doors of one house, and who asks to be left alone at one means all. Any
        /// other port is a server of its own.
        ///
        /// It is local, and not paced, when its name says so or its reader does: `localhost` and its
        /// like, a literal address that is not public, or a host and port that a rule of `permit` names.
        /// What a name resolves to does not count, for a permit to connect anywhere makes no server
        /// one's own.
        public init(host: String, port: Int, permit: AddressPermit) {
            isLocal = Self.isLocal(host: host, port: port, permit: permit)
            let isUsual = !isLocal && (port == 80 || port == 443)
            name = isUsual ? Self.site(host) : "\(host):\(port)"
        }

        /// A host without `www.` and the dot of the root.
        private static func site(_ host: String) -> String {
            var site = host[...]
            if site.hasSuffix(".") { site.removeLast() }
            if site.hasPrefix("www."), site.dropFirst(4).contains(".") { site.removeFirst(4) }
            return String(site)
        }

        private static func isLocal(host: String, port: Int, permit: AddressPermit) -> Bool {
            if LoopbackName.isOne(host) { return true }
            if let address = IPAddress(host) { return !address.isPublic }
            guard case .rules(let rules) = permit else { return false }
            return rules.contains(.hostPort(host: host, port: port))
        }
    }

    /// What a redirect to a host is told that would be one request more there.
    public enum Passage: Hashable, Sendable {
        /// It may be followed: a place is taken until `finished`.
        case open
        /// Not yet: the feed stands in the line of that host, and comes with `next` when it is its turn.
        case waits
        /// So many wait that the feed is to ask its own server again then.
        case later(Timestamp)
    }
}
