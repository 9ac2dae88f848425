/// The words and numbers of a text as it spells them: for people, where terms are lower-case stems.
struct SpelledWords {
    struct Number {
        /// The digits with the points and commas among them: `6.4`, `1,300`.
        let value: String
        /// With what is written to it: `1.1bn`.
        let spelled: String
    }

    /// Each value once, in the order of the text; single digits tell too little.
    private(set) var numbers: [Number] = []
    /// By lower-case word: how it is spelled, in the middle of a sentence if it stands there.
    private var spellings: [String: String] = [:]
    /// Lower-case words with a capital in the middle of a sentence.
    private var names: Set<String> = []

    /// - Parameter limit: words that are read.
    init(title: String, body: String, limit: Int) {
        var left = limit
        // A headline's capitals may mean nothing: its spellings count where the body has none.
        read(body, isTitle: false, left: &left)
        var leftOfTitle = limit
        var own = SpelledWords()
        own.read(title, isTitle: true, left: &leftOfTitle)
        spellings.merge(own.spellings) { mine, _ in mine }
        let inTitle = Set(own.numbers.map(\.value))
        numbers = own.numbers + numbers.filter { !inTitle.contains($0.value) }
    }

    private init() {}

    func isName(_ word: String) -> Bool { names.contains(word) }

    /// `word` itself where the text does not have it.
    func spelling(of word: String) -> String { spellings[word] ?? word }

    private mutating func read(_ text: String, isTitle: Bool, left: inout Int) {
        let table = ScalarTable.shared
        var word = String.UnicodeScalarView()
        var startsSentence = true
        // A point or comma that stands between two digits is part of a number.
        var held: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch table.scalarClass(scalar.value) {
            case .ignored, .unsegmentedMark: continue
            case .word where held == nil || scalar.isDigit:
                if let mark = held { word.append(mark) }
                held = nil
                word.append(scalar)
            case .unsegmented: break
            case .word, .gap:
                let isMark = scalar == "." || scalar == ","
                if held == nil, isMark, word.first?.isDigit == true, word.last?.isDigit == true {
                    held = scalar
                    continue
                }
                let endsSentence = held == "." || ".!?:\n".unicodeScalars.contains(scalar)
                held = nil
                if take(word, startsSentence: startsSentence, isTitle: isTitle) {
                    left -= 1
                    startsSentence = false
                }
                if endsSentence { startsSentence = true }
                word = String.UnicodeScalarView()
                if table.scalarClass(scalar.value) == .word { word.append(scalar) }
                if left <= 0 { return }
            }
        }
        _ = take(word, startsSentence: startsSentence, isTitle: isTitle)
    }

    /// False for no word.
    private mutating func take(
        _ word: String.UnicodeScalarView, startsSentence: Bool, isTitle: Bool
    ) -> Bool {
        guard let first = word.first else { return false }
        let spelled = String(word)
        if first.isDigit {
            let value = String(
                String.UnicodeScalarView(
                    word.prefix { $0.isDigit || $0 == "." || $0 == "," }))
            if word.count > 1, !numbers.contains(where: { $0.value == value }) {
                numbers.append(Number(value: value, spelled: spelled))
            }
            return true
        }
        let table = ScalarTable.shared
        var lower = String.UnicodeScalarView()
        for scalar in word {
            lower.append(Unicode.Scalar(table.lowerCase(scalar.value)) ?? scalar)
        }
        let key = String(lower)
        let isCapitalised = table.lowerCase(first.value) != first.value
        if isCapitalised, !startsSentence, !isTitle {
            names.insert(key)
            spellings[key] = spelled
        } else if spellings[key] == nil {
            // A capital at the start of a sentence is the sentence's, unless the word has more.
            let isOwn = !isCapitalised || !lower.dropFirst().elementsEqual(word.dropFirst())
            spellings[key] = isOwn || isTitle ? spelled : key
        }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
