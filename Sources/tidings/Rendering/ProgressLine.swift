internal import Platform
internal import Terminal
internal import Values

/// How far a long task is: one line of the terminal that standard error is, which appears after a
/// second, is drawn at most ten times a second, and goes when the task is over. Nothing in a pipe.
final class ProgressLine: Sendable {
    private struct State {
        var text: String
        /// What stands on the terminal now.
        var shown: String?
        var isOver = false
    }

    private let state: Locked<State>
    private let ticker: Ticker?

    /// - Parameter text: what is done, `copying`; the seconds that it takes are told behind it.
    init(_ text: String) {
        let state = Locked(State(text: text))
        self.state = state
        let isWatched =
            StandardStream.error.isTerminal && ProcessEnvironment.value(of: "TERM") != "dumb"
        let start = SystemTime.monotonicNanoseconds()
        ticker =
            isWatched
            ? Ticker(after: 1_000, every: 100) {
                state.withLock { state in
                    if state.isOver { return }
                    let seconds = (SystemTime.monotonicNanoseconds() - start) / 1_000_000_000
                    let line = Self.line(state.text, seconds: seconds)
                    if line != state.shown { StandardStream.error.write(line) }
                    state.shown = line
                }
            } : nil
    }

    deinit { end() }

    /// How far it is now: `copying: 34 %`.
    func tell(_ text: @autoclosure () -> String) {
        guard ticker != nil else { return }
        let text = text()
        state.withLock { $0.text = text }
    }

    /// Takes the line away.
    func end() {
        ticker?.stop()
        state.withLock { state in
            if state.shown != nil { StandardStream.error.write("\r\u{1b}[K") }
            (state.shown, state.isOver) = (nil, true)
        }
    }

    private static func line(_ text: String, seconds: UInt64) -> String {
        let told = PrintableText.line("\(text) (\(seconds) s)")
        // One column less than there are, so that no terminal begins another line.
        return "\r\u{1b}[K" + Table.clipped(told, to: (StandardStream.error.columns ?? 80) - 1)
    }
}
