/// Dates of which a sign tells each number: `2026年11月27日`, `11월 27일`, `27日`. Like those in digits they say when
/// something is told; see `NumericDate`.
///
/// Years and months that are counted (`1年6月`, `懲役6月` of a sentence in court), days that are (`10日間`, `5日続伸`,
/// `10일 만에`) and a year alone are none.
enum SignedDate {
    /// Whether a number is of a date.
    ///
    /// - Parameter year: that of publication; nil where it is not known.
    static func holds(_ i: Int, in list: TokenList, publishedIn year: Int?) -> Bool {
        // Most texts have no such sign.
        guard part(at: i, in: list) != nil else { return false }
        for first in max(0, i - 4)...i {
            let chain = Chain(at: first, in: list)
            if chain.tokens.contains(i) { return isDate(chain, in: list, publishedIn: year) }
        }
        return false
    }

    /// The hashes of the Chinese signs, which are words of their own.
    static let signs = Set("年月日".map { TermHash.of(String($0).utf8) })

    private enum Sign: Int {
        case year, month, day

        /// By the three bytes of the sign.
        init?(_ bytes: ArraySlice<UInt8>) {
            guard
                let place = Self.all.firstIndex(where: { $0.contains(where: bytes.elementsEqual) })
            else { return nil }
            self.init(rawValue: place)
        }

        private static let all = [["年", "년"], ["月", "월"], ["日", "일"]].map { signs in
            signs.map { Array($0.utf8) }
        }

        static let length = 3
    }

    private struct Part {
        let number: DateNumber
        let sign: Sign
    }

    /// Numbers with a sign, a year before a month before a day, as far as they go.
    private struct Chain {
        var numbers: [Part] = []
        var tokens: Range<Int>

        init(at first: Int, in list: TokenList) {
            tokens = first..<first
            while let part = SignedDate.part(at: tokens.upperBound, in: list) {
                if let last = numbers.last,
                    last.sign.rawValue + 1 != part.numbers[0].sign.rawValue
                        || list.tokens[tokens.upperBound].traits.isDisjoint(with: .follows)
                {
                    break
                }
                numbers += part.numbers
                tokens = first..<part.end
            }
        }
    }

    private static func isDate(
        _ chain: Chain, in list: TokenList, publishedIn year: Int?
    ) -> Bool {
        guard let first = chain.numbers.first else { return false }
        for part in chain.numbers {
            switch part.sign {
            case .year: break
            case .month: guard (1...12).contains(part.number.value) else { return false }
            case .day: guard (1...31).contains(part.number.value) else { return false }
            }
        }
        // Behind a month no day is counted.
        if chain.numbers.count == 1, isCounted(first.sign, chain.tokens, in: list) { return false }
        guard first.sign == .year else { return true }
        return chain.numbers.count == 3
            || chain.numbers.count == 2
                && (isYear(first.number, publishedIn: year)
                    || isOfEra(chain.tokens.lowerBound, in: list))
    }

    private static func isYear(_ number: DateNumber, publishedIn year: Int?) -> Bool {
        number.isYear
            || year.map { CalendarYears.areAbout($0, number.value) } ?? false
    }

    /// Whether a year is counted from something: 令和8年, 民國115年.
    private static func isOfEra(_ i: Int, in list: TokenList) -> Bool {
        i > 0 && list.tokens[i].traits.contains(.adjoins)
            && eras.contains(list.tokens[i - 1].hash)
    }

    /// The last signs of Reiwa, Shōwa, Heisei and Minguo.
    private static let eras = Set("和成国國".map { TermHash.of(String($0).utf8) })

    /// Whether what stands beside a month or a day makes a time of it, `10日間`, or a name, `日本`.
    private static func isCounted(_ sign: Sign, _ part: Range<Int>, in list: TokenList) -> Bool {
        let i = part.upperBound
        switch sign {
        case .year: return false
        case .month:
            return part.lowerBound > 0 && list.tokens[part.lowerBound].traits.contains(.follows)
                && terms.contains(list.tokens[part.lowerBound - 1].hash)
                || adjoins(i, in: list) && ages.contains(list.tokens[i].hash)
        case .day:
            guard i < list.count, list.tokens[i].traits.contains(.follows) else { return false }
            let next = list.text(of: list.tokens[i])
            guard adjoins(i, in: list) else {
                return koreanCounts.contains(next)
                    || koreanBeginnings.contains { beginning in
                        next.hasPrefix(beginning)
                            && withoutParticles(next) <= beginning.utf8.count
                    }
            }
            if counts.contains(next) { return true }
            guard adjoins(i + 1, in: list) else { return lastCounts.contains(next) }
            let isFollowed = list.tokens[i + 1].traits.contains(.ideograph)
            return counts.contains(next + list.text(of: list.tokens[i + 1]))
                || !isFollowed && lastCounts.contains(next)
        }
    }

    private static func adjoins(_ i: Int, in list: TokenList) -> Bool {
        list.tokens.indices.contains(i) && list.tokens[i].traits.contains(.adjoins)
    }

    /// What ends the words for prison before a count of months.
    private static let terms = Set(["役", "錮", "固", "刑", "징역", "금고"].map { TermHash.of($0.utf8) })
    /// Behind the months of a child.
    private static let ages = Set(["龄", "齡"].map { TermHash.of($0.utf8) })

    /// Behind a day. `14日以降` and `27日未明` are dates.
    private static let counts = Set(
        """
        間 间 本 ぶ 以内 以上 以下 未満 未满 連続 连续 連勝 连胜 連敗 连败 連休 連騰 连涨 连跌 続伸 続落 無料 無償 無休 免費 免费
        """.split(separator: " ").map(String.init))
    /// Where no further sign of a word follows: `3日前に` is a span, `27日前場` a day.
    private static let lastCounts = Set("連连続续内目後后前分超余游遊假".map(String.init))
    /// Not 전, which is *former* as well: 27일 전 대통령.
    private static let koreanCounts = Set(
        "만에 만 내 내에 간 째 후 뒤 넘게".split(separator: " ").map(String.init))
    private static let koreanBeginnings = ["동안", "연속", "이내", "이상", "미만", "가까이"]

    /// The bytes of a Korean word before its particles: 이상민 is a person, 이상이 a count.
    private static func withoutParticles(_ word: String) -> Int {
        KoreanParticles.length(of: Array(word.utf8).span) ?? word.utf8.count
    }

    /// The numbers with a sign that a token has or begins, and where the next token stands; nil where it is none.
    private static func part(at i: Int, in list: TokenList) -> (numbers: [Part], end: Int)? {
        guard list.tokens.indices.contains(i),
            list.tokens[i].traits.contains(.startsWithDigit)
        else { return nil }
        let bytes = list.bytes[list.tokens[i].range]
        guard let last = bytes.last else { return nil }
        guard DateNumber.isDigit(last) else {
            return koreanPart(bytes).map { ($0, i + 1) }
        }
        // Chinese, where each sign is a token.
        guard i + 1 < list.count, list.tokens[i + 1].traits.isSuperset(of: [.ideograph, .follows]),
            let sign = Sign(list.bytes[list.tokens[i + 1].range]), let number = DateNumber(bytes)
        else { return nil }
        return ([Part(number: number, sign: sign)], i + 2)
    }

    /// `27일`, `11월27일`, with particles or without.
    private static func koreanPart(_ bytes: ArraySlice<UInt8>) -> [Part]? {
        var (numbers, start) = ([Part](), bytes.startIndex)
        while let end = bytes[start...].firstIndex(where: { !DateNumber.isDigit($0) }), end > start,
            let sign = Sign(bytes[end...].prefix(Sign.length)),
            let number = DateNumber(bytes[start..<end]),
            numbers.last.map({ $0.sign.rawValue + 1 == sign.rawValue }) ?? true
        {
            numbers.append(Part(number: number, sign: sign))
            start = end + Sign.length
        }
        guard !numbers.isEmpty else { return nil }
        if start == bytes.endIndex { return numbers }
        // `10일만에`, *after ten days*.
        if bytes[start...].starts(with: "만".utf8) { return nil }
        return KoreanParticles.length(of: Array(bytes).span) == start - bytes.startIndex
            ? numbers : nil
    }
}
