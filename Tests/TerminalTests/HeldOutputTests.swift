import Testing

@testable import Terminal

@Suite("Output that may fit on a screen")
struct HeldOutputTests {
    private func isLong(_ pieces: String...) -> Bool {
        var held = HeldOutput(lines: 10, columns: 20)
        for piece in pieces { held.add(Array(piece.utf8)) }
        #expect(String(decoding: held.bytes, as: UTF8.self) == pieces.joined())
        return held.isLong
    }

    @Test func `a line is left for what is typed next`() {
        #expect(!isLong(String(repeating: "line\n", count: 9)))
        #expect(isLong(String(repeating: "line\n", count: 10)))
        #expect(isLong(String(repeating: "\n", count: 1_000)))
        #expect(!isLong(""))
    }

    @Test func `a long line takes as many of the screen's as it fills`() {
        let line = String(repeating: "x", count: 180)
        #expect(!isLong(line))
        #expect(!isLong(line + "\n"))
        #expect(isLong(line + "x"))
        #expect(isLong(String(repeating: "x", count: 100_000)))
    }

    @Test func `colours take no room, wide signs that of two`() {
        let coloured = "\u{1b}[1m" + String(repeating: "é", count: 20) + "\u{1b}[0m\n"
        #expect(!isLong(String(repeating: coloured, count: 9)))
        let wide = String(repeating: "選", count: 11) + "\n"
        #expect(!isLong(String(repeating: wide, count: 4)))
        #expect(isLong(String(repeating: wide, count: 5)))
    }

    @Test func `a TAB goes on to the next of the terminal's stops`() {
        #expect(!isLong(String(repeating: "a\tb\tcdef\n", count: 9)))
        #expect(!isLong(String(repeating: "a\tb\tcdefg\n", count: 4)))
        #expect(isLong(String(repeating: "a\tb\tcdefg\n", count: 5)))
    }

    @Test func `pieces count as what they make together`() {
        let piece = String(repeating: "x", count: 60)
        #expect(!isLong(piece, piece, piece))
        #expect(isLong(piece, piece, piece, "x"))
        #expect(!isLong("a\nb", "c\nd", "\n\n\n", "e"))
    }
}
