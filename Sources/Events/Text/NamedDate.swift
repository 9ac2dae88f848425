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
        if isDay(value), endOfMonth(behind: i, in: list, publishedIn: year) != nil { return true }
        guard i > 1, isYear(i, in: list, publishedIn: year) else { return false }
        return (max(0, i - longestMonth - 1)..<i - 1).contains { day in
            number(day, in: list).map(isDay) ?? false
                && endOfMonth(behind: day, in: list, publishedIn: year) == i
        }
    }

    /// Letters of a month's name where each is a token.
    private static let longestMonth = 12
    /// Those of an abbreviation.
    private static let longestAbbreviation = 3

    private static func isDay(_ value: Int) -> Bool { (1...31).contains(value) }

    /// Whether a number behind such a word may be the year of a date.
    private static func isYear(_ i: Int, in list: TokenList, publishedIn year: Int?) -> Bool {
        guard list.tokens.indices.contains(i), isCaseless(list.tokens[i - 1], in: list),
            let value = number(i, in: list)
        else { return false }
        let isUnsegmented = list.tokens[i - 1].traits.contains(.unsegmented)
        switch list.tokens[i].range.count {
        // Thailand writes two digits, and points behind an abbreviation.
        case 2:
            return isUnsegmented && year.map { CalendarYears.areAbout($0, value + 2_500) } ?? false
        case 4:
            // Behind a comma; behind the end of a sentence it may be anything.
            if let year, (year - 1...year + 1).contains(value) { return true }
            guard isUnsegmented || list.tokens[i].traits.contains(.follows) else { return false }
            return (1900...2099).contains(value)
                || year.map { CalendarYears.areAbout($0, value) } ?? false
        default: return false
        }
    }

    /// Where the token behind a month's name stands, which follows a number; nil where none does.
    private static func endOfMonth(
        behind i: Int, in list: TokenList, publishedIn year: Int?
    ) -> Int? {
        let first = i + 1
        guard first < list.count, list.tokens[first].traits.contains(.follows),
            isCaseless(list.tokens[first], in: list)
        else { return nil }
        guard list.tokens[first].traits.contains(.unsegmented) else {
            let word = list.text(of: list.tokens[first])
            guard isMonth(word) else { return nil }
            return !words.contains(word) || isYear(first + 1, in: list, publishedIn: year)
                ? first + 1 : nil
        }
        var (name, ends) = ("", [Int]())
        var end = first
        while end < list.count, end - first < longestMonth,
            list.tokens[end].traits.contains(.unsegmented)
        {
            name += list.text(of: list.tokens[end])
            end += 1
            // A word that goes on behind the name is another one, or *of this year*. พย begins *nurse*.
            if isMonth(name), end - first > longestAbbreviation || !isWithinWord(end, in: list) {
                ends.append(end)
            }
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

    /// Names of months that are words as well, of what is counted: soldiers, shots, people, cars.
    private static let words = Set(
        "جوان تير مهر دي نيسان مه آب بهمن اوت أوت जन नव फर सित दिस मे जुन"
            .split(separator: " ").map(String.init))

    /// Whether a letter stands directly behind another one.
    private static func isWithinWord(_ i: Int, in list: TokenList) -> Bool {
        i < list.count && list.tokens[i].traits.isSuperset(of: [.unsegmented, .adjoins])
    }

    /// Whether a word begins with a letter of Hebrew or of a script behind it, but for those of China.
    private static func isCaseless(_ token: Token, in list: TokenList) -> Bool {
        let first = list.bytes[token.range.lowerBound]
        return first >= 0xd7 && !token.traits.contains(.ideograph)
    }

    /// Nil for a token that is no number of four digits at most.
    private static func number(_ i: Int, in list: TokenList) -> Int? {
        let token = list.tokens[i]
        return token.traits.contains(.decimal) ? nil : DateNumber(list.bytes[token.range])?.value
    }
}
