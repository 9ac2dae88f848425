import Testing

@testable import Events

@Suite("Vocabulary")
struct VocabularyTests {
    private let english = LanguageKey(Language(code: "en"))

    private func stem(_ word: Int) -> UInt64 { TermHash.of("word\(word)".utf8) }

    private func vocabulary(words: Int) -> Vocabulary {
        var vocabulary = Vocabulary(
            background: BackgroundFrequencies(
                tables: ["en": Array("tidings-frequencies 2 en\nword7 250\n".utf8)]),
            settings: .standard)
        for word in 0..<words {
            _ = vocabulary.word(stem: stem(word), in: english, name: "word\(word)")
        }
        return vocabulary
    }

    @Test("Words are found again, one by one and many at once, and no others")
    func findsWords() {
        var vocabulary = vocabulary(words: 20_000)
        #expect(vocabulary.count == 20_000)
        let again = (0..<20_000).map { word in
            vocabulary.word(stem: stem(word), in: english, name: "another")
        }
        #expect(again == Array(0..<20_000))
        var found: [Vocabulary.Term] = []
        vocabulary.find(
            (0..<30_000).map { Vocabulary.key(of: stem($0), in: english) }, into: &found)
        #expect(found == (0..<30_000).map { $0 < 20_000 ? $0 : .max })
    }

    @Test("A pair is as likely as the rarer of its words, and less")
    func weighsPairs() {
        let settings = ClusterSettings.standard
        var vocabulary = vocabulary(words: 10)
        let pair = vocabulary.pair(7, 8)
        #expect(vocabulary.pair(7, 8) == pair)
        #expect(vocabulary.pair(8, 7) != pair)
        #expect(vocabulary.names[Int(pair)] == "word7 word8")
        #expect(vocabulary.names.form(of: pair) == .pair)
        let known = FrequencyTable.frequency(ofLevel: 250)
        #expect(
            vocabulary.probabilities[7]
                == min(1, settings.backgroundScale * known + settings.leastProbability))
        #expect(vocabulary.probabilities[8] == settings.leastProbability)
        #expect(
            vocabulary.probabilities[Int(pair)]
                == settings.pairProbability * settings.leastProbability)
    }

    @Test("Terms that are kept are what they were, under other numbers")
    func keepsTerms() {
        var vocabulary = vocabulary(words: 9_000)
        _ = vocabulary.pair(7, 9)
        let old = vocabulary
        let numbers = vocabulary.keep((0..<9_001).map { $0 % 3 != 1 || $0 == 7 })
        #expect(vocabulary.count == 6_002)
        #expect(numbers[1] == .max)
        #expect(Array(numbers.filter { $0 != .max }) == Array(0..<6_002))
        for term in 0..<9_001 where numbers[term] != .max {
            let number = Int(numbers[term])
            #expect(vocabulary.names[number] == old.names[term])
            #expect(vocabulary.probabilities[number] == old.probabilities[term])
            #expect(vocabulary.key(of: numbers[term]) == old.key(of: Vocabulary.Term(term)))
        }
        #expect(vocabulary.pair(numbers[7], numbers[9]) == numbers[9_000])
        #expect(vocabulary.word(stem: stem(8_999), in: english, name: "") == numbers[8_999])
        #expect(vocabulary.word(stem: stem(1), in: english, name: "word1") == 6_002)
    }

    @Test("Of words in one place the latest two are remembered")
    func remembersTwo() {
        var met = MetWords(words: 8)
        for word in 1...3 { met.note(UInt64(4 * word + 1), term: UInt32(word)) }
        #expect(met[5] == nil)
        #expect(met[9] == 2)
        #expect(met[13] == 3)
        #expect(met[6] == nil)
        met.removeAll()
        #expect(met[13] == nil)
    }
}

@Suite("Places of hashes")
struct HashPlacesTests {
    @Test("A number is found by its hash, however many share a place, and however large it is")
    func findsNumbers() {
        // One in 64 begins somewhere else, and the high bits are those of three hashes.
        var hashes: [UInt64] = []
        for i in UInt64(0)..<3_000 {
            let low: UInt64 = i % 64 == 0 ? i : 5
            hashes.append(i % 3 << 62 | i << 20 | low)
        }
        var places = HashPlaces()
        for number in stride(from: 1, to: 3_000, by: 2) { places.note(number, among: hashes) }
        for number in 0..<3_000 {
            let expected = number % 2 == 1 ? number : nil
            let hash = hashes[number]
            let begin = places.begin(of: hash)
            #expect(places.number(of: hash, among: hashes) == expected)
            #expect(places.number(of: hash, from: begin, among: hashes) == expected)
        }
    }
}
