internal import Aggregation
internal import Platform
internal import Systemd
internal import Values

/// The line of `systemctl status`: the feeds, how late they are, and what went wrong last.
final class ServiceStatus: Sendable {
    private let parts = Locked(Parts())

    private struct Parts {
        var state = ""
        var pulse: Heartbeat.Pulse?
        var problem = ""
    }

    /// Characters of a problem that are shown: the journal has all of it.
    private static let shown = 160

    /// What the pipeline follows, or why it does not.
    func set(state: String) { change { $0.state = state } }

    func set(pulse: Heartbeat.Pulse) { change { $0.pulse = pulse } }

    /// The last warning or error of the log, and its time of day.
    func set(problem: String, at time: String) {
        let short = problem.count > Self.shown ? "\(problem.prefix(Self.shown))…" : problem
        // Told with the next beat: a thousand failing feeds are no thousand messages.
        parts.withLock { $0.problem = "last problem \(time): \(short)" }
    }

    private func change(_ body: (inout Parts) -> Void) {
        let text = parts.withLock { parts in
            body(&parts)
            return Self.text(parts)
        }
        ServiceNotifier.status(text)
    }

    private static func text(_ parts: Parts) -> String {
        var told = [parts.state]
        if let pulse = parts.pulse {
            told.append("\(pulse.running) being polled")
            told.append(pulse.lateness > 0 ? "\(pulse.lateness) s late" : "on time")
        }
        let line = told.joined(separator: ", ")
        return PrintableText.line(parts.problem.isEmpty ? line : "\(line); \(parts.problem)")
    }
}
