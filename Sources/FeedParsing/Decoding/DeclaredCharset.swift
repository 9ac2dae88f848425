/// What a document says about its own character set.
enum DeclaredCharset {
    /// How far into a document a declaration may stand.
    private static let reach = 2_048

    /// The `encoding` of an XML declaration, or the `charset` of an HTML `meta`.
    static func find(in bytes: ArraySlice<UInt8>) -> CharsetName? {
        var head = Array(bytes.prefix(reach))
        // EBCDIC: its `<?xm` is like no other, and invariant among its code pages (XML 1.0, F.1).
        if head.starts(with: [0x4c, 0x6f, 0xa7, 0x94]) {
            head = head.map(asciiOfEBCDIC)
        }
        let text = ByteText(head)
        if let start = text.find("<?xml"), let end = text.find("?>", from: start) {
            let declaration = ByteText(Array(head[start..<end]))
            if let label = declaration.value(after: "encoding") { return CharsetName(label: label) }
        }
        // A meta is read where a page is looked through for feeds.
        guard let meta = text.find("<meta"), text.find("<html") != nil || text.find("<head") != nil,
            let charset = text.find("charset", from: meta)
        else { return nil }
        return ByteText(Array(head[charset...])).value(after: "charset")
            .flatMap { CharsetName(label: $0) }
    }

    /// The letters, digits and marks of an XML declaration, the same in all EBCDIC code pages.
    private static func asciiOfEBCDIC(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x81...0x89: byte - 0x81 + UInt8(ascii: "a")
        case 0x91...0x99: byte - 0x91 + UInt8(ascii: "j")
        case 0xa2...0xa9: byte - 0xa2 + UInt8(ascii: "s")
        case 0xc1...0xc9: byte - 0xc1 + UInt8(ascii: "A")
        case 0xd1...0xd9: byte - 0xd1 + UInt8(ascii: "J")
        case 0xe2...0xe9: byte - 0xe2 + UInt8(ascii: "S")
        case 0xf0...0xf9: byte - 0xf0 + UInt8(ascii: "0")
        case 0x4c: UInt8(ascii: "<")
        case 0x6e: UInt8(ascii: ">")
        case 0x6f: UInt8(ascii: "?")
        case 0x7e: UInt8(ascii: "=")
        case 0x7f: UInt8(ascii: "\"")
        case 0x7d: UInt8(ascii: "'")
        case 0x60: UInt8(ascii: "-")
        case 0x6d: UInt8(ascii: "_")
        case 0x4b: UInt8(ascii: ".")
        case 0x40: 0x20
        default: 0
        }
    }
}
