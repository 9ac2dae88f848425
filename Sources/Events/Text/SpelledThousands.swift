/// A number that is told in thousands: `40k` is 40000 and `1.5k` is 1500, as others write it out.
struct SpelledThousands {
    /// The `TermHash` of all its digits.
    let hash: UInt64
    let digits: Int

    /// - Parameter word: lower case, of digits first; nil for one that does not end with a single k.
    init?(_ word: Span<UInt8>) {
        let end = word.count - 1
        guard end > 0, word[end] == UInt8(ascii: "k") else { return nil }
        var value = TermHash()
        var count = 0
        var decimals: Int?
        for i in 0..<end {
            if word[i] == UInt8(ascii: "."), decimals == nil {
                decimals = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(word[i]) else { return nil }
            value.add(word[i])
            count += 1
            decimals = decimals.map { $0 + 1 }
        }
        let zeros = 3 - (decimals ?? 0)
        // A fraction of one, and more decimals than a thousand has, are left as they stand.
        guard zeros >= 0, decimals == nil || word[0] != UInt8(ascii: "0") else { return nil }
        for _ in 0..<zeros { value.add(UInt8(ascii: "0")) }
        hash = value.value
        digits = count + zeros
    }
}
