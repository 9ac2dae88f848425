internal import CSystemd
internal import Platform

/// Tells systemd how the service is (sd_notify(3)). Without `NOTIFY_SOCKET` it does nothing.
public enum ServiceNotifier {
    /// Whether anybody listens.
    public static var isHeard: Bool { ProcessEnvironment.value(of: "NOTIFY_SOCKET") != nil }

    /// Microseconds within which `alive` is expected again (sd_watchdog_enabled(3)); nil: nobody waits
    /// for it.
    public static var watchdog: UInt64? {
        var microseconds: UInt64 = 0
        guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return microseconds
    }

    /// The service has started: it works, or waits for what only a person can mend. Also ends `reloading`.
    public static func ready() { send("READY=1") }

    /// One line for `systemctl status`.
    public static func status(_ text: String) { send("STATUS=\(text)") }

    /// The service does what it is for, and not only exists.
    public static func alive() { send("WATCHDOG=1") }

    /// The same, and that the next such word is to come within so many microseconds, whatever was set for it.
    public static func alive(within microseconds: UInt64) {
        send("WATCHDOG=1\nWATCHDOG_USEC=\(microseconds)")
    }

    /// The configuration is being read again, since so many nanoseconds of the monotonic clock; `ready`
    /// ends it.
    public static func reloading(monotonicNanoseconds now: UInt64) {
        send("RELOADING=1\nMONOTONIC_USEC=\(now / 1_000)")
    }

    /// The service ends on its own accord or because it was asked to.
    public static func stopping() { send("STOPPING=1") }

    private static func send(_ message: String) {
        // A failure to notify is no failure of the service: systemd times out and says so.
        sd_notify(0, message)
    }
}
