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
    /// Where no blank is within so many scalars there are none between words, as in Chinese.
    private static let longestWord = 40

    /// The surroundings of the first match on one line; nil where there is none.
    func excerpt(_ text: String) -> SearchExcerpt? {
        if inText.isEmpty { return nil }
        let found = matches(inText, in: text)
        guard let first = found.first else { return nil }
        let scalars = text.unicodeScalars
        let start = Self.start(of: text, before: first.lowerBound)
        let end = Self.end(of: text, from: start, behind: first.lowerBound)
        // Of a match that goes on behind the end the part is marked that is seen.
        let seen = found.prefix { $0.lowerBound < end }.map { $0.clamped(to: start..<end) }
        var excerpt = parts(of: text, start..<end, seen)
        if start > scalars.startIndex {
            excerpt.parts.insert(.init(text: "… ", isMatch: false), at: 0)
        }
        if end < scalars.endIndex { excerpt.parts.append(.init(text: " …", isMatch: false)) }
        return excerpt
    }

    /// Where the surroundings of `match` begin: with a word where there are blanks, else with a character.
    private static func start(of text: String, before match: String.Index) -> String.Index {
        let scalars = text.unicodeScalars
        guard
            let start = scalars.index(match, offsetBy: -lead, limitedBy: scalars.startIndex),
            start > scalars.startIndex
        else { return scalars.startIndex }
        let before = scalars[start..<match]
        if let blank = before.firstIndex(where: \.properties.isWhitespace) {
            return before[blank...].firstIndex { !$0.properties.isWhitespace } ?? match
        }
        // One of a thousand signs is cut after all.
        let next = text.index(after: start)
        return text.index(before: next) == start || next > match ? start : next
    }

    /// Where they end: behind a word where there are blanks, else behind a character.
    private static func end(
        of text: String, from start: String.Index, behind match: String.Index
    ) -> String.Index {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(start, offsetBy: width, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return scalars.endIndex }
        // With the sign at the end: a word that ends there is whole.
        let blank = scalars[match...end].suffix(longestWord).lastIndex {
            $0.properties.isWhitespace
        }
        if let blank {
            let word = scalars[match..<blank].lastIndex { !$0.properties.isWhitespace }
            return word.map { scalars.index(after: $0) } ?? end
        }
        let whole = text.index(before: text.index(after: end))
        return whole > match ? whole : end
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
