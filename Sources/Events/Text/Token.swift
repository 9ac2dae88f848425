/// A word of a text, or one letter, with its signs, of a script without blanks.
struct Token {
    /// Where its lower-case UTF-8 stands in the `TokenList`.
    var range: Range<Int>
    /// The `TermHash` of these bytes.
    var hash: UInt64
    var traits: Traits

    struct Traits: OptionSet {
        let rawValue: UInt8
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
    }
}
