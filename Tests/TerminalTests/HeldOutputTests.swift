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

    @Test("A line is left for what is typed next")
    func lines() {
        #expect(!isLong(String(repeating: "line\n", count: 9)))
        #expect(isLong(String(repeating: "line\n", count: 10)))
        #expect(isLong(String(repeating: "\n", count: 1_000)))
        #expect(!isLong(""))
    }

    @Test("A long line takes as many of the screen's as it fills")
    func longLines() {
        let line = String(repeating: "x", count: 180)
        #expect(!isLong(line))
        #expect(!isLong(line + "\n"))
        #expect(isLong(line + "x"))
        #expect(isLong(String(repeating: "x", count: 100_000)))
    }

    @Test("Colours take no room, wide signs that of two")
    func widths() {
        let coloured = "\u{1b}[1m" + String(repeating: "é", count: 20) + "\u{1b}[0m\n"
        #expect(!isLong(String(repeating: coloured, count: 9)))
        let wide = String(repeating: "選", count: 11) + "\n"
        #expect(!isLong(String(repeating: wide, count: 4)))
        #expect(isLong(String(repeating: wide, count: 5)))
    }

    @Test("A TAB goes on to the next of the terminal's stops")
    func tabs() {
        #expect(!isLong(String(repeating: "a\tb\tcdef\n", count: 9)))
        #expect(!isLong(String(repeating: "a\tb\tcdefg\n", count: 4)))
        #expect(isLong(String(repeating: "a\tb\tcdefg\n", count: 5)))
    }

    @Test("Pieces count as what they make together")
    func pieces() {
        let piece = String(repeating: "x", count: 60)
        #expect(!isLong(piece, piece, piece))
        #expect(isLong(piece, piece, piece, "x"))
        #expect(!isLong("a\nb", "c\nd", "\n\n\n", "e"))
    }
}
