/// The numbers of a report that tell something, those that tell most first: its title's, then the others
/// in the order of the text.
///
/// Clock times, days beside a month's name, dates in digits and the year that the report is of stand in
/// any report. A digit by itself is mostly part of a phrase; that of a title is what the report is about: a
/// toll, a goal. The first word of a title may count what a list has: *5 things to know*.
struct TellingNumbers {
    private(set) var numbers: [SpelledNumber] = []
    /// The values that the text has, single digits too.
    private(set) var values: Set<String> = []
    /// The names of months that stand beside a day, in lower case.
    private(set) var months: Set<String> = []
    /// How many of the numbers are the title's.
    private var ofTitle = 0
    /// What tells something where another report has it too.
    private var doubtful: Set<String> = []

    /// - Parameters:
    ///   - year: of the report.
    ///   - isStanding: whether a number is part of a text that all entries of its feed have.
    init(
        title: SpelledText, body: SpelledText, year: Int? = nil, language: Language = .fallback,
        isStanding: (SpelledNumber) -> Bool = { _ in false }
    ) {
        let context = NumberContext(year: year, language: language)
        var ofBody: Set<String> = []
        for (place, number) in context.numbers(of: title) where !isStanding(number) {
            // The digit of *G-7* and of *3-year-old* counts nothing.
            if number.isDigit, context.isHyphenated(place, in: title.words) { continue }
            if place == 0, number.isDigit { doubtful.insert(number.value) }
            add(number)
        }
        ofTitle = numbers.count
        for (_, number) in context.numbers(of: body) where !isStanding(number) {
            ofBody.insert(number.value)
            if number.isDigit { values.insert(number.value) } else { add(number) }
        }
        doubtful.subtract(ofBody)
        months = context.months(of: title).union(context.months(of: body))
    }

    /// - Parameter isShared: whether another report has a value too.
    func ranked(isShared: (String) -> Bool) -> [SpelledNumber] {
        let ofTitle = numbers.prefix(ofTitle).filter {
            !doubtful.contains($0.value) || isShared($0.value)
        }
        let others = numbers.dropFirst(self.ofTitle)
        return ofTitle + others.filter { isShared($0.value) }
            + others.filter { !isShared($0.value) }
    }

    private mutating func add(_ number: SpelledNumber) {
        values.insert(number.value)
        if !numbers.contains(where: { $0.value == number.value }) { numbers.append(number) }
    }
}
