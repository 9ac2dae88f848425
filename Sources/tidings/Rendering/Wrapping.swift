internal import Platform

/// Text on a terminal that is narrower than the text is long.
enum Wrapping {
    /// `text` in lines of at most `width` columns, broken at blanks; what has no blank and is wider
    /// stays whole, so that an address can be copied. nil: one line.
    static func lines(_ text: String, width: Int?) -> [String] {
        guard let width, DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            let columns = DisplayWidth.of(String(word))
            if !line.isEmpty, used + 1 + columns > width {
                lines.append(line)
                (line, used) = (String(word), columns)
            } else {
                line += line.isEmpty ? String(word) : " \(word)"
                used += columns + (used == 0 ? 0 : 1)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
