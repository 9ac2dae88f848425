import Bytes
import Testing

/// Searches that look at sixteen bytes at a time say what looking at each says.
@Suite struct ByteTests {
    /// Texts of every length around a block, with the byte looked for at every place.
    @Test func `a byte is found wherever it stands`() {
        let set = ByteSet(UInt8(ascii: "&"), UInt8(ascii: "<"), 0xef, controls: true)
        for count in 0...40 {
            let plain = [UInt8](repeating: UInt8(ascii: "x"), count: count)
            #expect(position(of: set, in: plain) == count)
            for place in 0..<count {
                for byte in [UInt8(ascii: "&"), UInt8(ascii: "<"), 0xef, 0x00, 0x08, 0x0e, 0x1f] {
                    var bytes = plain
                    bytes[place] = byte
                    #expect(position(of: set, in: bytes) == place)
                    #expect(position(of: set, in: bytes, from: place + 1) == count)
                    #expect(position(of: set, in: bytes, to: place) == place)
                }
            }
        }
    }

    /// What the macros of tests can call: they know no spans.
    private func position(
        of set: ByteSet, in bytes: [UInt8], from start: Int = 0, to end: Int? = nil
    ) -> Int {
        set.position(in: bytes.span, from: start, to: end)
    }

    @Test func `a set has its bytes and no others`() {
        let set = ByteSet(0x0b, 0xc2, controls: true)
        let members = (UInt8.min...UInt8.max).filter { set.contains($0) }
        #expect(members == Array(0x00...0x08) + [0x0b] + Array(0x0e...0x1f) + [0xc2])
        for byte in UInt8.min...UInt8.max {
            let block = [UInt8](repeating: 0x20, count: 15) + [byte]
            #expect(position(of: set, in: block) == (set.contains(byte) ? 15 : 16))
        }
    }

    @Test(arguments: [
        ("one two", 7), ("one  two", 4), ("one\ttwo", 3), ("one\u{a0}two", 4), ("o ", 2),
        ("a text of more than sixteen bytes  and then", 34),
        ("a text of more than sixteen bytes\nand then", 33),
    ])
    func `word spacing ends where it is irregular`(text: String, end: Int) {
        let found = WordSpacing.end(in: Array(text.utf8).span, from: 0)
        #expect(found == end)
    }

    /// All sequences of two bytes, and those of three and four at the bounds of the table.
    @Test func `what is UTF-8 is what Swift takes for it`() {
        func check(_ bytes: [UInt8]) {
            for padding in [0, 5, 9] {
                let text = [UInt8](repeating: 0x20, count: padding) + bytes + [0x20]
                let isValid = (try? UTF8Span(validating: text.span)) != nil
                let holds = UTF8Validity.holds(for: text.span)
                let string = String(utf8: text.span)
                #expect(holds == isValid, "\(bytes)")
                #expect(string == String(decoding: text, as: UTF8.self))
            }
        }
        let bounds: [UInt8] = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
        for lead in UInt8.min...UInt8.max {
            check([lead])
            for second in bounds {
                check([lead, second])
                guard lead >= 0xe0 else { continue }
                for third in [0x7f, 0x80, 0xbf, 0xc0] as [UInt8] {
                    check([lead, second, third])
                    check([lead, second, third, 0x80])
                    check([lead, second, third, 0xc0])
                }
            }
        }
    }

    @Test func `a builder grows with what is written`() {
        var builder = ByteBuilder()
        var expected: [UInt8] = []
        for number in 0..<1_000 {
            let byte = UInt8(truncatingIfNeeded: number)
            builder.append(byte)
            builder.append([byte, 1].span)
            builder.append("é")
            expected += [byte, byte, 1, 0xc3, 0xa9]
        }
        let all = builder.array
        #expect(all == expected)
        builder.removeLast(expected.count - 2)
        let kept = builder.array
        #expect(kept == [0, 0])
        let last = builder.last
        #expect(last == 0)
        builder.removeAll()
        let count = builder.count
        #expect(count == 0)
        let none = builder.last
        #expect(none == nil)
        let text = builder.string
        #expect(text.isEmpty)
    }
}
