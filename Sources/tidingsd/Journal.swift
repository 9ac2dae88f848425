internal import Aggregation
internal import Platform
internal import Values

/// The log on standard error: with journald's priorities (sd-daemon(3)), or with the local time
/// when a person watches.
struct Journal: Sendable {
    let level: Log.Level

    var log: Log {
        let isWatched = StandardStream.error.isTerminal
        return Log(level: level) { line, text in
            // One event is one line, whatever an error text of a server holds.
            let text = PrintableText.line(text)
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
