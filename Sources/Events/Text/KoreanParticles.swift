/// The particles that Korean writes behind a noun or name: of a case, a topic, a place, *and*, *too*, *from*.
enum KoreanParticles {
    /// Letters that a word has before its particle: one before 이 or 가 is mostly part of a word.
    private static let leastLetters = 2
    /// Bytes of a syllable.
    private static let syllable = 3

    /// The bytes of a word before its particles; nil for one that ends otherwise than with Korean letters.
    ///
    /// What is left is looked at again: many a name ends like a particle (*우크라이나*), and has to lose the same by
    /// itself as before another one (*우크라이나가*).
    static func length(of word: Span<UInt8>) -> Int? {
        guard isHangul(at: word.count - syllable, in: word) else { return nil }
        var letters = 0
        for i in word.indices where word[i] & 0xc0 != 0x80 { letters += 1 }
        var end = word.count
        while let count = lastParticle(of: word.extracting(0..<end), letters: letters) {
            end -= count * syllable
            letters -= count
        }
        return end
    }

    /// The letters of the last particle of a word that has so many, the most that it may have; nil for none.
    private static func lastParticle(of word: Span<UInt8>, letters: Int) -> Int? {
        for count in stride(from: min(longest, letters - leastLetters), to: 0, by: -1) {
            let start = word.count - count * syllable
            guard start >= 0, isHangul(at: start, in: word) else { continue }
            if all.contains(TermHash.of(word.extracting(start..<word.count))) { return count }
        }
        return nil
    }

    private static func isHangul(at start: Int, in word: Span<UInt8>) -> Bool {
        guard start >= 0, (0xea...0xed).contains(word[start]) else { return false }
        return (0xac00...0xd7a3).contains(word.soundScalar(at: start)?.value ?? 0)
    }

    private static let words =
        """
        은 는 이 가 을 를 의 에 로 와 과 도 만 나 라 며 들 에서 에게 으로 까지 부터 한테 께서 라고 라는 \
        이며 에는 에도 에선 로는 보다 처럼 이나 이라 들이 들은 들을 들의 이라고 이라는 으로는 에서는 에서도
        """.split(separator: " ")
    private static let longest = words.map(\.unicodeScalars.count).max() ?? 0
    private static let all = Set(words.map { TermHash.of($0.utf8) })
}
