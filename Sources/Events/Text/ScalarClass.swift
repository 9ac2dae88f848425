/// What a scalar is to the tokeniser.
enum ScalarClass: UInt8 {
    /// Punctuation, blanks, symbols: what words end at.
    case gap
    /// A letter, digit or mark: part of a word.
    case word
    /// Of a script that is written without blanks: a token by itself.
    case unsegmented
    /// A vowel sign or tone of such a script: part of the token before.
    case unsegmentedMark
    /// A letter of India with its dot in one scalar: taken for the two of which others make it.
    case dotted
    /// Soft hyphens, joiners, the marks of writing direction, the vowel points of Arabic and Hebrew,
    /// which one outlet writes and the next leaves out: as if they were not there.
    case ignored
}

/// The classes and forms of the scalars below U+2000, where all alphabets live: the standard library's
/// answers are some fifty times slower than a table.
///
/// A table for each part, made when a text first asks for it: a program that looks at a few texts and
/// ends would look up thousands of scalars that none of them has, for milliseconds.
struct ScalarTable: Sendable {
    static let shared = ScalarTable()

    /// With the letters of most languages in Latin script.
    private static let latinLimit: UInt32 = 0x250
    /// Behind Greek and Cyrillic.
    private static let slavicLimit: UInt32 = 0x530
    /// Where Latin and Greek go on: the letters of Vietnamese.
    private static let additional: UInt32 = 0x1e00
    private static let limit: UInt32 = 0x2000

    private let latin = Block(0..<latinLimit)
    private static let slavic = Block(latinLimit..<slavicLimit)
    private static let others = Block(slavicLimit..<additional)
    private static let vietnamese = Block(additional..<limit)

    private struct Block: Sendable {
        private let first: UInt32
        private let classes: [UInt8]
        private let folded: [UInt16]
        private let lower: [UInt16]

        init(_ range: Range<UInt32>) {
            var classes: [UInt8] = []
            var folded: [UInt16] = []
            var lower: [UInt16] = []
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                classes.append(ScalarTable.lookUp(scalar).rawValue)
                folded.append(UInt16(truncatingIfNeeded: ScalarFolding.fold(value)))
                lower.append(UInt16(truncatingIfNeeded: ScalarTable.lookUpLowerCase(scalar).value))
            }
            first = range.lowerBound
            self.classes = classes
            self.folded = folded
            self.lower = lower
        }

        func scalarClass(_ scalar: UInt32) -> ScalarClass {
            ScalarClass(rawValue: classes[Int(scalar - first)]) ?? .gap
        }

        func fold(_ scalar: UInt32) -> UInt32 { UInt32(folded[Int(scalar - first)]) }
        func lowerCase(_ scalar: UInt32) -> UInt32 { UInt32(lower[Int(scalar - first)]) }
    }

    private init() {}

    /// The table of a scalar behind those of Latin and below the limit.
    private static func block(of scalar: UInt32) -> Block {
        if scalar < slavicLimit { return slavic }
        return scalar < additional ? others : vietnamese
    }

    func scalarClass(_ scalar: UInt32) -> ScalarClass {
        if scalar < Self.latinLimit { return latin.scalarClass(scalar) }
        if scalar < Self.limit { return Self.block(of: scalar).scalarClass(scalar) }
        guard let scalar = Unicode.Scalar(scalar) else { return .gap }
        return Self.lookUp(scalar)
    }

    /// The scalar that stands for this one; see `ScalarFolding`.
    func fold(_ scalar: UInt32) -> UInt32 {
        if scalar < Self.latinLimit { return latin.fold(scalar) }
        guard scalar < Self.limit else { return ScalarFolding.fold(scalar) }
        return Self.block(of: scalar).fold(scalar)
    }

    func lowerCase(_ scalar: UInt32) -> UInt32 {
        if scalar < Self.latinLimit { return latin.lowerCase(scalar) }
        if scalar < Self.limit { return Self.block(of: scalar).lowerCase(scalar) }
        guard let known = Unicode.Scalar(scalar) else { return scalar }
        return Self.lookUpLowerCase(known).value
    }

    private static func lookUp(_ scalar: Unicode.Scalar) -> ScalarClass {
        switch scalar.value {
        case 0xad, 0x34f, 0x61c, 0x180e, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069,
            0xfe00...0xfe0f, 0xfeff, 0xe0100...0xe01ef:
            return .ignored
        // Points and accents of Hebrew; marks and the lengthening stroke of Arabic.
        case 0x591...0x5bd, 0x5bf, 0x5c1...0x5c2, 0x5c4...0x5c5, 0x5c7, 0x610...0x61a, 0x640,
            0x64b...0x65f, 0x670, 0x6d6...0x6dc, 0x6df...0x6e4, 0x6e7...0x6e8, 0x6ea...0x6ed:
            return .ignored
        // Thai and Lao, Myanmar, Khmer, the Tai scripts; kana with the repetition mark, Han with its
        // extensions.
        case 0x0e00...0x0eff, 0x1000...0x109f, 0x1780...0x17ff, 0x1950...0x19df, 0x1a20...0x1aad,
            0x3005...0x3007, 0x3021...0x3029, 0x3040...0x30ff, 0x31f0...0x31ff, 0x3400...0x4dbf,
            0x4e00...0x9fff, 0xa9e0...0xa9ff, 0xaa60...0xaa7f, 0xf900...0xfaff,
            0x2_0000...0x3_ffff:
            guard isWordScalar(scalar) else { return .gap }
            return isMark(scalar) ? .unsegmentedMark : .unsegmented
        case 0x900...0xb7f where Composition.dotted(scalar.value) != nil: return .dotted
        default: return isWordScalar(scalar) ? .word : .gap
        }
    }

    /// The full stops and question marks that are not of ASCII.
    static func endsSentence(_ scalar: UInt32) -> Bool {
        switch scalar {
        // Armenian, Arabic, Urdu, the danda and double danda of India, Burmese, Ethiopic, Khmer, Han.
        case 0x589, 0x61f, 0x6d4, 0x964...0x965, 0x104b, 0x1362, 0x17d4...0x17d5, 0x3002: true
        default: false
        }
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || isMark(scalar)
            || scalar.properties.generalCategory == .decimalNumber
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    private static func lookUpLowerCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // The mapping is a text for each scalar, and most have no other case.
        guard scalar.properties.changesWhenLowercased else { return scalar }
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        // The one letter that becomes two, U+0130, is an i in every word list.
        guard let first = mapped.first else { return scalar }
        return first
    }
}

extension Unicode.Scalar {
    /// Whether it is white space; most are asked about are ASCII, for which the standard library has
    /// no shorter way.
    var isBlank: Bool {
        isASCII ? value == 0x20 || (9...13).contains(value) : properties.isWhitespace
    }
}
