internal import Values

/// Tells the numbers that count something from those that tell a time.
struct NumberContext {
    private let year: String?
    /// That of publication.
    private let publication: Int?
    private let stopWords: StopList
    let numberWords: NumberWords
    private let isGerman: Bool
    private let isEnglish: Bool
    /// English and German write months with a capital.
    private let hasSmallMonths: Bool

    init(year: Int?, language: Language) {
        self.year = year.map(String.init)
        publication = year
        stopWords = StopWords.shared.list(of: language)
        numberWords = NumberWords.of(language)
        isGerman = language.code == "de"
        isEnglish = language.code == "en"
        hasSmallMonths = !isEnglish && !isGerman
    }

    /// With the place of the word that each begins with.
    func numbers(of text: SpelledText) -> [(place: Int, number: SpelledNumber)] {
        let words = text.words
        var found: [(place: Int, number: SpelledNumber)] = []
        var i = 0
        while i < words.count {
            guard words[i].isNumber else {
                let worded = numberInWords(at: i, in: words)
                if let number = worded.number { found.append((i, number)) }
                i = max(i + 1, worded.end)
                continue
            }
            // A number, or several with one mark between each two of them: `3-1`, `18:45`, `2026-11-27`.
            var end = i + 1
            while end < words.count, words[end].isNumber, let joint = words[end].joint,
                Self.joints.contains(joint), end == i + 1 || joint == words[i + 1].joint
            {
                end += 1
            }
            let run = words[i..<end]
            let parts = run.flatMap { SpelledNumber.numbers(in: $0.spelled.unicodeScalars) }
            if !isTime(run, parts, in: words) {
                if let score = Self.score(run, parts) {
                    found.append((i, score))
                } else if parts.count == 1,
                    let counted = counted(parts[0], before: end, in: words)
                {
                    found.append((i, counted.number))
                    end = counted.end
                } else {
                    found += parts.filter { $0.value != year }.map { (i, $0) }
                }
            }
            i = end
        }
        return found
    }

    func isHyphenated(_ place: Int, in words: [SpelledText.Word]) -> Bool {
        words[place].isHyphenated || place + 1 < words.count && words[place + 1].isHyphenated
    }

    private static let joints = "-–:/".unicodeScalars

    /// `3-1` and `3:1` as one number.
    private static func score(
        _ run: ArraySlice<SpelledText.Word>, _ parts: [SpelledNumber]
    ) -> SpelledNumber? {
        guard run.count == 2, parts.count == 2, let joint = run.last?.joint, joint != "/",
            parts.allSatisfy({ $0.isWhole && $0.value.utf8.count <= 3 })
        else { return nil }
        return SpelledNumber(
            value: parts.map(\.value).joined(separator: ":"),
            spelled: parts.map(\.spelled).joined(separator: String(joint)))
    }

    private func isTime(
        _ run: ArraySlice<SpelledText.Word>, _ parts: [SpelledNumber],
        in words: [SpelledText.Word]
    ) -> Bool {
        isClock(run, parts, in: words) || isDate(run, parts, in: words)
            || parts.allSatisfy(isDay) && isBesideMonth(run, in: words)
            || parts.count == 1 && Self.isYear(parts[0])
                && isYearOfDate(run.startIndex, in: words)
    }

    /// `18:45`, `0300`, `4pm`, `18h30`, `16 Uhr`, `16时`.
    private func isClock(
        _ run: ArraySlice<SpelledText.Word>, _ parts: [SpelledNumber],
        in words: [SpelledText.Word]
    ) -> Bool {
        guard let first = parts.first, let last = run.last else { return false }
        if run.count > 1, run.last?.joint == ":", parts.count == run.count,
            Int(first.value).map({ $0 <= 24 }) ?? false,
            parts.dropFirst().allSatisfy({
                $0.value.utf8.count == 2 && Int($0.value).map { $0 < 60 } ?? false
            })
        {
            return true
        }
        if parts.count == 1, first.value.utf8.count == 4, first.value.hasPrefix("0"),
            first.isWhole
        {
            return true
        }
        let ending = last.key.drop { $0.isNumber || ".:".contains($0) }
        if Self.halves.contains(String(ending)) { return true }
        if ending.hasPrefix("h"), ending.dropFirst().count == 2,
            ending.dropFirst().allSatisfy(\.isNumber)
        {
            return true
        }
        if Self.isHour(last) { return true }
        // *16时10分*, but not *10分* by itself.
        if run.startIndex > 0, Self.isHour(words[run.startIndex - 1]),
            last.counter.map({ "分분".unicodeScalars.contains($0) }) ?? false
        {
            return true
        }
        guard ending.isEmpty, run.endIndex < words.count, words[run.endIndex].isNear else {
            return false
        }
        let next = words[run.endIndex]
        if Self.halves.contains(next.key), next.key != "am" || !isGerman { return true }
        return (next.key == "a" || next.key == "p") && run.endIndex + 1 < words.count
            && words[run.endIndex + 1].key == "m"
    }

    private static func isHour(_ word: SpelledText.Word) -> Bool {
        // `5시간` are five hours.
        word.counter.map { "时時시點点".unicodeScalars.contains($0) } ?? false
            && !word.key.hasSuffix("간")
    }

    private static let halves: Set<String> = ["am", "pm", "uhr", "gmt", "utc"]

    /// `2026-11-27`, `27/11/26`, `27.11.2026`: of three numbers.
    private func isDate(
        _ run: ArraySlice<SpelledText.Word>, _ parts: [SpelledNumber],
        in words: [SpelledText.Word]
    ) -> Bool {
        if run.count == 3, parts.count == 3, parts.contains(where: isDay) {
            return parts.contains(where: Self.isYear) || parts.contains(where: isOfOtherCalendar)
                || parts.allSatisfy(isDay)
        }
        guard run.count == 1, parts.count == 1 else { return false }
        let pieces = parts[0].value.split(separator: ".")
        return pieces.count == 3 && pieces[0].utf8.count <= 2 && pieces[1].utf8.count <= 2
            && Int(pieces[1]).map { (1...12).contains($0) } ?? false
            && (pieces[2].utf8.count == 2 || pieces[2].utf8.count == 4)
    }

    private func isDay(_ number: SpelledNumber) -> Bool {
        Int(number.value).map { (1...31).contains($0) } ?? false
    }

    private static func isYear(_ number: SpelledNumber) -> Bool {
        number.value.utf8.count == 4
            && (number.value.hasPrefix("19") || number.value.hasPrefix("20"))
    }

    /// Of a date in digits alone: behind a month *1,405 people* are as likely.
    private func isOfOtherCalendar(_ number: SpelledNumber) -> Bool {
        guard number.value.utf8.count == 4, let publication, let value = Int(number.value) else {
            return false
        }
        return CalendarYears.areAbout(publication, value)
    }

    private func isBesideMonth(
        _ run: ArraySlice<SpelledText.Word>, in words: [SpelledText.Word]
    ) -> Bool {
        let last = words[run.endIndex - 1]
        if let counter = last.counter, "月日월일".unicodeScalars.contains(counter),
            !last.key.hasSuffix("간")
        {
            return true
        }
        return month(beside: run, in: words) != nil
    }

    /// The word beside a number that names a month.
    private func month(
        beside run: ArraySlice<SpelledText.Word>, in words: [SpelledText.Word]
    ) -> SpelledText.Word? {
        let first = run.startIndex
        if first > 0, words[first].isNear, words[first - 1].isCapitalised,
            isMonth(words[first - 1]), !isBehindDay(first - 1, in: words)
        {
            return words[first - 1]
        }
        var next = run.endIndex
        guard next < words.count, words[next].isNear else { return nil }
        // *27 de noviembre*
        if next + 1 < words.count, Self.particles.contains(words[next].key) { next += 1 }
        // *20 May Be Dead*
        if isEnglish, Self.verbs.contains(words[next].key), next + 1 < words.count,
            words[next + 1].isNear, !words[next + 1].isNumber
        {
            return nil
        }
        return isMonth(words[next]) ? words[next] : nil
    }

    /// Months of English that are words as well.
    private static let verbs: Set<String> = ["may", "march"]
    private static let particles: Set<String> = ["de", "of", "di", "d"]

    /// Whether a month has its day before it: *27 of November*.
    private func isBehindDay(_ place: Int, in words: [SpelledText.Word]) -> Bool {
        guard place > 0, words[place].isNear else { return false }
        if words[place - 1].isNumber { return true }
        return place > 1 && Self.particles.contains(words[place - 1].key)
            && words[place - 2].isNumber
    }

    func months(of text: SpelledText) -> Set<String> {
        let words = text.words
        return Set(
            words.indices.filter { words[$0].isNumber }
                .compactMap { month(beside: words[$0...$0], in: words)?.key })
    }

    private func isMonth(_ word: SpelledText.Word) -> Bool {
        guard isEnglish ? Self.english.contains(word.key) : MonthNames.month(word.key) != nil
        else { return false }
        return word.isCapitalised
            || hasSmallMonths && !stopWords.contains(hash: TermHash.of(word.key.utf8))
    }

    /// What months are called elsewhere are common words in English: *set*, *out*, *led*, *mart*.
    private static let english = Set(
        """
        jan january feb february mar march apr april may jun june jul july aug august sep sept \
        september oct october nov november dec december
        """.split(separator: " ").map(String.init))

    /// Whether a year ends a date: *27 Nov 2026*, *November 27, 2026*.
    private func isYearOfDate(_ place: Int, in words: [SpelledText.Word]) -> Bool {
        guard place > 1, words[place].isNear else { return false }
        let (before, first) = (words[place - 1], words[place - 2])
        return isMonth(before) && isBehindDay(place - 1, in: words)
            || before.isNumber && isMonth(first)
    }
}
