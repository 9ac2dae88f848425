/// The words of a text as limits on shared text count them: of a script without blanks a few letters in a
/// row stand for one, about as many as a word has.
///
/// Where such letters are cut is told by the two letters at the cut alone. So the same sentence is cut
/// alike wherever it stands, and a letter that was changed changes the words around it and no other.
enum RunningWords {
    /// Shows the hash of each word, in their order.
    static func visit(_ tokens: Span<Token>, _ body: (UInt64) -> Void) {
        var word: UInt64 = 0
        for i in tokens.indices {
            if i > 0, tokens[i].traits.contains(.unsegmented), !endsWord(tokens[i - 1], tokens[i]) {
                word = TermHash.combine(word, tokens[i].hash)
            } else {
                if i > 0 { body(word) }
                word = tokens[i].hash
            }
        }
        if tokens.count > 0 { body(word) }
    }

    /// Whether a word ends between two neighbours.
    private static func endsWord(_ letter: Token, _ next: Token) -> Bool {
        guard letter.traits.contains(.unsegmented) else { return true }
        let cut = TermHash.combine(letter.hash, next.hash) >> 40
        return cut % UInt64(4 / letter.quarters) == 0
    }
}
