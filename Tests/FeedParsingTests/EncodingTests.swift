import FeedParsing
import Testing

@Suite struct EncodingTests {
    private func title(_ bytes: [UInt8], contentType: String? = nil) throws -> String? {
        try FeedParser().parse(bytes, url: nil, contentType: contentType).entries.first?.title
    }

    private func document(_ encoding: String, _ title: [UInt8]) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><rss><channel><item><title>".utf8)
            + title + Array("</title></item></channel></rss>".utf8)
    }

    @Test func `a byte order mark is cut, also twice`() throws {
        let bytes: [UInt8] = [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf] + Array(titled("é").utf8)
        #expect(try title(bytes) == "é")
    }

    @Test func `valid UTF-8 wins over header and declaration`() throws {
        let bytes = document("iso-8859-1", Array("Čech €".utf8))
        #expect(try title(bytes, contentType: "text/xml; charset=koi8-r") == "Čech €")
    }

    @Test(arguments: ["iso-8859-1", "us-ascii", "windows-1252", "latin1"])
    func `Latin-1 is read as windows-1252`(encoding: String) throws {
        #expect(try title(document(encoding, [0xe9, 0x20, 0x93, 0x80])) == "é “€")
    }

    @Test(
        arguments: [
            ("windows-1251", [0xcf, 0xf0, 0xe8], "При"), ("koi8-r", [0xf0, 0xd2, 0xc9], "При"),
            ("x-sjis", [0x93, 0xfa, 0x96, 0x7b], "日本"), ("gb2312", [0xd6, 0xd0, 0xce, 0xc4], "中文"),
            ("big5", [0xa4, 0xa4, 0xa4, 0xe5], "中文"), ("ks_c_5601-1987", [0xc7, 0xd1], "한"),
            ("iso-8859-9", [0xfe, 0x80], "ş€"), ("euc-jp", [0xc6, 0xfc], "日"),
            ("iso-2022-jp", [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], "日"),
        ] as [(String, [UInt8], String)])
    func `declared character sets are converted`(
        encoding: String, bytes: [UInt8], text: String
    ) throws {
        #expect(try title(document(encoding, bytes)) == text)
        #expect(
            try title(
                document("utf-8", bytes), contentType: "text/xml; charset=\"\(encoding)\"") == text)
    }

    /// What Java, Python and people call them, in a declaration and in a header.
    @Test(arguments: [
        (
            "iso-8859-2",
            [
                "ISO8859_2", "iso8859_2", "ISO_8859-2", "iso_8859_2", "ISO-8859-2:1987", "iso88592",
                "latin2", "latin-2", "Latin_2", "l2", "csISOLatin2", "iso 8859-2", "latin 2",
                "8859_2",
            ]
        ),
        ("iso-8859-13", ["ISO8859_13", "iso_8859_13", "latin7", "Latin-7", "L7"]),
        (
            "windows-1250",
            [
                "cp1250", "cp_1250", "cp-1250", "Windows1250", "windows_1250", "win1250",
                "win-1250",
                "x-windows-1250", "x-cp1250", "ms1250", "1250", "windows 1250",
            ]
        ),
        ("windows-1257", ["windows1257", "WIN_1257", "cp1257"]),
        ("koi8-r", ["koi8_r", "KOI8-R"]), ("windows-1252", ["iso8859_1", "win1252", "l1"]),
        ("windows-1254", ["iso8859_9", "latin-5", "l5", "ISO-8859-9:1989"]),
        ("iso-8859-15", ["iso8859_15", "latin9", "Latin-9", "ISO-8859-15"]),
    ])
    func `a character set has many names`(name: String, others: [String]) throws {
        let bytes: [UInt8] = [0x5a, 0xbf, 0xb3, 0xe6, 0xb6, 0xa9, 0xb9]
        let text = try title(document(name, bytes))
        for other in others {
            #expect(try title(document(other, bytes)) == text, "\(other)")
            let header = "text/xml; charset=\"\(other)\""
            #expect(try title(document("x", bytes), contentType: header) == text, "\(other)")
        }
    }

    @Test(
        arguments: [
            (
                "ISO8859_2", [0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0xb6],
                "Zażółć gęś"
            ),
            ("win-1257", [0xfe, 0x75, 0x76, 0xe1, 0x73], "žuvįs"),
        ] as [(String, [UInt8], String)])
    func `names of other forms are those of the same letters`(
        name: String, bytes: [UInt8], text: String
    ) throws {
        #expect(try title(document(name, bytes)) == text)
    }

    @Test(arguments: ["encoding=\"iso-8859-2' standalone=\"yes\"", "encoding=\"iso-8859-2 ?"])
    func `a quote that was forgotten ends a name with the blank`(declared: String) throws {
        let bytes =
            Array("<?xml version='1.0' \(declared)?><rss><channel><item><title>".utf8) + [0xb3]
            + Array("</title></item></channel></rss>".utf8)
        #expect(try title(bytes) == "ł")
    }

    /// KOI8-R, Windows-1251, ISO 8859-7, Windows-1255 and 1256, TIS-620, Shift_JIS, EUC-JP and EUC-KR,
    /// GB 2312 and Big5.
    @Test(
        arguments: [
            (
                "Совет города утвердил новый бюджет на будущий год",
                "f3cfd7c5d420c7cfd2cfc4c120d5d4d7c5d2c4c9cc20cecfd7d9ca20c2c0c4d6c5d420ce"
                    + "c120c2d5c4d5ddc9ca20c7cfc4"
            ),
            (
                "Уряд затвердив новий бюджет, її місця і європейські кошти",
                "d3f0ffe420e7e0f2e2e5f0e4e8e220edeee2e8e920e1fee4e6e5f22c20bfbf20ecb3f1f6"
                    + "ff20b320bae2f0eeefe5e9f1fceab320eaeef8f2e8"
            ),
            (
                "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την παιδεία",
                "c720eaf5e2ddf1ede7f3e720e1ede1eaefdfedf9f3e520eddde120ecddf4f1e120e3e9e1"
                    + "20f4e7ed20f0e1e9e4e5dfe1"
            ),
            (
                "הממשלה אישרה את תקציב המדינה לשנה הבאה",
                "e4eeeef9ece420e0e9f9f8e420e0fa20faf7f6e9e120e4eee3e9f0e420ecf9f0e420e4e1e0e4"
            ),
            (
                "وافقت الحكومة على ميزانية جديدة للعام المقبل",
                "e6c7dddeca20c7e1cddfe6e3c920dae1ec20e3edd2c7e4edc920cccfedcfc920e1e1dac7"
                    + "e320c7e1e3dec8e1"
            ),
            (
                "รัฐบาลอนุมัติงบประมาณใหม่สำหรับปีหน้า",
                "c3d1b0bad2c5cdb9d8c1d1b5d4a7babbc3d0c1d2b3e3cbc1e8cad3cbc3d1babbd5cbb9e9d2"
            ),
            (
                "政府は来年度の予算案を閣議で決定した",
                "90ad957b82cd9788944e937882cc975c8e5a88c482f08a748b6382c58c8892e882b582bd"
            ),
            (
                "政府は来年度の予算案を閣議で決定した",
                "c0afc9dca4cfcde8c7afc5d9a4cecdbdbbbbb0c6a4f2b3d5b5c4a4c7b7e8c4eaa4b7a4bf"
            ),
            (
                "정부가 내년 예산안을 국무회의에서 확정했다",
                "c1a4baceb0a120b3bbb3e220bfb9bbeabec8c0bb20b1b9b9abc8b8c0c7bfa1bcad20c8ae"
                    + "c1a4c7dfb4d9"
            ),
            ("政府通过了明年的预算方案", "d5feb8aecda8b9fdc1cbc3f7c4eab5c4d4a4cbe3b7bdb0b8"),
            ("政府通過了明年的預算方案", "ac46a9b2b371b94ca446a9faa67eaabab977bae2a4e8aed7"),
        ] as [(String, String)])
    func `another script is read in the set that its bytes look like`(
        text: String, hex: String
    ) throws {
        let bytes = stride(from: 0, to: hex.utf8.count, by: 2).map { place in
            UInt8(hex.dropFirst(place).prefix(2), radix: 16) ?? 0
        }
        let plain =
            Array("<rss><channel><item><title>".utf8) + bytes + Array("</title></item>".utf8)
        #expect(try title(plain) == text)
        // Nor does a declaration stand in the way that the bytes do not bear out.
        #expect(try title(document("utf-8", bytes), contentType: "text/xml; charset=x") == text)
        let feed = try FeedParser().parse(plain, url: nil, contentType: nil)
        #expect(feed.notes.contains { $0.contains("no declared character set fits") })
    }

    @Test(
        arguments: [
            ([0x93, 0xc0, 0xe9, 0x94], "“Àé”"), ([0xab, 0xc9, 0xe0, 0xbb, 0x20, 0x85], "«Éà» …"),
            ([0x4d, 0xfc, 0x6c, 0x6c, 0x20, 0x84, 0xdc, 0x62, 0x65, 0x72, 0x93], "Müll „Über“"),
            ([0xa0, 0x80, 0x20, 0xa3, 0xa9, 0xae], "€ £©®"),
        ] as [([UInt8], String)])
    func `Latin letters and signs that stand together are no other script`(
        bytes: [UInt8], text: String
    ) throws {
        let plain =
            Array("<rss><channel><item><title>".utf8) + bytes + Array("</title></item>".utf8)
        #expect(try title(plain) == text)
    }

    @Test func `UTF-16 needs no byte order mark`() throws {
        for bigEndian in [true, false] {
            let bytes = titled("é日").utf16.flatMap {
                bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
            }
            #expect(try title(bytes) == "é日")
            #expect(try title((bigEndian ? [0xfe, 0xff] : [0xff, 0xfe]) + bytes) == "é日")
        }
    }

    @Test func `a stray byte costs one character, not the document`() throws {
        let bytes = document("utf-8", Array("日 caf".utf8) + [0xe9] + Array(" €".utf8))
        let feed = try FeedParser().parse(bytes, url: nil, contentType: nil)
        #expect(feed.entries.first?.title == "日 café €")
        #expect(feed.notes.count == 1)
    }

    @Test func `an unknown or wrong declaration does no harm`() throws {
        #expect(try title(document("klingon", Array("é".utf8))) == "é")
        #expect(try title(document("klingon", [0xe9])) == "é")
        #expect(try title(document("utf-16", Array("é".utf8))) == "é")
    }

    @Test func `NUL and control characters are dropped`() throws {
        #expect(try title(Array(titled("a\u{0}b\u{b}c\u{fffe}d\u{7f}e\u{9b}f").utf8)) == "abcde›f")
    }

    @Test func `text that was encoded twice is left as the publisher wrote it`() throws {
        #expect(try title(Array(titled("Ã©tÃ©").utf8)) == "Ã©tÃ©")
        #expect(try title(Array(titled("â€œx\u{9d}").utf8)) == "â€œx\u{9d}")
    }

    /// As bytes, as references of XML and of HTML, and as escapes of JSON.
    /// Nor but what may be left of a letter that was encoded twice.
    @Test func `no text of a feed holds a control character but tabs and ends of lines`() throws {
        let left: Set<Unicode.Scalar> = [
            "\n", "\t", "\u{81}", "\u{8d}", "\u{8f}", "\u{90}", "\u{9d}",
        ]
        let controls = String(
            String.UnicodeScalarView(
                (0...0x9f).compactMap(Unicode.Scalar.init)
                    .filter { $0.properties.generalCategory == .control }))
        let references = controls.unicodeScalars.filter { $0.value > 0x1f }
            .map { "&#\($0.value);&amp;#\($0.value);" }.joined()
        let escapes = controls.unicodeScalars.map {
            "\\u00" + ($0.value < 16 ? "0" : "") + String($0.value, radix: 16)
        }.joined()
        let text = controls + references
        let rss =
            "<rss><channel><title>A\(text)</title><description>B\(text)</description>"
            + "<language>e\(text)</language><item><guid>g\(text)</guid><title>C\(text)</title>"
            + "<author>D\(text)</author><category>E\(text)</category><link>/f\(text)</link>"
            + "<description>&lt;b title='a\(text)'>G\(text)&lt;a href='/h\(text)'></description>"
            + "<enclosure url='/i\(text)' type='j\(text)'/></item></channel></rss>"
        let json =
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\(escapes)\",\"items\":"
            + "[{\"id\":\"B\(escapes)\",\"content_text\":\"C\(escapes)\",\"url\":\"/d\(escapes)\","
            + "\"tags\":[\"E\(escapes)\"],\"attachments\":[{\"url\":\"/f\(escapes)\",\"mime_type\":"
            + "\"g\(escapes)\"}],\"authors\":[{\"name\":\"H\(escapes)\"}]}]}"
        for document in [rss, json] {
            let feed = try FeedParser().parse(
                Array(document.utf8), url: nil, contentType: "text/xml; charset=utf-8")
            #expect(feed.entries.count == 1)
            let told = String(reflecting: feed).unicodeScalars.filter {
                $0.properties.generalCategory == .control && !left.contains($0)
            }
            #expect(told.isEmpty, "\(feed)")
        }
    }

    private func titles(_ bytes: [UInt8], contentType: String? = nil) throws -> [String?] {
        try FeedParser().parse(bytes, url: nil, contentType: contentType).entries.map(\.title)
    }

    @Test func `half a character of UTF-16 or UTF-32 costs one character`() throws {
        let text = titled("a\u{fffd}b").replacing(
            "</channel>", with: "<item><title>日</title></item></channel>")
        for bigEndian in [true, false] {
            func bytes(_ unit: UInt32, _ length: Int) -> [UInt8] {
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: unit >> (8 * $0)) }
                return bigEndian ? bytes.reversed() : bytes
            }
            for surrogate: UInt32 in [0xd83d, 0xde00] {
                let short = text.utf16.flatMap { bytes($0 == 0xfffd ? surrogate : UInt32($0), 2) }
                #expect(try titles(short) == ["a\u{fffd}b", "日"])
                let long = text.unicodeScalars.flatMap {
                    bytes($0 == "\u{fffd}" ? surrogate : $0.value, 4)
                }
                #expect(try titles(long) == ["a\u{fffd}b", "日"])
            }
        }
    }

    /// Twenty entries, each cut within its last character.
    @Test(
        arguments: [
            (
                "euc-jp", "日本語の記事で",
                [
                    0xc6, 0xfc, 0xcb, 0xdc, 0xb8, 0xec, 0xa4, 0xce, 0xb5, 0xad, 0xbb, 0xf6, 0xa4,
                    0xc7, 0xa4,
                ]
            ),
            ("shift_jis", "日本語", [0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x82]),
            ("big5", "繁體中文", [0xc1, 0x63, 0xc5, 0xe9, 0xa4, 0xa4, 0xa4, 0xe5, 0xb7]),
            ("windows-1253", "Γειά", [0xc3, 0xe5, 0xe9, 0xdc, 0xaa]),
            ("windows-874", "สวัสดี", [0xca, 0xc7, 0xd1, 0xca, 0xb4, 0xd5, 0xfc]),
            ("iso-8859-6", "مرحبا", [0xe5, 0xd1, 0xcd, 0xc8, 0xc7, 0xa1]),
        ] as [(String, String, [UInt8])])
    func `a declared character set holds in spite of bytes that are not in it`(
        encoding: String, text: String, bytes: [UInt8]
    ) throws {
        let item = Array("<item><title>".utf8) + bytes + Array("</title></item>".utf8)
        let document =
            Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><rss><channel>".utf8)
            + Array(repeatElement(item, count: 20).joined()) + Array("</channel></rss>".utf8)
        let titles = try titles(document)
        #expect(titles.count == 20)
        for title in titles { #expect(title?.hasPrefix(text) == true, "\(title ?? "none")") }
    }

    @Test func `a pair of bytes that is no character is one gap, and moves nothing behind it`()
        throws
    {
        let bytes: [UInt8] = [0xc6, 0xfc, 0xa9, 0xa1, 0xcb, 0xdc, 0xb8, 0xec]
        #expect(try title(document("euc-jp", bytes)) == "日\u{fffd}本語")
    }

    @Test(
        arguments: [
            // Half-width katakana, circled digits, a pair that is cut off before its line ends, and a
            // byte that belongs to no part of the set.
            ([0x1b, 0x28, 0x49, 0x31, 0x32, 0x1b, 0x28, 0x42], "ｱｲ"),
            ([0x1b, 0x24, 0x42, 0x2d, 0x21, 0x2d, 0x6a, 0x1b, 0x28, 0x42], "①㈱"),
            ([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x1b, 0x28, 0x42], "日\u{fffd}"),
            ([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x0a, 0x61], "日\u{fffd} a"),
            ([0x1b, 0x28, 0x4a, 0x61, 0xe9, 0x62], "a\u{fffd}b"),
            // JIS X 0201 has a yen sign and an overline where ASCII has a backslash and a tilde.
            ([0x1b, 0x28, 0x4a, 0x5c, 0x7e, 0x31, 0x1b, 0x28, 0x42, 0x5c, 0x7e], "¥‾1\\~"),
            ([0x61, 0x0f, 0x62, 0x1b, 0x28, 0x42], "a\u{fffd}b"),
        ] as [([UInt8], String)])
    func `ISO-2022-JP is read as browsers read it`(bytes: [UInt8], text: String) throws {
        #expect(try title(document("iso-2022-jp", bytes)) == text)
        #expect(
            try title(document("utf-8", bytes), contentType: "a/b; charset=ISO-2022-JP") == text)
    }

    @Test(
        arguments: [
            // GB 2312, and JIS X 0213: ISO-2022-JP itself has neither.
            ("iso-2022-jp-2", [0x1b, 0x24, 0x41, 0x56, 0x50, 0x1b, 0x28, 0x42], "中"),
            ("iso-2022-jp-3", [0x1b, 0x24, 0x28, 0x4f, 0x46, 0x7c, 0x1b, 0x28, 0x42], "日"),
            ("iso-2022-jp-2004", [0x1b, 0x24, 0x28, 0x51, 0x46, 0x7c, 0x1b, 0x28, 0x42], "日"),
            ("iso-2022-jp-1", [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], "日"),
        ] as [(String, [UInt8], String)])
    func `the sets that extend ISO-2022-JP keep their escapes`(
        encoding: String, bytes: [UInt8], text: String
    ) throws {
        #expect(try title(document(encoding, bytes)) == text)
    }

    @Test func `UTF-8 that is called ISO-2022-JP is UTF-8`() throws {
        #expect(try title(document("iso-2022-jp", Array("日本\u{1b} é".utf8))) == "日本 é")
        #expect(try title(document("iso-2022-jp", Array("日本 é".utf8))) == "日本 é")
    }

    @Test(arguments: ["iso-8859-1", "windows-1251", "euc-jp", "big5"])
    func `one cut character does not make UTF-8 what is declared`(encoding: String) throws {
        let text = String(repeating: "é", count: 30)
        let bytes = document(encoding, Array(text.utf8) + [0xc3])
        let feed = try FeedParser().parse(bytes, url: nil, contentType: "a/b; charset=\(encoding)")
        #expect(feed.entries.first?.title == text + "Ã")
        #expect(feed.notes.count == 1)
    }
}
