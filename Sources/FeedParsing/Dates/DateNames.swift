/// The words of dates beside those of months: zones, halves of the day.
enum DateNames {
    /// Seconds east of Greenwich of a named zone.
    static func zone(_ word: String) -> Int? { zones[word].map { $0 * 60 } }

    /// Whether a word says that the hour counts from noon; nil when it is no such word.
    static func isAfternoon(_ word: String) -> Bool? { halves[word] }

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
        "hst": -600,
    ]
}
