/// Where the daemon says what a person would want to know: one line a thing.
///
/// Levels are journald's (sd-daemon(3)). A line never holds a secret.
public struct Log: Sendable {
    public enum Level: Int, Sendable, Comparable {
        /// The daemon cannot go on, or lost something.
        case error = 3
        /// Something is wrong and the daemon goes on: a feed that fails, a bad feeds.yml.
        case warning = 4
        /// A change that a person made or has to know of: start, stop, a feed that is gone.
        case notice = 5
        /// What happened: new entries, what was clustered.
        case info = 6
        /// Each poll, new entries or not.
        case debug = 7

        public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }

    /// One thing that is said.
    public struct Line: Sendable, Equatable {
        public let level: Level
        public let event: LogEvent
        /// The address of the feed that it is about; nil when it is about none.
        public let feed: String?
        /// For a person; names the feed.
        public let text: String
    }

    private let level: Level
    private let sink: @Sendable (Line) -> Void

    /// Lines up to `level` go to `sink`; others are not even put together.
    public init(level: Level = .debug, _ sink: @escaping @Sendable (Line) -> Void) {
        self.level = level
        self.sink = sink
    }

    public func error(_ event: LogEvent, feed: String? = nil, _ text: String) {
        say(.error, event, feed, text)
    }
    public func warning(_ event: LogEvent, feed: String? = nil, _ text: @autoclosure () -> String) {
        say(.warning, event, feed, text())
    }
    public func notice(_ event: LogEvent, feed: String? = nil, _ text: @autoclosure () -> String) {
        say(.notice, event, feed, text())
    }
    public func info(_ event: LogEvent, feed: String? = nil, _ text: @autoclosure () -> String) {
        say(.info, event, feed, text())
    }
    public func debug(_ event: LogEvent, feed: String? = nil, _ text: @autoclosure () -> String) {
        say(.debug, event, feed, text())
    }

    private func say(
        _ level: Level, _ event: LogEvent, _ feed: String?, _ text: @autoclosure () -> String
    ) {
        guard level <= self.level else { return }
        let text = feed.map { "feed \($0): \(text())" } ?? text()
        sink(Line(level: level, event: event, feed: feed, text: text))
    }
}
