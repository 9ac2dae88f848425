internal import Aggregation
internal import Platform
internal import Systemd
internal import Terminal
internal import Values

/// The log on standard error: as entries with fields where that is the journal, with journald's
/// priorities (sd-daemon(3)) where another program reads it, or with the local time when a person watches.
struct Journal: Sendable {
    let level: Log.Level
    /// Told each line as well.
    let status: ServiceStatus

    var log: Log {
        let isWatched = StandardStream.error.isTerminal
        let hasFields = SystemJournal.takesStandardError
        let stream = LossyStream()
        @Sendable func beginning(_ level: Log.Level) -> String {
            isWatched ? "\(LocalTime.now.clock) " : "<\(level.rawValue)>"
        }
        return Log(level: level) { [status] line in
            // One event is one line, whatever an error text of a server holds.
            let text = PrintableText.line(line.text)
            status.note(line, text, at: LocalTime.now)
            if hasFields, Self.send(line, text) { return }
            stream.write(beginning(line.level) + text) { lost in
                "\(beginning(.warning))nobody read the log: \(lost) lines of it are lost"
            }
        }
    }

    /// Sends `line` with its fields; false where it has to go through standard error.
    private static func send(_ line: Log.Line, _ text: String) -> Bool {
        // The journal looks up whose entry it is when it reads it. A process that has ended by then has
        // no service any more; standard error keeps the name that it was opened with.
        if line.event.isLast { return false }
        var fields = [
            (name: "MESSAGE", value: text), (name: "PRIORITY", value: "\(line.level.rawValue)"),
            (name: "SYSLOG_IDENTIFIER", value: "tidingsd"),
            (name: "EVENT", value: line.event.rawValue),
        ]
        if let feed = line.feed { fields.append((name: "FEED", value: feed)) }
        return SystemJournal.send(fields)
    }
}

/// Standard error for lines that nothing may wait for: where nobody reads them they are dropped and
/// counted, until somebody does.
private final class LossyStream: Sendable {
    private let output = UnwaitingOutput(.error)
    private let lost = Locked(0)

    /// Milliseconds in which a reader that is alive makes room.
    private static let patience: Int32 = 1_000

    /// Writes `line`; before it what `notice` says of the lines that are lost.
    func write(_ line: String, notice: (Int) -> String) {
        lost.withLock { lost in
            // That it is not read was waited for once.
            let patience = lost > 0 ? 0 : Self.patience
            // What was lost last may have been written in part.
            let text = lost > 0 ? "\n\(notice(lost))\n\(line)\n" : "\(line)\n"
            let isWritten = output.write(Array(text.utf8), waitingUpTo: patience)
            lost = isWritten ? 0 : lost + 1
        }
    }
}

extension LocalTime {
    fileprivate static var now: LocalTime {
        LocalTime(secondsSinceEpoch: WallClock.system.now.seconds)
    }

    /// `2026-11-24 14:05`.
    var dateAndClock: String { "\(CivilDate(year: year, month: month, day: day)) \(clock)" }
}
