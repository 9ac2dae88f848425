internal import Glibc

/// How often words are used in their languages at large: what lets a fresh install tell a telling
/// word from a common one on its first day.
///
/// Made from the tables that `Tools/make-frequencies.py` writes: a first line
/// `tidings-frequencies 1 LANGUAGE`, then lines of a level and the stems of that level, which make
/// up 10 ^ (-level / 100) of running text. A table is read when its language is first met.
public struct BackgroundFrequencies: Sendable {
    private var unread: [String: [UInt8]] = [:]
    private let reading: (@Sendable (String) -> [UInt8]?)?
    private var tables: [String: HashedIndex] = [:]

    /// Every word unknown.
    public static let none = BackgroundFrequencies(tables: [:])

    /// - Parameter tables: the bytes of a table by ISO 639-1 code. One that is damaged counts as
    ///   far as it can be read.
    public init(tables: [String: [UInt8]]) {
        unread = tables
        reading = nil
    }

    /// - Parameter reading: answers the bytes of the table of a language, by its ISO 639-1 code; it is
    ///   asked when the language is first met. For a program that looks at a few texts and ends: one
    ///   that stays must decide by the tables that were there when it began.
    public init(reading: @escaping @Sendable (String) -> [UInt8]?) {
        self.reading = reading
    }

    /// The share of running text that is the stem with this hash; 0 when it is not known.
    mutating func frequency(of stem: UInt64, in language: Language) -> Double {
        if let bytes = unread.removeValue(forKey: language.code) {
            tables[language.code] = Self.parse(bytes)
        } else if let reading, tables[language.code] == nil {
            tables[language.code] = Self.parse(reading(language.code) ?? [])
        }
        guard let level = tables[language.code]?[stem] else { return 0 }
        return pow(10, -Double(level) / 100)
    }

    private static func parse(_ bytes: [UInt8]) -> HashedIndex {
        var table = HashedIndex(capacity: bytes.count / 9)
        var lines = bytes.split(separator: UInt8(ascii: "\n")).makeIterator()
        guard let head = lines.next(), head.starts(with: "tidings-frequencies 1 ".utf8) else {
            return table
        }
        while let line = lines.next() {
            var hash = TermHash()
            var level: UInt32?
            var isEmpty = true
            for byte in line {
                guard byte == UInt8(ascii: " ") else {
                    hash.add(byte)
                    isEmpty = false
                    continue
                }
                if let level {
                    if !isEmpty { table[hash.value] = level }
                } else {
                    level = UInt32(String(decoding: line.prefix { $0 != byte }, as: UTF8.self))
                    if level == nil { break }
                }
                hash = TermHash()
                isEmpty = true
            }
            if let level, !isEmpty { table[hash.value] = level }
        }
        return table
    }
}
