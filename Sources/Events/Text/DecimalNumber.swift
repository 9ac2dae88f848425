/// A number by its value, told in decimal digits: 23.0 is 23, and 1.2 in millions is 1200000.
struct DecimalNumber: Equatable {
    private var digits: UInt64
    /// How many of the digits stand behind the point, the last of them no 0.
    private var decimals: Int

    /// - Parameter text: ASCII digits with at most one point among them; nil for anything else, for a number
    ///   that begins with a 0 which is not its whole part, and for one of more digits than 18.
    init?(_ text: some Collection<UInt8>) {
        (digits, decimals) = (0, 0)
        var hasPoint = false
        var last: UInt8 = 0
        for (place, byte) in text.enumerated() {
            if byte == UInt8(ascii: "."), !hasPoint, place > 0 {
                hasPoint = true
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte),
                place != 1 || hasPoint || digits > 0, place < 19
            {
                digits = 10 * digits + UInt64(byte - UInt8(ascii: "0"))
                if hasPoint { decimals += 1 }
            } else {
                return nil
            }
            last = byte
        }
        guard last != 0, last != UInt8(ascii: ".") else { return nil }
        shorten()
    }

    /// - Parameter text: digits with units of ten thousand and more among them: `3万3000`, `1.2億`.
    init?(units text: some StringProtocol) {
        var sum: DecimalNumber?
        var digits: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let power = Self.power(of: scalar) else {
                guard scalar.isASCII else { return nil }
                digits.append(UInt8(truncatingIfNeeded: scalar.value))
                continue
            }
            guard var part = DecimalNumber(digits), part.multiply(byTenTo: power),
                sum?.add(part) ?? true
            else { return nil }
            sum = sum ?? part
            digits = []
        }
        // Behind a unit a 0 holds a place: `3万0500`.
        if sum != nil { digits = Array(digits.drop { $0 == UInt8(ascii: "0") }) }
        if !digits.isEmpty {
            guard let rest = DecimalNumber(digits), sum?.add(rest) ?? true else { return nil }
            sum = sum ?? rest
        }
        guard let sum else { return nil }
        self = sum
    }

    /// What the units of Chinese, Japanese and Korean count, by its power of ten.
    static func power(of unit: Unicode.Scalar) -> Int? {
        switch unit {
        case "万", "萬", "만": 4
        case "億", "亿", "억": 8
        case "兆", "조": 12
        default: nil
        }
    }

    private mutating func shorten() {
        while decimals > 0, digits % 10 == 0 {
            digits /= 10
            decimals -= 1
        }
    }

    /// False, with nothing done, where the number would be too large.
    mutating func multiply(byTenTo power: Int) -> Bool {
        var copy = self
        for _ in 0..<power {
            if copy.decimals > 0 {
                copy.decimals -= 1
                continue
            }
            let (product, overflow) = copy.digits.multipliedReportingOverflow(by: 10)
            if overflow { return false }
            copy.digits = product
        }
        self = copy
        return true
    }

    /// Adds a whole number; false, with nothing done, where either is none.
    mutating func add(_ other: DecimalNumber) -> Bool {
        guard decimals == 0, other.decimals == 0 else { return false }
        let (sum, overflow) = digits.addingReportingOverflow(other.digits)
        if overflow { return false }
        digits = sum
        return true
    }

    /// In ASCII, with a point where it has decimals.
    var text: String {
        var text = String(digits)
        guard decimals > 0 else { return text }
        while text.utf8.count <= decimals { text = "0" + text }
        text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals))
        return text
    }
}
