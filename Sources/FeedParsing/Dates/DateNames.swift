/// The words of dates but for the months (`MonthNames`): zones, halves of the day, and what stands
/// between the numbers.
enum DateNames {
    /// Seconds east of Greenwich of a named zone.
    static func zone(_ word: String) -> Int? { zones[word].map { $0 * 60 } }

    /// Whether a word says that the hour counts from noon; nil when it is no such word.
    static func isAfternoon(_ word: String) -> Bool? { halves[word] }

    /// Whether the word may stand between the numbers of a date without being its month.
    static func joins(_ word: String) -> Bool { joining.contains(word) }

    /// Whether the word says which part of a date the number beside it is.
    static func counts(_ word: String) -> Bool { units.contains(word) }

    private static let units: Set<String> = [
        "年", "月", "日", "년", "월", "일", "năm", "tháng", "ngày", "t",
    ]

    private static let joining: Set<String> = units.union([
        "d", "de", "del", "di", "of", "the", "th", "st", "nd", "rd", "den", "der",
        // Ordinals: `1er`, `1º`, `7:e`, `7-a`, `1re`.
        "er", "º", "ª", "°", "e", "a", "o", "re", "ère", "n", "an",
        // "Year" and its endings: Thai, Lithuanian, Latvian, Basque, Kazakh.
        "พศ", "m", "gada", "ko", "ж",
    ])

    /// Whether the word may be a month as well as a day of the week in another language: `mar` is
    /// Tuesday in French, Italian, Spanish and Romanian.
    static func isDayOrMonth(_ word: String) -> Bool { ["mar", "sie", "mai"].contains(word) }

    /// Whether the word is an English day of the week, as programs write it.
    static func isDayOfWeek(_ word: String) -> Bool { daysOfWeek.contains(word) }

    private static let daysOfWeek: Set<String> = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
        "thursday", "friday", "saturday", "sunday",
    ]

    private static let halves: [String: Bool] = [
        "am": false, "vorm": false, "오전": false, "上午": false, "午前": false, "πμ": false,
        "pm": true, "nachm": true, "오후": true, "下午": true, "午後": true, "μμ": true,
    ]

    /// Minutes east. Where a name is used in several places, the one that feeds mean.
    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "mez": 60,
        "met": 60, "cest": 120, "mesz": 120, "mest": 120, "sast": 120, "eet": 120, "eest": 180,
        "msk": 180, "msd": 240, "ist": 330, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540,
        "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
        "art": -180, "brt": -180, "adt": -180, "ast": -240, "at": -240, "nst": -210, "ndt": -150,
        "edt": -240, "est": -300, "et": -300, "cdt": -300, "cst": -360, "ct": -360, "mdt": -360,
        "mst": -420, "mt": -420, "pdt": -420, "pst": -480, "pt": -480, "akdt": -480, "akst": -540,
        "hst": -600, "wat": 60, "eat": 180, "idt": 180, "trt": 180, "gst": 240, "samt": 240,
        "pkt": 300, "uzt": 300, "yekt": 300, "npt": 345, "omst": 360, "ict": 420, "wib": 420,
        "krat": 420, "wita": 480, "myt": 480, "pht": 480, "irkt": 480, "wit": 540, "yakt": 540,
        "vlat": 600, "brst": -120, "uyt": -180, "clst": -180, "clt": -240, "bot": -240,
        "vet": -240, "cot": -300,
    ]
}
