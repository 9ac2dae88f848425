/// The words of a language in the order of their frequency, and how often each comes.
struct NewsLexicon {
    private var words: [String] = []
    /// Running sums of the frequencies.
    private var sums: [Double] = []
    /// Where the words begin that tell what a text is about.
    private static let commonWords = 300

    /// From a table of word frequencies: lines of a stem and its level, which are not in this order.
    init(table: [UInt8]) {
        let ranked = table.split(separator: UInt8(ascii: "\n")).dropFirst()
            .compactMap { line -> (level: Int, stem: String)? in
                let fields = line.split(separator: UInt8(ascii: " "))
                    .map { String(decoding: $0, as: UTF8.self) }
                guard fields.count == 2, let level = Int(fields[1]) else { return nil }
                return (level, fields[0])
            }
        var sum = 0.0
        for (level, stem) in ranked.sorted(by: { $0 < $1 }) {
            words.append(stem)
            sum += Self.frequency(level: level)
            sums.append(sum)
        }
    }

    subscript(rank: Int) -> String { words[rank] }

    /// A word as running text has it.
    func word(_ random: inout SeededRandom) -> String {
        let goal = random.fraction() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > goal { high = middle } else { low = middle + 1 }
        }
        return words[low]
    }

    /// The rank of a word that a text can be about: those twice as rare are twice as many.
    func contentWord(_ random: inout SeededRandom) -> Int {
        while true {
            let first = Self.commonWords << random.below(6)
            let rank = first + random.below(first)
            if rank < words.count { return rank }
        }
    }

    /// A word that hardly anybody has written before.
    func rareWord(_ random: inout SeededRandom) -> String {
        words[contentWord(&random)] + Self.syllable(&random) + Self.syllable(&random)
    }

    /// A name, capitalised; some come again in other events.
    func name(_ random: inout SeededRandom) -> String {
        var name = Self.syllable(&random) + Self.syllable(&random)
        if random.below(3) > 0 { name += Self.syllable(&random) }
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    private static func syllable(_ random: inout SeededRandom) -> String {
        let starts = [
            "b", "br", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v",
        ]
        let ends = ["a", "al", "an", "ar", "e", "el", "en", "i", "in", "o", "on", "or", "u", "us"]
        return starts[random.below(starts.count)] + ends[random.below(ends.count)]
    }

    /// 10 ^ (-level / 100), of products alone.
    private static func frequency(level: Int) -> Double {
        var value = 1.0
        for _ in 0..<level { value *= 0.977_237_220_955_811 }
        return value
    }
}

/// Random numbers that are the same in every process (SplitMix64: Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014).
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// 0 up to, without, `limit`.
    mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next() >> 33) % max(1, limit)
    }

    /// 0 up to, without, 1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
