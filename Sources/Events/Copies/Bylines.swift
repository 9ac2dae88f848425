/// The names that stand near either end of a text where its author or its source is told: in brackets
/// (`(Reuters) —`), behind a word such as `by` or `source`, in a dateline, in a line of its own or behind the last
/// sentence (`dpa/Zeit`).
///
/// A word within a sentence is none, however it is spelt: *time*, *sun* and *Welt* are words before they are
/// publishers, and a report on the BBC was not written by it.
struct Bylines {
    /// As `CopyTraits.signature` has a publisher's: in lower case, without blanks.
    private(set) var signatures: [UInt64] = []

    /// Bytes from either end of a text that are looked at.
    private static let margin = 160
    /// A longer stretch is a sentence.
    private static let longest = 96
    private static let mostWords = 8
    /// Words of a name that stands by itself.
    private static let longestName = 3

    init(_ text: String) {
        let bytes = text.utf8Span.span
        let head = min(bytes.count, Self.margin)
        read(bytes, in: 0..<head)
        let tail = max(head, bytes.count - Self.margin)
        if tail < bytes.count { read(bytes, in: tail..<bytes.count) }
    }

    private mutating func read(_ bytes: Span<UInt8>, in range: Range<Int>) {
        let stretches = BylineStretch.all(of: bytes, in: range)
        for i in stretches.indices where !stretches[i].range.isEmpty {
            let stretch = stretches[i]
            if stretch.range.count <= Self.longest, Self.isWorthALook(stretch, bytes) {
                let words = BylineWord.all(of: bytes, in: stretch.range)
                if words.count <= Self.mostWords,
                    Self.mayTell(stretch, words, before: i, in: stretches, bytes)
                {
                    let isCued = BylineVocabulary.shared.isCue(words[0].hash(in: bytes))
                    addNames(
                        words.dropFirst(isCued ? 1 : 0), bytes,
                        isCued: isCued || stretch.left == .opening)
                }
            }
            addLast(of: stretch, bytes)
        }
    }

    /// Whether anything of a stretch is told by its words: a sentence has to begin with a word that tells a
    /// source.
    private static func isWorthALook(_ stretch: BylineStretch, _ bytes: Span<UInt8>) -> Bool {
        if stretch.left == .opening && stretch.right == .closing { return true }
        if stretch.left == .none || stretch.right == .none { return false }
        guard stretch.right == .stop else { return true }
        return BylineWord.all(of: bytes, in: stretch.range.prefix(longestCue)).first
            .map { BylineVocabulary.shared.sources.contains($0.hash(in: bytes)) } ?? false
    }

    /// Bytes of the longest word that tells a source.
    private static let longestCue = 20

    /// Whether a stretch stands where sources are told.
    private static func mayTell(
        _ stretch: BylineStretch, _ words: [BylineWord], before i: Int,
        in stretches: [BylineStretch], _ bytes: Span<UInt8>
    ) -> Bool {
        guard let first = words.first else { return false }
        let (left, right) = (stretch.left, stretch.right)
        if left == .opening && right == .closing {
            return isApart(i, in: stretches, bytes)
        }
        if left == .none || right == .none { return false }
        let hash = first.hash(in: bytes)
        if BylineVocabulary.shared.sources.contains(hash) { return left != .closing }
        // A sentence of its own is text: *Von Zeit zu Zeit.*
        if right == .stop { return false }
        if BylineVocabulary.shared.authors.contains(hash) { return left != .closing }
        if right == .dash { return left.isFirm && first.isLarge(in: bytes) }
        // What stands behind a sentence or a dash is the last of its line.
        return left.isFirm ? right.isFirm : left != .closing && (right == .line || right == .text)
    }

    /// Whether what is in brackets is no part of the sentence that it stands in.
    private static func isApart(
        _ i: Int, in stretches: [BylineStretch], _ bytes: Span<UInt8>
    ) -> Bool {
        // Between the bracket and what stands beside it.
        let (before, after) = (
            i > 0 ? stretches[i - 1] : nil, i + 1 < stretches.count ? stretches[i + 1] : nil
        )
        if let before, before.range.isEmpty, before.left != .none, before.left != .closing {
            return true
        }
        guard let after else { return false }
        if !after.range.isEmpty {
            return before.map { isDateline($0, before: after, bytes) } ?? false
        }
        if after.right == .dash { return true }
        var end = after.right
        if end == .stop {
            guard i + 2 < stretches.count, stretches[i + 2].range.isEmpty else { return false }
            end = stretches[i + 2].right
        }
        guard end == .line || end == .text else { return false }
        // *the British Broadcasting Corporation (BBC)*
        guard let before,
            let name = BylineWord.all(of: bytes, in: before.range.suffix(longest)).last
        else { return true }
        return !(name.isCapitalised(in: bytes) && bytes[stretches[i].range.lowerBound].isCapital)
    }

    /// Whether what stands before brackets is where a text was written, which begins behind them:
    /// *PARIS (AFP) Ferries …*, *Paris (AFP): Ferries …*
    private static func isDateline(
        _ place: BylineStretch, before text: BylineStretch, _ bytes: Span<UInt8>
    ) -> Bool {
        let words = BylineWord.all(of: bytes, in: place.range)
        guard place.left.isFirm, (1...mostWords).contains(words.count) else { return false }
        let first = bytes[text.range.lowerBound]
        if first == UInt8(ascii: ":") {
            return words.count <= longestName
                && words.allSatisfy { $0.isCapitalised(in: bytes) || $0.isNumber(in: bytes) }
                && !BylineVocabulary.shared.articles.contains(words[0].hash(in: bytes))
        }
        // The name of a month stands beside a number.
        return (first.isCapital || first >= 0x80) && words[0].isLarge(in: bytes)
            && words.indices.allSatisfy { i in
                words[i].isLarge(in: bytes) || words[i].isNumber(in: bytes)
                    || words[max(0, i - 1)...min(i + 1, words.count - 1)].contains {
                        $0.isNumber(in: bytes)
                    }
            }
    }

    /// What the last words of a line tell: *… via The Sun*
    private mutating func addLast(of stretch: BylineStretch, _ bytes: Span<UInt8>) {
        guard [.line, .text, .closing].contains(stretch.right) else { return }
        let words = BylineWord.all(of: bytes, in: stretch.range.suffix(Self.longest)).suffix(6)
        for i in words.indices.dropFirst().dropLast().reversed()
        where BylineVocabulary.shared.sources.contains(words[i].hash(in: bytes))
            && (words[i].endsWithColon || words[i].hash(in: bytes) == BylineVocabulary.via)
        {
            addNames(words[(i + 1)...], bytes, isCued: true)
            return
        }
    }

    /// Of each part of a list its words as one, without an article before it and without words such as
    /// *staff* behind it.
    ///
    /// - Parameter isCued: whether a word or a mark says that they are names; else a part of many words shows
    ///   that they are not.
    private mutating func addNames(
        _ words: ArraySlice<BylineWord>, _ bytes: Span<UInt8>, isCued: Bool
    ) {
        let vocabulary = BylineVocabulary.shared
        var parts: [[BylineWord]] = [[]]
        var isOver = false
        for word in words where !isCued || !word.isYear(in: bytes) {
            let hash = word.hash(in: bytes)
            // *Copyright © 2026 AFP*
            if isCued, vocabulary.signs.contains(hash) { continue }
            let isJoint =
                vocabulary.joints.contains(hash) || isCued && vocabulary.relations.contains(hash)
            if word.startsPart || isJoint {
                parts.append([])
                isOver = false
            }
            if isJoint || isOver { continue }
            isOver = vocabulary.companions.contains(hash) && !parts[parts.count - 1].isEmpty
            if isOver { addName(parts[parts.count - 1], bytes) }
            parts[parts.count - 1].append(word)
        }
        guard isCued || parts.allSatisfy({ $0.count <= Self.longestName }) else { return }
        for part in parts { addName(part, bytes) }
    }

    private mutating func addName(_ words: [BylineWord], _ bytes: Span<UInt8>) {
        guard let first = words.first else { return }
        signatures.append(BylineWord.signature(of: words[...], in: bytes))
        if words.count > 1, BylineVocabulary.shared.articles.contains(first.hash(in: bytes)) {
            signatures.append(BylineWord.signature(of: words.dropFirst(), in: bytes))
        }
    }
}

/// Words that tell a source or an author, in the languages met.
private struct BylineVocabulary {
    static let shared = BylineVocabulary()
    static let via = TermHash.of("via".utf8)

    let authors = set("by von par por di door av af od przez от від oleh bởi")
    let sources = set(
        """
        via source sources quelle quellen fuente fuentes fonte fonti bron kilde källa źródło zdroj kaynak \
        izvor источник джерело sumber nguồn copyright © 来源 來源 出典 출처
        """)
    let signs = set("copyright ©")
    let joints = set("and und et y e en og och i with mit avec con")
    let relations = set("of für for pour")
    let articles = set("the die der das le la les il el los de het")
    /// What stands behind the name of one that publishes, and is no part of it.
    let companions = set(
        """
        staff news newsroom online magazine newspaper agency press service desk team sport tv reporter \
        reporters correspondent correspondents writer writers editor editors redaktion rédaction redacción \
        redazione redactie
        """)

    func isCue(_ hash: UInt64) -> Bool { authors.contains(hash) || sources.contains(hash) }

    private static func set(_ words: String) -> Set<UInt64> {
        Set(words.utf8.split(separator: UInt8(ascii: " ")).map { TermHash.of($0) })
    }
}
