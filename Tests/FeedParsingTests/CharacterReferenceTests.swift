import Testing

@testable import FeedParsing

/// The references of HTML, by the rules and the list of its standard.
@Suite struct CharacterReferenceTests {
    private func text(_ html: String) -> String { FeedParser.plainText(fromHTML: html) }

    private func attribute(_ value: String) -> String {
        let bytes = Array(value.utf8)
        return String(decoding: CharacterReference.decoded(bytes, 0..<bytes.count), as: UTF8.self)
    }

    @Test(arguments: [
        ("&frac13; &frac18;", "⅓ ⅛"), ("&checkmark;&rightarrow;", "✓→"), ("&Pcy;&rcy;", "Пр"),
        ("&sharp;&flat;&eng;&wcirc;", "♯♭ŋŵ"), ("&OpenCurlyDoubleQuote;", "“"),
        ("&CounterClockwiseContourIntegral;", "∳"), ("&AMP;&apos;&half;", "&'½"),
        ("&lang;&rang;", "\u{2329}\u{232a}"),
        // Two characters.
        ("&NotEqualTilde;&fjlig;&nvlt;", "≂\u{338}fj<\u{20d2}"),
    ])
    func `all names of the standard are known`(html: String, expected: String) {
        #expect(text(html) == expected)
        #expect(attribute(html) == expected)
    }

    @Test(arguments: [
        ("&parallel;", "∥"), ("&centerdot;", "·"), ("&ltimes;", "⋉"), ("&gtrsim;", "≳"),
        ("&timesb;", "⊠"), ("&copysr;", "℗"), ("&notin;", "∉"), ("&notit;", "¬it;"),
        ("&copy2026", "©2026"), ("&copy", "©"), ("&copyright;", "©right;"), ("&AElig", "Æ"),
    ])
    func `the longest name counts, with or without a semicolon`(html: String, expected: String) {
        #expect(text(html) == expected)
    }

    @Test(arguments: ["&frac13", "&sharp", "&hairspx;", "&nosuch;", "&", "&;", "&x", "&eacut;"])
    func `what is no name stays as it is`(html: String) {
        #expect(text(html) == html)
    }

    @Test(arguments: [
        ("/?a=1&copy=2", "/?a=1&copy=2"), ("/?a=1&para2", "/?a=1&para2"), ("&copy;=2", "©=2"),
        ("&lt x", "< x"), ("&parallel;", "∥"),
    ])
    func `in attributes a name without a semicolon is often none`(value: String, expected: String) {
        #expect(attribute(value) == expected)
    }

    @Test func `the list is whole`() {
        let entries = NamedCharacters.list.split(whereSeparator: \.isWhitespace)
        #expect(entries.count == 2_125)
        #expect(entries.count { $0.contains("!") } == 106)
        for entry in entries {
            let name = Array(
                entry.utf8.prefix { $0 != UInt8(ascii: "!") && $0 != UInt8(ascii: "=") })
            let character = NamedCharacters.character(name[...])
            let values = [character?.codePoint, character?.combining].compactMap { $0 }
            let written = values.map { String($0, radix: 16) }.joined(separator: "+")
            if entry != "lang=27e8", entry != "rang=27e9" {
                #expect(entry.utf8.dropFirst(name.count + 1).elementsEqual(written.utf8))
            }
            #expect(name.count <= NamedCharacters.longest)
            if character?.isLegacy == true { #expect(name.count <= NamedCharacters.longestLegacy) }
        }
    }

    @Test func `a mended document has both characters of a name`() throws {
        let feed = try FeedParser().parse(
            Array(titled("a & b &NotEqualTilde; &frac13;").utf8), url: nil, contentType: nil)
        #expect(feed.entries.first?.title == "a & b ≂\u{338} ⅓")
    }
}
