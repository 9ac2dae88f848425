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

    /// What `parse` is in the midst of.
    private enum Place {
        case level, stems
        /// A line without a level says nothing.
        case lostLine
    }

    /// In one pass: a program that shows one event reads a table for it.
    private static func parse(_ bytes: [UInt8]) -> HashedIndex {
        // Room for all from the start: a table that grows is filled twice. Ours have some 14,300 stems, of
        // six bytes each with the blank or more.
        var table = HashedIndex(capacity: min(bytes.count / 6, 20_000))
        let head = "tidings-frequencies 1 ".utf8
        guard bytes.starts(with: head),
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        else { return table }
        var place = Place.level
        var level: UInt32 = 0
        var hash = TermHash()
        // Of the level or the stem that is being read.
        var length = 0
        for byte in bytes[end...] {
            let isEnd = byte == UInt8(ascii: "\n")
            switch place {
            case _ where isEnd:
                if place == .stems, length > 0 { table[hash.value] = level }
                (place, level, hash, length) = (.level, 0, TermHash(), 0)
            case .level where byte == UInt8(ascii: " "):
                place = length > 0 ? .stems : .lostLine
                length = 0
            case .level:
                let digit = UInt32(byte) &- 0x30
                // No level is as long as that.
                if digit > 9 || length > 8 { place = .lostLine }
                level = level &* 10 &+ digit
                length += 1
            case .stems where byte == UInt8(ascii: " "):
                if length > 0 { table[hash.value] = level }
                hash = TermHash()
                length = 0
            case .stems:
                hash.add(byte)
                length += 1
            case .lostLine: break
            }
        }
        if place == .stems, length > 0 { table[hash.value] = level }
        return table
    }
}
