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
        var problem: (event: LogEvent, text: String)?
    }

    /// Characters of a problem that are shown: the journal has all of it.
    private static let shown = 160

    /// What the pipeline follows, or why it does not.
    func set(state: String) { change { $0.state = state } }

    func set(pulse: Heartbeat.Pulse) { change { $0.pulse = pulse } }

    /// Keeps `line`, printable as `text`, if it is a warning or an error: the last one is shown until a line
    /// says that it is over.
    func note(_ line: Log.Line, _ text: String, at time: LocalTime) {
        // Told with the next beat: a thousand failing feeds are no thousand messages.
        parts.withLock { parts in
            if line.level <= .warning {
                let short = text.count > Self.shown ? "\(text.prefix(Self.shown))…" : text
                parts.problem = (line.event, "last problem \(time.dateAndClock): \(short)")
            } else if let problem = parts.problem, problem.event == line.event.ended {
                parts.problem = nil
            }
        }
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
        return PrintableText.line(parts.problem.map { "\(line); \($0.text)" } ?? line)
    }
}
