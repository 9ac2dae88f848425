/// A word of a text, or one letter, with its signs, of a script without blanks.
struct Token {
    /// The `TermHash` of its lower-case UTF-8.
    private(set) var hash: UInt64
    private var start: UInt32
    private var end: UInt32
    /// The languages that it is a stop word of.
    private(set) var stopWordIn: StopWords.Languages
    var traits: Traits

    /// - Parameter range: below four gigabytes.
    init(range: Range<Int>, hash: UInt64, traits: Traits) {
        self.hash = hash
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        stopWordIn = StopWords.shared.languages(of: hash)
        self.traits = traits
    }

    /// The same word, taken for all that have this hash.
    func known(by hash: UInt64) -> Token {
        var token = self
        token.hash = hash
        return token
    }

    /// Where its lower-case UTF-8 stands in the `TokenList`.
    var range: Range<Int> { Int(start)..<Int(end) }

    /// Quarters of a word that it counts as where a limit is told in words: of a script without blanks two
    /// ideographs make one, or four letters.
    var quarters: Int {
        traits.contains(.unsegmented) ? traits.contains(.ideograph) ? 2 : 1 : 4
    }

    struct Traits: OptionSet {
        let rawValue: UInt16
        /// Its first letter is a capital.
        static let capitalised = Traits(rawValue: 1)
        /// The first of the text, of a line, or after the end of a sentence.
        static let startsSentence = Traits(rawValue: 2)
        /// Only blanks stand between it and the token before.
        static let follows = Traits(rawValue: 4)
        static let startsWithDigit = Traits(rawValue: 8)
        static let unsegmented = Traits(rawValue: 16)
        /// It has a single scalar.
        static let single = Traits(rawValue: 32)
        /// Of the letters in which Japanese writes its endings and particles.
        static let hiragana = Traits(rawValue: 64)
        /// The first of the text or of a line.
        static let startsLine = Traits(rawValue: 128)
        /// A number with a point in it, `7.6`, whatever the mark was.
        static let decimal = Traits(rawValue: 256)
        /// A Han character.
        static let ideograph = Traits(rawValue: 512)
        /// A letter of it is not of ASCII.
        static let signed = Traits(rawValue: 1_024)
        /// Nothing stands between it and the token before.
        static let adjoins = Traits(rawValue: 2_048)
        /// Between it and the token before, both of digits, stands nothing but a point, a hyphen, a slash.
        static let behindPoint = Traits(rawValue: 4_096)
        static let behindHyphen = Traits(rawValue: 8_192)
        static let behindSlash = Traits(rawValue: 16_384)
        /// Nothing but a point and blanks, in this order.
        static let behindSpacedPoint = Traits(rawValue: 32_768)
    }
}
