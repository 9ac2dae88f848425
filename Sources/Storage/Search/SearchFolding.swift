/// Text as the tokenizer of the index needs it, which folds case and the accents of Latin letters by
/// itself: here is the rest of what may be written in two ways, and the scripts that set no blanks
/// between words.
///
/// Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese become overlapping pairs of characters, and
/// the last character of a run stands once more alone: 東京都 is told as 東京 京都 都. So each part of
/// a run, however short, is found as a phrase, or as the beginning of a token. Pairs rather than words
/// need no dictionary and miss nothing; pairs rather than triples, since most words of Chinese and
/// Korean have two characters. Korean does set blanks, but its particles cling to the words.
enum SearchFolding {
    /// What the index gets of a text.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return fold(text, leavesEndOpen: false).text
    }

    /// What a phrase of a query is looked for as: the same but for the end of a run at its end, which
    /// the text may go on from. `isOpen`: the last token is the beginning of one, since a single
    /// character stands in pairs with any other.
    static func phrase(_ text: String) -> (text: String, isOpen: Bool) {
        fold(text, leavesEndOpen: true)
    }

    private static func fold(
        _ text: String, leavesEndOpen: Bool
    ) -> (text: String, isOpen: Bool) {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count + 16)
        // The last character of a run, and whether it was told in a pair.
        var last: Unicode.Scalar?
        var isPaired = false
        for scalar in text.unicodeScalars {
            if isUnsegmented(scalar) {
                if let last {
                    append(last, to: &folded)
                    append(scalar, to: &folded)
                }
                folded.append(UInt8(ascii: " "))
                isPaired = last != nil
                last = scalar
            } else {
                if let ended = last {
                    append(ended, to: &folded)
                    folded.append(UInt8(ascii: " "))
                    last = nil
                }
                append(folding: scalar, to: &folded)
            }
        }
        if let last, !leavesEndOpen || !isPaired { append(last, to: &folded) }
        return (
            String(decoding: folded, as: UTF8.self), leavesEndOpen && last != nil && !isPaired
        )
    }

    /// Whether a character is of a script that is searched in pairs.
    static func isUnsegmented(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x0e00: false
        case 0x0e01...0x0e3a, 0x0e40...0x0e4e: true  // Thai
        case 0x0e80...0x0ecf, 0x0edc...0x0edf: true  // Lao
        case 0x1000...0x103f, 0x1050...0x108f: true  // Burmese
        case 0x1780...0x17d3: true  // Khmer
        case 0x3005...0x3007, 0x3041...0x3096, 0x309d...0x309f: true  // Hiragana
        case 0x30a1...0x30fa, 0x30fc...0x30ff, 0x31f0...0x31ff, 0xff66...0xff9f: true  // Katakana
        case 0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff, 0x20000...0x3ffff: true  // Han
        case 0xac00...0xd7af: true  // Hangul
        default: false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
        folded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func append(folding scalar: Unicode.Scalar, to folded: inout [UInt8]) {
        let value = scalar.value
        if value < 0x80 {
            folded.append(UInt8(truncatingIfNeeded: value))
        } else if value < 0x0700 {
            switch value {
            case 0x0300...0x036f, 0x0591...0x05bd, 0x05bf, 0x05c1, 0x05c2, 0x05c4, 0x05c5, 0x05c7,
                0x0640, 0x064b...0x065f, 0x0670:
                // Accents of their own, the points of Hebrew, the vowel signs of Arabic: left out.
                break
            default:
                if let latin = latin(value) {
                    folded.append(contentsOf: latin.utf8)
                } else {
                    append(Unicode.Scalar(plain(value)) ?? scalar, to: &folded)
                }
            }
        } else if let latin = latin(value) {
            folded.append(contentsOf: latin.utf8)
        } else if (0xff01...0xff5e).contains(value) {
            // Latin letters in the width of Chinese ones.
            folded.append(UInt8(truncatingIfNeeded: value - 0xfee0))
        } else {
            append(scalar, to: &folded)
        }
    }

    /// Latin letters that are no letter with an accent to the tokenizer.
    private static func latin(_ value: UInt32) -> String? {
        switch value {
        case 0xdf, 0x1e9e: "ss"
        case 0xc6, 0xe6: "ae"
        case 0xd8, 0xf8: "o"
        case 0x110, 0x111, 0xd0, 0xf0: "d"
        case 0x130, 0x131: "i"
        case 0x141, 0x142: "l"
        case 0x152, 0x153: "oe"
        case 0xde, 0xfe: "th"
        default: nil
        }
    }

    /// Greek letters without their accents, which capitals do not have; ё, which is mostly written е;
    /// the forms of alef.
    private static func plain(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x386, 0x3ac: 0x3b1
        case 0x388, 0x3ad: 0x3b5
        case 0x389, 0x3ae: 0x3b7
        case 0x38a, 0x390, 0x3aa, 0x3af, 0x3ca: 0x3b9
        case 0x38c, 0x3cc: 0x3bf
        case 0x38e, 0x3ab, 0x3b0, 0x3cb, 0x3cd: 0x3c5
        case 0x38f, 0x3ce: 0x3c9
        case 0x3c2: 0x3c3
        case 0x401, 0x451: 0x435
        case 0x622, 0x623, 0x625, 0x671: 0x627
        default: value
        }
    }
}
