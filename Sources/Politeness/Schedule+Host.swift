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
