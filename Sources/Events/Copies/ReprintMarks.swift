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

    /// - Parameters:
    ///   - dateline: that of the document's text.
    ///   - body: of the document, perhaps without some of its parts.
    init(_ dateline: Dateline, body: TokenList) {
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

/// The notes that feeds and reprints end with, in the languages that have been met.
private struct ClosingNotes {
    static let shared = ClosingNotes()

    private struct Note {
        let words: [UInt64]
        let extent: Extent
    }

    private enum Extent {
        /// The words of the note alone.
        case words
        /// The sentence, which begins with them or as a note does, near either end of the text.
        case sentence
        /// What stands from these words on to the end of the sentence.
        case from([UInt64])
    }

    private var notes: [Note] = []
    /// What a sentence begins with that tells of the text itself.
    private var openings: [[UInt64]] = []
    /// By the low bits of a word's hash: whether a note may begin with it.
    private var begins = [Bool](repeating: false, count: 1_024)

    /// Words of a sentence that is a note; a longer one is text.
    private static let longest = 40
    /// Words from either end of a text among which such a sentence begins.
    private static let margin = 60

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
        let kinds = [
            "article", "story", "post", "piece", "report", "essay", "column", "interview", "text",
            "content", "excerpt", "review", "item",
        ]
        let texts = kinds.flatMap { kind in
            ["", "this ", "the ", "a version of this ", "an earlier version of this "].map {
                $0 + kind
            }
        }
        for text in alone { add(text, .words) }
        for text in sentences { add(text, .sentence) }
        for (opening, text) in posts { add(text, .from(Self.words(of: opening))) }
        openings = (texts + ["except for the headline", "you can", "lesen sie"])
            .map(Self.words(of:))
    }

    private static func words(of text: String) -> [UInt64] {
        TokenList(text).tokens.map(\.hash)
    }

    private mutating func add(_ text: String, _ extent: Extent) {
        let words = Self.words(of: text)
        begins[Int(words[0] & 1_023)] = true
        notes.append(Note(words: words, extent: extent))
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
        let start: Int?
        switch note.extent {
        case .words:
            return tokens[i].traits.contains(.startsSentence) || end == tokens.count
                ? i..<end : nil
        case .sentence: start = sentence(with: i, in: tokens)
        case .from(let opening): start = Self.start(of: opening, before: i, in: tokens)
        }
        guard let start else { return nil }
        var close = end
        // No further than a note may be long: one sentence may hold thousands of its beginnings.
        while close < tokens.count, close - start <= Self.longest,
            !tokens[close].traits.contains(.startsSentence)
        {
            close += 1
        }
        return close - start <= Self.longest ? start..<close : nil
    }

    /// Where the sentence begins that has a note's words at `i`, where it is one. *Top Gear, which originally
    /// appeared on BBC Two* is news.
    private func sentence(with i: Int, in tokens: [Token]) -> Int? {
        let earliest = max(0, i - Self.longest + 1)
        guard
            let start = (earliest...i).last(where: { tokens[$0].traits.contains(.startsSentence) }),
            start < Self.margin || tokens.count - start <= Self.margin
        else { return nil }
        let isNote =
            start == i
            || openings.contains { Self.stands($0, at: start, in: tokens[..<i]) }
                && !Self.relatives.contains(tokens[i - 1].hash)
        return isNote ? start : nil
    }

    /// *The article, which originally appeared on …*: the sentence tells something else of it.
    private static let relatives = Set(words(of: "which that"))

    /// Where such words begin before a note's at `i`.
    private static func start(of opening: [UInt64], before i: Int, in tokens: [Token]) -> Int? {
        (max(0, i - longest + 1)...i).last { stands(opening, at: $0, in: tokens[..<i]) }
    }

    private static func stands(
        _ words: [UInt64], at i: Int, in tokens: ArraySlice<Token>
    ) -> Bool {
        i + words.count <= tokens.endIndex
            && words.indices.allSatisfy { tokens[i + $0].hash == words[$0] }
    }
}
