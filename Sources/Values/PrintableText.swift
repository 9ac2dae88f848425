/// Text that may go to a terminal or a log: without what could steer it, hide in it, break its line or
/// be painted over the lines around.
public enum PrintableText {
    /// Marks and joiners in a row that are kept: no word and no picture has as many, and a hostile title
    /// would make one sign of a million (UAX #15, Stream-Safe Text Format).
    private static let mostMarks = 30

    /// `text` on one line: control characters and line separators become blanks, format characters
    /// (bidirectional overrides, zero-width marks, tags) are left out, and so are combining marks beyond
    /// the thirtieth on one letter.
    ///
    /// The joiners of emoji and of Persian and Indic words stay: text is unreadable without them.
    public static func line(_ text: String) -> String {
        if isPlain(text) { return text }
        var line = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            switch category {
            case .control, .lineSeparator, .paragraphSeparator:
                line.append(" ")
                marks = 0
            case .format where !isJoiner(scalar): continue
            case .surrogate, .unassigned: continue
            case _ where takesNoRoom(scalar, category):
                guard marks < mostMarks else { continue }
                line.append(scalar)
                marks += 1
            default:
                // What is joined to the sign before is part of it.
                if line.last != "\u{200d}" { marks = 0 }
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// Whether a character steers where text goes or how it is read: control characters, separators of
    /// lines, and format characters but the two joiners.
    public static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: !isJoiner(scalar)
        default: false
        }
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{200c}" || scalar == "\u{200d}"
    }

    /// Whether a character is shown with the one before it: marks, joiners, tones of skin, and the later
    /// letters of a Korean syllable.
    private static func takesNoRoom(
        _ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory
    ) -> Bool {
        switch category {
        case .nonspacingMark, .enclosingMark, .format: true
        case .modifierSymbol: (0x1f3fb...0x1f3ff).contains(scalar.value)
        case .otherLetter:
            (0x1160...0x11ff).contains(scalar.value) || (0xd7b0...0xd7ff).contains(scalar.value)
        default: false
        }
    }

    /// Whether all of it is ASCII that prints.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for i in bytes.indices where bytes[i] < 0x20 || bytes[i] > 0x7e { return false }
        return true
    }
}
