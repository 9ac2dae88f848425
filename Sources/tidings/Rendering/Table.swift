internal import Platform
internal import Values

/// Rows of text: aligned under a heading on a terminal, separated by tabs and bare in a pipe.
struct Table {
    enum Alignment { case left, right }

    struct Column {
        let title: String
        var alignment = Alignment.left
        /// Gives way when the terminal is too narrow; one column of a table at most.
        var isFlexible = false

        init(_ title: String, _ alignment: Alignment = .left, isFlexible: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.isFlexible = isFlexible
        }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// A row with a cell for each column.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map(PrintableText.line))
    }

    /// The table for a pipe: a script splits at tabs.
    var tabSeparated: String {
        rows.map { $0.joined(separator: "\t") + "\n" }.joined()
    }

    /// The table for a terminal of `width` columns.
    func aligned(width: Int, style: Style) -> String {
        var widths = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column].title)) {
                max($0, DisplayWidth.of($1[column]))
            }
        }
        let gap = 2
        let total = widths.reduce(0, +) + gap * (columns.count - 1)
        if total > width, let flexible = columns.firstIndex(where: \.isFlexible) {
            widths[flexible] = max(20, widths[flexible] - (total - width))
        }
        var text = style.dim(line(columns.map(\.title), widths, gap)) + "\n"
        for row in rows { text += line(row, widths, gap) + "\n" }
        return text
    }

    private func line(_ cells: [String], _ widths: [Int], _ gap: Int) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let cell = Self.clipped(cell, to: widths[column])
            let blanks = String(
                repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
            let isLast = column == cells.count - 1
            switch columns[column].alignment {
            case .left: line += cell + (isLast ? "" : blanks)
            case .right: line += blanks + cell
            }
            if !isLast { line += String(repeating: " ", count: gap) }
        }
        return line
    }

    /// `text` in at most `width` columns, its cut end marked.
    static func clipped(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        var clipped = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            let columns = DisplayWidth.of(scalar)
            if used + columns > width - 1 { break }
            clipped.append(scalar)
            used += columns
        }
        return String(clipped) + "…"
    }
}
