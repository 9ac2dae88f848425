/// The agencies that are named before the texts that others take from them.
enum WireAgencies {
    /// All names of the agency of which one stands among the words of `text`, in lower case and without blanks; nil
    /// where none does. `dpa/bb` and `CBS/AP` have one, and a party or a country has none.
    static func names(in text: Substring) -> [String]? {
        let words = words(of: text)
        for first in words.indices {
            for end in (first + 1...words.count).reversed() where end - first <= mostWords {
                if let names = agencies[words[first..<end].joined()] { return names }
            }
        }
        return nil
    }

    /// Those of the agency that `text` names and nothing else: `РИА Новости`.
    static func names(of text: Substring) -> [String]? {
        agencies[words(of: text).joined()]
    }

    /// Those of the agency that a text without blanks begins with, and how many letters its name has: `新华社北京…`.
    static func prefix(of text: Substring) -> (letters: Int, names: [String])? {
        (2...longestUnspaced).reversed().lazy.compactMap { count in
            agencies[String(text.prefix(count))].map { (count, $0) }
        }.first
    }

    /// Those of the agency that a text without blanks ends with: `ワシントン共同`.
    static func suffix(of text: Substring) -> [String]? {
        (2...longestUnspaced).reversed().lazy.compactMap { agencies[String(text.suffix($0))] }.first
    }

    /// Words of a name: `أ ف ب`.
    private static let mostWords = 3
    /// Letters of a name in a script without blanks.
    private static let longestUnspaced = 4

    private static func words(of text: Substring) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    }

    /// By each of its names.
    private static let agencies: [String: [String]] = {
        var table: [String: [String]] = [:]
        for line in lines.split(separator: "\n") {
            let names = line.split(separator: " ").map(String.init)
            for name in names { table[name] = names }
        }
        for name in single.split(whereSeparator: \.isWhitespace).map(String.init) {
            table[name] = [name]
        }
        return table
    }()

    /// One agency a line. Names that are hardly ever anything else in brackets.
    private static let lines = """
        reuters рейтер ロイター رويترز 路透社 로이터
        afp أفب افب 法新社
        ap 美联社 美聯社
        dpa دبأ دبا
        apa апа
        tass тасс
        ria риа риановости
        interfax интерфакс
        ukrinform укринформ укрінформ
        unian униан уніан
        unn унн
        belta белта
        xinhua 新华社 新華社 新华网 新華網
        chinanews 中新网 中新網 中新社
        cna 中央社
        kyodo 共同 共同通信 共同社
        jiji 時事 时事 時事通信 时事社
        yonhap yna 연합뉴스 聯合通訊社
        newsis 뉴시스
        news1 뉴스1
        pti भाषा
        uni वार्ता
        spa واس
        mena أشأ اشا
        irna ایرنا
        anadolu الأناضول
        """

    private static let single = """
        upi afx sda ats kna epd sid ddp dapd dts ots efe europapress ansa adnkronos agi askanews \
        italpress lapresse lusa belga anp ntb ritzau stt čtk ctk pap mti hina tanjug agerpres bta \
        novosti iha dha ani ians bernama antara ttxvn bloomberg prnewswire globenewswire businesswire
        """
}
