internal import Values
internal import YAMLEvents

/// The lines of a text as YAML 1.1 counts them, so that a mark leads to its byte.
///
/// Beside LF, CR LF and CR also NEL, LS and PS (U+0085, U+2028, U+2029) end a line.
struct LineTable {
    let bytes: [UInt8]
    /// Of each line the place of its first byte.
    private let starts: [Int]
    /// Of each line the place behind its last byte, the line break left out.
    private let ends: [Int]

    init(_ bytes: [UInt8]) {
        var starts = [0]
        var ends: [Int] = []
        var index = 0
        while index < bytes.count {
            let length = LineTable.breakLength(bytes, at: index)
            if length > 0 {
                ends.append(index)
                starts.append(index + length)
            }
            index += max(length, 1)
        }
        ends.append(bytes.count)
        self.bytes = bytes
        self.starts = starts
        self.ends = ends
    }

    /// The number of the last line; it is empty when the text ends with a line break.
    var count: Int { starts.count }

    /// The bytes of line `line` (from 1) without its break; empty behind the last line.
    func content(_ line: Int) -> ArraySlice<UInt8> {
        line >= 1 && line <= count ? bytes[starts[line - 1]..<ends[line - 1]] : []
    }

    /// The bytes that end line `line`; none at the end of the text.
    func lineBreak(_ line: Int) -> ArraySlice<UInt8> {
        line >= 1 && line < count ? bytes[ends[line - 1]..<starts[line]] : []
    }

    /// The break that lines of this text have: that of the first one, LF where there is none.
    var usualBreak: [UInt8] { count > 1 ? Array(lineBreak(1)) : [0x0a] }

    /// Where line `line` begins; the end of the text behind the last line.
    func start(_ line: Int) -> Int { line <= count ? starts[max(line, 1) - 1] : bytes.count }

    /// The place of a mark in the text, at most the end of its line.
    func offset(_ mark: YAMLMark) -> Int {
        guard mark.line <= count else { return bytes.count }
        var index = start(mark.line)
        var left = mark.column - 1
        while left > 0, index < ends[mark.line - 1] {
            index += 1
            // The bytes 10xxxxxx only continue a character.
            while index < bytes.count, bytes[index] & 0b1100_0000 == 0b1000_0000 { index += 1 }
            left -= 1
        }
        return index
    }

    /// The byte at a mark; nil at the end of the text.
    func byte(at mark: YAMLMark) -> UInt8? {
        let offset = offset(mark)
        return offset < bytes.count ? bytes[offset] : nil
    }

    /// Whether the line holds white space only.
    func isBlank(_ line: Int) -> Bool { content(line).allSatisfy(\.isASCIISpace) }

    /// Whether the line holds a comment only.
    func isComment(_ line: Int) -> Bool {
        content(line).first { !$0.isASCIISpace } == UInt8(ascii: "#")
    }

    /// Whether a comment stands behind the value that ends at `mark`, in its line.
    func hasComment(behind mark: YAMLMark) -> Bool {
        let end = start(mark.line) + content(mark.line).count
        return bytes[min(offset(mark), end)..<end].first { !$0.isASCIISpace } == UInt8(ascii: "#")
    }

    /// The column (from 1) of the first byte that is no white space.
    func indentation(_ line: Int) -> Int {
        content(line).prefix { $0.isASCIISpace }.count + 1
    }

    private static func breakLength(_ bytes: [UInt8], at index: Int) -> Int {
        switch bytes[index] {
        case 0x0a: return 1
        case 0x0d: return index + 1 < bytes.count && bytes[index + 1] == 0x0a ? 2 : 1
        case 0xc2: return index + 1 < bytes.count && bytes[index + 1] == 0x85 ? 2 : 0
        case 0xe2:
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
            return bytes[index + 2] == 0xa8 || bytes[index + 2] == 0xa9 ? 3 : 0
        default: return 0
        }
    }
}
