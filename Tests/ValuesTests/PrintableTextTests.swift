import Testing
import Values

@Suite struct PrintableTextTests {
    @Test func `a letter with a thousand marks keeps thirty`() {
        for mark in ["\u{301}", "\u{20dd}", "\u{200d}", "\u{1f3fb}", "\u{1161}", "\u{301}\u{200b}"]
        {
            let line = PrintableText.line("A" + String(repeating: mark, count: 1_000) + "B")
            #expect(line.unicodeScalars.count == 32)
            #expect(line.hasSuffix("B"))
        }
    }

    @Test func `a picture joined a thousand times is no single sign`() {
        let rocket = "\u{1f680}"
        let line = PrintableText.line(
            String(repeating: "\(rocket)\u{200d}", count: 1_000) + rocket)
        #expect(line.unicodeScalars.count { $0 == "\u{1f680}" } == 1_001)
        #expect(line.allSatisfy { $0.unicodeScalars.count <= 61 })
    }

    @Test(arguments: [
        "👨‍👩‍👧‍👦 👩🏻‍❤️‍💋‍👨🏿 🇳🇴🇫🇷 1️⃣ 👍🏽", "เมื่อวันที่ ๒๙ น้ำท่วมหนัก", "क्षत्रिय राष्ट्रीय ज़िन्दगी क्‍ष",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים", "می‌خواهم", "Tiê\u{301}ng Viê\u{323}t", "한국어",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", "ශ්‍රී ලංකා",
    ])
    func `words and pictures stay as they are`(text: String) {
        #expect(PrintableText.line(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test func `what steers goes, what parts lines is a blank`() {
        #expect(PrintableText.line("a\u{1b}[2J\u{9d}b\u{202e}c\u{2028}d\u{e0041}") == "a [2J bc d")
    }
}
