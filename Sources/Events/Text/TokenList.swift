/// The tokens of a text, in order, with their lower-case bytes side by side in one buffer.
struct TokenList {
    private(set) var bytes: [UInt8] = []
    private(set) var tokens: [Token] = []

    /// Cuts `text` into tokens: runs of letters, digits, marks and underscores.
    ///
    /// Linear in the length; what stands behind `limit` bytes is not read.
    ///
    /// - Parameter capitalI: what the capital I is in lower case: the dotless ı of Turkish and
    ///   Azerbaijani, else i.
    init(_ text: String, limit: Int = 65_536, capitalI: Unicode.Scalar = "i") {
        if !scan(text, limit: limit, capitalI) {
            (bytes, tokens) = ([], [])
            let end =
                text.utf8.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex)
                ?? text.endIndex
            let start = text.unicodeScalars[..<end]
            _ = scan(
                Composition.shared.compose(start), limit: limit, capitalI, isComposed: true)
        }
    }

    /// False, with nothing of use done, when the text has accents apart from their letters.
    private mutating func scan(
        _ text: String, limit: Int, _ capitalI: Unicode.Scalar, isComposed: Bool = false
    ) -> Bool {
        let utf8 = text.utf8Span.span
        let end = min(utf8.count, limit)
        bytes.reserveCapacity(end)
        tokens.reserveCapacity(end / 6)
        var scanner = TokenScanner(capitalI: capitalI)
        var i = 0
        while i < end {
            let byte = utf8[i]
            if Self.isSmallLetter(byte) {
                // Most of a text: taken run by run.
                var next = i + 1
                while next < end, Self.isSmallLetter(utf8[next]) { next += 1 }
                scanner.take(smallLetters: utf8.extracting(i..<next), into: &self)
                i = next
            } else if byte < 0x80 {
                i += 1
                scanner.takeASCII(byte, into: &self)
            } else {
                let length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
                guard i + length <= end else { break }
                // A string's UTF-8 is sound, so the continuation bytes need no check.
                var scalar = UInt32(byte) & (length == 2 ? 0x1f : length == 3 ? 0x0f : 0x07)
                for k in 1..<length { scalar = scalar << 6 | UInt32(utf8[i + k] & 0x3f) }
                i += length
                if !isComposed && Composition.concerns(scalar) { return false }
                scanner.take(scalar, into: &self)
            }
        }
        scanner.endToken(into: &self)
        return true
    }

    private static func isSmallLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
    }

    var count: Int { tokens.count }

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

    /// Takes back the token that was appended last.
    fileprivate mutating func reopen() -> Token? {
        tokens.popLast()
    }
}

/// The state between two scalars.
private struct TokenScanner {
    private enum Gap { case none, blanks, punctuation, sentence, line }

    private let table = ScalarTable.shared
    private let capitalI: UInt32
    private var gap = Gap.line
    private var hash = TermHash()
    private var start = 0
    private var scalars = 0
    private var traits: Token.Traits = []

    /// Bytes of a letter with its signs; more of them on one letter are no writing.
    private static let longestLetter = 24

    init(capitalI: Unicode.Scalar) {
        self.capitalI = capitalI.value
    }

    /// Takes some of `a` to `z`, one or more.
    mutating func take(smallLetters letters: Span<UInt8>, into list: inout TokenList) {
        begin([], in: list)
        scalars += letters.count - 1
        list.append(letters, to: &hash)
    }

    mutating func takeASCII(_ byte: UInt8, into list: inout TokenList) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            begin([], in: list)
            put(byte, into: &list)
        case UInt8(ascii: "I") where capitalI >= 0x80:
            begin(.capitalised, in: list)
            put(scalar: capitalI, into: &list)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            begin(.capitalised, in: list)
            put(byte | 0x20, into: &list)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            begin(.startsWithDigit, in: list)
            put(byte, into: &list)
        case UInt8(ascii: " "), UInt8(ascii: "\t"): endWith(.blanks, into: &list)
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            endWith(.sentence, into: &list)
        case UInt8(ascii: "\n"): endWith(.line, into: &list)
        default: endWith(.punctuation, into: &list)
        }
    }

    mutating func take(_ original: UInt32, into list: inout TokenList) {
        let scalar = table.fold(original)
        if scalar < 0x80 { return takeASCII(UInt8(truncatingIfNeeded: scalar), into: &list) }
        switch table.scalarClass(scalar) {
        case .ignored: break
        case .gap:
            let isBlank = scalar == 0xa0 || (0x2000...0x200a).contains(scalar) || scalar == 0x202f
            let endsLine = scalar == 0x2028 || scalar == 0x2029
            let endsSentence = scalar == 0x3002
            endWith(
                isBlank ? .blanks : endsLine ? .line : endsSentence ? .sentence : .punctuation,
                into: &list)
        case .word:
            let lower = table.lowerCase(scalar)
            begin(lower == scalar ? [] : .capitalised, in: list)
            put(scalar: lower, into: &list)
        case .unsegmented:
            endToken(into: &list)
            let isHiragana = (0x3041...0x309f).contains(scalar)
            begin(isHiragana ? [.unsegmented, .hiragana] : .unsegmented, in: list)
            put(scalar: scalar, into: &list)
            endToken(into: &list)
        case .unsegmentedMark: extendToken(by: scalar, into: &list)
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

    mutating func endToken(into list: inout TokenList) {
        guard scalars > 0 else { return }
        if scalars == 1 { traits.insert(.single) }
        list.append(
            token: Token(range: start..<list.bytes.count, hash: hash.value, traits: traits))
        scalars = 0
        gap = .none
    }

    private mutating func begin(_ first: Token.Traits, in list: TokenList) {
        scalars += 1
        guard scalars == 1 else { return }
        start = list.bytes.count
        hash = TermHash()
        traits = first
        switch gap {
        case .none, .blanks: traits.insert(.follows)
        case .punctuation: break
        case .sentence: traits.insert(.startsSentence)
        case .line: traits.formUnion([.startsSentence, .startsLine])
        }
    }

    private mutating func endWith(_ kind: Gap, into list: inout TokenList) {
        endToken(into: &list)
        switch (gap, kind) {
        case (.none, _), (_, .line), (.blanks, .punctuation), (.blanks, .sentence),
            (.punctuation, .sentence):
            gap = kind
        default: break
        }
    }

    private mutating func put(_ byte: UInt8, into list: inout TokenList) {
        list.append(byte: byte)
        hash.add(byte)
    }

    private mutating func put(scalar: UInt32, into list: inout TokenList) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in UTF8.encode(scalar) ?? .init() { put(byte, into: &list) }
    }
}
