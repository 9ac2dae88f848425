/// A number as a text spells it: `6.4`, `1,300`, `1.1bn`, `٢٬١٢٢`, `3万3000`, *twelve*, *1.2 million*.
struct SpelledNumber {
    /// The same for every spelling of one number: `3800` for `3,800`, `3.800` and `３８００`, `33000` for `3万3000`.
    let value: String
    /// With what is written to it.
    let spelled: String
    /// What is written to it, in lower case: `bn` of `1.1bn`.
    let written: String
    /// Whether its marks stand where those of one number do.
    private let isOne: Bool

    /// What may stand within a number.
    enum Mark {
        /// A point or comma, which one country writes for tenths and the other for thousands.
        case either
        case tenths
        case thousands

        init?(_ scalar: UInt32) {
            switch scalar {
            case 0x2c, 0x2e: self = .either
            case 0x66b: self = .tenths
            // The Arabic mark, apostrophes, and the blanks that no line is broken at.
            case 0x66c, 0x27, 0x2019, 0xa0, 0x2009, 0x202f: self = .thousands
            default: return nil
            }
        }
    }

    /// - Parameter word: begins with a digit; one number, or several that stand close together.
    static func numbers(in word: String.UnicodeScalarView) -> [SpelledNumber] {
        let whole = SpelledNumber(word[...])
        // `5’10` is two numbers, `1’300` is one.
        if whole.isOne { return [whole] }
        return word.split { Mark(ScalarTable.shared.fold($0.value)) == .thousands }
            .map { SpelledNumber($0) }
    }

    /// Several words that are told as one: `3-1`, *1.2 million*; or a word without digits.
    init(value: String, spelled: String) {
        (self.value, self.spelled, written, isOne) = (value, spelled, "", true)
    }

    /// Whether it is of one digit and nothing is written to it.
    var isDigit: Bool {
        value.utf8.count == 1
            && (spelled.unicodeScalars.count == 1
                || spelled.unicodeScalars.allSatisfy { $0.properties.isAlphabetic })
    }

    /// Whether it has digits alone.
    var isWhole: Bool {
        spelled.unicodeScalars.count == value.utf8.count
            && value.unicodeScalars.allSatisfy(\.isDigit)
    }

    private init(_ word: Substring.UnicodeScalarView) {
        let table = ScalarTable.shared
        spelled = String(word)
        var groups: [String] = [""]
        var marks: [UInt32] = []
        var read = 0
        for scalar in word {
            let folded = table.fold(scalar.value)
            if Mark(folded) != nil {
                marks.append(folded)
                groups.append("")
            } else if let digit = Unicode.Scalar(folded),
                digit.isDigit || DecimalNumber.power(of: digit) != nil
            {
                groups[groups.count - 1].unicodeScalars.append(digit)
            } else {
                break
            }
            read += 1
        }
        written = String(word.dropFirst(read)).lowercased()
        let (value, isOne) = Self.value(groups, marks)
        self.value = DecimalNumber(units: value)?.text ?? value
        self.isOne = isOne
    }

    private static func value(_ groups: [String], _ marks: [UInt32]) -> (String, isOne: Bool) {
        guard let last = marks.last else { return (groups[0], true) }
        let others = marks.dropLast()
        if Mark(last) != .tenths, others.allSatisfy({ $0 == last }), isThousands(groups[...]) {
            return (groups.joined(), true)
        }
        // 1,234.5 and 1.234,5.
        if let first = others.first, first != last, Mark(first) != .tenths,
            Mark(last) != .thousands, others.allSatisfy({ $0 == first }),
            isThousands(groups.dropLast())
        {
            return (groups.dropLast().joined() + "." + groups[groups.count - 1], true)
        }
        return (
            groups.joined(separator: "."), !marks.contains { Mark($0) == .thousands }
        )
    }

    /// Whether digits are grouped as thousands are.
    private static func isThousands(_ groups: ArraySlice<String>) -> Bool {
        guard let first = groups.first else { return false }
        return (1...3).contains(first.utf8.count) && first != "0"
            && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }

    /// Whether a text whose words have these hashes has it.
    func stands(among words: Set<UInt64>, in language: Language) -> Bool {
        words.contains(TermHash.of(value.utf8))
            || TokenList(spelled, in: language).tokens.allSatisfy { words.contains($0.hash) }
    }
}

extension Unicode.Scalar {
    /// Whether it is one of 0 to 9.
    var isDigit: Bool { ("0"..."9").contains(self) }
}
