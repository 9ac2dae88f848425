/// How amounts are told to a person.
enum Amount {
    /// In KiB below one MiB, in MiB below one GiB.
    static func bytes(_ bytes: Int64) -> String {
        if bytes < 1_048_576 { return "\((bytes + 1_023) / 1_024) KiB" }
        if bytes < 1_073_741_824 { return "\((bytes + 524_288) / 1_048_576) MiB" }
        return "\(decimal(Double(bytes) / 1_073_741_824)) GiB"
    }

    /// `87 %`; `-` of nothing.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "-" }
        return "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
    }

    /// `87 %` of a share between 0 and 1.
    static func percent(_ share: Double) -> String {
        "\(Int((min(max(share, 0), 1e9) * 100).rounded())) %"
    }

    /// One decimal, two below one: `12.5`, `0.33`.
    static func decimal(_ value: Double) -> String {
        let steps = value < 1 ? 100 : 10
        let scaled = Int((min(max(value, 0), 1e9) * Double(steps)).rounded())
        let rest = String(scaled % steps)
        let digits = steps == 100 ? 2 : 1
        return "\(scaled / steps)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// A share between 0 and 1 in thousandths; nil of nothing.
    static func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? (Double(part) * 1_000 / Double(whole)).rounded() / 1_000 : nil
    }
}
