/// The capitals of common nouns, in a language that writes nouns with them.
///
/// A word that the frequencies of the language know is no name for its capital alone, nor is a stop word,
/// or what stands too far inside to be read. It stays one beside another capital (*Friedrich Merz*), and
/// so does a word that they do not know.
enum NounCapitals {
    /// - Parameter words: those of the list that were read, with their terms.
    static func remove(
        from list: inout TokenList, _ words: [ReadWord], _ vocabulary: Vocabulary
    ) {
        var next = 0
        for i in 0..<list.count {
            while next < words.count, words[next].token < i { next += 1 }
            let traits = list.tokens[i].traits
            guard traits.contains(.capitalised), !traits.contains(.startsSentence) else { continue }
            if next < words.count, words[next].token == i,
                !vocabulary.isKnown(words[next].term) || isBesideName(next, words)
            {
                continue
            }
            var token = list.tokens[i]
            token.traits.remove(.capitalised)
            list.replace(i, by: token)
        }
    }

    private static func isBesideName(_ i: Int, _ words: [ReadWord]) -> Bool {
        follows(i, words) || follows(i + 1, words)
    }

    /// Whether the word stands right behind another, both with a capital within a sentence.
    private static func follows(_ i: Int, _ words: [ReadWord]) -> Bool {
        words.indices.dropFirst().contains(i) && words[i].isName && words[i - 1].isName
            && words[i].follows && !words[i].isAfterGap
    }
}
