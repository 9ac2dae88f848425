/// A language, by the primary subtag of its BCP 47 tag in lower case: `en`, `pt`.
struct Language: Hashable, Sendable {
    let code: String

    /// What a text is taken for that declares nothing and in which nothing can be told.
    static let fallback = Language(code: "en")

    init(code: String) {
        self.code = code
    }

    /// One name for Norwegian, and the present codes for withdrawn ones.
    private static func present(_ code: String) -> String {
        switch code {
        case "no", "nn": "nb"
        case "iw": "he"
        case "in": "id"
        case "ji": "yi"
        default: code
        }
    }

    /// From a declared tag, `pt-BR` or `pt_BR`; nil when it holds no language.
    init?(tag: String) {
        var code: [UInt8] = []
        for byte in tag.utf8.prefix(9) {
            guard byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") else { break }
            let lower = byte | 0x20
            guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) else { return nil }
            code.append(lower)
        }
        guard (2...3).contains(code.count) else { return nil }
        self.code = Self.present(String(decoding: code, as: UTF8.self))
    }

    /// Vietnamese writes every syllable as a word: a pair of them is its unit of meaning.
    var writesSyllables: Bool { code == "vi" }

    /// Its words stand side by side without blanks: Chinese and its varieties, Japanese, Thai, Lao, Khmer, Burmese,
    /// Shan and the other Tai languages.
    var writesNoBlanks: Bool {
        switch code {
        case "zh", "cmn", "yue", "wuu", "nan", "hak", "ja", "th", "lo", "km", "my", "shn", "nod",
            "khb", "tdd":
            true
        default: false
        }
    }

    /// Common nouns begin with a capital, as names do elsewhere: German and Luxembourgish.
    var capitalisesNouns: Bool { code == "de" || code == "lb" }

    /// What I is in lower case.
    var lowerCaseI: Unicode.Scalar { code == "tr" || code == "az" ? "ı" : "i" }
}
