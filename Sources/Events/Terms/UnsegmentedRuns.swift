/// Puts together again what terms cut scripts without blanks into: pairs of letters, of which a word has
/// several.
struct UnsegmentedRuns {
    /// The pairs in the order in which they first stand in one text, and where each is there.
    private let order: [String]
    private var places: [String: Int] = [:]
    private var weights: [String: Int64] = [:]
    private var used: Set<String> = []
    private var told: [String] = []

    /// - Parameters:
    ///   - ranked: the pairs that may be told.
    ///   - order: the terms of a text that has most of them, in its order; where none is known, they are
    ///     put together as far as they fit in one way alone.
    init(_ ranked: WholeNames.Ranked, inOrder order: [String]) {
        self.order = order
        for (place, name) in order.enumerated() { places[name] = place }
        for (name, weight) in ranked { weights[name] = weight }
    }

    /// Whether a name is a pair of letters of such a script.
    static func isPair(_ name: String) -> Bool {
        // All of them are beyond ASCII.
        guard name.utf8.first ?? 0 >= 0x80 else { return false }
        let letters = name.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
        return letters.count == 2
            && letters.allSatisfy { letter in
                letter.first.map { ScalarTable.shared.scalarClass($0.value) == .unsegmented }
                    ?? false
            }
    }

    /// The letters around a pair that the text has in one run, as far as they weigh half as much; nil
    /// where they are told already, or where one is hiragana, which are the ends of words.
    mutating func run(from pair: String) -> String? {
        var letters = Self.letters(of: pair)
        guard !used.contains(pair), let weight = weights[pair], letters.count == 2,
            !letters.contains(where: Self.isHiragana)
        else { return nil }
        used.insert(pair)
        if order.isEmpty {
            extend(&letters, weight)
        } else if let place = places[pair] {
            let longest = Self.longest(for: letters[0])
            var (before, after) = (place, place)
            var grows = true
            while grows, letters.count < longest {
                grows = false
                if let last = letters.last, let (name, next) = fresh(after + 1, weight),
                    next[0] == last
                {
                    letters.append(next[1])
                    used.insert(name)
                    after += 1
                    grows = true
                }
                if letters.count < longest, let (name, next) = fresh(before - 1, weight),
                    next[1] == letters[0]
                {
                    letters.insert(next[0], at: 0)
                    used.insert(name)
                    before -= 1
                    grows = true
                }
            }
            // A vowel that is written before its letter belongs to what follows.
            if let (name, next) = fresh(before - 1, weight), next[1] == letters[0],
                Self.standsBefore(next[0])
            {
                letters.insert(next[0], at: 0)
                used.insert(name)
                before -= 1
            }
            if let last = letters.last, letters.count > 2, Self.standsBefore(last) {
                letters.removeLast()
                after -= 1
            }
            // Where it is cut for its length, what stands on either side of the cut is no word.
            if let (name, next) = fresh(after + 1, weight), next[0] == letters.last {
                used.insert(name)
            }
            if let (name, next) = fresh(before - 1, weight), next[1] == letters[0] {
                used.insert(name)
            }
        }
        let run = letters.joined()
        if told.contains(where: { $0.contains(run) }) { return nil }
        told.append(run)
        return run
    }

    private mutating func extend(_ letters: inout [Substring], _ weight: Int64) {
        let longest = Self.longest(for: letters[0])
        while letters.count < longest, let last = letters.last,
            let (name, next) = only(weight, where: { $0[0] == last })
        {
            letters.append(next[1])
            used.insert(name)
        }
        while letters.count < longest, let first = letters.first,
            let (name, next) = only(weight, where: { $0[1] == first })
        {
            letters.insert(next[0], at: 0)
            used.insert(name)
        }
    }

    /// The one pair that fits, where there is no other, told or not, and it may be told.
    private func only(
        _ weight: Int64, where fits: ([Substring]) -> Bool
    ) -> (name: String, letters: [Substring])? {
        var found: (name: String, letters: [Substring])?
        for name in weights.keys {
            let letters = Self.letters(of: name)
            guard letters.count == 2, fits(letters) else { continue }
            if found != nil { return nil }
            found = (name, letters)
        }
        guard let found, weights[found.name] ?? 0 >= weight / 2, !used.contains(found.name),
            !found.letters.contains(where: Self.isHiragana)
        else { return nil }
        return found
    }

    /// The letters of the pair at a place of the text, where it may be told and was not.
    private func fresh(_ place: Int, _ weight: Int64) -> (name: String, letters: [Substring])? {
        guard order.indices.contains(place), let own = weights[order[place]], own >= weight / 2,
            !used.contains(order[place])
        else { return nil }
        let letters = Self.letters(of: order[place])
        guard letters.count == 2, !letters.contains(where: Self.isHiragana) else { return nil }
        return (order[place], letters)
    }

    private static func letters(of pair: String) -> [Substring] {
        pair.unicodeScalars.split(separator: " ").map(Substring.init)
    }

    private static func isHiragana(_ letter: Substring) -> Bool {
        letter.unicodeScalars.first.map { (0x3041...0x309f).contains($0.value) } ?? false
    }

    /// Whether it is a vowel of Thai or Lao that is written before the letter it is spoken after.
    private static func standsBefore(_ letter: Substring) -> Bool {
        letter.unicodeScalars.first.map {
            (0xe40...0xe44).contains($0.value) || (0xec0...0xec4).contains($0.value)
        } ?? false
    }

    /// Letters of a name: alphabets such as that of Thai take more than Han for one.
    private static func longest(for letter: Substring) -> Int {
        letter.unicodeScalars.first.map { $0.value < 0x2000 } ?? false ? 12 : 6
    }
}
