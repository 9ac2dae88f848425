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
        let key = String(label.map { $0 == "_" ? "-" : $0 })
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
        default: self = .other(Self.iconvNames[key] ?? label)
        }
    }

    private static let latin1: Set<String> = [
        "ansi-x3.4-1968", "ansi-x3.4-1986", "ascii", "us-ascii", "us", "646", "iso646-us",
        "iso-646.irv:1991", "iso-8859-1", "iso8859-1", "iso88591", "iso-8859-1:1987", "8859",
        "iso-ir-100", "iso-ir-6", "l1", "latin", "latin1", "latin-1", "cp819", "ibm819",
        "csisolatin1",
        "csascii", "cp367", "ibm367", "windows-1252", "windows1252", "cp1252", "x-cp1252", "ansi",
        "iso8859", "1252", "x-ansi",
    ]

    /// Names that iconv does not know, and those for which the web means a larger set.
    private static let iconvNames: [String: String] = [
        "x-sjis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "s-jis": "CP932",
        "shiftjis": "CP932", "ms-kanji": "CP932", "windows-31j": "CP932", "ms932": "CP932",
        "csshiftjis": "CP932", "932": "CP932",
        "euc-jp": "EUC-JP-MS", "x-euc-jp": "EUC-JP-MS", "eucjp": "EUC-JP-MS", "ujis": "EUC-JP-MS",
        "cseucpkdfmtjapanese": "EUC-JP-MS",
        "gb2312": "GB18030", "gb-2312-80": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030",
        "chinese": "GB18030", "csgb2312": "GB18030", "iso-ir-58": "GB18030", "cp936": "GB18030",
        "936": "GB18030", "ms936": "GB18030", "gb2312-80": "GB18030", "euc-cn": "GB18030",
        "euccn": "GB18030", "eucgb2312-cn": "GB18030", "csiso58gb231280": "GB18030",
        "gb18030": "GB18030", "gb18030-2000": "GB18030",
        "big5": "BIG5-HKSCS", "cn-big5": "BIG5-HKSCS", "x-x-big5": "BIG5-HKSCS",
        "csbig5": "BIG5-HKSCS", "big5-tw": "BIG5-HKSCS", "big5hkscs": "BIG5-HKSCS",
        "hkscs": "BIG5-HKSCS",
        "euc-kr": "CP949", "euckr": "CP949", "korean": "CP949", "ks-c-5601": "CP949",
        "ks-c-5601-1987": "CP949", "ks-c-5601-1989": "CP949", "ksc5601": "CP949",
        "ksc-5601": "CP949", "ksx1001": "CP949", "ks-x-1001": "CP949", "cseuckr": "CP949",
        "csksc56011987": "CP949", "iso-ir-149": "CP949", "windows-949": "CP949", "uhc": "CP949",
        "ms949": "CP949", "949": "CP949",
        "iso-2022-jp-2004": "ISO-2022-JP-3",
        "iso-8859-9": "CP1254", "iso8859-9": "CP1254", "latin5": "CP1254", "l5": "CP1254",
        "csisolatin5": "CP1254", "iso-ir-148": "CP1254", "iso-8859-9:1989": "CP1254",
        "iso-8859-11": "CP874", "iso8859-11": "CP874", "tis-620": "CP874", "dos-874": "CP874",
        "windows-874": "CP874",
        "iso-8859-8-i": "ISO-8859-8", "iso-8859-8-e": "ISO-8859-8", "logical": "ISO-8859-8",
        "iso-8859-6-i": "ISO-8859-6", "iso-8859-6-e": "ISO-8859-6",
        "x-mac-roman": "MACINTOSH", "mac": "MACINTOSH", "mac-roman": "MACINTOSH",
        "macroman": "MACINTOSH", "x-mac-cyrillic": "MAC-CYRILLIC", "mac-cyrillic": "MAC-CYRILLIC",
        "maccyrillic": "MAC-CYRILLIC", "koi": "KOI8-R", "koi8": "KOI8-R", "koi8-ru": "KOI8-U",
        "windows-1250": "CP1250", "x-cp1250": "CP1250", "windows-1251": "CP1251",
        "x-cp1251": "CP1251", "windows-1253": "CP1253", "x-cp1253": "CP1253",
        "windows-1254": "CP1254", "x-cp1254": "CP1254", "windows-1255": "CP1255",
        "x-cp1255": "CP1255", "windows-1256": "CP1256", "x-cp1256": "CP1256",
        "windows-1257": "CP1257", "x-cp1257": "CP1257", "windows-1258": "CP1258",
        "x-cp1258": "CP1258",
    ]
}
