/// Text that may go to a terminal or a log: without what could steer it, hide in it or break its
/// line.
public enum PrintableText {
    /// `text` on one line: control characters and line separators become blanks, format characters
    /// (bidirectional overrides, zero-width marks, tags) are left out.
    ///
    /// The joiners of emoji and of Persian and Indic words stay: text is unreadable without them.
    public static func line(_ text: String) -> String {
        if isPlain(text) { return text }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
            case .format where scalar != "\u{200c}" && scalar != "\u{200d}": continue
            case .surrogate, .unassigned: continue
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    /// Whether all of it is ASCII that prints.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for i in bytes.indices where bytes[i] < 0x20 || bytes[i] > 0x7e { return false }
        return true
    }
}
