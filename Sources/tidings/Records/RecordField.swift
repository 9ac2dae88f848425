internal import Values

/// A row of a list as scripts see it: its fields by name, in their order.
///
/// JSON documents, JSON lines and `--format` are all made of this one list, so that a field has the
/// same name and the same value in each; but for a title that an entry does not have, of which a line of
/// text shows what stands for it.
protocol ListedRecord: Sendable {
    static var fields: [RecordField<Self>] { get }

    /// Writes what only JSON can hold, behind the fields.
    func writeParts(_ json: inout JSONWriter)
}

extension ListedRecord {
    func writeParts(_ json: inout JSONWriter) {}
}

/// A field of a record: its name, and how its value is had.
struct RecordField<Record>: Sendable {
    let name: String
    let value: @Sendable (Record) -> FieldValue
    /// What a line of text shows of it, where that is not its value.
    private var text: (@Sendable (Record) -> String?)?

    private init(name: String, value: @escaping @Sendable (Record) -> FieldValue) {
        self.name = name
        self.value = value
    }

    static func text(
        _ name: String, _ value: @escaping @Sendable (Record) -> String?
    ) -> RecordField {
        RecordField(name: name) { .text(value($0)) }
    }

    /// The same field, of which a line of text shows something else than its value.
    func shown(_ shown: @escaping @Sendable (Record) -> String?) -> RecordField {
        var field = self
        field.text = shown
        return field
    }

    /// As it stands in a line of text.
    func line(_ record: Record) -> String {
        text.map { FieldValue.text($0(record)).line } ?? value(record).line
    }

    static func number<Number: BinaryInteger & SendableMetatype>(
        _ name: String, _ value: @escaping @Sendable (Record) -> Number?
    ) -> RecordField {
        RecordField(name: name) { .number(value($0).map { Int64(clamping: $0) }) }
    }

    static func decimal(
        _ name: String, _ value: @escaping @Sendable (Record) -> Double?
    ) -> RecordField {
        RecordField(name: name) { .decimal(value($0)) }
    }

    static func truth(
        _ name: String, _ value: @escaping @Sendable (Record) -> Bool
    ) -> RecordField {
        RecordField(name: name) { .truth(value($0)) }
    }

    static func time(
        _ name: String, _ value: @escaping @Sendable (Record) -> Timestamp?
    ) -> RecordField {
        RecordField(name: name) { .text(value($0)?.rfc3339) }
    }

    static func texts(
        _ name: String, _ value: @escaping @Sendable (Record) -> [String]
    ) -> RecordField {
        RecordField(name: name) { .texts(value($0)) }
    }

    static func numbers(
        _ name: String, _ value: @escaping @Sendable (Record) -> [Int64]
    ) -> RecordField {
        RecordField(name: name) { .numbers(value($0)) }
    }

    /// The same field of a record that has a `Record` as its part.
    func lifted<Outer>(_ part: @escaping @Sendable (Outer) -> Record) -> RecordField<Outer> {
        let (value, text) = (self.value, self.text)
        let field = RecordField<Outer>(name: name) { value(part($0)) }
        return text.map { text in field.shown { text(part($0)) } } ?? field
    }
}

/// What a field holds; nil is null in JSON and nothing in a line of text.
enum FieldValue: Equatable {
    case text(String?)
    case number(Int64?)
    case decimal(Double?)
    case truth(Bool)
    case texts([String])
    case numbers([Int64])

    /// As it stands in a line of text: on one line, and without what could steer a terminal.
    var line: String {
        switch self {
        case .text(let text): text.map(PrintableText.line) ?? ""
        case .number(let number): number.map { "\($0)" } ?? ""
        case .decimal(let number): number.map { "\($0)" } ?? ""
        case .truth(let value): value ? "true" : "false"
        case .texts(let texts): PrintableText.line(texts.joined(separator: ", "))
        case .numbers(let numbers): numbers.map { "\($0)" }.joined(separator: ", ")
        }
    }
}

extension JSONWriter {
    /// The fields of a record, into an object that is open.
    mutating func write<Record: ListedRecord>(_ record: Record) {
        for field in Record.fields { self.field(field.name, field.value(record)) }
        record.writeParts(&self)
    }

    mutating func field(_ name: String, _ value: FieldValue) {
        switch value {
        case .text(let text): field(name, text)
        case .number(let number): field(name, number)
        case .decimal(let number): field(name, number)
        case .truth(let value): field(name, value)
        case .texts(let texts): array(name, texts)
        case .numbers(let numbers):
            array(name) { array in for number in numbers { array.value(number) } }
        }
    }
}
