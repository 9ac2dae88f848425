internal import Aggregation
internal import Platform
internal import Systemd
internal import Terminal
internal import Values

/// The log on standard error: as entries with fields where that is the journal, with journald's
/// priorities (sd-daemon(3)) where another program reads it, or with the local time when a person watches.
struct Journal: Sendable {
    let level: Log.Level
    /// Told the warnings and errors as well, with the local time.
    let onProblem: @Sendable (_ text: String, _ time: String) -> Void

    var log: Log {
        let isWatched = StandardStream.error.isTerminal
        let hasFields = SystemJournal.takesStandardError
        return Log(level: level) { [onProblem] line in
            // One event is one line, whatever an error text of a server holds.
            let text = PrintableText.line(line.text)
            if line.level <= .warning { onProblem(text, Self.time()) }
            if hasFields, Self.send(line, text) { return }
            StandardStream.error.write(
                isWatched ? "\(Self.time()) \(text)\n" : "<\(line.level.rawValue)>\(text)\n")
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

    private static func time() -> String {
        let now = LocalTime(secondsSinceEpoch: WallClock.system.now.seconds)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(now.hour)):\(padded(now.minute))"
    }
}
