internal import YAMLEvents

/// Edits of the text of a feeds.yml: only the lines of one feed come or go.
struct FileEdit {
    let file: FeedsFile
    private let name: String
    /// The text with a break at the end of its last line: what comes behind that and what goes with it is
    /// then as with all others.
    let lines: LineTable
    /// Whether the text had no such break; an edited text has none either.
    let isOpen: Bool

    /// - Parameter bytes: The text that `file` was read from, without a byte order mark.
    init(_ file: FeedsFile, _ bytes: [UInt8], name: String) {
        self.file = file
        self.name = name
        let lines = LineTable(bytes)
        isOpen = !lines.content(lines.count).isEmpty
        self.lines = isOpen ? LineTable(bytes + lines.usualBreak) : lines
    }

    // MARK: - Adding

    /// The text with `feeds`, which are some, as its last.
    func adding(_ feeds: [FeedDraft]) throws(SubscriptionError) -> [UInt8] {
        if let mark = file.flowRoot {
            throw notEditable(mark.line, "the file is written in braces")
        }
        switch file.feeds {
        case .flow(let mark):
            throw notEditable(mark.line, "the feeds are written in brackets")
        case .block(let dashColumn):
            guard let last = file.items.indices.last else {
                throw notEditable(1, "the list of feeds is empty")
            }
            return try adding(feeds, behind: last, dashColumn: dashColumn)
        case .empty(let from, let to):
            return try adding(feeds, intoEmpty: from, to)
        case .missing:
            return addingList(of: feeds)
        }
    }

    private func adding(
        _ feeds: [FeedDraft], behind last: Int, dashColumn: Int
    ) throws(SubscriptionError) -> [UInt8] {
        let item = file.items[last]
        let dashLine = try dashLine(of: last, dashColumn: dashColumn)
        let gap = dashLine == item.start.line ? item.start.column - dashColumn - 1 : 1
        let added = feeds.flatMap { feed in
            FeedText(feed, isPlain: item.form != .lines, gap: gap, style: item.urlStyle).lines
        }
        let margin = String(repeating: " ", count: dashColumn - 1)
        return inserting(
            added.map { margin + $0 }, behind: endLine(of: last, dashColumn: dashColumn))
    }

    private func adding(
        _ feeds: [FeedDraft], intoEmpty from: YAMLMark, _ to: YAMLMark
    ) throws(SubscriptionError) -> [UInt8] {
        guard let key = file.feedsKey, from.line == to.line, key.line == from.line else {
            throw notEditable(from.line, "the empty list is not on the line of its key")
        }
        // Comments that stand under the key, deeper than it, are the head of the list.
        var line = key.line
        while lines.isComment(line + 1), lines.indentation(line + 1) > key.column { line += 1 }
        let margin = String(repeating: " ", count: key.column + 1)
        let inserted = inserting(Self.lines(of: feeds).map { margin + $0 }, behind: line)
        // `[]` or `~` goes, and with it the space before it unless a comment follows.
        var start = lines.offset(from)
        let end = lines.offset(to)
        let lineEnd = lines.start(key.line) + lines.content(key.line).count
        if end == lineEnd {
            while start > 0, lines.bytes[start - 1] == 0x20 { start -= 1 }
        } else {
            // The space behind it stays before the comment.
            while end > start, start > 0, lines.bytes[start - 1] == 0x20 { start -= 1 }
        }
        return Array(inserted[..<start] + inserted[end...])
    }

    private func addingList(of feeds: [FeedDraft]) -> [UInt8] {
        // Behind the last line that is not blank, or before the line that ends the document.
        var line = (file.endLine ?? lines.count + 1) - 1
        while line > 0, lines.isBlank(line) { line -= 1 }
        let head = line == 0 ? [] : [""]
        return inserting(head + ["feeds:"] + Self.lines(of: feeds).map { "  " + $0 }, behind: line)
    }

    private static func lines(of feeds: [FeedDraft]) -> [String] {
        feeds.flatMap { FeedText($0, isPlain: false, gap: 1, style: .plain).lines }
    }

    private func inserting(_ added: [String], behind line: Int) -> [UInt8] {
        applying([insertion(of: added, behind: line)])
    }

    // MARK: - Moving

    /// The text with another address of the feed at `index`, in the quotes of the old one.
    func replacingURL(of index: Int, by url: String) throws(SubscriptionError) -> [UInt8] {
        let item = file.items[index]
        guard item.urlMark.line == item.urlEnd.line else {
            throw notEditable(item.urlMark.line, "the address is written on several lines")
        }
        let text = YAMLText(url, style: item.urlStyle).description
        return applying([Splice(lines.offset(item.urlMark)..<lines.offset(item.urlEnd), text)])
    }

    // MARK: - Removing

    /// The text without the feed at `index`.
    ///
    /// The comment right above the feed goes with it when it speaks of no other: when no further
    /// feed follows without a blank line or a comment between.
    func removing(_ index: Int) throws(SubscriptionError) -> [UInt8] {
        let item = file.items[index]
        guard case .block(let dashColumn) = file.feeds, file.flowRoot == nil,
            let key = file.feedsKey
        else { throw notEditable(item.start.line, "the feeds are written in brackets") }
        var first = try dashLine(of: index, dashColumn: dashColumn)
        var last = endLine(of: index, dashColumn: dashColumn)
        // The line above which nothing belongs to this feed.
        let top =
            index > 0 ? endLine(of: index - 1, dashColumn: dashColumn) : key.line
        let hasNext = index + 1 < file.items.count
        if !hasNext || lines.isBlank(last + 1) || lines.isComment(last + 1) {
            var comment = first
            while comment - 1 > top, lines.isComment(comment - 1) { comment -= 1 }
            // Right under `feeds:`, above its only feed, it may well be the head of the list.
            if hasNext || comment - 1 > key.line { first = comment }
        }
        // Of the blank lines on both sides only those above stay.
        let isBlankAbove = first - 1 > top && lines.isBlank(first - 1)
        if isBlankAbove || (index == 0 && hasNext && first - 1 == top) {
            while last < lines.count, lines.isBlank(last + 1), hasLine(last + 1) { last += 1 }
        }
        if isBlankAbove, !hasLine(last + 1) {
            while first - 1 > top, lines.isBlank(first - 1) { first -= 1 }
        }
        return applying([removal(of: first...last)])
    }

    /// Whether there is such a line: what follows the last line break is none when it is empty.
    private func hasLine(_ line: Int) -> Bool {
        line < lines.count || (line == lines.count && !lines.content(line).isEmpty)
    }

    // MARK: - Places

    /// The line of the dash, which may stand alone above its feed.
    private func dashLine(of index: Int, dashColumn: Int) throws(SubscriptionError) -> Int {
        let start = file.items[index].start.line
        var line = start
        while line > 0,
            line == start || lines.isBlank(line) || lines.isComment(line)
                || lines.indentation(line) == dashColumn
        {
            if lines.indentation(line) == dashColumn,
                lines.byte(at: YAMLMark(line: line, column: dashColumn)) == UInt8(ascii: "-")
            {
                return line
            }
            line -= 1
        }
        throw notEditable(start, "this feed does not begin with a dash of its own line")
    }

    /// The last line of the feed, the comments in it that stand deeper than its dash included.
    private func endLine(of index: Int, dashColumn: Int) -> Int {
        var line = file.items[index].lastLine
        while lines.isComment(line + 1), lines.indentation(line + 1) > dashColumn { line += 1 }
        return line
    }

    func notEditable(_ line: Int, _ reason: String) -> SubscriptionError {
        .notEditable(file: name, line: line, reason: reason)
    }
}
