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

    private let level: Level
    private let sink: @Sendable (Level, String) -> Void

    /// Lines up to `level` go to `sink`; others are not even put together.
    public init(level: Level = .debug, _ sink: @escaping @Sendable (Level, String) -> Void) {
        self.level = level
        self.sink = sink
    }

    public func error(_ text: String) { sink(.error, text) }
    public func warning(_ text: String) {
        if level >= .warning { sink(.warning, text) }
    }
    public func notice(_ text: String) {
        if level >= .notice { sink(.notice, text) }
    }
    public func info(_ text: @autoclosure () -> String) {
        if level >= .info { sink(.info, text()) }
    }
    public func debug(_ text: @autoclosure () -> String) {
        if level >= .debug { sink(.debug, text()) }
    }
}
