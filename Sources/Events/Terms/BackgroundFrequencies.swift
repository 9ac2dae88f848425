/// How often words are used in their languages at large: what lets a fresh install tell a telling
/// word from a common one on its first day.
public struct BackgroundFrequencies: Sendable {
    private let reading: (@Sendable (String) -> [UInt8]?)?
    private var tables: [String: FrequencyTable]

    /// Every word unknown.
    public static let none = BackgroundFrequencies(tables: [:])

    /// - Parameter tables: the bytes of a `FrequencyTable` by ISO 639-1 code. One that is damaged
    ///   counts as far as it can be read.
    public init(tables: [String: [UInt8]]) {
        self.tables = tables.mapValues { FrequencyTable($0) }
        reading = nil
    }

    /// - Parameter reading: answers the bytes of the table of a language, by its ISO 639-1 code; it is
    ///   asked when the language is first met. For a program that looks at a few texts and ends: one
    ///   that stays must decide by the tables that were there when it began.
    public init(reading: @escaping @Sendable (String) -> [UInt8]?) {
        self.reading = reading
        tables = [:]
    }

    /// The level of the stem with this hash in the `FrequencyTable` of the language; nil when it is not
    /// known.
    mutating func level(of stem: UInt64, in language: Language) -> Int? {
        if let reading, tables[language.code] == nil {
            tables[language.code] = FrequencyTable(reading(language.code) ?? [])
        }
        if reading == nil { tables[language.code]?.makeIndex() }
        return tables[language.code]?.level(of: stem)
    }
}
