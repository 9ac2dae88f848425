internal import CSystemd

/// Tells systemd how the service is (sd_notify(3)). Without `NOTIFY_SOCKET` it does nothing.
public enum ServiceNotifier {
    /// The service works: its database is open and its feeds are known.
    public static func ready() { send("READY=1") }

    /// One line for `systemctl status`.
    public static func status(_ text: String) { send("STATUS=\(text)") }

    /// The service ends on its own accord or because it was asked to.
    public static func stopping() { send("STOPPING=1") }

    private static func send(_ message: String) {
        // A failure to notify is no failure of the service: systemd times out and says so.
        sd_notify(0, message)
    }
}
