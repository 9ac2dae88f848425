/// What the forms of a word have in common in a language for which libstemmer has no algorithm.
///
/// Such a language may have a dozen forms of each noun and name (*Babiš*, *Babiše*), which would be as many
/// terms and as many names. A word's first five letters do nearly as well as a stemmer: McNamee, Nicholas,
/// Mayfield, "Addressing morphological variation in alphabetic languages", SIGIR 2009. Korean writes its
/// particles behind the word as one with it: there the word is what stands before them.
enum WordStarts {
    private static let letters = 5

    /// Has each word stand for all that begin like it. Not where each syllable or letter is a token: these have no
    /// endings, nor have the foreign words among them. That is asked of the language, not of a text: elsewhere a
    /// letter of such a script stands among words as any other does, and is known by the whole of it.
    static func apply(to list: inout TokenList, in language: Language) {
        if language.writesSyllables || language.writesNoBlanks { return }
        for i in list.tokens.indices {
            let token = list.tokens[i]
            let isNumber = token.traits.contains(.startsWithDigit)
            guard
                let hash = hash(
                    of: list.bytes.span.extracting(token.range), isNumber: isNumber)
            else { continue }
            list.replace(i, by: token.known(by: hash))
        }
    }

    /// The hash of what a word of a list is known by, in whatever language.
    static func hash(of token: Token, in list: TokenList) -> UInt64 {
        hash(
            of: list.bytes.span.extracting(token.range),
            isNumber: token.traits.contains(.startsWithDigit)) ?? token.hash
    }

    /// What a word is known by; nil for the whole of it.
    private static func hash(of word: Span<UInt8>, isNumber: Bool) -> UInt64? {
        let length =
            KoreanParticles.length(of: word) ?? (isNumber ? word.count : length(of: word))
        return length < word.count ? TermHash.of(word.extracting(0..<length)) : nil
    }

    /// The bytes of the first letters, each with the signs on it.
    private static func length(of word: Span<UInt8>) -> Int {
        var (i, left) = (0, letters)
        while i < word.count, let (scalar, length) = word.soundScalar(at: i) {
            if length == 1 || !isSign(scalar) {
                if left == 0 { return i }
                left -= 1
            }
            i += length
        }
        return word.count
    }

    private static func isSign(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar)?.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }
}
