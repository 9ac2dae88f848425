internal import Values

/// Reads the text of a title that may hold markup.
enum TitleReader {
    /// The text of `bytes` on one line, tags of HTML taken out and references resolved.
    static func read(_ bytes: [UInt8]) -> [UInt8] {
        var builder = PlainTextBuilder()
        var tokens = HTMLTokenizer(bytes[...])
        while let token = tokens.next() {
            switch token {
            case .text(let range): append(bytes[range], to: &builder)
            case .literal(let range): builder.append(bytes[range])
            case .start(let name), .end(let name):
                let traits = HTMLAllowlist.traits(of: lowercased(bytes[name]))
                if traits.isEmpty {
                    // `List<Int>` and `<3`: no element of HTML is called so.
                    append(source(bytes, of: name), to: &builder)
                } else if traits.contains(.dropped), traits.contains(.raw), case .start = token {
                    _ = tokens.rawText(of: bytes[name].map(\.asciiLowercased)[...])
                } else if traits.contains(.block) {
                    builder.append(0x20)
                }
            }
        }
        return builder.bytes
    }

    private static func append(_ text: ArraySlice<UInt8>, to builder: inout PlainTextBuilder) {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "&"),
                let (codePoint, next) = CharacterReference.decode(text, at: index)
            {
                if let codePoint { builder.append(codePoint: codePoint) }
                index = next
            } else {
                builder.append(text[index])
                index += 1
            }
        }
    }

    /// The whole tag as it was written.
    private static func source(_ bytes: [UInt8], of name: Range<Int>) -> ArraySlice<UInt8> {
        var start = name.lowerBound - 1
        if bytes[start] == UInt8(ascii: "/") { start -= 1 }
        let end = bytes[name.upperBound...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
        return bytes[start...end]
    }

    private static func lowercased(_ name: ArraySlice<UInt8>) -> String {
        String(decoding: name.prefix(24).map(\.asciiLowercased), as: UTF8.self)
    }
}
