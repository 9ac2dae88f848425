/// The part of a day that an hour is told of.
enum PartOfDay {
    case morning, noon, afternoon, night

    /// The hour of the day (0 to 23) that an hour of its twelve is; what is none of twelve stays.
    func hour(of hour: Int) -> Int {
        guard (1...12).contains(hour) else { return hour }
        return switch self {
        case .morning: hour % 12
        case .noon: hour < 10 ? hour + 12 : hour
        case .afternoon: hour % 12 + 12
        // The small hours are of the night, too.
        case .night: hour < 5 || hour == 12 ? hour % 12 : hour + 12
        }
    }
}

/// The words of dates but for the months (`MonthNames`) and days (`DayNames`): zones, parts of the day, and what stands
/// between the numbers.
enum DateNames {
    /// Seconds east of Greenwich of a named zone.
    static func zone(_ word: String) -> Int? { zones[word].map { $0 * 60 } }

    /// The part of the day that a word names.
    static func part(_ word: String) -> PartOfDay? { parts[word] }

    /// The part of the day that a word names directly behind the time, where it means something else
    /// anywhere else: `م` is also that of the era behind a year, `sa` a Saturday.
    static func partBehindTime(_ word: String) -> PartOfDay? { partsBehindTime[word] }

    /// A word of a script that has no blanks as the part of the day that it ends with and what stands before
    /// that (`日下午`); nil where it has none, or is nothing else.
    static func splitting(_ word: String) -> (String, String)? {
        guard let first = word.unicodeScalars.first, first.value >= 0x2e80,
            let part = parts.keys.first(where: { word.hasSuffix($0) && word != $0 })
        else { return nil }
        return (String(word.dropLast(part.count)), part)
    }

    /// Whether the word says that the number before it is a year.
    static func isYear(_ word: String) -> Bool { word == "年" || word == "년" }

    /// Whether the word is Korean for a year or a part of the day, as whole dates of Korea have it.
    static func isKorean(_ word: String) -> Bool {
        (isYear(word) || parts[word] != nil)
            && word.unicodeScalars.allSatisfy { (0xac00...0xd7a3).contains($0.value) }
    }

    /// The year before the first of an era that Japan or Taiwan counts from.
    static func yearBefore(era: String) -> Int? { eras[era] }

    private static let eras = [
        "令和": 2_018, "平成": 1_988, "昭和": 1_925, "r": 2_018,
        "民國": 1_911, "民国": 1_911, "中華民國": 1_911,
    ]

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

    private static let parts: [String: PartOfDay] = [
        "am": .morning, "vorm": .morning, "πμ": .morning, "오전": .morning, "새벽": .morning,
        "아침": .morning, "上午": .morning, "午前": .morning, "凌晨": .morning, "清晨": .morning,
        "早上": .morning, "早晨": .morning, "sáng": .morning, "पूर्वाह्न": .morning,
        "صباحا": .morning, "صباحًا": .morning,
        "中午": .noon, "trưa": .noon, "ظهرا": .noon, "ظهرًا": .noon,
        "pm": .afternoon, "nachm": .afternoon, "μμ": .afternoon, "오후": .afternoon,
        "下午": .afternoon, "午後": .afternoon, "chiều": .afternoon, "अपराह्न": .afternoon,
        "مساء": .afternoon, "مساءً": .afternoon, "저녁": .night, "밤": .night, "晚上": .night,
        "傍晚": .night, "tối": .night,
    ]

    private static let partsBehindTime: [String: PartOfDay] = [
        "ص": .morning, "قظ": .morning, "sa": .morning, "pd": .morning, "fm": .morning,
        "öö": .morning, "dop": .morning, "pg": .morning,
        "م": .afternoon, "بظ": .afternoon, "ch": .afternoon, "md": .afternoon, "em": .afternoon,
        "ös": .afternoon, "odp": .afternoon, "ptg": .afternoon,
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
