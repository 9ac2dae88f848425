/// The ways in which one word of a language may be written, and the one of them that it is known by.
///
/// What holds for all languages is told by `ScalarFolding` and `Composition`, while a text is cut into words. This
/// is done afterwards, when its language is known, and only to words that have letters beyond ASCII. The word
/// frequencies have the same spellings: see `Scripts/make-frequencies.py`.
struct Spelling: Sendable {
    /// What stands for a letter: one or two bytes of UTF-8, never more than the letter has.
    private struct Letters: Sendable {
        private var first = 0
        /// By scalar, from `first` on; 0 for one that stays.
        private var known: [UInt16] = []

        /// - Parameter table: what is taken, and the letters that it is taken for.
        init(_ table: [(String, String)]) {
            let scalars = table.flatMap { $0.1.unicodeScalars.map { Int($0.value) } }
            guard let least = scalars.min(), let greatest = scalars.max() else { return }
            first = least
            known = [UInt16](repeating: 0, count: greatest - least + 1)
            for (taken, letters) in table {
                let value = taken.utf8.reduce(0) { $0 << 8 | UInt16($1) }
                for scalar in letters.unicodeScalars { known[Int(scalar.value) - least] = value }
            }
        }

        var isEmpty: Bool { known.isEmpty }

        subscript(scalar: UInt32) -> UInt16 {
            let place = Int(scalar) - first
            return known.indices.contains(place) ? known[place] : 0
        }
    }

    /// The end of a word; what is taken for it is no longer.
    private struct Ending: Sendable {
        let written: [UInt8]
        let taken: [UInt8]
    }

    private let letters: Letters
    /// Of the first letter of a word.
    private let initials: Letters
    private let endings: [Ending]

    private init(
        _ letters: [(String, String)], initials: [(String, String)] = [],
        endings: [(written: String, taken: String)] = []
    ) {
        self.letters = Letters(letters)
        self.initials = initials.isEmpty ? self.letters : Letters(initials)
        self.endings = endings.map {
            Ending(written: Array($0.written.utf8), taken: Array($0.taken.utf8))
        }
    }

    /// Nil for a language of which nothing is told.
    static func of(_ language: Language) -> Spelling? {
        switch language.code {
        case "en", "id", "ms", "sw": plain
        case "de": german
        case "fr": french
        case "tr": turkish
        case "vi": vietnamese
        default: nil
        }
    }

    private static let signs = [
        ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), ("ae", "æǽ"), ("c", "çćĉċč"), ("d", "ďđ"), ("dh", "ð"),
        ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįıǐỉị"), ("j", "ĵ"),
        ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņň"), ("o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
        ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşš"), ("ss", "ß"), ("t", "ţťŧ"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųǔưụủứừửữự"), ("w", "ŵ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"),
    ]

    /// Alphabets without signs on letters: a word with some is foreign, and others write it without.
    private static let plain = Spelling(signs)
    /// As in Switzerland, and as the stemmer has it.
    private static let german = Spelling([("ss", "ß")])
    /// Many leave the signs of capitals out, and write œ as two letters.
    private static let french = Spelling([("ae", "æ"), ("oe", "œ")], initials: signs)
    private static let turkish = Spelling([("a", "â"), ("i", "î"), ("u", "û")])
    /// The tone on either vowel of oa, oe and uy, where nothing follows: hoà and hòa.
    private static let vietnamese = Spelling(
        [],
        endings: [
            ("òóỏõọ", "àáảãạ", "o", "a"), ("òóỏõọ", "èéẻẽẹ", "o", "e"),
            ("ùúủũụ", "ỳýỷỹỵ", "u", "y"),
        ]
        .flatMap { first, second, before, behind in
            zip(first, second).map { ("\(before)\($1)", "\($0)\(behind)") }
        })

    /// A word in lower case as it is known.
    func folded(_ word: String) -> String {
        var bytes = Array(word.utf8)
        guard bytes.contains(where: { $0 >= 0x80 }), let end = fold(0..<bytes.count, of: &bytes)
        else { return word }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// The token as it is known, written where it stood.
    func folded(_ token: Token, in bytes: inout [UInt8]) -> Token {
        guard let end = fold(token.range, of: &bytes) else { return token }
        let range = token.range.lowerBound..<end
        return Token(
            range: range, hash: TermHash.of(bytes.span.extracting(range)), traits: token.traits)
    }

    /// Answers where the word ends then; nil when it stays as it is.
    private func fold(_ range: Range<Int>, of bytes: inout [UInt8]) -> Int? {
        letters.isEmpty ? foldEnding(of: range, in: &bytes) : foldLetters(of: range, in: &bytes)
    }

    private func foldLetters(of range: Range<Int>, in bytes: inout [UInt8]) -> Int? {
        var (i, end, isOther) = (range.lowerBound, range.lowerBound, false)
        while i < range.upperBound {
            let (scalar, length) = bytes.span.soundScalar(at: i) ?? (0, range.upperBound - i)
            let known = i == range.lowerBound ? initials[scalar] : letters[scalar]
            if known == 0 {
                if end < i { for k in 0..<length { bytes[end + k] = bytes[i + k] } }
                end += length
            } else {
                isOther = true
                if known > 0xff {
                    bytes[end] = UInt8(known >> 8)
                    end += 1
                }
                bytes[end] = UInt8(known & 0xff)
                end += 1
            }
            i += length
        }
        return isOther ? end : nil
    }

    private func foldEnding(of range: Range<Int>, in bytes: inout [UInt8]) -> Int? {
        for ending in endings {
            let start = range.upperBound - ending.written.count
            guard start >= range.lowerBound, bytes[range.upperBound - 1] == ending.written.last,
                bytes[start..<range.upperBound].elementsEqual(ending.written),
                // The u of qu is no vowel.
                start == range.lowerBound || bytes[start - 1] != UInt8(ascii: "q")
            else { continue }
            let end = start + ending.taken.count
            bytes.replaceSubrange(start..<end, with: ending.taken)
            return end
        }
        return nil
    }
}

extension TokenList {
    /// A text that is known to be in a language, as the texts of that language are cut and spelled.
    init(_ text: String, in language: Language) {
        self.init(text, capitalI: language.lowerCaseI)
        if let spelling = Spelling.of(language) { fold(spelling) }
    }
}
