/// Writes JSON (RFC 8259) into a growing array of UTF-8 bytes.
///
/// ```
/// var json = JSONWriter()
/// json.object {
///     $0.field("id", 3)
///     $0.field("title", title)  // nil is null
///     $0.array("tags") { for tag in tags { $0.value(tag) } }
/// }
/// print(json.text)
/// ```
///
/// Commas are put where they belong. Control characters (C0, DEL, C1), the line separators U+2028
/// and U+2029, and the marks that turn the direction of text are written as escapes, so the output can
/// neither steer a terminal nor break a script that it is pasted into.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether a value stands before the next one on its level.
    private var follows = false

    /// An empty writer.
    public init() {}

    /// What was written so far, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Ends a line: for one document a line (JSON Lines).
    public mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        follows = false
    }

    /// Hands over what was written so far and forgets it, keeping the memory; writing goes on where
    /// it stood. So a long document leaves in pieces.
    public mutating func flush(_ output: (_ piece: [UInt8]) -> Void) {
        output(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    // MARK: - Objects and arrays

    /// An object as document or as element of an array; `body` writes its fields.
    public mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open("{")
        try body(&self)
        close("}")
    }

    /// An array as document or as element of an array; `body` writes its values.
    public mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open("[")
        try body(&self)
        close("]")
    }

    /// A field that holds an object.
    public mutating func object<Failure: Error>(
        _ name: String, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(body)
    }

    /// A field that holds an array.
    public mutating func array<Failure: Error>(
        _ name: String, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(body)
    }

    /// A field that holds an array of strings.
    public mutating func array(_ name: String, _ values: some Sequence<String>) {
        key(name)
        open("[")
        for value in values { self.value(value) }
        close("]")
    }

    // MARK: - Fields

    /// A field of text, null when nil.
    public mutating func field(_ name: String, _ value: String?) {
        key(name)
        self.value(value)
    }

    /// A field of a whole number, null when nil.
    public mutating func field(_ name: String, _ value: (some BinaryInteger)?) {
        key(name)
        self.value(value)
    }

    /// A field of a number, null when nil or not finite.
    public mutating func field(_ name: String, _ value: Double?) {
        key(name)
        self.value(value)
    }

    /// A field that is true, false, or null when nil.
    public mutating func field(_ name: String, _ value: Bool?) {
        key(name)
        self.value(value)
    }

    /// A field of a moment in RFC 3339, null when nil.
    public mutating func field(_ name: String, _ value: Timestamp?) {
        key(name)
        self.value(value?.rfc3339)
    }

    // MARK: - Values

    /// An element of text, null when nil.
    public mutating func value(_ value: String?) {
        separate()
        if let value { quote(value) } else { write("null") }
        follows = true
    }

    /// An element of a whole number, null when nil.
    public mutating func value(_ value: (some BinaryInteger)?) {
        if let value { literal(String(value)) } else { literal(nil) }
    }

    /// An element of a number, null when nil or not finite.
    public mutating func value(_ value: Double?) {
        guard let value, value.isFinite else { return literal(nil) }
        literal(value.description)
    }

    /// An element that is true, false, or null when nil.
    public mutating func value(_ value: Bool?) {
        literal(value.map { $0 ? "true" : "false" })
    }

    // MARK: - Bytes

    private mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        follows = false
    }

    private mutating func literal(_ text: String?) {
        separate()
        write(text ?? "null")
        follows = true
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        follows = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        follows = true
    }

    private mutating func separate() {
        if follows { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func quote(_ text: String) {
        let source = text.utf8Span.span
        bytes.reserveCapacity(bytes.count + source.count + 2)
        bytes.append(UInt8(ascii: "\""))
        var index = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x20..<0x7f: bytes.append(byte)
            case UInt8(ascii: "\n"): write("\\n")
            case UInt8(ascii: "\r"): write("\\r")
            case UInt8(ascii: "\t"): write("\\t")
            case 0..<0x20, 0x7f: escape(UInt16(byte))
            // A Swift string is valid UTF-8: what must follow a lead byte does.
            case 0xc2 where source[index] < 0xa0:
                escape(UInt16(source[index]))
                index += 1
            case 0xd8 where source[index] == 0x9c:
                escape(0x061c)
                index += 1
            case 0xe2 where Self.isEscaped(source[index], source[index + 1]):
                escape(
                    0x2000 | UInt16(source[index] & 0x3f) << 6 | UInt16(source[index + 1] & 0x3f))
                index += 2
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Of the three bytes of U+2000 to U+2FFF the last two: line separators, and what turns the direction
    /// of text.
    private static func isEscaped(_ second: UInt8, _ third: UInt8) -> Bool {
        switch (second, third) {
        case (0x80, 0x8e...0x8f), (0x80, 0xa8...0xae), (0x81, 0xa6...0xa9): true
        default: false
        }
    }

    /// `\u` and four digits.
    private mutating func escape(_ unit: UInt16) {
        write("\\u")
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(unit >> shift & 0xf)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
