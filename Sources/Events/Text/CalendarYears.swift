/// The years of other calendars by which feeds date what is published in a year of the common era.
enum CalendarYears {
    /// Whether a number is such a year or one beside it: of Thailand (2569 for 2026), Iran (1405), Arabia (1448) or
    /// Taiwan (115).
    static func areAbout(_ year: Int, _ number: Int) -> Bool {
        let years = year - 1...year + 1
        switch number {
        case 2_400...2_699: return years.contains(number - 543)
        // Those of sun and moon, which begin within a year of the common era.
        case 1_200...1_599:
            return years.contains(number + 621) || years.contains(number + 622)
                || years.contains(number - number / 33 + 622)
        case 100...299: return years.contains(number + 1_911)
        default: return false
        }
    }
}
