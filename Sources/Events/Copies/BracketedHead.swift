/// A dateline that begins with a bracket or with the agency itself: `(ANSA) - ROMA, 27 NOV -`, `【ワシントン共同】`,
/// `(서울=연합뉴스) 홍길동 기자 =`, `（中央社台北27日電）`, `新华社北京11月27日电（记者王明）`.
///
/// Other brackets there, as of `(Video)`, `[Update]`, `【速報】` or `(사진=연합뉴스)`, are of the text.
struct BracketedHead {
    let text: Substring
    /// All names of the agency; empty for one that is not known.
    let agency: [String]

    /// - Parameter line: the beginning of a text, to the end of its first line at most.
    init?(_ line: Substring) {
        guard let first = line.first else { return nil }
        guard let closing = Self.brackets[first] else {
            guard let wire = Self.wire(line) else { return nil }
            self = wire
            return
        }
        guard let end = line.firstIndex(of: closing) else { return nil }
        let content = line[..<end].dropFirst()
        let behind = line[end...].dropFirst()
        if let names = WireAgencies.names(of: content) {
            guard let text = Self.dated(behind, in: line, behindWide: !first.isASCII, content)
            else { return nil }
            (self.text, agency) = (text, names)
            return
        }
        guard !content.contains(where: { ":：。、，".contains($0) }) else { return nil }
        let names = Self.agency(in: content)
        let reported = Self.endOfReporter(behind)
        let isReported = first == "【" || reported != nil
        guard names != nil || Self.namesReporter(content, isReported: isReported) else {
            return nil
        }
        text = line[..<(reported ?? behind.startIndex)]
        agency = names ?? []
    }

    private init(text: Substring, agency: [String]) {
        (self.text, self.agency) = (text, agency)
    }

    private static let brackets: [Character: Character] = [
        "(": ")", "[": "]", "（": "）", "【": "】", "［": "］", "〔": "〕",
    ]

    /// What an agency alone in brackets begins: itself in those of China and Japan, a dash behind a name in a
    /// script without capitals, a place and a dash behind another one. `(AP) —` says nothing of a place.
    private static func dated(
        _ behind: Substring, in line: Substring, behindWide isWide: Bool, _ agency: Substring
    ) -> Substring? {
        if isWide { return line[..<behind.startIndex] }
        let rest = behind.drop(while: \.isWhitespace)
        guard let dash = rest.first, "-–—".contains(dash), rest.dropFirst().first == " " else {
            return nil
        }
        let place = rest.dropFirst(2)
        if let end = ["-", "–", "—"].compactMap({ place.firstRange(of: " \($0) ") })
            .map(\.lowerBound).min(),
            DatelinePlace.isDated(place[..<end]) || DatelinePlace.isWrittenLarge(place[..<end])
        {
            return line[..<end]
        }
        return agency.contains(where: \.hasCase) ? nil : line[..<behind.startIndex]
    }

    /// The agency at the end of what stands in brackets with a place, or before it and 電.
    private static func agency(in content: Substring) -> [String]? {
        if let last = content.last, cables.contains(last), content.dropLast().last == "日",
            let names = WireAgencies.prefix(of: content)
        {
            return names
        }
        guard !isCredit(content) else { return nil }
        let parts = content.split { $0.isWhitespace || "=＝/／".contains($0) }
        guard let last = parts.last else { return nil }
        // The words before it are a place and a day.
        let place = parts.dropLast()
        guard !place.contains(where: { $0.contains(where: \.hasCase) }) else { return nil }
        // *国際 時事* is a column.
        let isBehindPlace =
            content.contains { "=＝".contains($0) }
            || place.contains { $0.contains(where: \.isNumber) }
        if !place.isEmpty, let names = WireAgencies.names(of: last, isBehindPlace: isBehindPlace) {
            return names
        }
        return last.contains(where: \.hasCase) ? nil : WireAgencies.suffix(of: last)
    }

    /// `헤럴드경제=홍길동 기자`, `パリ＝山田太郎`. A formula may stand in other brackets, `（速度=距離）`, unless
    /// `isReported`: they are of a kind that heads have, or a reporter is named behind them.
    private static func namesReporter(_ content: Substring, isReported: Bool) -> Bool {
        let parts = content.split(omittingEmptySubsequences: false) { "=＝".contains($0) }
        guard parts.count == 2, !isCredit(content),
            isReported || reporters.contains(where: { parts[1].hasSuffix($0) })
        else { return false }
        return parts.allSatisfy { part in
            part.contains(where: \.isLetter)
                && part.allSatisfy {
                    $0.isWhitespace || "·・()".contains($0) || $0.isLetter && !$0.hasCase
                }
        }
    }

    private static let reporters = ["기자", "특파원"]

    /// Whether a picture's source is told: `사진=연합뉴스`, `写真＝共同`, `圖／中央社`.
    private static func isCredit(_ content: Substring) -> Bool {
        let subject = content.prefix { !"=＝/／".contains($0) }
        return pictures.contains { subject.contains($0) }
    }

    /// Words for pictures and for where something is from.
    private static let pictures = """
        사진 제공 자료 영상 그래픽 출처 캡처 이미지 写真 寫真 照片 資料照 画像 映像 動画 图 圖 図 攝 摄 提供 資料 来源 來源 出典
        """.split(separator: " ").map(String.init)

    /// ` 홍길동 기자 = `
    private static func endOfReporter(_ behind: Substring) -> Substring.Index? {
        let reporter = behind.prefix(24).prefix {
            $0.isLetter || $0.isWhitespace || "·,".contains($0)
        }
        guard reporter.contains(where: \.isLetter), reporter.endIndex < behind.endIndex,
            behind[reporter.endIndex] == "="
        else { return nil }
        return reporter.endIndex
    }

    private static let cables: Set<Character> = ["电", "電"]

    /// `新华社北京11月27日电（记者王明）`, also behind *according to*.
    private static func wire(_ line: Substring) -> BracketedHead? {
        let head = line.first == "据" || line.first == "據" ? line.dropFirst() : line
        let isOwn = head.hasPrefix("本报") || head.hasPrefix("本報")
        let names = WireAgencies.prefix(of: head)
        guard names != nil || isOwn else { return nil }
        let place = head.prefix(24).prefix { $0.isLetter || $0.isNumber || $0.isWhitespace }
        guard
            let cable = place.indices.first(where: { i in
                cables.contains(place[i]) && i > place.startIndex
                    && place[place.index(before: i)] == "日"
            })
        else { return nil }
        let behind = line[line.index(after: cable)...]
        let rest = behind.drop(while: \.isWhitespace)
        if let first = rest.first, first == "（" || first == "(",
            let end = rest.firstIndex(of: first == "（" ? "）" : ")")
        {
            return BracketedHead(text: line[...end], agency: names ?? [])
        }
        // *电影*, *电话* are words.
        guard
            behind.first.map({ next in
                next.isWhitespace || names != nil && !electric.contains(next)
            }) ?? true
        else { return nil }
        return BracketedHead(text: line[..<behind.startIndex], agency: names ?? [])
    }

    /// What makes a word of 电.
    private static let electric = Set("影视視力动動子商台脑腦信话話气氣池站梯车車网網价價源")
}
