/// The character sets that feeds declare, by the names that they use.
enum CharsetName: Equatable {
    case utf8
    /// Also for what calls itself ASCII or Latin-1: such documents hold bytes 0x80–0x9F, and browsers
    /// read those as windows-1252 (WHATWG Encoding, 4.2).
    case windows1252
    case utf16(bigEndian: Bool?)
    case utf32(bigEndian: Bool?)
    /// A name for iconv.
    case other(String)

    /// The character set that a declaration or a header names.
    init?(label: String) {
        var label = label.lowercased()
        label.removeAll { $0 == "\"" || $0 == "'" || $0.isWhitespace }
        guard !label.isEmpty, label.utf8.count <= 40 else { return nil }
        let dashed = String(label.map { $0 == "_" ? "-" : $0 })
        let form = Self.usual(dashed)
        let key = form ?? dashed
        if Self.latin1.contains(key) {
            self = .windows1252
            return
        }
        switch key {
        case "utf-8", "utf8", "u8", "unicode-1-1-utf-8", "x-unicode20utf8": self = .utf8
        case "utf-16", "utf16", "u16", "ucs-2", "iso-10646-ucs-2", "unicode", "csunicode":
            self = .utf16(bigEndian: nil)
        case "utf-16le", "utf-16-le", "unicodelittleunmarked": self = .utf16(bigEndian: false)
        case "utf-16be", "utf-16-be", "unicodebigunmarked": self = .utf16(bigEndian: true)
        case "utf-32", "utf32", "u32", "ucs-4", "iso-10646-ucs-4": self = .utf32(bigEndian: nil)
        case "utf-32le", "utf-32-le": self = .utf32(bigEndian: false)
        case "utf-32be", "utf-32-be": self = .utf32(bigEndian: true)
        default: self = .other(Self.iconvNames[key] ?? form?.uppercased() ?? label)
        }
    }

    /// The usual name of a set of ISO 8859 or a code page of Windows, which programs write in many forms:
    /// `iso8859_2`, `ISO_8859-2:1987`, `latin-2`, `win1250`, `cp_1250`. Nil for what has none of these.
    private static func usual(_ key: String) -> String? {
        let letters = key.prefix { !$0.isNumber }
        let number = key.dropFirst(letters.count)
        switch letters {
        case "iso", "iso-", "x-iso-":
            guard number.hasPrefix("8859") else { return nil }
            let part = number.dropFirst(4).drop { $0 == "-" }
            let digits = part.prefix(while: \.isNumber)
            // The year of the standard, and how Arabic and Hebrew run: none of it changes a character.
            let rest = part.dropFirst(digits.count)
            guard let part = Int(digits), (1...16).contains(part),
                rest.isEmpty || rest.hasPrefix(":") || rest == "-i" || rest == "-e"
            else { return nil }
            return "iso-8859-\(part)"
        case "latin", "latin-", "l", "csisolatin":
            return Int(number).flatMap { latinParts[$0] }.map { "iso-8859-\($0)" }
        case "windows", "windows-", "win", "win-", "cp", "cp-", "ms", "x-cp", "x-cp-", "x-windows-",
            "dos-", "":
            return Int(number).flatMap { codePages.contains($0) ? "cp\($0)" : nil }
        default: return nil
        }
    }

    /// Which part of ISO 8859 has the set that is called Latin and a number.
    private static let latinParts = [
        1: 1, 2: 2, 3: 3, 4: 4, 5: 9, 6: 10, 7: 13, 8: 14, 9: 15, 10: 16,
    ]

    private static let codePages = Set(1_250...1_258).union([874, 932, 936, 949, 950])

    private static let latin1: Set<String> = [
        "ansi-x3.4-1968", "ansi-x3.4-1986", "ascii", "us-ascii", "us", "646", "iso646-us",
        "iso-646.irv:1991", "iso-8859-1", "8859", "iso-ir-100", "iso-ir-6", "latin", "cp819",
        "ibm819", "csascii", "cp367", "ibm367", "cp1252", "ansi", "iso8859", "x-ansi",
    ]

    /// Names that iconv does not know, and those for which the web means a larger set.
    private static let iconvNames: [String: String] = [
        "x-sjis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "s-jis": "CP932",
        "shiftjis": "CP932", "ms-kanji": "CP932", "windows-31j": "CP932", "csshiftjis": "CP932",
        "euc-jp": "EUC-JP-MS", "x-euc-jp": "EUC-JP-MS", "eucjp": "EUC-JP-MS", "ujis": "EUC-JP-MS",
        "cseucpkdfmtjapanese": "EUC-JP-MS",
        "gb2312": "GB18030", "gb-2312-80": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030",
        "chinese": "GB18030", "csgb2312": "GB18030", "iso-ir-58": "GB18030", "cp936": "GB18030",
        "gb2312-80": "GB18030", "euc-cn": "GB18030", "euccn": "GB18030",
        "eucgb2312-cn": "GB18030", "csiso58gb231280": "GB18030", "gb18030": "GB18030",
        "gb18030-2000": "GB18030",
        "big5": "BIG5-HKSCS", "cn-big5": "BIG5-HKSCS", "x-x-big5": "BIG5-HKSCS",
        "csbig5": "BIG5-HKSCS", "big5-tw": "BIG5-HKSCS", "big5hkscs": "BIG5-HKSCS",
        "hkscs": "BIG5-HKSCS",
        "euc-kr": "CP949", "euckr": "CP949", "korean": "CP949", "ks-c-5601": "CP949",
        "ks-c-5601-1987": "CP949", "ks-c-5601-1989": "CP949", "ksc5601": "CP949",
        "ksc-5601": "CP949", "ksx1001": "CP949", "ks-x-1001": "CP949", "cseuckr": "CP949",
        "csksc56011987": "CP949", "iso-ir-149": "CP949", "uhc": "CP949",
        "iso-2022-jp-2004": "ISO-2022-JP-3",
        "iso-8859-9": "CP1254", "iso-ir-148": "CP1254", "iso-8859-11": "CP874",
        "tis-620": "CP874", "logical": "ISO-8859-8",
        "x-mac-roman": "MACINTOSH", "mac": "MACINTOSH", "mac-roman": "MACINTOSH",
        "macroman": "MACINTOSH", "x-mac-cyrillic": "MAC-CYRILLIC", "mac-cyrillic": "MAC-CYRILLIC",
        "maccyrillic": "MAC-CYRILLIC", "koi": "KOI8-R", "koi8": "KOI8-R", "koi8-r": "KOI8-R",
        "koi8-u": "KOI8-U", "koi8-ru": "KOI8-U",
    ]
}
