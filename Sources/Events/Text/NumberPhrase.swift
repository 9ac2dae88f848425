/// Numbers that words tell, or tell more of.
extension NumberContext {
    /// A number with the words behind it, or the letters written to it, that tell how many it counts by:
    /// *1.2 million*, `1.2m`; nil where there are none.
    ///
    /// - Parameter end: behind its last word.
    func counted(
        _ number: SpelledNumber, before end: Int, in words: [SpelledText.Word]
    ) -> (number: SpelledNumber, end: Int)? {
        guard var value = DecimalNumber(number.value.utf8) else { return nil }
        if !number.written.isEmpty {
            guard let power = numberWords.power(writtenTo: TermHash.of(number.written.utf8)),
                value.multiply(byTenTo: power)
            else { return nil }
            return (SpelledNumber(value: value.text, spelled: number.spelled), end)
        }
        let last = multiply(&value, from: end, in: words)
        guard last > end else { return nil }
        let spelled = number.spelled + Self.spelled(words[end..<last])
        return (SpelledNumber(value: value.text, spelled: spelled), last)
    }

    /// The number that words from one on tell, and where they end; no number for a part of a word
    /// (*two-year*, *quatre-vingt-dix*), and for several in a row that are put together otherwise than
    /// *twenty-two thousand* is.
    func numberInWords(
        at start: Int, in words: [SpelledText.Word]
    ) -> (number: SpelledNumber?, end: Int) {
        guard let first = smallNumber(words[start]) else { return (nil, start) }
        var end = start + 1
        var value = first
        if end < words.count, Self.isLinked(words[end]), first >= 20,
            let units = smallNumber(words[end]), units < 10
        {
            value += units
            end += 1
        }
        guard var number = DecimalNumber("\(value)".utf8) else { return (nil, end) }
        end = multiply(&number, from: end, in: words)
        let isPart =
            words[start].isHyphenated || end < words.count && words[end].isHyphenated
            || start > 0 && Self.isLinked(words[start]) && isOfNumber(words[start - 1])
        if isPart || goesOn(at: end, in: words) {
            while goesOn(at: end, in: words) { end += 1 }
            return (nil, end)
        }
        let spelled = words[start].spelled + Self.spelled(words[(start + 1)..<end])
        return (SpelledNumber(value: number.text, spelled: spelled), end)
    }

    private func smallNumber(_ word: SpelledText.Word) -> Int? {
        word.isNumber ? nil : numberWords.number(TermHash.of(word.key.utf8))
    }

    private func isOfNumber(_ word: SpelledText.Word) -> Bool {
        word.isNumber || numberWords.contains(TermHash.of(word.key.utf8))
    }

    /// Whether a number goes on with a word.
    private func goesOn(at place: Int, in words: [SpelledText.Word]) -> Bool {
        guard place < words.count, Self.isLinked(words[place]) else { return false }
        if smallNumber(words[place]) != nil { return true }
        return numberWords.joins(TermHash.of(words[place].key.utf8)) && place + 1 < words.count
            && Self.isLinked(words[place + 1]) && smallNumber(words[place + 1]) != nil
    }

    /// Multiplies by what words from one on tell; where they end.
    private func multiply(
        _ value: inout DecimalNumber, from place: Int, in words: [SpelledText.Word]
    ) -> Int {
        var end = place
        while end < words.count, Self.isLinked(words[end]), !words[end].isNumber,
            let power = numberWords.power(TermHash.of(words[end].key.utf8)),
            value.multiply(byTenTo: power)
        {
            end += 1
        }
        return end
    }

    /// Whether a word stands behind a blank or a hyphen alone.
    private static func isLinked(_ word: SpelledText.Word) -> Bool {
        word.isHyphenated || (word.joint?.isBlank ?? false)
    }

    /// With what stands before each.
    private static func spelled(_ words: ArraySlice<SpelledText.Word>) -> String {
        words.reduce(into: "") { text, word in
            text.unicodeScalars.append(word.joint ?? " ")
            text += word.spelled
        }
    }
}
