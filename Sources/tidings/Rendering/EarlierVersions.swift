internal import Storage
internal import Terminal
internal import Values

/// What an entry said before: below its text for a person, with its corrections for scripts.
struct EarlierVersions {
    let changes: [EntryChange]

    /// The columns that the name of what changed, and a sign, stand in.
    private static let margin = 11

    /// For each time when it was changed, that time and what it said until then.
    ///
    /// - Parameter columns: of the terminal, into which the text is broken; nil in a pipe.
    func lines(style: Style, columns: Int?, time: (Timestamp) -> String) -> [String] {
        changes.flatMap { change in
            let rows = rows(change, style, columns)
            return rows.isEmpty ? [] : ["", style.bold("until \(time(change.seen))")] + rows
        }
    }

    private func rows(_ change: EntryChange, _ style: Style, _ columns: Int?) -> [String] {
        var rows: [String] = []
        func add(_ name: String, _ sign: String, _ value: String) {
            let head =
                name + String(repeating: " ", count: Self.margin - name.count - 2) + sign + " "
            let blanks = String(repeating: " ", count: Self.margin)
            let room = columns.map { max(20, $0 - Self.margin) }
            for (place, line) in Wrapping.lines(PrintableText.line(value), width: room).enumerated()
            {
                rows.append((place == 0 ? style.dim(head) : blanks) + line)
            }
        }
        if let title = change.title { add("title", " ", title.former ?? "(none)") }
        if let author = change.author { add("by", " ", author.former ?? "(none)") }
        if let link = change.link { add("address", " ", link.former ?? "(none)") }
        if let passage = change.passage {
            add("text", "-", passage.former.isEmpty ? "(none)" : passage.former)
            add("", "+", passage.next.isEmpty ? "(none)" : passage.next)
        }
        return rows
    }

    /// The array `corrections`.
    func write(to json: inout JSONWriter) {
        json.array("corrections") { array in
            for change in changes {
                array.object {
                    $0.field("seen", change.seen)
                    $0.field("former_title", change.title?.former)
                    $0.field("former_text", change.text?.former)
                    $0.field("former_passage", change.passage?.former)
                    $0.field("passage", change.passage?.next)
                }
            }
        }
    }
}

extension EntryChange {
    /// Where its text is another.
    fileprivate var passage: ChangedPassage? {
        text.flatMap { ChangedPassage(from: $0.former ?? "", to: $0.next ?? "") }
    }
}
