internal import Values

/// Days before a month's name in a script without capitals, and the year behind it: `27 พฤศจิกายน 2569`, `27 नवंबर`,
/// `27 نوفمبر 2026`. Where no names can be seen numbers are all that speaks for two texts, and that of the day would
/// outvote the others; elsewhere it is one among them.
enum NamedDate {
    /// Whether a number is of a date.
    ///
    /// - Parameter year: that of publication; nil where it is not known.
    static func holds(_ i: Int, in list: TokenList, publishedIn year: Int?) -> Bool {
        guard let value = number(i, in: list) else { return false }
        if (1...31).contains(value), endOfMonth(behind: i, in: list) != nil { return true }
        guard i > 1, isCaseless(list.tokens[i - 1], in: list), isYear(value, year) else {
            return false
        }
        return (max(0, i - longestMonth - 1)..<i - 1).contains { day in
            number(day, in: list).map { (1...31).contains($0) } ?? false
                && endOfMonth(behind: day, in: list) == i
        }
    }

    /// Letters of a month's name where each is a token.
    private static let longestMonth = 12

    private static func isYear(_ value: Int, _ year: Int?) -> Bool {
        guard let year else { return (1900...2099).contains(value) }
        // Thailand writes two digits.
        return (1900...2099).contains(value) || CalendarYears.areAbout(year, value)
            || CalendarYears.areAbout(year, value + 2_500)
    }

    /// Where the token behind a month's name stands, which follows a number; nil where none does.
    private static func endOfMonth(behind i: Int, in list: TokenList) -> Int? {
        let first = i + 1
        guard first < list.count, list.tokens[first].traits.contains(.follows),
            isCaseless(list.tokens[first], in: list)
        else { return nil }
        guard list.tokens[first].traits.contains(.unsegmented) else {
            return isMonth(list.text(of: list.tokens[first])) ? first + 1 : nil
        }
        var (name, ends) = ("", [Int]())
        var end = first
        while end < list.count, end - first < longestMonth,
            list.tokens[end].traits.contains(.unsegmented)
        {
            name += list.text(of: list.tokens[end])
            end += 1
            // A word that goes on behind the name is another one, or *of this year*.
            if isMonth(name) { ends.append(end) }
        }
        return ends.last
    }

    private static func isMonth(_ word: String) -> Bool {
        solarMonths.contains(word) || MonthNames.month(word) != nil
            // The letters of Persian are taken for those of Arabic.
            || MonthNames.month(word.replacing("ي", with: "ی").replacing("ك", with: "ک")) != nil
    }

    /// Those of Iran, with the letters of Arabic.
    private static let solarMonths = Set(
        "فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند"
            .split(separator: " ").map(String.init))

    /// Whether a word begins with a letter of Hebrew or of a script behind it, but for those of China.
    private static func isCaseless(_ token: Token, in list: TokenList) -> Bool {
        let first = list.bytes[token.range.lowerBound]
        return first >= 0xd6 && !token.traits.contains(.ideograph)
    }

    /// Nil for a token that is no number of four digits at most.
    private static func number(_ i: Int, in list: TokenList) -> Int? {
        let token = list.tokens[i]
        guard token.traits.contains(.startsWithDigit), token.range.count <= 4,
            !token.traits.contains(.decimal)
        else { return nil }
        return Int(list.text(of: token))
    }
}
