internal import Platform
internal import Terminal

/// Emphasis on a terminal; nothing in a pipe, and nothing when `NO_COLOR` is set (no-color.org).
struct Style: Sendable {
    let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    /// The style for standard output.
    static var output: Style { Style(for: .output) }
    /// The style for standard error.
    static var error: Style { Style(for: .error) }

    private init(for stream: StandardStream) {
        self.init(
            isOn: stream.isTerminal
                && ProcessEnvironment.value(of: "NO_COLOR") == nil
                && ProcessEnvironment.value(of: "TERM") != "dumb")
    }

    func bold(_ text: String) -> String { wrapped(text, "1") }
    func dim(_ text: String) -> String { wrapped(text, "2") }
    func warning(_ text: String) -> String { wrapped(text, "33") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isOn && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
