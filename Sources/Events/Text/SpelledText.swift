/// A text as it spells its words and numbers: for people, where terms are lower-case stems.
struct SpelledText {
    private(set) var words: [Word] = []

    struct Word {
        let spelled: String
        /// In lower case, as the terms of its language have it: see `Spelling`.
        let key: String
        /// Whether it stands without a capital.
        let isSmall: Bool
        let isNumber: Bool
        let isCapitalised: Bool
        let startsSentence: Bool
        /// What alone stands between it and the word before, as in `3-1`; nil for anything else.
        let joint: Unicode.Scalar?
        /// Whether nothing but blanks, points and commas stands between it and the word before.
        let isNear: Bool
        /// The letter of a script without blanks that follows: `月` of `1月`.
        var unit: Unicode.Scalar?

        /// What a number counts in Chinese, Japanese and Korean, the last of which writes it in one word.
        var counter: Unicode.Scalar? {
            guard isNumber else { return nil }
            return key.unicodeScalars.first { (0xac00...0xd7a3).contains($0.value) } ?? unit
        }

        /// Whether a hyphen makes one word of it and the word before.
        var isHyphenated: Bool {
            joint.map { "-\u{2010}\u{2011}".unicodeScalars.contains($0) } ?? false
        }
    }

    /// What stands between two words.
    private struct Gap {
        var only: Unicode.Scalar?
        var isNear = true
        private var length = 0

        mutating func append(_ scalar: Unicode.Scalar) {
            only = length == 0 ? scalar : nil
            length += 1
            if !" .,°º\u{a0}\u{2009}\u{202f}".unicodeScalars.contains(scalar) { isNear = false }
        }
    }

    /// - Parameters:
    ///   - limit: words that are read.
    ///   - language: of the text.
    init(_ text: String, limit: Int, language: Language) {
        let table = ScalarTable.shared
        var word = String.UnicodeScalarView()
        var startsSentence = true
        var (gap, gapBefore) = (Gap(), Gap())
        // What stands between two digits may be part of a number.
        var held: Unicode.Scalar?
        // As much as `TokenList` reads.
        var read = text.beginning(TokenList.longest)
        if read.contains(where: { Composition.concerns($0.value) }) {
            read = Composition.shared.compose(read)[...].unicodeScalars
        }
        for scalar in read {
            let folded = Unicode.Scalar(table.fold(scalar.value)) ?? scalar
            let isUnit =
                held == nil && Self.beginsNumber(word) && DecimalNumber.power(of: scalar) != nil
            var kind = isUnit ? .word : table.scalarClass(folded.value)
            if kind == .dotted { kind = .word }
            switch kind {
            case .ignored, .unsegmentedMark, .dotted: continue
            case .word where held == nil || folded.isDigit:
                if word.isEmpty { (gapBefore, gap) = (gap, Gap()) }
                if let mark = held { word.append(mark) }
                held = nil
                word.append(scalar)
            case .word, .gap, .unsegmented:
                let isMark = SpelledNumber.Mark(folded.value) != nil
                if held == nil, isMark, Self.beginsNumber(word),
                    word.last.map(Self.isDigit) ?? false
                {
                    held = scalar
                    continue
                }
                let endsSentence = held == "." || ".!?:\n".unicodeScalars.contains(folded)
                if !word.isEmpty {
                    let unit = kind == .unsegmented && held == nil ? folded : nil
                    append(word, startsSentence, gapBefore, unit: unit, language)
                    startsSentence = false
                    if words.count >= limit { return }
                }
                if endsSentence { startsSentence = true }
                if let held { gap.append(held) }
                held = nil
                word = String.UnicodeScalarView()
                if kind == .word {
                    (gapBefore, gap) = (gap, Gap())
                    word.append(scalar)
                } else {
                    gap.append(folded)
                }
            }
        }
        if !word.isEmpty { append(word, startsSentence, gapBefore, unit: nil, language) }
    }

    private mutating func append(
        _ word: String.UnicodeScalarView, _ startsSentence: Bool, _ gap: Gap,
        unit: Unicode.Scalar?, _ language: Language
    ) {
        guard let first = word.first else { return }
        let table = ScalarTable.shared
        let capitalI = language.lowerCaseI
        var lower = String.UnicodeScalarView()
        for scalar in word {
            let folded = table.fold(scalar.value)
            if let (letter, dot) = Composition.dotted(folded) {
                lower.append(contentsOf: [letter, dot].compactMap(Unicode.Scalar.init))
                continue
            }
            lower.append(
                folded == 0x49
                    ? capitalI : Unicode.Scalar(table.lowerCase(folded)) ?? scalar)
        }
        words.append(
            Word(
                spelled: String(word),
                key: Spelling.of(language)?.folded(String(lower)) ?? String(lower),
                isSmall: word.allSatisfy(Self.isSmall), isNumber: Self.isDigit(first),
                isCapitalised: table.lowerCase(first.value) != first.value,
                startsSentence: startsSentence, joint: words.isEmpty ? nil : gap.only,
                isNear: gap.isNear && !words.isEmpty, unit: unit))
    }

    /// Whether it is no capital, in whatever form: what it is taken for may be another scalar.
    private static func isSmall(_ scalar: Unicode.Scalar) -> Bool {
        let folded = ScalarTable.shared.fold(scalar.value)
        return ScalarTable.shared.lowerCase(folded) == folded
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        Unicode.Scalar(ScalarTable.shared.fold(scalar.value))?.isDigit ?? false
    }

    private static func beginsNumber(_ word: String.UnicodeScalarView) -> Bool {
        word.first.map(isDigit) ?? false
    }

    /// Whether so many words beside the first are capitalised that capitals tell no names: a headline in
    /// title case.
    func isTitleCase(limit: Double) -> Bool {
        let inner = words.dropFirst().filter { !$0.isNumber }
        return Double(inner.count { $0.isCapitalised }) >= limit * Double(max(1, inner.count))
    }
}
