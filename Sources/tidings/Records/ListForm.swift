internal import CommandLineInterface
internal import Values

/// In which form a list is printed, as one of its options says.
struct ListForm<Record: ListedRecord>: Sendable {
    private enum Kind: Sendable {
        /// For a person, and for `cut` behind a pipe.
        case table
        /// One JSON document.
        case document
        /// A JSON object a line.
        case lines
        case template(LineTemplate<Record>)
    }

    private var kind = Kind.table

    /// Whether the command is to lay out its table.
    var isTable: Bool { if case .table = kind { true } else { false } }

    /// Whether one JSON document is wanted.
    private(set) var isDocument: Bool {
        get { if case .document = kind { true } else { false } }
        set { if newValue { kind = .document } }
    }

    private var isLines: Bool {
        get { if case .lines = kind { true } else { false } }
        set { if newValue { kind = .lines } }
    }

    private var template: LineTemplate<Record>? {
        get { if case .template(let template) = kind { template } else { nil } }
        set { if let newValue { kind = .template(newValue) } }
    }

    /// The forms in JSON alone, for a command whose `--format` means something else.
    static var json: [Parameter<ListForm>] {
        [
            .flag(\.isDocument, "json", help: "print one JSON document").answering(question),
            .flag(\.isLines, "jsonl", help: "print one JSON object a line").answering(question),
        ]
    }

    static var parameters: [Parameter<ListForm>] {
        json + [
            .option(
                \.template, "format", value: "TEMPLATE",
                help: "print a line for each, with its JSON fields in braces: '{\(example)}'"
            ).answering(question)
        ]
    }

    private static var question: String { "form" }

    private static var example: String {
        let names = Record.fields.map(\.name)
        let telling = ["id", "number", "headline", "title", "url", "file", "host", "told", "text"]
        let shown = telling.filter(names.contains)
        return (shown.isEmpty ? names : shown).prefix(2).joined(separator: "} {")
    }

    /// Bytes that are gathered before they are written.
    private static var piece: Int { 65_536 }

    /// Prints rows in any form but that of a table, which is the command's.
    ///
    /// - Parameters:
    ///   - name: of the array in the JSON document.
    ///   - head: writes what stands before it.
    ///   - rows: hands over one row after the other, until it is told false: nobody reads any more.
    /// - Returns: how many rows there were.
    @discardableResult
    func print<Failure: Error>(
        _ name: String, head: (inout JSONWriter) -> Void = { _ in },
        rows: (_ add: (Record) -> Bool) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        try write(name, atMost: .max, head: head, tail: { _, _ in }, rows: rows)
    }

    /// The same of `limit` rows at most; a document tells behind them, as `whole`, whether that is all.
    ///
    /// - Parameter rows: hands over one row more, where there is one.
    func print<Failure: Error>(
        _ name: String, atMost limit: Int?, head: (inout JSONWriter) -> Void = { _ in },
        rows: (_ add: (Record) -> Bool) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        try write(
            name, atMost: limit ?? .max, head: head, tail: { $0.field("whole", $1) }, rows: rows)
    }

    private func write<Failure: Error>(
        _ name: String, atMost limit: Int, head: (inout JSONWriter) -> Void,
        tail: (inout JSONWriter, _ isWhole: Bool) -> Void,
        rows: (_ add: (Record) -> Bool) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var json = JSONWriter()
        var count = 0
        var isWhole = true
        var isRead = true
        func leave(_ json: inout JSONWriter) {
            json.flush { isRead = Output.write($0) }
        }
        /// Whether there is room for one more, which is there.
        func takes() -> Bool {
            isWhole = count < limit
            count += isWhole ? 1 : 0
            return isWhole
        }
        switch kind {
        case .table: break
        case .document:
            try json.object { (json) throws(Failure) in
                json.field("version", Output.jsonVersion)
                head(&json)
                try json.array(name) { (json) throws(Failure) in
                    try rows { record in
                        guard takes() else { return false }
                        json.object { $0.write(record) }
                        if json.bytes.count >= Self.piece { leave(&json) }
                        return isRead
                    }
                }
                tail(&json, isWhole)
            }
            json.newline()
        case .lines:
            try rows { record in
                guard takes() else { return false }
                json.object { $0.write(record) }
                json.newline()
                if json.bytes.count >= Self.piece { leave(&json) }
                return isRead
            }
        case .template(let template):
            var text = ""
            try rows { record in
                guard takes() else { return false }
                text += template.line(record)
                if text.utf8.count >= Self.piece {
                    isRead = Output.write(Array(text.utf8))
                    text = ""
                }
                return isRead
            }
            Output.print(text)
        }
        leave(&json)
        return count
    }

    /// The same of one that is no list: a document of its own fields.
    func print(_ record: Record) {
        switch kind {
        case .table: break
        case .document, .lines:
            var json = JSONWriter()
            json.object {
                if isDocument { $0.field("version", Output.jsonVersion) }
                $0.write(record)
            }
            Output.print(json)
        case .template(let template): Output.print(template.line(record))
        }
    }

    /// The same of rows that are all at hand.
    @discardableResult
    func print(
        _ name: String, _ records: [Record], head: (inout JSONWriter) -> Void = { _ in }
    ) -> Int {
        print(name, head: head) { add in
            for record in records where !add(record) { break }
        }
    }
}
