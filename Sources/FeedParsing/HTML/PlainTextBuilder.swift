internal import Bytes
internal import Values

/// Gathers the text that HTML shows: white space collapsed, blocks on lines of their own.
struct PlainTextBuilder: ~Copyable {
    private var bytes: ByteBuilder
    private var wantsSpace = false
    private var wantsLine = false

    /// `capacity` is how many bytes are to be expected.
    init(capacity: Int = 0) {
        bytes = ByteBuilder(capacity: capacity)
    }

    /// How many bytes the text has so far.
    var count: Int { bytes.count }

    /// The text so far.
    var text: String { bytes.string }

    /// The text so far, as UTF-8.
    var utf8: [UInt8] { bytes.array }

    /// Ends the line, unless nothing stands on it.
    mutating func endLine() {
        wantsLine = !bytes.isEmpty
    }

    /// Appends text whose references are resolved.
    mutating func append(_ text: borrowing Span<UInt8>) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte > 0x20, byte != 0xa0 else {
                appendSpace(byte)
                index += 1
                continue
            }
            if wantsSpace || wantsLine { part() }
            let end = WordSpacing.end(in: text, from: index)
            // A space at the end waits for the next word.
            let isSpaced = text[end - 1] == 0x20
            bytes.append(text.extracting(index..<(isSpaced ? end - 1 : end)))
            wantsSpace = isSpaced
            index = end
        }
    }

    /// Appends one byte of UTF-8.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if byte > 0x20, byte != 0xa0 {
            if wantsSpace || wantsLine { part() }
            bytes.append(byte)
        } else {
            appendSpace(byte)
        }
    }

    private mutating func appendSpace(_ byte: UInt8) {
        if byte.isASCIISpace {
            wantsSpace = true
        } else if byte == 0xa0, bytes.last == 0xc2 {
            endNoBreakSpace()
        } else {
            part()
            bytes.append(byte)
        }
    }

    /// Writes what parts the next word from the last.
    private mutating func part() {
        if wantsLine {
            bytes.append(0x0a)
        } else if wantsSpace, !bytes.isEmpty {
            bytes.append(0x20)
        }
        wantsLine = false
        wantsSpace = false
    }

    /// A no-break space, the first byte of which was taken, parts words as any other does.
    private mutating func endNoBreakSpace() {
        bytes.removeLast()
        wantsSpace = true
        if bytes.last == 0x0a { wantsLine = true }
        if bytes.last == 0x0a || bytes.last == 0x20 { bytes.removeLast() }
    }

    /// Appends a character.
    mutating func append(codePoint: UInt32) {
        if let scalar = Unicode.Scalar(codePoint), let encoded = UTF8.encode(scalar) {
            for byte in encoded { append(byte) }
        }
    }
}
