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
}
