/// The tokens of a text, in order, with their lower-case bytes side by side in one buffer.
struct TokenList {
    private(set) var bytes: [UInt8] = []
    private(set) var tokens: [Token] = []

    init() {}

    /// The bytes of a text that are read.
    static let longest = 65_536

    init(_ text: String, limit: Int = longest, capitalI: Unicode.Scalar = "i") {
        read(text, limit: limit, capitalI: capitalI)
    }

    /// Makes it the list of another text: cuts `text` into tokens: runs of letters, digits, marks and underscores.
    ///
    /// Linear in the length; what stands behind `limit` bytes is not read.
    ///
    /// - Parameter capitalI: what the capital I is in lower case: the dotless ı of Turkish and
    ///   Azerbaijani, else i.
    mutating func read(
        _ text: String, limit: Int = longest, capitalI: Unicode.Scalar = "i"
    ) {
        removeAll()
        if !scan(text, limit: limit, capitalI) {
            removeAll()
            let start = text.beginning(limit)
            _ = scan(
                Composition.shared.compose(start), limit: limit, capitalI, isComposed: true)
        }
    }

    private mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
    }

    /// False, with nothing of use done, when the text has accents apart from their letters.
    private mutating func scan(
        _ text: String, limit: Int, _ capitalI: Unicode.Scalar, isComposed: Bool = false
    ) -> Bool {
        let utf8 = text.utf8Span.span
        let end = min(utf8.count, limit)
        bytes.reserveCapacity(end)
        tokens.reserveCapacity(end / 5)
        var scanner = TokenScanner(capitalI: capitalI)
        var i = 0
        while i < end {
            let byte = utf8[i]
            if Self.isLetter(byte), scanner.mayTakeWords {
                takeWords(of: utf8, from: &i, to: end, &scanner)
            } else if Self.isSmallLetter(byte) {
                // Most of a text: taken run by run.
                var next = i + 1
                while next < end, Self.isSmallLetter(utf8[next]) { next += 1 }
                scanner.take(smallLetters: utf8.extracting(i..<next), into: &self)
                i = next
            } else if byte < 0x80 {
                i += 1
                scanner.takeASCII(byte, into: &self)
            } else {
                guard let (scalar, length) = utf8.soundScalar(at: i), i + length <= end else {
                    break
                }
                i += length
                if !isComposed && Composition.concerns(scalar) { return false }
                scanner.take(scalar, into: &self)
            }
        }
        scanner.end(into: &self)
        return true
    }

    /// Takes words of ASCII with what stands between them: most of most texts, and all of many.
    private mutating func takeWords(
        of utf8: Span<UInt8>, from place: inout Int, to end: Int, _ scanner: inout TokenScanner
    ) {
        let start = bytes.count
        var (i, tokens) = (place, [Token]())
        swap(&tokens, &self.tokens)
        bytes.append(addingCapacity: end - i) { free in
            scanner.takeWords(of: utf8, from: &i, to: end, into: &free, behind: start, &tokens)
        }
        swap(&tokens, &self.tokens)
        place = i
    }

    private static func isSmallLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
    }

    fileprivate static func isLetter(_ byte: UInt8) -> Bool { isSmallLetter(byte | 0x20) }

    var count: Int { tokens.count }

    /// About how many words of a language with blanks say as much.
    var wordCount: Int { (tokens.reduce(0) { $0 + $1.quarters } + 3) / 4 }

    /// Takes tokens out, by ascending ranges: what follows begins a sentence.
    mutating func remove(_ ranges: [Range<Int>]) {
        var kept: [Token] = []
        kept.reserveCapacity(tokens.count)
        var start = 0
        for range in ranges + [tokens.count..<tokens.count] where range.lowerBound >= start {
            let first = kept.count
            kept += tokens[start..<range.lowerBound]
            if start > 0 && kept.count > first {
                kept[first].traits.insert(.startsSentence)
                kept[first].traits.remove(.follows)
            }
            start = range.upperBound
        }
        tokens = kept
    }

    /// Writes each word as it is known in the language of the text.
    mutating func fold(_ spelling: Spelling) {
        for i in tokens.indices where tokens[i].traits.contains(.signed) {
            tokens[i] = spelling.folded(tokens[i], in: &bytes)
        }
    }

    /// Takes a token for another, of which the bytes are there.
    mutating func replace(_ i: Int, by token: Token) { tokens[i] = token }

    /// The token's lower-case text.
    func text(of token: Token) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    fileprivate mutating func append(byte: UInt8) {
        bytes.append(byte)
    }

    fileprivate mutating func append(_ added: Span<UInt8>, to hash: inout TermHash) {
        var state = hash
        bytes.append(addingCapacity: added.count) { free in
            for i in added.indices {
                free.append(added[i])
                state.add(added[i])
            }
        }
        hash = state
    }

    fileprivate mutating func append(token: Token) {
        tokens.append(token)
    }

    var endsWithDigit: Bool {
        bytes.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }

    /// Takes back the tokens that were appended last, one or more, with their bytes.
    mutating func takeLast(_ count: Int) -> ([Token], [UInt8]) {
        let last = Array(tokens.suffix(count))
        tokens.removeLast(last.count)
        let start = last.first?.range.lowerBound ?? bytes.count
        let text = Array(bytes[start...])
        bytes.removeSubrange(start...)
        return (last, text)
    }

    mutating func append(_ text: [UInt8], _ traits: Token.Traits) {
        let start = bytes.count
        bytes += text
        let hash = TermHash.of(text.span)
        tokens.append(Token(range: start..<bytes.count, hash: hash, traits: traits))
    }

    /// Takes back the token that was appended last.
    fileprivate mutating func reopen() -> Token? {
        tokens.popLast()
    }
}

/// The state between two scalars.
private struct TokenScanner {
    /// The greatest of those between two tokens counts.
    private enum Gap: UInt8 { case none, blanks, punctuation, sentence, line }

    private let table = ScalarTable.shared
    private let capitalI: UInt32
    private var gap = Gap.line
    private var hash = TermHash()
    private var start = 0
    private var scalars = 0
    private var traits: Token.Traits = []
    private var numbers = NumberRun()
    /// What stands behind a token that ends with a digit, where nothing has followed yet.
    private var mark = NumberMark.none

    /// Bytes of a letter with its signs; more of them on one letter are no writing.
    private static let longestLetter = 24

    init(capitalI: Unicode.Scalar) {
        self.capitalI = capitalI.value
    }

    /// Whether a word may begin that depends on nothing before it but the gap.
    var mayTakeWords: Bool { scalars == 0 && numbers.isEmpty && capitalI < 0x80 }

    /// Takes words of ASCII letters, and what stands between them, until something else comes.
    ///
    /// - Parameters:
    ///   - i: where a word begins; afterwards where the next scalar stands.
    ///   - start: the bytes that stand before those of `free`.
    mutating func takeWords(
        of utf8: Span<UInt8>, from i: inout Int, to end: Int, into free: inout OutputSpan<UInt8>,
        behind start: Int, _ tokens: inout [Token]
    ) {
        mark = .none
        while true {
            self.start = start + free.count
            hash = TermHash()
            traits = traitsBehindGap
            if utf8[i] & 0x20 == 0 { traits.insert(.capitalised) }
            let first = i
            while i < end, TokenList.isLetter(utf8[i]) {
                let letter = utf8[i] | 0x20
                free.append(letter)
                hash.add(letter)
                i &+= 1
            }
            scalars = i - first
            // It may go on with another scalar.
            guard i < end, Self.isGap(utf8[i]) else { return }
            if scalars == 1 { traits.insert(.single) }
            tokens.append(
                Token(
                    range: self.start..<(start + free.count), hash: hash.value, traits: traits))
            scalars = 0
            gap = .none
            repeat {
                widen(Self.gap(utf8[i]))
                i &+= 1
            } while i < end && Self.isGap(utf8[i])
            guard i < end, TokenList.isLetter(utf8[i]) else { return }
        }
    }

    /// Whether it is ASCII and of no word.
    private static func isGap(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ")
            || byte < 0x80 && !TokenList.isLetter(byte) && byte != UInt8(ascii: "_")
                && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func gap(_ byte: UInt8) -> Gap {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): .blanks
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): .sentence
        case UInt8(ascii: "\n"): .line
        default: .punctuation
        }
    }

    /// Takes some of `a` to `z`, one or more.
    mutating func take(smallLetters letters: Span<UInt8>, into list: inout TokenList) {
        begin([], into: &list)
        scalars += letters.count - 1
        list.append(letters, to: &hash)
    }

    mutating func takeASCII(_ byte: UInt8, into list: inout TokenList) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            begin([], into: &list)
            put(byte, into: &list)
        case UInt8(ascii: "I") where capitalI >= 0x80:
            begin(.capitalised, into: &list)
            put(scalar: capitalI, into: &list)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            begin(.capitalised, into: &list)
            put(byte | 0x20, into: &list)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            begin(.startsWithDigit, into: &list)
            put(byte, into: &list)
        default: endWith(Self.gap(byte), mark: NumberMark(UInt32(byte)), into: &list)
        }
    }

    mutating func take(_ original: UInt32, into list: inout TokenList) {
        let scalar = table.fold(original)
        // The Chinese comma parts clauses, and no thousands.
        if original == 0xff0c { return endWith(.punctuation, into: &list) }
        if scalar < 0x80 { return takeASCII(UInt8(truncatingIfNeeded: scalar), into: &list) }
        switch table.scalarClass(scalar) {
        case .ignored: break
        case .gap:
            let isBlank = scalar == 0xa0 || (0x2000...0x200a).contains(scalar) || scalar == 0x202f
            let endsLine = scalar == 0x2028 || scalar == 0x2029
            let endsSentence = ScalarTable.endsSentence(scalar)
            endWith(
                isBlank ? .blanks : endsLine ? .line : endsSentence ? .sentence : .punctuation,
                mark: NumberMark(scalar), into: &list)
        case .word:
            let lower = table.lowerCase(scalar)
            begin(lower == scalar ? [] : .capitalised, into: &list)
            traits.insert(.signed)
            put(scalar: lower, into: &list)
        case .unsegmented:
            endToken(into: &list)
            let isHiragana = (0x3041...0x309f).contains(scalar)
            let isIdeograph = scalar >= 0x3400 && scalar < 0xa000 || scalar >= 0xf900
            begin(
                isHiragana
                    ? [.unsegmented, .hiragana]
                    : isIdeograph ? [.unsegmented, .ideograph] : .unsegmented,
                into: &list)
            put(scalar: scalar, into: &list)
            endToken(into: &list)
        case .unsegmentedMark: extendToken(by: scalar, into: &list)
        case .dotted:
            guard let (letter, dot) = Composition.dotted(scalar) else { break }
            take(letter, into: &list)
            take(dot, into: &list)
        }
    }

    /// Adds a sign to the letter that it stands on.
    private mutating func extendToken(by mark: UInt32, into list: inout TokenList) {
        endToken(into: &list)
        guard gap == .none, let token = list.reopen() else { return }
        guard token.range.count < Self.longestLetter else { return list.append(token: token) }
        put(scalar: mark, into: &list)
        let range = token.range.lowerBound..<list.bytes.count
        let hash = TermHash.of(list.bytes.span.extracting(range))
        list.append(token: Token(range: range, hash: hash, traits: token.traits))
    }

    /// Ends the text.
    mutating func end(into list: inout TokenList) {
        endToken(into: &list)
        if !numbers.isEmpty { numbers.join(in: &list) }
    }

    private mutating func endToken(into list: inout TokenList) {
        guard scalars > 0 else { return }
        if scalars == 1 { traits.insert(.single) }
        list.append(
            token: Token(range: start..<list.bytes.count, hash: hash.value, traits: traits))
        scalars = 0
        gap = .none
    }

    private mutating func begin(_ first: Token.Traits, into list: inout TokenList) {
        scalars += 1
        guard scalars == 1 else { return }
        if mark.joins, first.contains(.startsWithDigit) {
            numbers.append(mark)
        } else if !numbers.isEmpty {
            numbers.join(in: &list)
        }
        traits = first.union(traitsBehindGap)
        if first.contains(.startsWithDigit) { traits.formUnion(mark.traits) }
        mark = .none
        start = list.bytes.count
        hash = TermHash()
    }

    private var traitsBehindGap: Token.Traits {
        switch gap {
        case .none: [.follows, .adjoins]
        case .blanks: .follows
        case .punctuation: []
        case .sentence: .startsSentence
        case .line: [.startsSentence, .startsLine]
        }
    }

    private mutating func endWith(
        _ kind: Gap, mark: NumberMark = .none, into list: inout TokenList
    ) {
        endToken(into: &list)
        if gap == .none {
            self.mark = traits.contains(.startsWithDigit) && list.endsWithDigit ? mark : .none
        } else {
            self.mark = kind == .blanks ? self.mark.spaced : .none
        }
        widen(kind)
    }

    private mutating func widen(_ kind: Gap) { if kind.rawValue > gap.rawValue { gap = kind } }

    private mutating func put(_ byte: UInt8, into list: inout TokenList) {
        list.append(byte: byte)
        hash.add(byte)
    }

    private mutating func put(scalar: UInt32, into list: inout TokenList) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in UTF8.encode(scalar) ?? .init() { put(byte, into: &list) }
    }
}
