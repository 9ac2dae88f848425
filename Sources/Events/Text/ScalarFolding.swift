/// Scalars that mean what another one means, in whatever language: forms for a width, a place in the word, a
/// keyboard, what Unicode has twice, and letters that many leave a sign out of where no other language minds. So one
/// text is one, whatever language its feed declares. See `Spelling` for what depends on the language.
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
        // Romanian letters with a comma below, which is right, as those with the cedilla of old fonts and
        // keyboards: the endings that the stemmer knows have it.
        case 0x218...0x219: return scalar - 0xba
        case 0x21a...0x21b: return scalar - 0xb8
        // Ё, as most Russian texts write it. Belarusian, Mongolian and Tajik have it always: few words fall together.
        case 0x401: return 0x415
        case 0x451: return 0x435
        // Persian he with a sign, which is dropped where it is a scalar of its own.
        case 0x6c0: return 0x647
        // Persian and Arabic keyboards write one letter by two.
        case 0x6cc: return 0x64a
        case 0x6a9: return 0x643
        // The apostrophe as a letter, of Ukrainian and Uzbek keyboards: others have the mark.
        case 0x2bb...0x2bc: return 0x27
        // Greek letters with an accent, which are in the alphabet's own block too.
        case 0x1f70...0x1fff: return accentedGreek[scalar] ?? scalar
        // The signs of ohm, kelvin and ångström.
        case 0x2126: return 0x3a9
        case 0x212a: return 0x4b
        case 0x212b: return 0xc5
        // Hebrew letters with points, which are not read.
        case 0xfb1d: return 0x5d9
        case 0xfb1f: return 0x5f2
        case 0xfb2a...0xfb4e: return pointedHebrew[Int(scalar - 0xfb2a)]
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

    private static let accentedGreek: [UInt32: UInt32] = [
        0x1f71: 0x3ac, 0x1f73: 0x3ad, 0x1f75: 0x3ae, 0x1f77: 0x3af, 0x1f79: 0x3cc, 0x1f7b: 0x3cd,
        0x1f7d: 0x3ce, 0x1fbb: 0x386, 0x1fc9: 0x388, 0x1fcb: 0x389, 0x1fd3: 0x390, 0x1fdb: 0x38a,
        0x1fe3: 0x3b0, 0x1feb: 0x38e, 0x1ff9: 0x38c, 0x1ffb: 0x38f,
    ]

    /// U+FB2A to U+FB4E, of which five are no letters.
    private static let pointedHebrew: [UInt32] =
        "ששששאאאבגדהוז טיךכל מ נס ףפ צקרשתובכפ".unicodeScalars.map(\.value)

    /// U+FF66 to U+FF9F; the last two are the voice marks, here the combining ones.
    private static let halfWidthKana: [UInt32] =
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
        .unicodeScalars.map(\.value) + [0x3099, 0x309a]
}
