internal import Platform

/// How a language tells numbers in words, as the lists have it: each word and its number by a blank.
struct NumberWordList {
    let code: String
    /// Small numbers.
    let numbers: String
    /// What makes thousands and more of a number before it, by its power of ten.
    let powers: String
    /// What stands with a number for hundredths of something.
    let shares: String
    /// What stands between two parts of one number: *two hundred and ten*.
    let joins: String

    init(
        _ code: String, numbers: String = "", powers: String, shares: String = "",
        joins: String = ""
    ) {
        (self.code, self.numbers, self.powers) = (code, numbers, powers)
        (self.shares, self.joins) = (shares, joins)
    }
}

/// The number words of one language, by the `TermHash` of a word in lower case.
struct NumberWords: Sendable {
    /// Those of a language without a list: what every language writes to a number.
    static let none = NumberWords(NumberWordList("", powers: "k 3"))

    /// Those of the languages that texts were in, by their codes: a program that shows one event and
    /// ends would spend more time on the words of sixty languages than on the event.
    private static let met = Locked<[String: NumberWords]>([:])

    private let numbers: [UInt64: Int]
    private let powers: [UInt64: Int]
    private let shares: Set<UInt64>
    private let joins: Set<UInt64>
    /// Powers of a single letter, which by itself is none.
    private let letters: Set<UInt64>

    static func of(_ language: Language) -> NumberWords {
        met.withLock { met in
            if let known = met[language.code] { return known }
            let list = numberWordLists.first { $0.code == language.code }
            let words = list.map { NumberWords($0) } ?? none
            met[language.code] = words
            return words
        }
    }

    private init(_ list: NumberWordList) {
        let language = Language(code: list.code)
        func hash(_ word: Substring) -> UInt64 { Self.hash(word, in: language) }
        numbers = Self.pairs(list.numbers, in: language)
        powers = Self.pairs(list.powers + " k 3", in: language)
        shares = Set(Self.words(list.shares).map(hash))
        joins = Set(Self.words(list.joins).map(hash))
        letters = Set(Self.words(list.powers + " k").filter { $0.utf8.count == 1 }.map(hash))
    }

    private static func words(_ text: String) -> [Substring] { text.split(separator: " ") }

    private static func pairs(_ text: String, in language: Language) -> [UInt64: Int] {
        let words = words(text)
        return Dictionary(
            stride(from: 0, to: words.count - 1, by: 2).map {
                (hash(words[$0], in: language), Int(words[$0 + 1]) ?? 0)
            }
        ) { first, _ in first }
    }

    /// As the words of a text have it.
    private static func hash(_ word: Substring, in language: Language) -> UInt64 {
        TokenList(String(word), in: language).tokens.first?.hash ?? 0
    }

    /// The number that a word tells.
    func number(_ hash: UInt64) -> Int? { numbers[hash] }
    /// The power of ten that a word behind a number tells.
    func power(_ hash: UInt64) -> Int? { letters.contains(hash) ? nil : powers[hash] }
    /// The power of ten that is told by what is written to a number, in lower case.
    func power(writtenTo hash: UInt64) -> Int? { powers[hash] }
    /// Whether a word stands between two parts of one number.
    func joins(_ hash: UInt64) -> Bool { joins.contains(hash) }
    /// Whether a word tells nothing but a number, or a part of one.
    func contains(_ hash: UInt64) -> Bool {
        numbers[hash] != nil || powers[hash] != nil || shares.contains(hash)
    }
}
