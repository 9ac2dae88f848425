internal import Terminal

/// A table as it is laid out on a terminal: columns under a heading, without those that yield where a row
/// does not fit; where not even its shortest form fits, a line for each cell.
struct AlignedTable {
    private let columns: [Table.Column]
    private let rows: [[String]]
    /// How wide each column is where nothing is cut.
    private let whole: [Int]
    private let width: Int
    private let style: Style

    /// No column is cut to less.
    private static let narrowest = 12
    /// Before one is cut to less, others yield.
    private static let readable = 16
    private static let gap = 2
    private static let lineBreak = UInt8(ascii: "\n")

    init(_ table: Table, width: Int, style: Style) {
        let columns = table.columns
        let rows = table.rows.map { $0.map(\.shown) }
        self.columns = columns
        self.rows = rows
        whole = columns.indices.map { place in
            let title = DisplayWidth.of(columns[place].title)
            return min(
                columns[place].widest, rows.reduce(title) { max($0, DisplayWidth.of($1[place])) })
        }
        self.width = width
        self.style = style
    }

    /// The whole table, or its first rows.
    ///
    /// - Parameter lines: of the rows as many as are whole in these, and one at least; nil: all.
    func text(lines: Int?) -> String {
        let beside = fitting
        let (head, blocks) =
            widths(of: beside, least: Self.narrowest).map { aligned(beside, $0) } ?? ("", expanded)
        guard let lines else { return head + blocks.joined() }
        var text = head
        var left = lines - Self.lines(in: head)
        for (place, block) in blocks.enumerated() {
            left -= Self.lines(in: block)
            if place > 0, left < 0 { break }
            text += block
        }
        return text
    }

    private static func lines(in text: String) -> Int { text.utf8.count { $0 == lineBreak } }

    /// The places of the columns that a terminal of this width is shown.
    private var shown: [Int] {
        columns.indices.filter { place in
            let column = columns[place]
            return column.leastWidth <= width
                && (!column.goesWhenEmpty || rows.contains { !$0[place].isEmpty })
        }
    }

    /// The places of those that stand beside one another, without what yields to the others.
    private var fitting: [Int] {
        var places = shown.filter { !columns[$0].isBelow }
        while widths(of: places, least: Self.readable) == nil,
            let first = places.max(by: { columns[$0].yields < columns[$1].yields }),
            columns[first].yields > 0
        {
            places.removeAll { $0 == first }
        }
        return places
    }

    /// How wide these columns are, no flexible one cut to fewer than `least`; nil where they do not fit.
    private func widths(of places: [Int], least: Int) -> [Int]? {
        var widths = places.map { whole[$0] }
        var excess = widths.reduce(0, +) + Self.gap * (places.count - 1) - width
        let flexible = places.indices.filter { columns[places[$0]].isFlexible }
        while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > least
        {
            widths[widest] -= 1
            excess -= 1
        }
        return excess > 0 ? nil : widths
    }

    /// The heading, and each row as a line with what stands below it.
    private func aligned(_ beside: [Int], _ widths: [Int]) -> (head: String, rows: [String]) {
        let below = columns.indices.filter { columns[$0].isBelow }
        // Under the second column, so that the numbers of the first stand out.
        let indent = (widths.first ?? 0) + Self.gap
        let blocks = rows.map { row in
            var text = line(beside.map { row[$0] }, beside, widths) + "\n"
            for sentence in below.map({ row[$0] }) where !sentence.isEmpty {
                for line in Wrapping.lines(sentence, width: max(width - indent, Self.narrowest)) {
                    text += String(repeating: " ", count: indent) + line + "\n"
                }
            }
            return text
        }
        return (style.dim(line(beside.map { columns[$0].title }, beside, widths)) + "\n", blocks)
    }

    private func line(_ cells: [String], _ places: [Int], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let cell = Table.clipped(cell, to: widths[column])
            let blanks = String(
                repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
            let isLast = column == cells.count - 1
            switch columns[places[column]].alignment {
            case .left: line += cell + (isLast ? "" : blanks)
            case .right: line += blanks + cell
            }
            if !isLast { line += String(repeating: " ", count: Self.gap) }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Each row as lines of a title and a text, an empty line between two rows.
    private var expanded: [String] {
        let shown = shown
        let indent = 2 + shown.reduce(0) { max($0, DisplayWidth.of(columns[$1].title)) }
        return rows.enumerated().map { place, row in
            let lines = titled(row, shown).map { title, text in
                let blanks = String(repeating: " ", count: indent - DisplayWidth.of(title))
                let lines = Wrapping.lines(text, width: max(width - indent, Self.narrowest))
                return style.dim(title) + blanks
                    + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
            }
            return (place == 0 ? "" : "\n") + lines.joined()
        }
    }

    /// The cells of a row that are not empty; what has no title is a mark on the one before it.
    private func titled(_ row: [String], _ shown: [Int]) -> [(title: String, text: String)] {
        var cells: [(title: String, text: String)] = []
        for place in shown where !row[place].isEmpty {
            let title = columns[place].title
            if title.isEmpty, let last = cells.indices.last {
                cells[last].text += " " + row[place]
            } else {
                cells.append((title, row[place]))
            }
        }
        return cells
    }
}
