import Testing

@testable import Events

/// What is kept side by side for all documents answers as what it was made of.
@Suite("Side by side")
struct SideBySideTests {
    /// Texts with some names, numbers and patterns in common and some not.
    private static let texts: [Particulars] = (0..<40).map { number in
        let names = ["Lumair", "Kordyne", "Lindesvik", "Halvorsen", "Osei", "Brandt"]
        let (first, second) = (names[number % 6], names[(number / 2) % 5])
        let sentences = [
            "On \(number % 5 < 2 ? "Monday" : "Friday") \(first) confirmed that intruders had copied data of \(number * 37) customers.",
            "They met in \(second) with \(first) after 2\(number % 4) days.",
            "The ferry hit a reef and the harbour was closed for the night.",
        ]
        let cased = sentences.prefix(number % 4).joined(separator: " ")
        let body = number % 7 == 0 ? cased.lowercased() : cased
        return Particulars(
            title: TokenList(number % 3 == 0 ? "Thieves rob \(second)" : "a"),
            body: TokenList(body), stopList: StopWords.shared.list(of: Language(code: "en")),
            capitalsLimit: 0.6)
    }

    private func isSame(_ a: Likeness, _ b: Likeness) -> Bool {
        a.pairs == b.pairs && a.alike == b.alike && a.unlike == b.unlike
            && a.days == b.days && a.repeated == b.repeated && a.unnamed == b.unnamed
            && a.sharing == b.sharing && a.strangers == b.strangers && a.apart == b.apart
    }

    @Test("Names and numbers that are held are as like as those of the texts, also once some left")
    func holdsParticulars() {
        var held = HeldParticulars()
        for text in Self.texts { held.append(text) }
        var left = 0
        for leaving in [0, 7, 20] {
            held.removeFirst(leaving)
            left += leaving
            let slots = Array(0..<(Self.texts.count - left))
            for slot in slots {
                var expected = Likeness()
                for other in slots {
                    let likeness = Self.texts[slot + left].likeness(
                        with: Self.texts[other + left])
                    #expect(isSame(held.likeness(of: slot, with: other), likeness))
                    expected += likeness
                }
                let sum = held.likeness(of: [slot], with: slots) { _ in true }
                #expect(isSame(sum, expected))
            }
        }
    }

    @Test("Places are left out once no more of them matter; names are not")
    func stopsAtPlaces() {
        var held = HeldParticulars()
        for text in Self.texts { held.append(text) }
        let slots = Array(0..<Self.texts.count)
        let all = held.likeness(of: slots, with: slots) { _ in true }
        var some = held.likeness(of: slots, with: slots) { _ in false }
        #expect(all.unlike > 0)
        #expect(all.days > 0)
        #expect(some.unlike == 0)
        (some.unlike, some.repeated) = (all.unlike, all.repeated)
        (some.days, some.unnamed) = (all.days, all.unnamed)
        #expect(isSame(some, all))
    }

    @Test("A list of slots tells them and their weights, near and far, backwards, and after merges")
    func keepsLists() {
        let steps = [0, 1, 65_534, 65_535, 65_536, 70_000, 3, 200_000, 199_999, 1 << 31]
        var slots: [UInt32] = []
        for (i, step) in steps.enumerated() {
            // Some come before the one that is told before them.
            slots.append(UInt32(i % 4 == 3 ? step : step + i))
        }
        let weights = slots.indices.map { UInt16($0 * 6_553) }
        var lists = TermLists()
        var (start, finish, count) = (0, 0, 0)
        for end in [0, 1, 4, 10] {
            // In blocks that others move out of their way, with near slots from somewhere on.
            var recent = RecentEntries(from: end * 9_000)
            var blocks = [RecentEntries.Block](repeating: .init(), count: 2)
            for i in count..<end {
                recent.add(slots[i], weights[i], to: &blocks[0])
                recent.add(5, 1, to: &blocks[1])
            }
            var merged = TermLists()
            merged.reserve(lists, and: recent.count)
            // Another list before it.
            _ = merged.append(
                TermLists(), at: 0..<0, and: recent.entries(of: blocks[1]), recent.units.span)
            start = Int(
                merged.append(
                    lists, at: start..<finish, and: recent.entries(of: blocks[0]),
                    recent.units.span))
            let others = end - count
            lists = merged
            (count, finish) = (end, lists.units.count)
            var walk = StepWalk(start..<finish)
            for i in 0..<count {
                let isFound = walk.next(lists.units.span)
                #expect(isFound)
                #expect(walk.weight == weights[i])
                #expect(walk.number == Int(slots[i]))
            }
            let isAtEnd = !walk.next(lists.units.span)
            #expect(isAtEnd)
            #expect(start == others)
            #expect(finish - start <= 2 * count)
        }
    }

    @Test("Terms of a document ascend, and keep their counts when they get other numbers")
    func keepsVectors() {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        for number in 0..<131_100 {
            _ = vocabulary.word(
                stem: UInt64(number) + 1, in: LanguageKey(.fallback), name: "")
        }
        var weights = TermWeights(settings: .standard)
        weights.extend(to: vocabulary)
        let documents: [[Vocabulary.Term]] = [
            [70_000, 4, 65_535], [], [131_099, 0, 65_534, 131_070, 131_069], [3],
        ]
        func held(
            _ documents: [[Vocabulary.Term]], as number: (Vocabulary.Term) -> Vocabulary.Term
        ) -> DocumentVectors {
            var vectors = DocumentVectors()
            for terms in documents {
                vectors.append(
                    DocumentTerms(
                        terms: terms.map(number), counts: terms.map { UInt16($0 % 97 + 1) }))
            }
            vectors.weighAll(by: weights)
            return vectors
        }
        var vectors = held(documents) { $0 }
        for (slot, terms) in documents.enumerated() {
            var walk = vectors.terms(of: slot)
            for term in terms.sorted() {
                let isFound = walk.next(vectors.units.span)
                #expect(isFound)
                #expect(walk.number == Int(term))
                #expect(walk.weight > 0)
                #expect(vectors.weight(of: term, in: slot) == Int64(walk.weight))
            }
            let isAtEnd = !walk.next(vectors.units.span)
            #expect(isAtEnd)
        }
        // Some that were far are near then.
        vectors.renumber((0..<200_000).map { $0 / 2 })
        vectors.removeFirst(1)
        for isWeighedAgain in [false, true] {
            if isWeighedAgain { vectors.weighAll(by: weights) }
            let expected = held(Array(documents.dropFirst())) { $0 / 2 }
            #expect(vectors.units == expected.units)
            #expect(vectors.count == 3)
        }
    }

    @Test("The dot products of many documents are those of each")
    func addsDots() {
        var vectors = DocumentVectors()
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        let words = ["reef", "ferry", "harbour", "strike", "docker", "storm", "night"]
        for number in 0..<50 {
            let text = (0..<(number % 9)).map { words[($0 * number + $0) % 7] }
            vectors.append(
                analyzer.terms(
                    title: TokenList(""), body: TokenList(text.joined(separator: " ")),
                    language: Language(code: "en"), vocabulary: &vocabulary))
        }
        var weights = TermWeights(settings: .standard)
        weights.extend(to: vocabulary)
        vectors.weighAll(by: weights)
        var sums = TermSums()
        sums.extend(to: vocabulary.count)
        for slot in [8, 17, 35] { sums.add(vectors, slot) }
        let documents = (0..<50).map { (place: $0 % 3, slot: $0) }
        var expected: [Int64] = [1, 2, 3]
        for (place, slot) in documents { expected[place] += sums.dot(vectors, slot) }
        var dots: [Int64] = [1, 2, 3]
        sums.addDots(vectors, of: documents, to: &dots)
        #expect(dots == expected)
        #expect(dots[0] > 1)
    }
}
