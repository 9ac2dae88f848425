internal import Values

/// The feeds of one host, and what is known of it.
struct HostLine: Sendable {
    let host: Schedule.Host
    var isLocal: Bool { host.isLocal }
    /// How many feeds are to be asked there, running ones included.
    var feeds = 0
    var waiting = IndexedHeap()
    var running = 0
    /// Whether its last poll ended by a deadline.
    var isSilent = false
    /// No start before: spacing and pauses.
    var opens = Timestamp(seconds: .min)
    /// When a feed that a redirect leads here may come back that had to be sent away.
    var nextVisit = Timestamp(seconds: .min)
}
