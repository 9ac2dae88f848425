/// The words and numbers of a text as it spells them: for people, where terms are lower-case stems.
struct SpelledWords {
    /// Each value once, in the order of the text; single digits tell too little.
    private(set) var numbers: [SpelledNumber] = []
    /// By lower-case word: how it is spelled, in the middle of a sentence if it stands there.
    private var spellings: [String: String] = [:]
    /// Lower-case words with a capital in the middle of a sentence.
    private var names: Set<String> = []
    private let capitalI: Unicode.Scalar
    private let removesSigns: Bool

    /// - Parameters:
    ///   - limit: words that are read.
    ///   - language: of the text.
    init(title: String, body: String, limit: Int, language: Language) {
        self.init(language)
        var left = limit
        // A headline's capitals may mean nothing: its spellings count where the body has none.
        read(body, isTitle: false, left: &left)
        var leftOfTitle = limit
        var own = SpelledWords(language)
        own.read(title, isTitle: true, left: &leftOfTitle)
        spellings.merge(own.spellings) { mine, _ in mine }
        let inTitle = Set(own.numbers.map(\.value))
        numbers = own.numbers + numbers.filter { !inTitle.contains($0.value) }
    }

    private init(_ language: Language) {
        capitalI = language.lowerCaseI
        removesSigns = language.writesNoSigns
    }

    func isName(_ word: String) -> Bool { names.contains(word) }

    /// `word` itself where the text does not have it.
    func spelling(of word: String) -> String { spellings[word] ?? word }

    private mutating func read(_ text: String, isTitle: Bool, left: inout Int) {
        let table = ScalarTable.shared
        var word = String.UnicodeScalarView()
        var startsSentence = true
        // What stands between two digits may be part of a number.
        var held: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            let folded = Unicode.Scalar(table.fold(scalar.value)) ?? scalar
            let isUnit = held == nil && beginsNumber(word) && SpelledNumber.isUnit(scalar)
            switch isUnit ? .word : table.scalarClass(folded.value) {
            case .ignored, .unsegmentedMark: continue
            case .word where held == nil || folded.isDigit:
                if let mark = held { word.append(mark) }
                held = nil
                word.append(scalar)
            case .word, .gap, .unsegmented:
                let isMark = SpelledNumber.Mark(folded.value) != nil
                if held == nil, isMark, beginsNumber(word), word.last.map(isDigit) ?? false {
                    held = scalar
                    continue
                }
                let endsSentence = held == "." || ".!?:\n".unicodeScalars.contains(folded)
                held = nil
                if take(word, startsSentence: startsSentence, isTitle: isTitle) {
                    left -= 1
                    startsSentence = false
                }
                if endsSentence { startsSentence = true }
                word = String.UnicodeScalarView()
                if table.scalarClass(folded.value) == .word { word.append(scalar) }
                if left <= 0 { return }
            }
        }
        _ = take(word, startsSentence: startsSentence, isTitle: isTitle)
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        Unicode.Scalar(ScalarTable.shared.fold(scalar.value))?.isDigit ?? false
    }

    private func beginsNumber(_ word: String.UnicodeScalarView) -> Bool {
        word.first.map(isDigit) ?? false
    }

    /// False for no word.
    private mutating func take(
        _ word: String.UnicodeScalarView, startsSentence: Bool, isTitle: Bool
    ) -> Bool {
        guard let first = word.first else { return false }
        if isDigit(first) {
            for number in SpelledNumber.numbers(in: word)
            where number.spelled.unicodeScalars.count > 1
                && !numbers.contains(where: { $0.value == number.value })
            {
                numbers.append(number)
            }
            return true
        }
        let table = ScalarTable.shared
        let spelled = String(word)
        var lower = String.UnicodeScalarView()
        for scalar in word {
            let folded = table.fold(scalar.value)
            lower.append(
                folded == 0x49
                    ? capitalI : Unicode.Scalar(table.lowerCase(folded)) ?? scalar)
        }
        let key = removesSigns ? SignFolding.removeSigns(of: String(lower)) : String(lower)
        let isCapitalised = table.lowerCase(first.value) != first.value
        if isCapitalised, !startsSentence, !isTitle {
            names.insert(key)
            spellings[key] = spelled
        } else if spellings[key] == nil {
            // A capital at the start of a sentence is the sentence's, unless the word has more.
            let isOwn = !isCapitalised || !lower.dropFirst().elementsEqual(word.dropFirst())
            spellings[key] = isOwn || isTitle ? spelled : String(lower)
        }
        return true
    }
}
