internal import Values

/// Gathers the text that HTML shows: white space collapsed, blocks on lines of their own.
struct PlainTextBuilder {
    private(set) var bytes: [UInt8] = []
    private var wantsSpace = false
    private var wantsLine = false

    /// The text so far.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Ends the line, unless nothing stands on it.
    mutating func endLine() {
        wantsLine = !bytes.isEmpty
    }

    /// Appends text whose references are resolved.
    mutating func append(_ text: ArraySlice<UInt8>) {
        var index = text.startIndex
        while index < text.endIndex {
            let run = index
            while index < text.endIndex, !text[index].isASCIISpace, text[index] != 0xa0 {
                index += 1
            }
            if index > run {
                part()
                bytes.append(contentsOf: text[run..<index])
            } else {
                append(text[index])
                index += 1
            }
        }
    }

    /// Appends one byte of UTF-8.
    mutating func append(_ byte: UInt8) {
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
    @inline(__always)
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
