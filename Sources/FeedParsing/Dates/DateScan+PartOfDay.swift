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

    private func partOfDay(at index: Int, isBehindTime: Bool) -> (PartOfDay, end: Int)? {
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
        // Of Latin letters it may be a word of the date that follows: `12:30 Sa 28.11.2026`.
        let isLatin = text.unicodeScalars.allSatisfy { $0.value < 0x250 }
        return isLatin && tokens.indices.contains { $0 >= end && number($0) != nil }
            ? nil : (part, end)
    }

    private func isLetter(_ text: String) -> Bool { text.unicodeScalars.count == 1 }
}
