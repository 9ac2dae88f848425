internal import YAMLEvents

/// A key of a feed that gets another value; nil: that goes.
struct FieldEdit {
    let key: String
    let value: KeyValue?
}

/// Edits of a feed's keys.
extension FileEdit {
    /// The text in which the feeds at these places have other values.
    func setting(
        _ edits: [(index: Int, fields: [FieldEdit])]
    ) throws(SubscriptionError) -> [UInt8] {
        var splices: [Splice] = []
        for (index, fields) in edits { splices += try self.splices(of: index, fields) }
        return applying(splices)
    }

    private func splices(
        of index: Int, _ edits: [FieldEdit]
    ) throws(SubscriptionError) -> [Splice] {
        let item = file.items[index]
        var splices: [Splice] = []
        var gone: Set<String> = []
        var added: [FieldEdit] = []
        for edit in edits {
            let field = item.fields.first { $0.name == edit.key }
            switch (field, edit.value) {
            case (let field?, .list(let texts)?): splices += try replacing(field, by: texts)
            case (let field?, let value?):
                splices.append(
                    try replacing(
                        field.value, of: field, by: value.written(style: field.value.style)))
            case (_?, nil): gone.insert(edit.key)
            case (nil, _?): added.append(edit)
            case (nil, nil): break
            }
        }
        return splices + (try removing(gone, from: item))
            + (try adding(added, to: item, without: gone))
    }

    private func replacing(
        _ part: FieldPart, of field: FeedField, by text: String
    ) throws(SubscriptionError) -> Splice {
        guard part.from.line == part.to.line else {
            throw notEditable(part.from.line, "\(field.name) is written on several lines")
        }
        return Splice(lines.offset(part.from)..<lines.offset(part.to), text)
    }

    // MARK: - Lists

    /// What stays in the list keeps its place, its quotes and its comments.
    private func replacing(
        _ field: FeedField, by texts: [String]
    ) throws(SubscriptionError) -> [Splice] {
        let said = field.items.map { $0.text.map(field.meaning) }
        let stays = said.map { $0.map(texts.contains) ?? false }
        let added = texts.filter { !said.contains($0) }
        var kept: [String] = []
        for case let text? in said where texts.contains(text) && !kept.contains(text) {
            kept.append(text)
        }
        var wanted: [String] = []
        for text in texts where !wanted.contains(text) { wanted.append(text) }
        // In another order it is another list.
        guard let last = field.items.last, !texts.isEmpty, kept + added == wanted,
            field.isFlow ? stays.contains(true) : true
        else {
            let list = KeyValue.list(texts).written()
            if field.isFlow || field.items.isEmpty {
                return [try replacing(field.value, of: field, by: list)]
            }
            for (part, stays) in zip(field.items, stays) where stays {
                if lines.hasComment(behind: part.to) {
                    throw notEditable(part.to.line, "the comment in this line would be lost")
                }
            }
            let colon = lines.offset(field.keyEnd) + 1
            return [
                Splice(colon..<colon, " \(list)"),
                removal(of: try withoutComments(field.value.from.line...filled(field.lastLine))),
            ]
        }
        let written = added.map { YAMLText($0).description }
        if field.isFlow {
            let places = field.items.map { ($0.from, $0.to) }
            let end = lines.offset(last.to)
            return try removing(
                field.items.indices.filter { !stays[$0] }, of: places,
                keeping: stays.firstIndex(of: true) ?? 0)
                + [Splice(end..<end, written.map { ", \($0)" }.joined())]
        }
        let margin = String(repeating: " ", count: field.value.from.column - 1)
        let gap = max(1, field.items[0].from.column - field.value.from.column - 1)
        let dash = margin + "-" + String(repeating: " ", count: gap)
        var gone: [ClosedRange<Int>] = []
        for (part, stays) in zip(field.items, stays) where !stays {
            gone.append(try withoutComments(part.from.line...filled(part.lastLine)))
        }
        return removals(of: gone) + [
            insertion(of: written.map { dash + $0 }, behind: filled(field.lastLine))
        ]
    }

    /// Lines that go as a whole. Throws where one of them is a comment.
    private func withoutComments(
        _ range: ClosedRange<Int>
    ) throws(SubscriptionError) -> ClosedRange<Int> {
        if let line = range.first(where: { lines.isComment($0) }) {
            throw notEditable(line, "this comment would be lost")
        }
        return range
    }

    /// The last line of a value that holds something: the end of a block scalar is told behind the blank
    /// lines that follow it.
    private func filled(_ line: Int) -> Int {
        var line = line
        while line > 1, lines.isBlank(line) { line -= 1 }
        return line
    }

    /// Takes parts out of what stands in brackets or braces, each with one of the commas beside it.
    ///
    /// - Parameter pivot: a part that stays: those before it go with the comma behind them.
    private func removing(
        _ gone: [Int], of parts: [(from: YAMLMark, to: YAMLMark)], keeping pivot: Int
    ) throws(SubscriptionError) -> [Splice] {
        var splices: [Splice] = []
        for index in gone {
            let from = index < pivot ? parts[index].from : parts[index - 1].to
            let to = index < pivot ? parts[index + 1].from : parts[index].to
            guard from.line == to.line else {
                throw notEditable(from.line, "it is written on several lines in brackets")
            }
            splices.append(Splice(lines.offset(from)..<lines.offset(to), ""))
        }
        return splices
    }

    // MARK: - Keys

    private func removing(
        _ gone: Set<String>, from item: FeedItem
    ) throws(SubscriptionError) -> [Splice] {
        if gone.isEmpty { return [] }
        let fields = item.fields
        let places = fields.indices.filter { gone.contains(fields[$0].name) }
        // The address stays always.
        guard item.form == .lines, let first = fields.firstIndex(where: { !gone.contains($0.name) })
        else {
            return try removing(
                places, of: fields.map { ($0.key, $0.value.to) },
                keeping: fields.firstIndex { $0.name == "url" } ?? 0)
        }
        var splices: [Splice] = []
        if first > 0 {
            // The dash stays, before the first key that does.
            let (from, to) = (fields[0].key, fields[first].key)
            if from.line < to.line { _ = try withoutComments(from.line...(to.line - 1)) }
            splices.append(Splice(lines.offset(from)..<lines.offset(to), ""))
        }
        var gone: [ClosedRange<Int>] = []
        for place in places where place > first {
            let field = fields[place]
            gone.append(try withoutComments(field.key.line...filled(field.lastLine)))
        }
        return splices + removals(of: gone)
    }

    private func adding(
        _ edits: [FieldEdit], to item: FeedItem, without gone: Set<String>
    ) throws(SubscriptionError) -> [Splice] {
        let added = edits.map { "\($0.key): \($0.value?.written() ?? "")" }
        if added.isEmpty { return [] }
        switch item.form {
        case .braces:
            // Behind the last value, as in a list: a comma before the brace stays there.
            let end =
                item.fields.last.map { lines.offset($0.value.to) } ?? lines.offset(item.end) - 1
            return [Splice(end..<end, added.map { ", \($0)" }.joined())]
        case .lines:
            return zip(edits, added).map { edit, text in
                // Behind the last of the keys that a person would write before it.
                let order = rank(edit.key)
                let before = item.fields.last { rank($0.name) < order && !gone.contains($0.name) }
                return insertion(
                    of: [margin(of: item) + text],
                    behind: filled(before?.lastLine ?? item.lastLine))
            }
        case .address:
            guard item.start.line == item.urlEnd.line, item.urlStyle != .block else {
                throw notEditable(item.start.line, "the address is written on several lines")
            }
            let (start, end) = (lines.offset(item.urlMark), lines.offset(item.urlEnd))
            if case .flow = file.feeds {
                return [
                    Splice(start..<start, "{url: "),
                    Splice(end..<end, added.map { ", \($0)" }.joined() + "}"),
                ]
            }
            return [
                Splice(start..<start, "url: "),
                insertion(of: added.map { margin(of: item) + $0 }, behind: item.start.line),
            ]
        }
    }

    private func rank(_ key: String) -> Int {
        FeedKey.names.firstIndex(of: key) ?? FeedKey.names.count
    }

    private func margin(of item: FeedItem) -> String {
        String(repeating: " ", count: item.start.column - 1)
    }
}
