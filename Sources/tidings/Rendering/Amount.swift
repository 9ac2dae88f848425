/// How amounts are told to a person.
enum Amount {
    /// In KiB below one MiB.
    static func bytes(_ bytes: Int64) -> String {
        bytes < 1_048_576
            ? "\((bytes + 1_023) / 1_024) KiB" : "\((bytes + 524_288) / 1_048_576) MiB"
    }

    /// `87 %`; `-` of nothing.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "-" }
        return "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
    }

    /// A share between 0 and 1 in thousandths; nil of nothing.
    static func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? (Double(part) * 1_000 / Double(whole)).rounded() / 1_000 : nil
    }
}
