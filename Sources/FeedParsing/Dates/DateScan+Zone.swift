/// The zone among the tokens of a date.
extension DateScan {
    /// Finds how far from Greenwich the time is.
    ///
    /// - Parameter timeEnd: the token behind the time.
    mutating func findOffset(after timeEnd: Int) {
        var named: Int?
        // Without a time words about the day are more likely: `pt` is a Polish Friday, `et` French.
        let lastNumber = tokens.indices.last { number($0) != nil } ?? 0
        func isZone(_ word: String, at index: Int) -> Bool {
            time != nil || index > lastNumber && word.utf8.count != 2
        }
        for index in timeEnd..<max(timeEnd, tokens.count) where free[index] {
            if let text = word(index) {
                if named == nil, isZone(text, at: index), let zone = DateNames.zone(text) {
                    named = zone
                    claim(index..<(index + 1))
                }
            } else if offset == nil, let (east, end) = numericOffset(index, afterTime: timeEnd > 0)
            {
                offset = east
                claim(index..<end)
            }
        }
        offset = offset ?? named
        // Korea has one zone, and times with its words give no other. A day alone is none of a zone.
        if offset == nil, time != nil,
            tokens.indices.contains(where: { word($0).map(DateNames.isKorean) == true })
        {
            offset = 9 * 3_600
        }
    }

    /// The `01:00` that ends `2026-11-24T19:32:00 01:00`: of an address the `+` of a zone was decoded as a
    /// blank. Only what is a zone somewhere, in whole quarters of an hour: else it is another time.
    func unsignedOffset(_ index: Int) -> Int? {
        guard index + 3 == tokens.count, isSpaced(index), let hours = number(index),
            hours.digits == 2, isMark(index + 1, ":"), let minutes = number(index + 2),
            minutes.digits == 2, minutes.value < 60, minutes.value % 15 == 0
        else { return nil }
        let east = hours.value * 3_600 + minutes.value * 60
        return east <= 14 * 3_600 ? east : nil
    }

    /// `+0200`, `+02:00`, `+02:00:00`, `-3`, `+530`.
    private mutating func numericOffset(_ index: Int, afterTime: Bool) -> (Int, Int)? {
        guard case .mark(let sign, let spaced) = tokens[index], isMark(index, "+-"),
            let (value, digits) = number(index + 1), free[index + 1]
        else { return nil }
        // In a date alone a dash also parts its numbers.
        if !afterTime, sign == UInt8(ascii: "-"), !spaced || digits != 4 || index < 3 { return nil }
        var hours = value
        var minutes = 0
        var end = index + 2
        switch digits {
        case 1, 2:
            // `10:20 - 4 July 2023`: what parts a time from the date behind it is no zone.
            if spaced, sign == UInt8(ascii: "-"), !isMark(end, ":"),
                tokens[end...].contains(where: { if case .number = $0 { true } else { false } })
            {
                return nil
            }
            if isMark(end, ":"), let (value, digits) = number(end + 1), digits == 2 {
                minutes = value
                end += 2
                if isMark(end, ":"), number(end + 1)?.digits == 2 { end += 2 }
            }
        case 3, 4: (hours, minutes) = (value / 100, value % 100)
        default: return nil
        }
        guard minutes < 60 else { return nil }
        // No clock is farther from Greenwich than fourteen hours. But RFC 5322 lets four digits go up to
        // 9959, and the sample feed from which many podcasts were copied has +3000.
        guard hours < 14 || hours == 14 && minutes == 0 || digits == 4 else {
            isZoneBroken = true
            return nil
        }
        let east = hours * 3_600 + minutes * 60
        return (sign == UInt8(ascii: "-") ? -east : east, end)
    }
}
