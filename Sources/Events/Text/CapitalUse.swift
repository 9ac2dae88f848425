/// How a text uses capitals: whether they tell names.
struct CapitalUse {
    private var tokens = 0
    private var capitalised = 0
    private var unsegmented = 0
    /// Without numbers.
    private var words = 0
    private var capitalisedWords = 0
    /// Of these, those that begin no sentence.
    private var inner = 0
    private var capitalisedInner = 0

    init(_ list: TokenList) {
        let span = list.tokens.span
        tokens = span.count
        for i in span.indices {
            let traits = span[i].traits
            // Counted without branches, which would be guessed wrong.
            let isCapitalised = traits.contains(.capitalised) ? 1 : 0
            let isWord = traits.contains(.startsWithDigit) ? 0 : 1
            let isInner = isWord & (traits.contains(.startsSentence) ? 0 : 1)
            capitalised &+= isCapitalised
            unsegmented &+= traits.contains(.unsegmented) ? 1 : 0
            words &+= isWord
            capitalisedWords &+= isWord & isCapitalised
            inner &+= isInner
            capitalisedInner &+= isInner & isCapitalised
        }
    }

    /// Whether so many words are capitalised that capitals tell no names: a headline in title case.
    func isMostlyCapitalised(limit: Double) -> Bool {
        words > 0 && Double(capitalisedWords) >= limit * Double(words)
    }

    /// Whether the words that begin no sentence are mostly capitalised, a headline in title case:
    /// then capitals tell no names.
    func isTitleCase(limit: Double) -> Bool {
        inner > 0 && Double(capitalisedInner) >= limit * Double(inner)
    }

    /// Whether capitals are used, but for a few acronyms in a text of a script without.
    func hasCapitals(oneOf words: Int) -> Bool {
        capitalised > 0 && capitalised * words >= tokens && unsegmented * 2 < tokens
    }
}
