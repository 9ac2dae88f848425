/// How the texts of an event spell its words: as most of them do.
///
/// A capital at the start of a sentence or in a title may be the sentence's or the title's; it is the
/// word's where no text has the word small elsewhere.
struct EventSpellings {
    private struct Use {
        /// Within sentences, and small in titles.
        var inner: [String: Int] = [:]
        /// With a capital, at the start of a sentence or in a title.
        var outer: [String: Int] = [:]
        var count = 0
        /// The names that a hyphen makes of it and others: `Calvert-Lewin`.
        var hyphenated: [String: Int] = [:]
    }

    /// By the word in lower case.
    private var uses: [String: Use] = [:]
    private let capitalsLimit: Double

    /// Parts of a longer run are no name.
    private static let mostParts = 4
    /// Letters of what may be small within a name: *Aix-en-Provence*.
    private static let longestParticle = 4

    init(capitalsLimit: Double) { self.capitalsLimit = capitalsLimit }

    mutating func note(title: SpelledText, body: SpelledText) {
        note(body, isTitle: false)
        note(title, isTitle: true)
    }

    private mutating func note(_ text: SpelledText, isTitle: Bool) {
        let isTitleCase = isTitle && text.isTitleCase(limit: capitalsLimit)
        let words = text.words
        var start = 0
        for i in words.indices where !words[i].isNumber {
            let word = words[i]
            // A capital that is not the first letter's is the word's: *iPhone*.
            let isOuter = word.isCapitalised && (isTitle || word.startsSentence)
            if isOuter {
                uses[word.key, default: Use()].outer[word.spelled, default: 0] += 1
            } else {
                uses[word.key, default: Use()].inner[word.spelled, default: 0] += 1
            }
            if !isTitleCase { uses[word.key, default: Use()].count += 1 }
        }
        // In title case every hyphen may stand between capitals.
        while start < words.count, !isTitleCase {
            var end = start + 1
            while end < words.count, words[end].isHyphenated { end += 1 }
            note(hyphenated: words[start..<end])
            start = end
        }
    }

    private mutating func note(hyphenated parts: ArraySlice<SpelledText.Word>) {
        guard (2...Self.mostParts).contains(parts.count), let first = parts.first,
            let last = parts.last, first.isCapitalised, last.isCapitalised,
            parts.allSatisfy({
                !$0.isNumber && ($0.isCapitalised || $0.key.count <= Self.longestParticle)
            })
        else { return }
        let name = parts.map(\.spelled).joined(separator: "-")
        for key in Set(parts.map(\.key)) {
            uses[key, default: Use()].hyphenated[name, default: 0] += 1
        }
    }

    /// Whether the texts have it with a capital within sentences, and not small more often.
    func isName(_ word: String) -> Bool {
        guard let inner = uses[word]?.inner else { return false }
        let small = inner[word] ?? 0
        return inner.values.reduce(0, +) - small >= max(1, small)
    }

    /// `word` itself, which is in lower case, where the texts do not have it.
    func spelling(of word: String) -> String {
        guard let use = uses[word] else { return word }
        if use.inner.isEmpty { return Self.most(use.outer, lasts: true) ?? word }
        return Self.most(use.inner, lasts: false) ?? word
    }

    /// The name that the word is mostly a part of; its own spelling where it stands by itself as often.
    func name(of word: String) -> String {
        if let use = uses[word], let name = Self.most(use.hyphenated, lasts: false),
            use.hyphenated.values.reduce(0, +) * 2 > use.count
        {
            return name
        }
        return spelling(of: word)
    }

    /// The most frequent; of equals the first or the last in the order of their letters, in which
    /// capitals come first.
    private static func most(_ counts: [String: Int], lasts: Bool) -> String? {
        counts.max { a, b in
            if a.value != b.value { return a.value < b.value }
            return lasts
                ? a.key.unicodeScalars.lexicographicallyPrecedes(b.key.unicodeScalars)
                : b.key.unicodeScalars.lexicographicallyPrecedes(a.key.unicodeScalars)
        }?.key
    }
}
