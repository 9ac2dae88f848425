/// Takes the chunks of a body apart (RFC 9112 §7.1), as libcurl itself does beside it to find their end.
///
/// It is not left to libcurl since a chunk may bring bytes without end that are no part of the body, of
/// which its user hears nothing.
struct ChunkReader {
    private var state = State.size
    private var size = 0
    private var hasDigits = false

    private enum State {
        case size
        /// Behind the digits: an extension, which ends with its line.
        case line
        case data
        /// The end of the line behind the data.
        case end
        /// Behind the last chunk, where fields may trail.
        case over
        /// In what are no chunks, which libcurl finds, too.
        case lost
    }

    /// Whether it found what libcurl, which reads on, ought to have complained about.
    var isLost: Bool { state == .lost }

    /// Calls `receive` with each part of the body in `bytes`; false as soon as that answers so.
    mutating func push(
        _ bytes: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var index = 0
        while index < bytes.count {
            switch state {
            case .size:
                if let digit = Self.digit(bytes[index]), size < 1 << 56 {
                    size = size << 4 | digit
                    hasDigits = true
                    index += 1
                } else {
                    state = hasDigits ? .line : .lost
                }
            case .line:
                if bytes[index] == UInt8(ascii: "\n") { state = size == 0 ? .over : .data }
                index += 1
            case .data:
                let stop = index + min(size, bytes.count - index)
                guard receive(UnsafeRawBufferPointer(rebasing: bytes[index..<stop])) else {
                    return false
                }
                size -= stop - index
                index = stop
                if size == 0 { state = .end }
            case .end:
                if bytes[index] == UInt8(ascii: "\n") {
                    (state, hasDigits) = (.size, false)
                } else if bytes[index] != UInt8(ascii: "\r") {
                    state = .lost
                }
                index += 1
            case .over, .lost: return true
            }
        }
        return true
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }
}
