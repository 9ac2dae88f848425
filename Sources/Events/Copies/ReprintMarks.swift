/// What a reprint or an excerpt says of itself: the dateline of an agency before its text, the note
/// behind it.
///
/// It is not of the text that two entries may share, so it is taken out before they are compared. And
/// it tells more than the text can: that the words were somebody else's, or go on elsewhere.
struct ReprintMarks {
    /// Tokens of the body, ascending, that do not overlap.
    private(set) var ranges: [Range<Int>] = []
    /// Whether anything says that the text was taken over or goes on elsewhere.
    private(set) var saysSo = false

    /// - Parameter body: of the document, perhaps without some of its parts.
    init(_ document: Document, body: TokenList) {
        let dateline = Dateline(document.text)
        let isWhole = body.tokens.first?.range.lowerBound == 0
        if isWhole, dateline.words > 0, dateline.words < body.count {
            ranges.append(0..<dateline.words)
            saysSo = dateline.namesAgency
        }
        var left = body.count - (ranges.first?.count ?? 0)
        for note in ClosingNotes.shared.places(in: body.tokens)
        where note.lowerBound >= ranges.last?.upperBound ?? 0 {
            // What is nothing but a note is the entry's text.
            guard note.count < left else { break }
            left -= note.count
            ranges.append(note)
            saysSo = true
        }
    }

    /// The tokens of the body without them.
    func removed(from body: TokenList) -> TokenList {
        guard !ranges.isEmpty else { return body }
        var rest = body
        rest.remove(ranges)
        return rest
    }
}

/// `LONDON (Reuters) —`: where the text was written, and for whom.
struct Dateline {
    /// How many words it has; 0 for none.
    private(set) var words = 0
    /// Whether an agency stands in brackets.
    private(set) var namesAgency = false

    /// Bytes of a text in which it has to end.
    private static let longest = 80
    private static let mostWords = 8

    init(_ text: String) {
        guard Self.mayHaveDash(text.utf8Span.span),
            let dash = Self.dash(in: Substring(text.utf8.prefix(Self.longest)))
        else { return }
        let head = text[..<dash].trimmedEnd
        namesAgency = head.utf8.last == UInt8(ascii: ")")
        guard namesAgency || Self.isWrittenLarge(head) else {
            return
        }
        let count = TokenList(String(head)).count
        guard (1...Self.mostWords).contains(count), head.first?.isUppercase ?? false else {
            namesAgency = false
            return
        }
        words = count
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

    /// The first dash between blanks.
    private static func dash(in text: Substring) -> Substring.Index? {
        let scalars = text.unicodeScalars
        var wasBlank = false
        for i in scalars.indices {
            let scalar = scalars[i]
            if scalar == "\n" { return nil }
            let next = scalars.index(after: i)
            if wasBlank, "-–—".unicodeScalars.contains(scalar), next < scalars.endIndex,
                scalars[next].isBlank
            {
                return i
            }
            wasBlank = scalar.isBlank
        }
        return nil
    }

    /// Whether the place stands in capitals, as in `GENEVA, March 3 —`.
    private static func isWrittenLarge(_ head: Substring) -> Bool {
        guard let word = head.split(whereSeparator: { " ,".contains($0) }).first else {
            return false
        }
        return word.count > 2 && word.allSatisfy(\.isUppercase)
    }
}

extension Substring {
    fileprivate var trimmedEnd: Substring {
        var rest = self
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}

/// The notes that feeds and reprints end with, in the languages that have been met.
private struct ClosingNotes {
    static let shared = ClosingNotes()

    private struct Note {
        let words: [UInt64]
        /// The words that its sentence begins with, where others stand between them and the note's; an
        /// empty list takes the sentence from where it begins, nil the words of the note alone.
        let opening: [UInt64]?
    }

    private var notes: [Note] = []
    /// By the low bits of a word's hash: whether a note may begin with it.
    private var begins = [Bool](repeating: false, count: 1_024)

    /// Words of a sentence that is a note; a longer one is text.
    private static let longest = 40

    private init() {
        let alone = [
            "source link", "continue reading", "read full article", "read the full article",
            "read the full story", "read full story", "weiterlesen", "lire la suite", "leia mais",
            "seguir leyendo", "continua a leggere", "lees verder", "đọc tiếp",
        ]
        let sentences = [
            "has not been edited by", "read more at", "originally published on",
            "originally appeared on", "republished from", "reprinted from", "mehr dazu auf",
            "lire la suite sur", "leggi di più su",
        ]
        let posts = [
            ("the post", "appeared first on"), ("der beitrag", "erschien zuerst auf"),
            ("l article", "est apparu en premier sur"), ("la entrada", "aparece primero en"),
            ("la entrada", "se publicó primero en"), ("o post", "apareceu primeiro em"),
            ("l articolo", "proviene da"), ("het bericht", "verscheen eerst op"),
        ]
        for text in alone { add(text, opening: nil) }
        for text in sentences { add(text, opening: "") }
        for (opening, text) in posts { add(text, opening: opening) }
    }

    private mutating func add(_ text: String, opening: String?) {
        let words = TokenList(text).tokens.map(\.hash)
        begins[Int(words[0] & 1_023)] = true
        notes.append(Note(words: words, opening: opening.map { TokenList($0).tokens.map(\.hash) }))
    }

    /// Where notes stand, ascending, none within another.
    func places(in tokens: [Token]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var i = 0
        while i < tokens.count {
            if begins[Int(tokens[i].hash & 1_023)],
                let place = notes.lazy.compactMap({ self.place(of: $0, at: i, in: tokens) }).max(
                    by: { $0.count < $1.count }),
                place.lowerBound >= places.last?.upperBound ?? 0
            {
                places.append(place)
                i = place.upperBound
            } else {
                i += 1
            }
        }
        return places
    }

    private func place(of note: Note, at i: Int, in tokens: [Token]) -> Range<Int>? {
        let words = note.words
        let end = i + words.count
        guard end <= tokens.count,
            words.indices.allSatisfy({ tokens[i + $0].hash == words[$0] })
        else { return nil }
        guard let opening = note.opening else {
            return tokens[i].traits.contains(.startsSentence) || end == tokens.count
                ? i..<end : nil
        }
        guard let start = Self.start(of: opening, before: i, in: tokens) else { return nil }
        var close = end
        // No further than a note may be long: one sentence may hold thousands of its beginnings.
        while close < tokens.count, close - start <= Self.longest,
            !tokens[close].traits.contains(.startsSentence)
        {
            close += 1
        }
        return close - start <= Self.longest ? start..<close : nil
    }

    /// Where the sentence begins that has the note's words at `i`.
    private static func start(of opening: [UInt64], before i: Int, in tokens: [Token]) -> Int? {
        var start = i
        while start >= 0, i - start < longest {
            let isStart =
                opening.isEmpty
                ? tokens[start].traits.contains(.startsSentence)
                : start + opening.count <= i
                    && opening.indices.allSatisfy { tokens[start + $0].hash == opening[$0] }
            if isStart { return start }
            start -= 1
        }
        return nil
    }
}
