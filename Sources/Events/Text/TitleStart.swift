/// What a title begins with, and the words that follow.
///
/// There every word has a capital, so that none is taken for a name. But of two titles that go on alike
/// (*Poland raises retirement age*, *Italy raises retirement age*) the first word mostly tells which event
/// it is, name or not. So it is a place, and no name that two texts could have in common.
struct TitleStart {
    /// The hash of the words that follow.
    let frame: UInt64
    /// That of the word.
    let filling: UInt64
    let term: Vocabulary.Term
    /// That of the word as it is written.
    private let word: UInt64

    /// Words with a meaning of their own that have to follow.
    private static let following = 2
    /// In title case, where no name further on tells headlines of one pattern apart or together.
    private static let followingTitleCase = 3

    /// Nil for a title that begins with a stop word or a number, or says too little behind its first word.
    ///
    /// - Parameters:
    ///   - words: of the title, with their terms.
    ///   - showsNames: whether its capitals can tell names.
    init?(
        _ title: TokenList, _ words: [ReadWord], _ vocabulary: Vocabulary, showsNames: Bool
    ) {
        guard let first = words.first, first.token == 0, !first.isStopWord, !first.isNumber,
            !first.isUnsegmented
        else { return nil }
        let tokens = title.tokens.span
        var last = 0
        // Of a name of several words the last.
        while showsNames, last + 1 < words.count, words[last + 1].token == last + 1,
            words[last + 1].follows, tokens[last + 1].traits.contains(.capitalised)
        {
            last += 1
        }
        // In title case what stands before a colon is a column's name as often as a place.
        guard last + 1 < tokens.count,
            showsNames || tokens[last + 1].traits.contains(.follows)
        else { return nil }
        var around: UInt64 = 0
        var left = showsNames ? Self.following : Self.followingTitleCase
        for i in (last + 1)..<max(last + 1, words.count) where left > 0 && !words[i].isStopWord {
            around = TermHash.combine(around, vocabulary.key(of: words[i].term))
            left -= 1
        }
        guard left == 0 else { return nil }
        frame = around
        let letters = title.bytes[tokens[last].range]
        let length = CopyCaveats.nameStart(of: letters)
        filling =
            letters.count > length
            ? TermHash.of(letters.prefix(length)) : vocabulary.key(of: words[last].term)
        term = words[last].term
        word = tokens[last].hash
    }

    /// Whether a text has the word in lower case, but where a sentence begins: then it is no name, and
    /// another word may stand for it.
    func isNoun(in body: TokenList) -> Bool {
        let tokens = body.tokens.span
        for i in tokens.indices where tokens[i].hash == word {
            if tokens[i].traits.isDisjoint(with: [.capitalised, .startsSentence]) { return true }
        }
        return false
    }
}
