/// Scalars that mean what another one means: forms for a width, a place in the word, a keyboard.
enum ScalarFolding {
    /// The scalar to take for this one, mostly itself.
    static func fold(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        // Full-width forms of ASCII.
        case 0xff01...0xff5e: return scalar - 0xfee0
        case 0xff66...0xff9f: return halfWidthKana[Int(scalar - 0xff66)]
        case 0x3000: return 0x20
        // The sigma at the end of a word: capitals do not tell it.
        case 0x3c2: return 0x3c3
        // Persian and Arabic keyboards write one letter by two.
        case 0x6cc: return 0x64a
        case 0x6a9: return 0x643
        default: return scalar < 0x80 ? scalar : digit(scalar) ?? scalar
        }
    }

    /// A decimal digit of any script as that of ASCII.
    private static func digit(_ scalar: UInt32) -> UInt32? {
        guard let known = Unicode.Scalar(scalar),
            known.properties.generalCategory == .decimalNumber,
            let value = known.properties.numericValue
        else { return nil }
        return 0x30 + UInt32(value)
    }

    /// U+FF66 to U+FF9F; the last two are the voice marks, here the combining ones.
    private static let halfWidthKana: [UInt32] =
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
        .unicodeScalars.map(\.value) + [0x3099, 0x309a]
}
