import Terminal
import Testing

@Suite("Columns of text")
struct DisplayWidthTests {
    /// By the square of its length a sign like that took hours.
    @Test func `a letter with very many joiners is one column wide`() {
        #expect(DisplayWidth.of("a" + String(repeating: "\u{200d}", count: 60_000)) == 1)
    }

    @Test
    func `joined pictures are one sign of two columns, joined letters are as wide as they are`() {
        #expect(DisplayWidth.of("\u{1f469}\u{200d}\u{1f680}") == 2)
        #expect(DisplayWidth.of("a\u{200d}") == 1)
        #expect(DisplayWidth.of("1\u{fe0f}\u{20e3}") == 2)
        #expect(DisplayWidth.of("\u{1f44d}\u{1f3fd}") == 2)
    }

    @Test func `letters that follow a picture in one sign take their room`() {
        let sign = "\u{2764}\u{fe0f}" + String(repeating: "\u{e33}", count: 9)
        #expect(sign.count == 1)
        #expect(DisplayWidth.of(sign) == 9)
    }
}
