import Testing

@testable import Events

@Suite("Anchors and the copy index")
struct CopyIndexTests {
    @Test(
        "Of what an aggregator repeats a headline alone makes copies of one outlet's entries only",
        arguments: [true, false])
    func sparesHeadlines(isBySource: Bool) {
        let outlets = ["a.example", "b.example", "a.example"]
        let entries = outlets.enumerated().map { place, outlet in
            var entry = document(
                Int64(place) + 1, "Stocks close higher on Wall Street", from: "news.example")
            let home = isBySource ? "news.example" : outlet
            entry.link = "https://\(home)/\(place)"
            if isBySource { entry.syndicatedFrom = "https://\(outlet)/" }
            return entry
        }
        let outcome = outcome(of: entries)
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3)?.origin == 1)
    }

    /// A text of words that no other seed has.
    private func words(_ count: Int, seed: UInt64) -> [String] {
        (0..<count).map { "w\(TermHash.combine(seed, UInt64($0)) % 1_000_000)" }
    }

    private func anchors(of words: [String]) -> Set<UInt32> {
        var trace: [UInt8] = []
        TextTrace.append(TokenList(words.joined(separator: " ")), to: &trace)
        var anchors: [UInt32] = []
        TextTrace.takeAnchors(of: trace.span, into: &anchors)
        #expect(anchors == anchors.sorted())
        #expect(Set(anchors).count == anchors.count)
        return Set(anchors)
    }

    @Test("Two texts with fifteen words in a row in common share an anchor", arguments: 1...40)
    func sharesAnchor(seed: UInt64) {
        let common = words(15, seed: 1_000 + seed)
        let first = words(Int(seed), seed: seed) + common + words(30, seed: seed + 100)
        let second = words(25, seed: seed + 200) + common + words(Int(seed), seed: seed + 300)
        #expect(!anchors(of: first).isDisjoint(with: anchors(of: second)))
    }

    @Test("A text has anchors from its first shingle on, and far fewer than shingles")
    func countsAnchors() {
        #expect(anchors(of: words(3, seed: 1)).isEmpty)
        for count in 4...15 { #expect(anchors(of: words(count, seed: 1)).count == 1) }
        let many = anchors(of: words(1_003, seed: 1)).count
        #expect((110...200).contains(many))
    }

    @Test("The index finds the same before and after its table is made, phrases in it cut short")
    func keepsHolders() {
        var index = AnchorIndex(mostHolders: 50)
        let anchors = (0..<5_000).map { TextTrace.mixed(UInt32($0)) }
        for (slot, anchor) in anchors.enumerated() {
            index.add(UInt32(slot), to: anchor, beside: 0)
        }
        for slot in 0..<50 { index.add(UInt32(slot), to: 7, beside: slot) }
        // Later ones are remembered, but are no holders.
        for slot in 50..<70 { index.add(UInt32(slot), to: 7, beside: 50) }
        func found(_ anchor: UInt32) -> [UInt32] {
            var holders: [UInt32] = []
            index.takeHolders(of: anchor, into: &holders)
            return holders.sorted()
        }
        let before = anchors.map(found)
        index.rebuild()
        #expect(anchors.map(found) == before)
        #expect(found(7) == Array(0..<50))
        index.add(5_000, to: anchors[3], beside: 1)
        #expect(found(anchors[3]) == [3, 5_000])
        #expect(found(TextTrace.mixed(6_000)) == [])
        // Twice, from a table and from what came since.
        for _ in 0..<2 { index.rebuild() }
        #expect(found(anchors[3]) == [3, 5_000])
    }

    @Test(
        "Once the first documents have left, later ones are holders of a phrase in their place",
        arguments: [false, true])
    func promotesHolders(isInTable: Bool) {
        var index = AnchorIndex(mostHolders: 5)
        for slot in 0..<12 { index.add(UInt32(slot), to: 7, beside: min(slot, 5)) }
        for slot in 0..<3 { index.add(UInt32(slot), to: 8, beside: slot) }
        if isInTable { index.rebuild() }
        func found(_ anchor: UInt32) -> [UInt32] {
            var holders: [UInt32] = []
            index.takeHolders(of: anchor, into: &holders)
            return holders.sorted()
        }
        // Those that remain of the phrase, whether they were holders or came too late.
        #expect(index.removeFirst(2) == Set(0..<10))
        #expect(found(7) == Array(0..<5))
        #expect(found(8) == [0])
        #expect(index.removeFirst(8) == [0, 1])
        #expect(found(7) == [0, 1])
        #expect(index.removeFirst(1) == [])
        #expect(found(7) == [0])
        index.add(1, to: 7, beside: 1)
        #expect(found(7) == [0, 1])
    }

    @Test(
        "Anchors are the least hashes of all twelve shingles in a row",
        arguments: [4, 14, 15, 16, 90])
    func choosesLeast(count: Int) {
        let text = words(count, seed: UInt64(count))
        var bytes: [UInt8] = []
        TextTrace.append(TokenList(text.joined(separator: " ")), to: &bytes)
        let hashes = (0..<(count - 3)).map { start in
            TextTrace.mixed(bytes[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) })
        }
        let windows = max(1, hashes.count - 11)
        let least = (0..<windows).compactMap { hashes[$0..<min($0 + 12, hashes.count)].min() }
        #expect(anchors(of: text) == Set(least))
    }

    @Test("Overlaps are found and measured alike after older documents were let go")
    func keepsDocuments() {
        let text = words(120, seed: 5)
        let other = words(90, seed: 6)
        let copy = TokenList((words(20, seed: 7) + text[10..<110]).joined(separator: " "))
        var index = CopyIndex(settings: .standard)
        let untitled = TitleWords(TokenList(""))
        for list in [other, text] {
            _ = index.add(TokenList(list.joined(separator: " ")), under: untitled)
        }
        var kept = index
        let overlap = index.add(copy, under: untitled)
        #expect(kept.removeFirst(1) == [])
        let later = kept.add(copy, under: untitled)
        #expect(overlap.map(\.other) == [1])
        #expect(later.map(\.other) == [0])
        #expect(kept.overlaps(of: 1).map(\.other) == [0])
        #expect(kept.overlaps(of: 0).isEmpty)
        for found in overlap + later {
            #expect(found.shared == 97)
            #expect(found.passage == 97)
            #expect(found.lead == 20)
            #expect(found.own.shingles == 117)
            #expect(found.others.shingles == 117)
            #expect(!found.own.startIsShared && found.own.endIsShared)
            #expect(!found.others.startIsShared && !found.others.endIsShared)
        }
    }

    @Test("The longest run and the words before the first are told apart from what is shared")
    func measuresPassages() throws {
        let (text, own) = (words(60, seed: 1), words(40, seed: 2))
        let parts = own[0..<5] + text[30..<60] + own[5..<15] + text[0..<20]
        let untitled = TitleWords(TokenList(""))
        var index = CopyIndex(settings: .standard)
        _ = index.add(TokenList(text.joined(separator: " ")), under: untitled)
        let found = index.add(TokenList(parts.joined(separator: " ")), under: untitled)
        let overlap = try #require(found.first)
        #expect(overlap.shared == 27 + 17)
        #expect(overlap.passage == 27)
        #expect(overlap.lead == 5)
    }

    @Test("A text stands alone among others when it has nearly nothing in common with one of them")
    func tellsStrangers() {
        let texts = [words(60, seed: 1), words(60, seed: 2)]
        let lists = [
            texts[0], texts[1], Array(texts[0][0..<9]), Array(texts[0][0..<8]) + texts[1],
            words(20, seed: 3) + texts[0][51..<60],
        ]
        let untitled = TitleWords(TokenList(""))
        var index = CopyIndex(settings: .standard)
        for list in lists {
            _ = index.add(TokenList(list.joined(separator: " ")), under: untitled)
        }
        // Nine words are the six runs that are needed, wherever they stand; eight are not.
        let questions: [(slot: Int, others: [Int], isAlone: Bool)] = [
            (0, [], false), (0, [1], true), (0, [2, 4], false), (0, [2, 3, 4], true),
            (2, [0], false), (2, [0, 4], true),
        ]
        for (slot, others, isAlone) in questions {
            let told = index.standsAlone(slot, among: others)
            #expect(told == isAlone, "\(slot) among \(others)")
        }
    }

    @Test("A sentence under one headline is found without an anchor, and among very many")
    func findsOpenings() {
        let headline = TitleWords(TokenList("Ferry runs aground off Lindesvik"))
        let sentence = TokenList("Nobody on board was hurt on Tuesday")
        var index = CopyIndex(settings: .standard)
        var found: [TextOverlap] = []
        for _ in 0..<100 { found = index.add(sentence, under: headline) }
        #expect(found.count == 64)
        #expect(found.allSatisfy { $0.shared == 4 && !$0.isPhrase })
        let other = TitleWords(TokenList("Nothing but another headline"))
        #expect(index.add(sentence, under: other).isEmpty)
        // Those that leave are found no more, the others as before.
        _ = index.removeFirst(60)
        #expect(index.overlaps(of: 39).map(\.other) == Array(0..<39))
        #expect(index.add(sentence, under: headline).map(\.other) == Array(0..<40))
    }
}
