/// What stands between two marks that part a text: the ends of sentences and lines, brackets, bars,
/// dashes.
struct BylineStretch {
    enum Edge {
        /// Where reading began or ended, within the text.
        case none
        case text, line, bar, dash, stop, opening, closing

        /// Whether what stands beside it is apart from all else.
        var isFirm: Bool { self == .text || self == .line || self == .bar }
    }

    /// Without the blanks around it.
    let range: Range<Int>
    let left: Edge
    let right: Edge

    static func all(of bytes: Span<UInt8>, in range: Range<Int>) -> [BylineStretch] {
        var stretches: [BylineStretch] = []
        var left = range.lowerBound == 0 ? Edge.text : .none
        var start = range.lowerBound
        var i = range.lowerBound
        while i < range.upperBound {
            let byte = bytes[i]
            if byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte == UInt8(ascii: " ") {
                i &+= 1
                continue
            }
            guard let (edge, length) = edge(at: i, in: bytes) else {
                i += 1
                continue
            }
            stretches.append(
                BylineStretch(range: bytes.trimmed(start..<i), left: left, right: edge))
            (left, start) = (edge, i + length)
            i = start
        }
        let end = range.upperBound
        stretches.append(
            BylineStretch(
                range: bytes.trimmed(min(start, end)..<end), left: left,
                right: end == bytes.count ? .text : .none))
        return stretches
    }

    private static func edge(at i: Int, in bytes: Span<UInt8>) -> (Edge, length: Int)? {
        switch bytes[i] {
        case UInt8(ascii: "\n"): return (.line, 1)
        case UInt8(ascii: "("), UInt8(ascii: "["): return (.opening, 1)
        case UInt8(ascii: ")"), UInt8(ascii: "]"): return (.closing, 1)
        case UInt8(ascii: "|"): return (.bar, 1)
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return (.stop, 1)
        case UInt8(ascii: "."):
            return bytes.isBlank(at: i + 1) && !isAbbreviation(endingAt: i, in: bytes)
                ? (.stop, 1) : nil
        case UInt8(ascii: "-"):
            guard bytes.isBlank(at: i - 1) else { return nil }
            let length = i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: "-") ? 2 : 1
            return bytes.isBlank(at: i + length) ? (.dash, length) : nil
        case 0x80...: return wideEdge(at: i, in: bytes)
        default: return nil
        }
    }

    private static func wideEdge(at i: Int, in bytes: Span<UInt8>) -> (Edge, length: Int)? {
        guard i + 2 < bytes.count || i + 1 < bytes.count && bytes[i] == 0xc2 else { return nil }
        switch (bytes[i], bytes[i + 1]) {
        case (0xc2, 0xb7): return (.bar, 2)
        case (0xe2, 0x80):
            switch bytes[i + 2] {
            case 0x93:
                return bytes.isBlank(at: i - 1) && bytes.isBlank(at: i + 3) ? (.dash, 3) : nil
            case 0x94: return (.dash, 3)
            case 0xa2: return (.bar, 3)
            case 0xa6: return (.stop, 3)
            default: return nil
            }
        case (0xe3, 0x80):
            switch bytes[i + 2] {
            case 0x82: return (.stop, 3)
            case 0x90: return (.opening, 3)
            case 0x91: return (.closing, 3)
            default: return nil
            }
        case (0xef, 0xbc):
            switch bytes[i + 2] {
            case 0x88: return (.opening, 3)
            case 0x89: return (.closing, 3)
            case 0x81, 0x9f: return (.stop, 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// Whether a point stands behind a capital and two letters at most: *Nov.*, *J.*; *AFP.* ends a
    /// sentence.
    private static func isAbbreviation(endingAt i: Int, in bytes: Span<UInt8>) -> Bool {
        var start = i
        while start > 0, i - start < 4, !bytes.isBlank(at: start - 1) { start -= 1 }
        return start < i && i - start <= 3 && bytes[start].isCapital
            && (i - start == 1 || !(start..<i).allSatisfy { bytes[$0].isCapital })
    }
}

/// A word of such a stretch.
struct BylineWord {
    let range: Range<Int>
    /// Whether a comma, a slash or the like stands before it.
    let startsPart: Bool
    let endsWithColon: Bool

    static func all(of bytes: Span<UInt8>, in range: Range<Int>) -> [BylineWord] {
        var words: [BylineWord] = []
        var (start, startsPart) = (range.lowerBound, false)
        var i = range.lowerBound
        while i <= range.upperBound {
            let (gap, length) = i < range.upperBound ? gap(at: i, in: bytes) : (.blank, 1)
            if gap == .none {
                i += 1
                continue
            }
            var word = bytes.withoutQuotes(start..<i)
            if word.count > 2, bytes[word.lowerBound] == 0xc2, bytes[word.lowerBound + 1] == 0xa9 {
                // *©AFP*
                let sign = word.lowerBound..<(word.lowerBound + 2)
                words.append(
                    BylineWord(range: sign, startsPart: startsPart, endsWithColon: false))
                (word, startsPart) = (sign.upperBound..<word.upperBound, false)
            }
            if !word.isEmpty {
                words.append(
                    BylineWord(range: word, startsPart: startsPart, endsWithColon: gap == .colon))
                startsPart = false
            }
            if gap == .part { startsPart = true }
            i += length
            start = min(i, range.upperBound)
        }
        return words
    }

    private enum Gap { case none, blank, part, colon }

    private static func gap(at i: Int, in bytes: Span<UInt8>) -> (Gap, length: Int) {
        switch bytes[i] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): (.blank, 1)
        case UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"),
            UInt8(ascii: "+"):
            (.part, 1)
        case UInt8(ascii: ":"): (.colon, 1)
        case 0xc2 where i + 1 < bytes.count && bytes[i + 1] == 0xa0: (.blank, 2)
        // The colon of China.
        case 0xef where i + 2 < bytes.count && bytes[i + 1] == 0xbc && bytes[i + 2] == 0x9a:
            (.colon, 3)
        default: (.none, 1)
        }
    }

    func hash(in bytes: Span<UInt8>) -> UInt64 {
        Self.signature(of: CollectionOfOne(self)[...], in: bytes)
    }

    /// The hash of words in lower case without blanks.
    static func signature(of words: some Collection<BylineWord>, in bytes: Span<UInt8>) -> UInt64 {
        var hash = TermHash()
        for word in words {
            var isSmall = true
            for i in word.range where bytes[i] >= 0x80 { isSmall = false }
            if isSmall {
                for i in word.range { hash.add(lowercased: bytes[i]) }
            } else {
                let letters = word.range.map { bytes[$0] }
                for byte in String(decoding: letters, as: UTF8.self).lowercased().utf8 {
                    hash.add(byte)
                }
            }
        }
        return hash.value
    }

    func isCapitalised(in bytes: Span<UInt8>) -> Bool { bytes[range.lowerBound].isCapital }

    func isNumber(in bytes: Span<UInt8>) -> Bool {
        range.allSatisfy { bytes[$0] >= UInt8(ascii: "0") && bytes[$0] <= UInt8(ascii: "9") }
    }

    func isYear(in bytes: Span<UInt8>) -> Bool { range.count == 4 && isNumber(in: bytes) }

    /// Whether it stands in capitals, as the place in a dateline does.
    func isLarge(in bytes: Span<UInt8>) -> Bool {
        range.count > 2 && range.allSatisfy { bytes[$0].isCapital || bytes[$0] >= 0x80 }
    }
}

extension UInt8 {
    /// Of ASCII.
    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}

extension Span<UInt8> {
    /// Beyond either end stands a blank too.
    fileprivate func isBlank(at i: Int) -> Bool {
        i < 0 || i >= count || self[i] <= 0x20
    }

    fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, isBlank(at: first) { range.removeFirst() }
        while let last = range.last, isBlank(at: last) { range.removeLast() }
        return range
    }

    /// Without the points and quotation marks of ASCII around a word.
    fileprivate func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, "\"'*_".utf8.contains(self[first]) { range.removeFirst() }
        while let last = range.last, "\"'*_.".utf8.contains(self[last]) { range.removeLast() }
        return range
    }
}
