/// Text on a terminal that is narrower than the text is long.
public enum Wrapping {
    /// `text` in lines of at most `width` columns, broken at blanks, and between signs where there is
    /// none for long, as in Chinese; an address stays whole, so that it can be copied. nil: one line.
    /// There is always a first line, though text of blanks alone may leave it empty.
    public static func lines(_ text: String, width: Int?) -> [String] {
        guard let width, DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        let words = text.split(separator: " ").flatMap { pieces(of: String($0), width: width) }
        for word in words {
            let columns = DisplayWidth.of(word)
            if !line.isEmpty, used + 1 + columns > width {
                lines.append(line)
                (line, used) = (word, columns)
            } else {
                line += line.isEmpty ? word : " \(word)"
                used += columns + (used == 0 ? 0 : 1)
            }
        }
        return lines + [line]
    }

    /// A word in parts that fit.
    private static func pieces(of word: String, width: Int) -> [String] {
        guard width > 1, !word.contains("/"), DisplayWidth.of(word) > width else { return [word] }
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for sign in word {
            let columns = DisplayWidth.of(sign)
            if used + columns > width, !piece.isEmpty {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(sign)
            used += columns
        }
        return pieces + [piece]
    }
}
