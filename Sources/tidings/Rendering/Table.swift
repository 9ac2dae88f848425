internal import Terminal
internal import Values

/// Rows of text: aligned under a heading on a terminal, separated by tabs and bare in a pipe.
struct Table {
    enum Alignment { case left, right }

    struct Column {
        let title: String
        var alignment = Alignment.left
        /// Gives way when the terminal is too narrow; of several the widest first.
        var isFlexible = false
        /// On a terminal its text stands whole under the row, without a heading: for a sentence.
        var isBelow = false
        /// Left out on a terminal that is narrower: there is room for what matters most.
        var leastWidth = 0
        /// Left out on a terminal on which a row does not fit otherwise, of several the highest first; 0:
        /// never.
        var yields = 0
        /// Left out on a terminal where it would be empty.
        var goesWhenEmpty = false
        /// No wider than this on a terminal.
        var widest = Int.max

        init(
            _ title: String, _ alignment: Alignment = .left, isFlexible: Bool = false,
            isBelow: Bool = false, leastWidth: Int = 0, yields: Int = 0,
            goesWhenEmpty: Bool = false, widest: Int = .max
        ) {
            self.title = title
            self.alignment = alignment
            self.isFlexible = isFlexible
            self.isBelow = isBelow
            self.leastWidth = leastWidth
            self.yields = yields
            self.goesWhenEmpty = goesWhenEmpty
            self.widest = widest
        }
    }

    /// What stands in a row under a column: the same for all, or one thing for the person at a
    /// terminal and another for the script behind a pipe. Only what is printed is put into words.
    struct Cell: ExpressibleByStringInterpolation {
        private enum Content {
            case text(String)
            case either(shown: String, piped: String)
            case moment(Timestamp, now: Timestamp, telling: (Timestamp, Timestamp) -> String)
        }

        private let content: Content

        init(_ shown: String, piped: String? = nil) {
            content = piped.map { .either(shown: shown, piped: $0) } ?? .text(shown)
        }

        init(stringLiteral text: String) { self.init(text) }

        /// A moment in the words of `telling` for a person, as RFC 3339 in UTC for a script. A function
        /// that holds nothing, as those of `Moment`, takes no memory of its own in each of many cells.
        init(
            _ time: Timestamp, now: Timestamp,
            _ telling: @escaping (_ time: Timestamp, _ now: Timestamp) -> String
        ) {
            content = .moment(time, now: now, telling: telling)
        }

        var shown: String {
            switch content {
            case .text(let text), .either(let text, _): PrintableText.line(text)
            case .moment(let time, let now, let telling): PrintableText.line(telling(time, now))
            }
        }

        /// Adds what stands in a pipe.
        func appendPiped(to bytes: inout [UInt8]) {
            switch content {
            case .text(let text), .either(_, let text): bytes += PrintableText.line(text).utf8
            case .moment(let time, _, _): time.appendRFC3339(to: &bytes)
            }
        }
    }

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// A row with a cell for each column.
    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The same of texts that are for a person and a script alike.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map { Cell($0) })
    }

    /// The table for a pipe: a script splits at tabs.
    var tabSeparated: String {
        var bytes: [UInt8] = []
        for row in rows { Self.append(row, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A row for a pipe.
    static func append(_ row: [Cell], to bytes: inout [UInt8]) {
        for (column, cell) in row.enumerated() {
            if column > 0 { bytes.append(UInt8(ascii: "\t")) }
            cell.appendPiped(to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The table for a terminal of `width` columns, in at most `lines` lines as `AlignedTable` counts them.
    func aligned(width: Int, lines: Int? = nil, style: Style) -> String {
        AlignedTable(self, width: width, style: style).text(lines: lines)
    }

    /// `text` in at most `width` columns, its cut end marked; no sign is cut in two.
    static func clipped(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        var clipped = ""
        var used = 0
        for sign in text {
            let columns = DisplayWidth.of(sign)
            if used + columns > width - 1 { break }
            clipped.append(sign)
            used += columns
        }
        return clipped + "…"
    }
}
