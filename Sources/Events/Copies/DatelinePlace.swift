internal import Values

/// Where a text was written, and when: what stands before its agency or before the dash.
enum DatelinePlace {
    /// Whether the place stands in capitals, all of it, with nothing behind it but where that is, and a date:
    /// `GENEVA`, `NEW YORK, March 3`, `DES MOINES, Iowa`.
    static func isWrittenLarge(_ head: Substring) -> Bool {
        let words = head.split(whereSeparator: \.isWhitespace)
        var (end, letters) = (0, 0)
        while end < words.count, end == 0 || words[end - 1].last != ",", isLarge(words[end]) {
            letters += words[end].count(where: \.isLetter)
            end += 1
        }
        // `USA`, not `EU`, nor the address of a site.
        guard letters > 2, !words[0].dropLast().contains(".") else { return false }
        let rest = words[end...]
        guard let next = rest.first else { return true }
        if words[end - 1].last != "," {
            guard isCapitalised(next) || isNumber(next), rest.contains(where: isNumber) else {
                return false
            }
        }
        // `3 de marzo`
        return rest.indices.allSatisfy { i in
            isCapitalised(rest[i])
                || rest[max(end, i - 2)...min(i + 2, rest.endIndex - 1)].contains(where: isNumber)
        }
    }

    /// Whether a place and then a date stand there, and nothing else: `New Delhi, Nov 27`, `Москва. 27 ноября.`,
    /// `القاهرة 27 نوفمبر`.
    static func isDated(_ head: Substring) -> Bool {
        let words = head.split(whereSeparator: \.isWhitespace)
        // *Mar del Plata* begins with a month.
        guard let date = words.dropFirst().firstIndex(where: { isNumber($0) || isMonth($0) }),
            date <= mostWords, words[date...].contains(where: isNumber),
            words[date...].contains(where: isMonth)
        else { return false }
        return isNames(words[..<date])
            && words[date...].allSatisfy { isNumber($0) || isMonth($0) || particles.contains($0) }
    }

    /// Whether a few names or words of a script without capitals stand there: `New Delhi`, `القاهرة`.
    static func isNames(_ head: Substring) -> Bool {
        let words = head.split(whereSeparator: \.isWhitespace)
        return (1...mostWords).contains(words.count) && isNames(words[...])
    }

    /// Whether it has no more words than a place and a date, as far as can be said in a script without capitals.
    static func isShort(_ head: Substring) -> Bool {
        head.split(whereSeparator: \.isWhitespace).count <= mostWords + 3
    }

    /// *Rio de Janeiro* is one.
    private static func isNames(_ words: ArraySlice<Substring>) -> Bool {
        words.first.map(mayBeName) ?? false
            && words.allSatisfy { mayBeName($0) || particles.contains($0) }
    }

    /// Words of a place.
    private static let mostWords = 4
    private static let particles: Set<Substring> = [
        "de", "del", "da", "do", "di", "la", "el", "of", "am", "на",
    ]

    private static func isLarge(_ word: Substring) -> Bool {
        word.contains(where: \.isLetter) && !word.contains { $0.isLowercase || $0.isNumber }
    }

    private static func isCapitalised(_ word: Substring) -> Bool {
        word.first(where: \.isLetter)?.isUppercase ?? false
    }

    private static func mayBeName(_ word: Substring) -> Bool {
        word.first(where: \.isLetter).map { !$0.isLowercase } ?? false
    }

    private static func isNumber(_ word: Substring) -> Bool { word.first?.isNumber ?? false }

    private static func isMonth(_ word: Substring) -> Bool {
        MonthNames.month(word.lowercased().filter { $0.isLetter || !$0.isASCII }) != nil
    }
}
