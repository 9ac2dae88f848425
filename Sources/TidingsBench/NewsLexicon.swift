internal import Values

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
    func word(_ random: inout SplitMix) -> String {
        let goal = random.fraction() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > goal { high = middle } else { low = middle + 1 }
        }
        return words[low]
    }

    /// The rank of a word that a text can be about: those twice as rare are twice as many.
    func contentWord(_ random: inout SplitMix) -> Int {
        while true {
            let first = Self.commonWords << random.below(6)
            let rank = first + random.below(first)
            if rank < words.count { return rank }
        }
    }

    /// A word that hardly anybody has written before.
    func rareWord(_ random: inout SplitMix) -> String {
        words[contentWord(&random)] + Self.syllable(&random) + Self.syllable(&random)
    }

    /// A name, capitalised; some come again in other events.
    func name(_ random: inout SplitMix) -> String {
        var name = Self.syllable(&random) + Self.syllable(&random)
        if random.below(3) > 0 { name += Self.syllable(&random) }
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    private static func syllable(_ random: inout SplitMix) -> String {
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
