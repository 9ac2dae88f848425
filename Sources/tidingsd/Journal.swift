internal import Aggregation
internal import Platform
internal import Values

/// The log on standard error: with journald's priorities (sd-daemon(3)), or with the local time
/// when a person watches.
struct Journal: Sendable {
    let level: Log.Level
    /// Told the warnings and errors as well, with the local time.
    let onProblem: @Sendable (_ text: String, _ time: String) -> Void

    var log: Log {
        let isWatched = StandardStream.error.isTerminal
        return Log(level: level) { [onProblem] line, text in
            // One event is one line, whatever an error text of a server holds.
            let text = PrintableText.line(text)
            if line <= .warning { onProblem(text, Self.time()) }
            StandardStream.error.write(
                isWatched ? "\(Self.time()) \(text)\n" : "<\(line.rawValue)>\(text)\n")
        }
    }

    private static func time() -> String {
        let now = LocalTime(secondsSinceEpoch: WallClock.system.now.seconds)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(now.hour)):\(padded(now.minute))"
    }
}
