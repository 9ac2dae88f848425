/// An entry cut into the parts that may be standing text of its feed: the affixes of its title, and
/// the lines and sentences near either end of its body.
struct EntryParts {
    /// By bit: 0 the head of the title, 1 its tail, then the blocks of the body.
    private(set) var marks = EntryMarks()
    private let affixes: TitleAffixes
    private var blocks: [Range<Int>] = []

    /// Blocks that are looked at from either end; menus stand first, notes and links last.
    static let firstBlocks = 6
    static let lastBlocks = 12
    /// Blocks further inside, which are looked at as far as all between them and that end stand.
    static let insideLast = 24
    static let insideFirst = 8
    private static let mostWords = 10
    /// Words of a sentence within a line; *Mr.* is none.
    private static let shortestSentence = 3
    /// Words of a title that is looked for in the body, and how often it is found: hostile texts are to
    /// take no longer than others.
    private static let longestTitle = 40
    private static let mostMentions = 4
    /// What stands in a block for the entry's own title, and for any number.
    private static let ownTitle = TermHash.of("own title".utf8)
    private static let number = TermHash.of("number".utf8)

    init(
        _ affixes: TitleAffixes, title: TokenList, body: TokenList, language: Language,
        origin: EntryOrigin = .none
    ) {
        marks.origin = origin
        self.affixes = affixes
        let core = affixes.head..<max(affixes.head, title.count - affixes.tail)
        marks.add(Self.hash(title.tokens[..<affixes.head], seed: 1))
        marks.add(Self.hash(title.tokens[(title.count - affixes.tail)...], seed: 2))

        let repeated = title.tokens[..<(title.count - affixes.tail)]
        let mentions = Self.places(of: repeated, in: body.tokens)
        blocks = Self.blocks(of: body.tokens, mentions: mentions, repeated.count)
        for place in Self.order(of: blocks.count) {
            marks.add(
                Self.hash(of: body.tokens, in: blocks, at: place, mentions, repeated.count))
        }
        if title.count == 0 {
            readWords(of: body, in: 0..<min(Self.mostWords, body.count), language)
        } else {
            // A short title before a dash may be a head as well: what stands behind is the outlet more likely.
            readWords(
                of: title, in: core.isEmpty ? 0..<(title.count - affixes.tail) : core, language)
        }
    }

    /// Takes the parts out of the texts.
    func strip(_ parts: StandingParts, title: inout TokenList, body: inout TokenList) {
        let head = parts.contains(bit: 0) ? affixes.head : 0
        let tail = parts.contains(bit: 1) ? affixes.tail : 0
        if head + tail > 0 && head + tail < title.count {
            title.remove([0..<head, (title.count - tail)..<title.count])
        }
        let order = Self.order(of: blocks.count)
        let ends = min(order.count, Self.firstBlocks + Self.lastBlocks)
        var standing = order.indices.prefix(ends).filter { parts.contains(bit: 2 + $0) }
        standing += ends..<min(order.count, ends + parts.insideLast)
        let insideFirst = min(order.count, ends + Self.insideLast)
        standing += insideFirst..<min(order.count, insideFirst + parts.insideFirst)
        if !standing.isEmpty { body.remove(standing.map { order[$0] }.sorted().map { blocks[$0] }) }
    }

    /// The places of the blocks that are looked at: those near either end, then those before the last ones
    /// and those behind the first ones, from there inwards.
    private static func order(of count: Int) -> [Int] {
        guard count > firstBlocks + lastBlocks else { return Array(0..<count) }
        let (start, end) = (firstBlocks, count - lastBlocks)
        let insideEnd = max(start, end - insideLast)
        return Array(0..<start) + Array(end..<count) + (insideEnd..<end).reversed()
            + Array(start..<min(insideEnd, start + insideFirst))
    }

    /// The words that the entry's subject is told by, whatever their endings.
    private mutating func readWords(
        of list: TokenList, in range: Range<Int>, _ language: Language
    ) {
        let stopWords = StopWords.shared.list(of: language)
        var previous: UInt64?
        for token in list.tokens[range].prefix(3 * Self.mostWords) {
            guard marks.words.count < Self.mostWords else { return }
            guard !stopWords.contains(token) else {
                previous = nil
                continue
            }
            if language.writesSyllables || token.traits.contains(.unsegmented) {
                // One syllable or letter is in half of all titles.
                if let previous { marks.add(word: TermHash.combine(previous, token.hash)) }
                previous = token.hash
            } else if !token.traits.contains(.single) {
                marks.add(word: WordStarts.hash(of: token, in: list))
            }
        }
    }

    /// Where the title stands in the body as a part of a sentence: `The post … appeared first on …`.
    private static func places(of title: ArraySlice<Token>, in body: [Token]) -> [Int] {
        guard (2...longestTitle).contains(title.count), let first = title.first,
            body.count > title.count
        else { return [] }
        var places: [Int] = []
        var i = 1
        while i <= body.count - title.count && places.count < mostMentions {
            if body[i].hash == first.hash
                && title.indices.allSatisfy({
                    body[i + $0 - title.startIndex].hash == title[$0].hash
                })
            {
                places.append(i)
                i += title.count
            } else {
                i += 1
            }
        }
        return places
    }

    /// Lines and sentences. A title within a sentence does not end it, whatever it has of colons.
    private static func blocks(
        of body: [Token], mentions: [Int], _ length: Int
    ) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var start = 0
        for i in body.indices.dropFirst() where body[i].traits.contains(.startsSentence) {
            if mentions.contains(where: { $0 < i && i < $0 + length }) { continue }
            // `Share: 12` is one, and so is what follows on *Mr.*
            if i - start < shortestSentence, !body[i].traits.contains(.startsLine) { continue }
            blocks.append(start..<i)
            start = i
        }
        if start < body.count { blocks.append(start..<body.count) }
        return blocks
    }

    private static func hash(
        of body: [Token], in blocks: [Range<Int>], at place: Int, _ mentions: [Int],
        _ length: Int
    ) -> UInt64? {
        let block = blocks[place]
        let (hash, words) = hash(of: body, in: block, mentions, length)
        if words == 0 { return nil }
        if words >= shortestSentence || isLine(block, of: body) { return hash }
        // The beginning or the end of a line, as on either side of `Share: https`, tells with what stands
        // beside it there.
        let beside = place + (body[block.lowerBound].traits.contains(.startsLine) ? 1 : -1)
        guard blocks.indices.contains(beside) else { return nil }
        let neighbour = self.hash(of: body, in: blocks[beside], mentions, length)
        return neighbour.words >= shortestSentence
            ? TermHash.combine(neighbour.hash, hash) : nil
    }

    private static func hash(
        of body: [Token], in block: Range<Int>, _ mentions: [Int], _ length: Int
    ) -> (hash: UInt64, words: Int) {
        var hash = UInt64(3)
        var words = 0
        var i = block.lowerBound
        while i < block.upperBound {
            if mentions.contains(i) {
                hash = TermHash.combine(hash, ownTitle)
                i += length
                continue
            }
            let isNumber = body[i].traits.contains(.startsWithDigit)
            hash = TermHash.combine(hash, isNumber ? number : body[i].hash)
            if !isNumber { words += 1 }
            i += 1
        }
        return (hash, words)
    }

    private static func isLine(_ block: Range<Int>, of body: [Token]) -> Bool {
        body[block.lowerBound].traits.contains(.startsLine)
            && (block.upperBound == body.count
                || body[block.upperBound].traits.contains(.startsLine))
    }

    private static func hash(_ tokens: ArraySlice<Token>, seed: UInt64) -> UInt64? {
        tokens.isEmpty ? nil : tokens.reduce(seed) { TermHash.combine($0, $1.hash) }
    }
}
