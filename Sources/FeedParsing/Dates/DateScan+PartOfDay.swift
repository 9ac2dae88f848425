/// The part of the day among the tokens of a date.
extension DateScan {
    /// Finds `pm`, `下午` and their like, and makes the hour one of twenty-four.
    ///
    /// - Parameter timeEnd: the token behind the time.
    mutating func findPartOfDay(after timeEnd: Int) {
        for index in tokens.indices {
            guard let (part, end) = partOfDay(at: index, isBehindTime: index == timeEnd) else {
                continue
            }
            if time == nil, let hour = number(index - 1), hour.digits <= 2, free[index - 1] {
                time = (hour.value, 0, 0)
                claim((index - 1)..<index)
            }
            claim(index..<end)
            if let hour = time?.hour { time?.hour = part.hour(of: hour) }
            return
        }
    }

    /// The part of the day that is told at `index`, and the token behind it.
    func partOfDay(at index: Int, isBehindTime: Bool) -> (PartOfDay, end: Int)? {
        guard var text = word(index) else { return nil }
        var end = index + 1
        // `p.m.`, `μ. μ.`
        if isMark(end, "."), let second = word(end + 1), isLetter(text), isLetter(second) {
            text += second
            end += 2
        }
        if let part = DateNames.part(text) { return (part, end) }
        guard isBehindTime, time != nil, let part = DateNames.partBehindTime(text) else {
            return nil
        }
        // Of Latin letters it may be a word of what follows: `12:30 Sa 28.11.2026`, `7:32 em Lisboa`.
        let isLatin = text.unicodeScalars.allSatisfy { $0.value < 0x250 }
        return isLatin && !holdsOnlyZone(from: end) ? nil : (part, end)
    }

    /// Whether a zone at most follows: `+07:00`, `CET`, `GMT+7`.
    private func holdsOnlyZone(from start: Int) -> Bool {
        var index = start
        while index < tokens.count {
            if isMark(index, "+-"), number(index + 1) != nil {
                index += 2
                while isMark(index, ":"), number(index + 1) != nil { index += 2 }
            } else if isMark(index, ".,") || word(index).flatMap(DateNames.zone) != nil {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    private func isLetter(_ text: String) -> Bool { text.unicodeScalars.count == 1 }
}
