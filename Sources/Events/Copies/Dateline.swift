/// `LONDON (Reuters) —`: where the text was written, and for whom.
struct Dateline {
    /// How many words it has; 0 for none.
    private(set) var words = 0
    /// Whether an agency stands in brackets.
    private(set) var namesAgency = false

    /// Bytes of a text in which it has to end.
    private static let longest = 80
    private static let mostWords = 8
    /// Letters and signs of the sentence behind it that are looked at.
    private static let longestSentence = 400

    init(_ text: String) {
        guard Self.mayHaveDash(text.utf8Span.span),
            let dash = Self.dash(in: Substring(text.utf8.prefix(Self.longest)))
        else { return }
        let head = text[..<dash].trimmedEnd
        guard head.first?.isUppercase ?? false else { return }
        var place = head
        var agency: Substring?
        if head.last == ")", let bracket = head.lastIndex(of: "(") {
            place = head[..<bracket].trimmedEnd
            agency = head[bracket...]
        }
        guard
            agency.map(Self.namesAgency) ?? false
                || Self.isWrittenLarge(place) && !Self.isInsertion(text[dash...])
        else { return }
        let count = TokenList(String(head)).count
        guard (1...Self.mostWords).contains(count) else { return }
        words = count
        namesAgency = agency != nil
    }

    /// False for most texts, at a look at their bytes.
    private static func mayHaveDash(_ text: Span<UInt8>) -> Bool {
        var before = UInt8(ascii: "a")
        for i in 0..<min(longest, text.count) {
            let byte = text[i]
            if byte == UInt8(ascii: "\n") { return false }
            // A hyphen behind a blank or a letter beyond ASCII, or the first byte of a longer dash.
            if byte == UInt8(ascii: "-") && !(0x21...0x7e).contains(before) || byte == 0xe2 {
                return true
            }
            before = byte
        }
        return false
    }

    private static let dashes = "-–—".unicodeScalars

    /// The first dash between blanks.
    private static func dash(in text: Substring) -> Substring.Index? {
        let scalars = text.unicodeScalars
        var wasBlank = false
        for i in scalars.indices {
            let scalar = scalars[i]
            if scalar == "\n" { return nil }
            let next = scalars.index(after: i)
            if wasBlank, dashes.contains(scalar), next < scalars.endIndex,
                scalars[next].isBlank
            {
                return i
            }
            wasBlank = scalar.isBlank
        }
        return nil
    }

    /// Whether a dash with which a text begins opens what another one closes in its sentence:
    /// *NATO – the alliance – agreed …* Behind a dateline dashes stand in pairs.
    private static func isInsertion(_ text: Substring) -> Bool {
        var isOpen = false
        var (before, last): (Unicode.Scalar, Unicode.Scalar) = ("a", "a")
        for scalar in text.unicodeScalars.dropFirst().prefix(longestSentence) {
            if scalar == "\n" || scalar.isBlank && ".!?".unicodeScalars.contains(last) { break }
            if before.isBlank, scalar.isBlank, dashes.contains(last) { isOpen.toggle() }
            (before, last) = (last, scalar)
        }
        return isOpen
    }

    /// Whether the place stands in capitals, all of it, with nothing behind it but where that is, and a date:
    /// `GENEVA`, `NEW YORK, March 3`, `DES MOINES, Iowa`.
    private static func isWrittenLarge(_ head: Substring) -> Bool {
        let words = head.split(whereSeparator: \.isWhitespace)
        var (end, letters) = (0, 0)
        while end < words.count, end == 0 || words[end - 1].last != ",", isLarge(words[end]) {
            letters += words[end].count(where: \.isLetter)
            end += 1
        }
        // `USA`, not `EU`, nor the address of a site.
        guard letters > 2, !words[0].dropLast().contains(".") else { return false }
        let rest = words[end...]
        guard let next = rest.first else { return true }
        if words[end - 1].last != "," {
            guard isCapitalised(next) || isNumber(next), rest.contains(where: isNumber) else {
                return false
            }
        }
        // `3 de marzo`
        return rest.indices.allSatisfy { i in
            isCapitalised(rest[i])
                || rest[max(end, i - 2)...min(i + 2, rest.endIndex - 1)].contains(where: isNumber)
        }
    }

    private static func isLarge(_ word: Substring) -> Bool {
        word.contains(where: \.isLetter) && !word.contains { $0.isLowercase || $0.isNumber }
    }

    private static func isCapitalised(_ word: Substring) -> Bool {
        word.first(where: \.isLetter)?.isUppercase ?? false
    }

    private static func isNumber(_ word: Substring) -> Bool { word.first?.isNumber ?? false }

    /// Whether brackets hold an agency, `dpa/bb` or `CBS/AP`, and not a party or a country.
    private static func namesAgency(_ bracket: Substring) -> Bool {
        bracket.split { !$0.isLetter }.contains { agencies.contains($0.lowercased()) }
    }

    /// Names that are hardly ever anything else in brackets.
    private static let agencies = Set(
        """
        reuters afp ap upi dpa afx apa sda ats kna epd sid ddp dapd dts ots efe ansa adnkronos agi \
        askanews lusa belga anp ntb ritzau stt čtk ctk pap tasr mti hina tanjug agerpres bta ukrinform \
        unian interfax tass novosti anadolu iha dha irna xinhua kyodo jiji yonhap ani ians pti bernama \
        antara ttxvn bloomberg тасс интерфакс риа укринформ уніан
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Substring {
    fileprivate var trimmedEnd: Substring {
        var rest = self
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
