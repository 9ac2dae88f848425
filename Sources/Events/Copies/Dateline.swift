/// `LONDON (Reuters) —`: where the text was written, and for whom.
///
/// Each form is anchored at the start of a text and ends in a sign of its own. What stands there without an
/// agency's name is taken for a dateline only where it is written as one.
struct Dateline {
    /// How many words it has; 0 for none.
    private(set) var words = 0
    /// Whether an agency is named: in brackets, as a sentence of its own or before 电.
    private(set) var namesAgency = false
    /// All names of the agency, where it is a known one, in lower case without blanks.
    private(set) var agency: [String] = []

    /// Bytes of a text in which it has to end.
    private static let longest = 120
    /// Those of a text in which one has to end that is known by its capitals alone.
    private static let longestLarge = 80
    private static let mostWords = 8
    /// Words of one that names a known agency, and perhaps its correspondent.
    private static let mostWordsOfAgency = 12
    /// Letters and signs of the sentence behind it that are looked at.
    private static let longestSentence = 400

    init(_ text: String) {
        let signs = Signs(text.utf8Span.span)
        guard signs.mayBegin else { return }
        let line = Substring(text.utf8.prefix(Self.longest)).prefix { !$0.isNewline }
        if signs.startsWithBracket || signs.startsWide, let head = BracketedHead(line) {
            take(head.text, head.agency, isAgency: !head.agency.isEmpty, limit: .max)
        }
        if words == 0, signs.hasDash { readDash(in: line, of: text) }
        if words == 0, signs.hasMark { readAgency(in: line) }
    }

    private mutating func take(
        _ head: Substring, _ agency: [String], isAgency: Bool, limit: Int
    ) {
        let count = TokenList(String(head)).count
        guard count > 0, count <= limit else { return }
        (words, namesAgency, self.agency) = (count, isAgency, agency)
    }

    /// What is found at a look at the bytes of a text: most have nothing of it.
    private struct Signs {
        var startsWithBracket = false
        /// With a letter beyond ASCII.
        var startsWide = false
        var hasDash = false
        /// A bracket or a slash.
        var hasMark = false

        var mayBegin: Bool { startsWithBracket || startsWide || hasDash || hasMark }

        init(_ text: Span<UInt8>) {
            guard text.count > 0 else { return }
            startsWithBracket = text[0] == UInt8(ascii: "(") || text[0] == UInt8(ascii: "[")
            // Of the scripts without blanks, and their brackets.
            startsWide = text[0] >= 0xe3
            var before = UInt8(ascii: "a")
            for i in 0..<min(Dateline.longest, text.count) {
                let byte = text[i]
                if byte == UInt8(ascii: "\n") { return }
                // A hyphen behind a blank, a bracket, a point or a letter beyond ASCII, or the first byte of a longer
                // dash.
                if byte == UInt8(ascii: "-")
                    && (!(0x21...0x7e).contains(before) || before == UInt8(ascii: ")")
                        || before == UInt8(ascii: "."))
                    || byte == 0xe2
                {
                    hasDash = true
                }
                if i > 0, byte == UInt8(ascii: "(") || byte == UInt8(ascii: "/") { hasMark = true }
                before = byte
            }
        }
    }

    /// `GENEVA –`, `Madrid, 27 nov (EFE).-`, `МОСКВА, 27 ноя - РИА Новости.`
    private mutating func readDash(in line: Substring, of text: String) {
        guard let dash = Dash(in: line) else { return }
        let head = line[..<dash.start].trimmed
        guard let first = head.first, !first.isLowercase else { return }
        var place = head
        var bracket: Substring?
        let closing = head.last == "." ? head.dropLast() : head
        if closing.last == ")", let start = closing.lastIndex(of: "(") {
            place = closing[..<start].trimmed
            bracket = closing[start...]
        } else if closing.last == "/", let start = closing.dropLast().lastIndex(of: "/") {
            place = closing[..<start].trimmed
            bracket = closing[start...]
        } else if let point = head.dropLast().lastIndex(where: \.isWhitespace),
            let names = WireAgencies.names(in: head[point...]),
            head[..<point].trimmed.last == ".", DatelinePlace.isDated(head[..<point])
        {
            // `Москва. 27 ноября. ИНТЕРФАКС -`
            return take(head, names, isAgency: true, limit: Self.mostWordsOfAgency)
        }
        let agency = bracket.flatMap {
            WireAgencies.names(in: $0, isDated: DatelinePlace.isDated(place))
        }
        let isLarge = first.isUppercase && DatelinePlace.isWrittenLarge(place)
        if bracket == nil, isLarge || DatelinePlace.isDated(place),
            let named = Self.agency(behind: dash, in: line)
        {
            return take(named.head, named.agency, isAgency: true, limit: Self.mostWordsOfAgency)
        }
        let isPlace = first.isUppercase || !first.isASCII && DatelinePlace.isShort(place)
        guard
            agency != nil && !place.isEmpty && isPlace
                || isLarge && dash.isApart && line[..<dash.end].utf8.count < Self.longestLarge
                    && !Self.isInsertion(text[dash.start...])
        else { return }
        take(head, agency ?? [], isAgency: bracket != nil, limit: Self.mostWords)
    }

    /// An agency's name as a sentence of its own, perhaps with that of its correspondent.
    private static func agency(
        behind dash: Dash, in line: Substring
    ) -> (head: Substring, agency: [String])? {
        let rest = line[dash.end...]
        guard let point = rest.firstIndex(of: "."), point > rest.startIndex else { return nil }
        let parts = rest[..<point].split(separator: ",", maxSplits: 1)
        guard let first = parts.first, let names = WireAgencies.names(of: first),
            parts.dropFirst().allSatisfy(DatelinePlace.isNames)
        else { return nil }
        return (line[...point], names)
    }

    /// Whether a dash with which a text begins opens what another one closes in its sentence:
    /// *NATO – the alliance – agreed …* Behind a dateline dashes stand in pairs.
    private static func isInsertion(_ text: Substring) -> Bool {
        var isOpen = false
        var (before, last): (Unicode.Scalar, Unicode.Scalar) = ("a", "a")
        for scalar in text.unicodeScalars.dropFirst().prefix(longestSentence) {
            if scalar == "\n" || scalar.isBlank && ".!?".unicodeScalars.contains(last) { break }
            if before.isBlank, scalar.isBlank, Dash.signs.contains(last) { isOpen.toggle() }
            (before, last) = (last, scalar)
        }
        return isOpen
    }

    /// Without a dash, a known agency behind a place in capitals or a date: `New Delhi, Nov 27 (PTI) The ferry …`,
    /// `МОСКВА, 27 ноября. /ТАСС/. Паром …`, `Paris (AFP): The ferry …`
    private mutating func readAgency(in line: Substring) {
        guard let opening = line.firstIndex(where: { $0 == "(" || $0 == "/" }),
            let closing = line[opening...].dropFirst()
                .firstIndex(of: line[opening] == "(" ? ")" : "/")
        else { return }
        let place = line[..<opening].trimmed
        guard
            let agency = WireAgencies.names(
                in: line[opening...closing], isDated: DatelinePlace.isDated(place))
        else { return }
        var rest = line[closing...].dropFirst()
        let mark = rest.first
        if let mark, ".:।".contains(mark) { rest = rest.dropFirst() }
        rest = rest.drop(while: \.isWhitespace)
        // A sentence goes on with a small letter.
        guard let first = rest.first(where: { $0.isLetter || $0.isNumber }), !first.isLowercase,
            DatelinePlace.isDated(place)
                || place.first?.isUppercase ?? false && DatelinePlace.isWrittenLarge(place)
                || mark == ":" && DatelinePlace.isNames(place)
        else { return }
        take(line[...closing], agency, isAgency: true, limit: Self.mostWordsOfAgency)
    }
}

/// A dash between blanks, or behind a bracket.
private struct Dash {
    let start: Substring.Index
    let end: Substring.Index
    /// Whether blanks stand around it.
    let isApart: Bool

    static let signs = "-–—".unicodeScalars

    /// The first of a text.
    init?(in text: Substring) {
        let scalars = text.unicodeScalars
        var (before, last): (Unicode.Scalar, Unicode.Scalar) = ("a", "a")
        for i in scalars.indices {
            let scalar = scalars[i]
            if Self.signs.contains(scalar), !Self.signs.contains(last) {
                let end = scalars[i...].firstIndex { !Self.signs.contains($0) } ?? text.endIndex
                let isBehindPoint = last == "." && before == ")"
                let isBlankBehind = end < text.endIndex && scalars[end].isBlank
                if end < text.endIndex,
                    isBlankBehind && (last.isBlank || last == ")") || isBehindPoint
                {
                    (start, self.end) = (i, end)
                    isApart = last.isBlank && isBlankBehind
                    return
                }
            }
            (before, last) = (last, scalar)
        }
        return nil
    }
}

extension Substring {
    /// Without the blanks at its end.
    fileprivate var trimmed: Substring {
        var rest = self
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
