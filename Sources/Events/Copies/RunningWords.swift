/// The words of a text as limits on shared text count them: of a script without blanks a few letters in a
/// row stand for one, about as many as a word has.
///
/// Where such letters are cut is told by the two letters at the cut alone. So the same sentence is cut
/// alike wherever it stands, and a letter that was changed changes the words around it and no other.
enum RunningWords {
    static func hashes(of tokens: ArraySlice<Token>) -> [UInt64] {
        guard tokens.contains(where: { $0.traits.contains(.unsegmented) }) else {
            return tokens.map(\.hash)
        }
        var hashes: [UInt64] = []
        hashes.reserveCapacity(tokens.count)
        var word: UInt64 = 0
        var previous: Token?
        for token in tokens {
            if let previous, token.traits.contains(.unsegmented), !endsWord(previous, token) {
                word = TermHash.combine(word, token.hash)
            } else {
                if previous != nil { hashes.append(word) }
                word = token.hash
            }
            previous = token
        }
        if previous != nil { hashes.append(word) }
        return hashes
    }

    /// Whether a word ends between two neighbours.
    private static func endsWord(_ letter: Token, _ next: Token) -> Bool {
        guard letter.traits.contains(.unsegmented) else { return true }
        let cut = TermHash.combine(letter.hash, next.hash) >> 40
        return cut % UInt64(4 / letter.quarters) == 0
    }
}
