/// Latin letters without the signs that one writer puts on them and another leaves out.
enum SignFolding {
    private static let first = 0xdf
    /// By scalar, from U+00DF on: one letter of ASCII, or two as two bytes; 0 for none.
    private static let letters: [UInt16] = {
        var letters = [UInt16](repeating: 0, count: 0x1f00 - first)
        for (plain, signed) in table {
            let value = plain.utf8.reduce(0) { $0 << 8 | UInt16($1) }
            for scalar in signed.unicodeScalars { letters[Int(scalar.value) - first] = value }
        }
        return letters
    }()

    private static let table: [(String, String)] = [
        ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), ("ae", "æǽ"), ("c", "çćĉċč"), ("d", "ďđ"), ("dh", "ð"),
        ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįıǐỉị"), ("j", "ĵ"),
        ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņň"), ("o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
        ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųǔưụủứừửữự"), ("w", "ŵ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"),
    ]

    /// A word in lower case without signs.
    static func removeSigns(of word: String) -> String {
        var bytes = Array(word.utf8)
        guard bytes.contains(where: { $0 >= 0x80 }) else { return word }
        let end = removeSigns(in: 0..<bytes.count, of: &bytes)
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// The token without signs: no longer than before, so it is written where it stood.
    static func removeSigns(of token: Token, in bytes: inout [UInt8]) -> Token {
        let start = token.range.lowerBound
        let range = start..<removeSigns(in: token.range, of: &bytes)
        return Token(
            range: range, hash: TermHash.of(bytes.span.extracting(range)), traits: token.traits)
    }

    /// Answers where it ends then.
    private static func removeSigns(in range: Range<Int>, of bytes: inout [UInt8]) -> Int {
        var (i, end) = (range.lowerBound, range.lowerBound)
        while i < range.upperBound {
            let (scalar, length) = bytes.span.soundScalar(at: i) ?? (0, range.upperBound - i)
            let plain = Self.plain(Int(scalar))
            if plain == 0 {
                for k in i..<(i + length) {
                    bytes[end] = bytes[k]
                    end += 1
                }
            } else {
                if plain > 0xff {
                    bytes[end] = UInt8(plain >> 8)
                    end += 1
                }
                bytes[end] = UInt8(plain & 0xff)
                end += 1
            }
            i += length
        }
        return end
    }

    /// See `letters`.
    private static func plain(_ scalar: Int) -> UInt16 {
        let place = scalar - first
        return letters.indices.contains(place) ? letters[place] : 0
    }
}
