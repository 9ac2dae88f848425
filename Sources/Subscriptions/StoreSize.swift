internal import Values

/// `max_size:` of `store:`.
enum StoreSize {
    static let smallest: Int64 = 16 << 20

    static let form = "a size like 500M, 2G or 2GB, from 16M on, or none"

    /// K, M, G and T being 1,024, with or without a B.
    static func bound(_ text: String) -> Bound<Int64>? {
        if text == "none" { return Bound.none }
        let units: [UInt8: Int64] = [
            UInt8(ascii: "k"): 10, UInt8(ascii: "m"): 20, UInt8(ascii: "g"): 30,
            UInt8(ascii: "t"): 40,
        ]
        var digits = text.utf8[...]
        if digits.last?.asciiLowercased == UInt8(ascii: "b") { digits.removeLast() }
        guard let unit = digits.last.flatMap({ units[$0.asciiLowercased] }) else { return nil }
        digits.removeLast()
        // Six digits of the largest unit do not overflow.
        guard (1...6).contains(digits.count), digits.allSatisfy(\.isASCIIDigit),
            let number = Int64(String(Substring(digits)))
        else { return nil }
        let bytes = number << unit
        return bytes >= smallest ? .most(bytes) : nil
    }
}
