internal import Values

/// A piece of a date as it is written.
enum DateToken: Equatable {
    /// Digits, how many, and whether white space stands before them.
    case number(Int, digits: Int, spaced: Bool)
    /// Letters, in lower case.
    case word(String)
    /// Any other byte that is not white space; white space before it is told.
    case mark(UInt8, spaced: Bool)

    /// Longer texts are no dates.
    private static let longest = 160

    /// The pieces of `text`; comments in parentheses (RFC 5322) are none. Empty when the text is too
    /// long for a date.
    static func tokens(of text: String) -> [DateToken] {
        guard text.utf8.count <= longest else { return [] }
        let bytes = Array(plain(text.lowercased()).utf8)
        var tokens: [DateToken] = []
        var index = 0
        var spaced = false
        var parentheses = 0
        while index < bytes.count {
            let byte = bytes[index]
            let start = index
            index += 1
            if byte == UInt8(ascii: "(") {
                parentheses += 1
            } else if byte == UInt8(ascii: ")") {
                parentheses = max(0, parentheses - 1)
            } else if parentheses > 0 {
                continue
            } else if byte.isASCIISpace {
                spaced = true
                continue
            } else if byte.isASCIIDigit {
                while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
                // Nineteen digits would overflow; no field of a date has more than fourteen.
                let value = Int(String(decoding: bytes[start..<index].prefix(18), as: UTF8.self))
                tokens.append(.number(value ?? 0, digits: index - start, spaced: spaced))
            } else if byte.isASCIILetter || byte >= 0x80 {
                while index < bytes.count, bytes[index].isASCIILetter || bytes[index] >= 0x80 {
                    index += 1
                }
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                if let (before, part) = DateNames.splitting(text) {
                    tokens += [named(before), .word(part)]
                } else {
                    tokens.append(named(text))
                }
            } else {
                tokens.append(.mark(byte, spaced: spaced))
            }
            spaced = false
        }
        return tokens
    }

    /// `text` with the digits, spaces and punctuation of all scripts as those of ASCII, so that they
    /// part words there as here.
    private static func plain(_ text: String) -> String {
        // Nearly all are ASCII: those are not looked at character by character.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // The Thai abbreviations have dots within: `พ.ย.`.
            let isThaiDot = scalar == "." && result.last.map(isThai) == true
            if isThaiDot { continue }
            if scalar.isASCII {
                result.append(scalar)
                continue
            }
            switch scalar.properties.generalCategory {
            case .decimalNumber:
                let digit = UInt8(scalar.properties.numericValue ?? 0)
                result.append(Unicode.Scalar(UInt8(ascii: "0") + digit))
            case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: result.append(" ")
            case .format: continue
            case .dashPunctuation, .mathSymbol: result.append("-")
            case .otherPunctuation where scalar == "：": result.append(":")
            case .otherPunctuation where scalar == "／": result.append("/")
            case .otherPunctuation where scalar == "．": result.append(".")
            case .otherPunctuation, .initialPunctuation, .finalPunctuation, .openPunctuation,
                .closePunctuation:
                result.append(",")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether the character is of the Thai script.
    static func isThai(_ scalar: Unicode.Scalar) -> Bool {
        (0x0e01...0x0e4e).contains(scalar.value)
    }

    /// A word, or the colon that it stands for between the numbers of a time.
    private static func named(_ text: String) -> DateToken {
        marks[text].map { .mark($0, spaced: false) } ?? .word(text)
    }

    private static let marks: [String: UInt8] = {
        var table: [String: UInt8] = [:]
        for word in ["時", "时", "點", "点", "시", "分", "분", "h", "uhr"] {
            table[word] = UInt8(ascii: ":")
        }
        return table
    }()
}
