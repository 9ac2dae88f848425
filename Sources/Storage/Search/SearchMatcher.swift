internal import Values

/// Finds in a text what a query looks for, to show it: as near to the tokenizer of the index as a
/// reader can tell.
struct SearchMatcher {
    private struct Sought {
        let keys: [String]
        let isPrefix: Bool
    }

    private struct Word {
        let range: Range<String.Index>
        let key: String
    }

    private let inText: [Sought]
    private let inTitle: [Sought]

    init(_ query: SearchQuery) {
        let phrases = query.phrases.flatMap { $0 }
        func sought(_ phrases: [SearchQuery.Phrase]) -> [Sought] {
            phrases.compactMap { phrase in
                let keys = Self.words(phrase.words).map(\.key)
                return keys.isEmpty ? nil : Sought(keys: keys, isPrefix: phrase.isPrefix)
            }
        }
        inText = sought(phrases.filter { !$0.isInTitle })
        inTitle = sought(phrases)
    }

    /// A whole text with what was looked for.
    func title(_ text: String) -> SearchExcerpt {
        parts(of: text, text.startIndex..<text.endIndex, matches(inTitle, in: text))
    }

    /// How many scalars of a text are shown, and how many of them before the first match.
    private static let width = 180
    private static let lead = 50

    /// The surroundings of the first match on one line; nil where there is none.
    func excerpt(_ text: String) -> SearchExcerpt? {
        if inText.isEmpty { return nil }
        let found = matches(inText, in: text)
        guard let first = found.first else { return nil }
        let scalars = text.unicodeScalars
        var start =
            scalars.index(first.lowerBound, offsetBy: -Self.lead, limitedBy: scalars.startIndex)
            ?? scalars.startIndex
        if start > scalars.startIndex {
            // From the beginning of a word on, where there are blanks.
            let blank = scalars[start..<first.lowerBound].firstIndex { $0.properties.isWhitespace }
            start = blank.map { scalars.index(after: $0) } ?? start
        }
        let end =
            scalars.index(start, offsetBy: Self.width, limitedBy: scalars.endIndex)
            ?? scalars.endIndex
        var excerpt = parts(
            of: text, start..<end, found.filter { $0.lowerBound >= start && $0.upperBound <= end })
        if start > scalars.startIndex {
            excerpt.parts.insert(.init(text: "… ", isMatch: false), at: 0)
        }
        if end < scalars.endIndex { excerpt.parts.append(.init(text: " …", isMatch: false)) }
        return excerpt
    }

    private func parts(
        of text: String, _ whole: Range<String.Index>, _ matches: [Range<String.Index>]
    ) -> SearchExcerpt {
        var parts: [SearchExcerpt.Part] = []
        var place = whole.lowerBound
        for match in matches where match.lowerBound >= place {
            if place < match.lowerBound {
                parts.append(.init(text: Self.line(text[place..<match.lowerBound]), isMatch: false))
            }
            parts.append(.init(text: Self.line(text[match]), isMatch: true))
            place = match.upperBound
        }
        if place < whole.upperBound {
            parts.append(.init(text: Self.line(text[place..<whole.upperBound]), isMatch: false))
        }
        return SearchExcerpt(parts: parts)
    }

    private static func line(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
    }

    private func matches(_ sought: [Sought], in text: String) -> [Range<String.Index>] {
        let words = Self.words(text)
        var matches: [Range<String.Index>] = []
        var next = 0
        while next < words.count {
            let count = sought.reduce(0) { best, phrase in
                Self.holds(phrase, words[next...]) ? max(best, phrase.keys.count) : best
            }
            if count > 0 {
                matches.append(
                    words[next].range.lowerBound..<words[next + count - 1].range.upperBound)
            }
            next += max(count, 1)
        }
        return matches
    }

    private static func holds(_ phrase: Sought, _ words: ArraySlice<Word>) -> Bool {
        guard words.count >= phrase.keys.count else { return false }
        let last = phrase.keys.count - 1
        for (offset, key) in phrase.keys.enumerated() {
            let word = words[words.startIndex + offset].key
            let fits = phrase.isPrefix && offset == last ? word.hasPrefix(key) : word == key
            if !fits { return false }
        }
        return true
    }

    /// The words of a text; of a script without blanks its characters.
    private static func words(_ text: String) -> [Word] {
        let scalars = text.unicodeScalars
        var words: [Word] = []
        var start: String.Index?
        func end(at index: String.Index) {
            guard let begun = start else { return }
            let range = begun..<index
            words.append(Word(range: range, key: key(of: String(scalars[range]))))
            start = nil
        }
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if SearchFolding.isUnsegmented(scalar) {
                end(at: index)
                words.append(Word(range: index..<next, key: String(scalar)))
            } else if SearchWords.isPart(scalar) {
                if start == nil { start = index }
            } else {
                end(at: index)
            }
            index = next
        }
        end(at: scalars.endIndex)
        return words
    }

    /// A word without case and accents.
    private static func key(of word: String) -> String {
        let folded = SearchFolding.folded(word).lowercased()
        if folded.utf8.allSatisfy({ $0 < 0x80 }) { return folded }
        var key = String.UnicodeScalarView()
        for scalar in folded.unicodeScalars {
            switch scalar.value {
            case 0x300...0x36f: continue
            case 0xc0...0x24f, 0x1e00...0x1eff: key.append(base(of: scalar))
            default: key.append(scalar)
            }
        }
        return String(key)
    }

    /// The letter that a Latin letter with an accent is made of: Unicode names it `LATIN SMALL LETTER
    /// E WITH ACUTE`.
    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard let name = scalar.properties.name else { return scalar }
        let words = name.utf8.split(separator: UInt8(ascii: " "))
        guard words.count > 4, words[2].elementsEqual("LETTER".utf8), words[3].count == 1,
            words[4].elementsEqual("WITH".utf8), let letter = words[3].first
        else { return scalar }
        return Unicode.Scalar(letter.asciiLowercased)
    }
}
