/// The agencies that are named before the texts that others take from them.
enum WireAgencies {
    /// All names of the agency of which one stands among the words of `text`, in lower case and without blanks; nil
    /// where none does. `dpa/bb` and `CBS/AP` have one, and a party or a country has none.
    ///
    /// - Parameter isDated: whether a place and a day stand before it. A name that is a word as well (`MENA`, `भाषा`)
    ///   counts only there, and only by itself.
    static func names(in text: Substring, isDated: @autoclosure () -> Bool = false) -> [String]? {
        let words = words(of: text)
        for word in words {
            if let names = table.names[word] { return names }
        }
        if let names = names(joined: words) { return names }
        for first in words.indices {
            for end in (first + 1...words.count).reversed()
            where (2...mostWords).contains(end - first) && words[first..<end].allSatisfy(isCaseless)
            {
                if let names = table.names[words[first..<end].joined()] { return names }
            }
        }
        return table.words[words.joined()].flatMap { isDated() ? $0 : nil }
    }

    /// Those of the agency that `text` names and nothing else: `РИА Новости`.
    ///
    /// - Parameter isBehindPlace: whether a place stands before it, with `＝` between, or a day: `ソウル＝時事`.
    static func names(of text: Substring, isBehindPlace: Bool = false) -> [String]? {
        let words = words(of: text)
        if let names = names(joined: words) { return names }
        let name = words.joined()
        let isOneName = words.count == 1 || words.allSatisfy(isCaseless)
        return (isOneName ? table.names[name] : nil) ?? (isBehindPlace ? table.words[name] : nil)
    }

    /// Those of the agency that a text without blanks begins with: `新华社北京…`.
    static func prefix(of text: Substring) -> [String]? {
        (2...longestUnspaced).reversed().lazy.compactMap { table.names[String(text.prefix($0))] }
            .first
    }

    /// Those of the agency that a text without blanks ends with, behind a place: `ワシントン共同`. In *日米共同* and
    /// *मातृभाषा* the same letters end a word.
    static func suffix(of text: Substring) -> [String]? {
        for count in (2...longestUnspaced).reversed() {
            let (place, name) = (text.dropLast(count), String(text.suffix(count)))
            guard let before = place.last, before.isKana || before.isHan,
                name.allSatisfy({ $0.isKana || $0.isHan })
            else { continue }
            if let names = table.names[name] { return names }
            if let names = table.words[name] {
                return before.isKana || hanPlaces.contains(place) ? names : nil
            }
        }
        return nil
    }

    /// Words of a name: `أ ف ب`.
    private static let mostWords = 3
    /// Letters of a name in a script without blanks.
    private static let longestUnspaced = 4
    /// Letters from which a name may have blanks in a script with capitals: `EUROPA PRESS`. *S.p.A.* and *News 1* are
    /// none.
    private static let shortestSpaced = 8
    /// Places abroad that Japanese writes without kana.
    private static let hanPlaces: Set<Substring> = ["北京", "上海", "香港", "台北", "平壌", "広州", "瀋陽"]

    private static func words(of text: Substring) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    }

    /// Of a name that all of the words make.
    private static func names(joined words: [String]) -> [String]? {
        guard words.count > 1 else { return nil }
        let name = words.joined()
        return name.count < shortestSpaced ? nil : table.names[name]
    }

    private static func isCaseless(_ word: String) -> Bool { !word.contains(where: \.hasCase) }

    /// All names of an agency, by each of them.
    private struct Table {
        var names: [String: [String]] = [:]
        /// By those that are words as well.
        var words: [String: [String]] = [:]
    }

    private static let table: Table = {
        var table = Table()
        for line in lines.split(separator: "\n") {
            let marked = line.split(separator: " ")
            let names = marked.map { String($0.drop { $0 == "?" }) }
            for (name, marked) in zip(names, marked) {
                if marked.first == "?" {
                    table.words[name] = names
                } else {
                    table.names[name] = names
                }
            }
        }
        for name in single.split(whereSeparator: \.isWhitespace).map(String.init) {
            table.names[name] = [name]
        }
        return table
    }()

    /// One agency a line. Names that are hardly ever anything else in brackets, but for those behind `?`: *Uni Köln*,
    /// *Certified Nursing Assistant (CNA)*, and languages, talks, a town or the news of the day.
    private static let lines = """
        reuters рейтер ロイター رويترز 路透社 로이터
        afp أفب افب 法新社
        ap 美联社 美聯社
        dpa دبأ ?دبا
        apa апа
        tass тасс
        ?ria риа риановости novosti
        interfax интерфакс
        ukrinform укринформ укрінформ
        unian униан уніан
        unn унн
        belta белта
        xinhua 新华社 新華社 新华网 新華網
        chinanews 中新网 中新網 中新社
        ?cna 中央社
        kyodo ?共同 共同通信 共同社
        jiji ?時事 時事通信 时事社
        yonhap yna 연합뉴스 聯合通訊社
        newsis 뉴시스
        news1 뉴스1
        pti ?भाषा
        ?uni ?वार्ता
        ?spa واس
        ?mena أشأ ?اشا
        irna ایرنا
        anadolu الأناضول
        """

    private static let single = """
        upi afx sda ats kna epd sid ddp dapd dts ots efe europapress ansa adnkronos agi askanews \
        italpress lapresse lusa belga anp ntb ritzau stt tasr čtk ctk pap mti hina tanjug agerpres bta \
        iha dha ani ians bernama antara ttxvn bloomberg prnewswire globenewswire businesswire
        """
}

extension Character {
    /// Whether it is a letter of a script with capitals.
    var hasCase: Bool { isUppercase || isLowercase }

    fileprivate var isKana: Bool {
        unicodeScalars.first.map { (0x3041...0x30ff).contains($0.value) } ?? false
    }

    fileprivate var isHan: Bool {
        unicodeScalars.first.map { (0x4e00...0x9fff).contains($0.value) } ?? false
    }
}
