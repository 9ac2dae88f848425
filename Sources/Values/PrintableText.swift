/// Text that may go to a terminal or a log: without what could steer it, hide in it or break its
/// line.
public enum PrintableText {
    /// `text` on one line: control characters and line separators become blanks, format characters
    /// (bidirectional overrides, zero-width marks, tags) are left out.
    ///
    /// The joiners of emoji and of Persian and Indic words stay: text is unreadable without them.
    public static func line(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
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
}
