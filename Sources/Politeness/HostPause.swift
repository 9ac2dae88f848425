public import Values

/// Until when a host wants to be left alone, by all feeds of it. Kept over restarts.
public struct HostPause: Hashable, Sendable {
    public let host: Schedule.Host
    public let until: Timestamp

    public init(host: Schedule.Host, until: Timestamp) {
        self.host = host
        self.until = until
    }
}
