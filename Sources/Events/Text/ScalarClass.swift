/// What a scalar is to the tokeniser.
enum ScalarClass: UInt8 {
    /// Punctuation, blanks, symbols: what words end at.
    case gap
    /// A letter, digit or mark: part of a word.
    case word
    /// Of a script that is written without blanks: a token by itself.
    case unsegmented
    /// Soft hyphens and joiners: as if they were not there.
    case ignored
}

/// The classes and lower-case forms of the scalars below U+2000, where all alphabets live: the
/// standard library's answers are some fifty times slower than a table.
struct ScalarTable: Sendable {
    static let shared = ScalarTable()
    private static let limit: UInt32 = 0x2000

    private let classes: [UInt8]
    private let lower: [UInt16]

    private init() {
        var classes: [UInt8] = []
        var lower: [UInt16] = []
        for value in 0..<Self.limit {
            guard let scalar = Unicode.Scalar(value) else { continue }
            classes.append(Self.lookUp(scalar).rawValue)
            lower.append(UInt16(truncatingIfNeeded: Self.lookUpLowerCase(scalar).value))
        }
        self.classes = classes
        self.lower = lower
    }

    func scalarClass(_ scalar: UInt32) -> ScalarClass {
        if scalar < Self.limit { return ScalarClass(rawValue: classes[Int(scalar)]) ?? .gap }
        guard let scalar = Unicode.Scalar(scalar) else { return .gap }
        return Self.lookUp(scalar)
    }

    func lowerCase(_ scalar: UInt32) -> UInt32 {
        if scalar < Self.limit { return UInt32(lower[Int(scalar)]) }
        guard let known = Unicode.Scalar(scalar) else { return scalar }
        return Self.lookUpLowerCase(known).value
    }

    private static func lookUp(_ scalar: Unicode.Scalar) -> ScalarClass {
        switch scalar.value {
        case 0xad, 0x200b...0x200d, 0x2060, 0xfeff: return .ignored
        // Thai and Lao, Myanmar, Khmer; kana, Han with its extensions.
        case 0x0e00...0x0eff, 0x1000...0x109f, 0x1780...0x17ff, 0x3040...0x30ff, 0x3400...0x4dbf,
            0x4e00...0x9fff, 0xf900...0xfaff, 0x2_0000...0x3_ffff:
            return isWordScalar(scalar) ? .unsegmented : .gap
        default: return isWordScalar(scalar) ? .word : .gap
        }
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "_" || scalar.properties.isAlphabetic { return true }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return false
        }
    }

    private static func lookUpLowerCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        // The one letter that becomes two, U+0130, is an i in every word list.
        guard let first = mapped.first else { return scalar }
        return first
    }
}
