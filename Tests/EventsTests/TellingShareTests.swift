import Testing

@testable import Events

@Suite("What cannot tell a copy")
struct TellingShareTests {
    private static let settings = ClusterSettings.standard

    @Test("What shares less than the least tells no copy, whatever else speaks for it")
    func boundsCopies() {
        var share = TellingShare(settings: Self.settings)
        var told = 0
        for shorter in [1, 2, 5, 14, 15, 16, 20, 25, 30, 39, 40, 41, 60, 89, 90, 120, 250] {
            for (shared, isPhrase) in (1...shorter).flatMap({ [($0, true), ($0, false)] }) {
                let least = share.least(of: shorter, isPhrase: isPhrase)
                let tells = [shorter, shorter + 10, 8 * shorter, 5_000].contains { longer in
                    [1, (shared + 1) / 2, shared].contains { passage in
                        Self.tells(shared, of: shorter, longer, passage: passage, isPhrase)
                    }
                }
                #expect(!tells || shared >= least)
                if tells { told += 1 }
            }
        }
        #expect(told > 500)
    }

    private static func tells(
        _ shared: Int, of shorter: Int, _ longer: Int, passage: Int, _ isPhrase: Bool
    ) -> Bool {
        var overlap = TextOverlap(
            other: 0, shared: shared,
            own: .init(shingles: longer, startIsShared: true, endIsShared: true),
            others: .init(shingles: shorter, startIsShared: false, endIsShared: true))
        (overlap.passage, overlap.isPhrase) = (passage, isPhrase)
        return [true, false].contains { isMarked in
            [true, false].contains { isCited in
                [nil, 0, 1].contains { titles in
                    SharedText(
                        overlap: overlap, titles: titles, isMarked: isMarked, isCited: isCited
                    ).tellsCopy(settings)
                }
            }
        }
    }

    @Test("Two texts share no more than their outlines say", arguments: [8, 40, 200, 3_000])
    func boundsSharedShingles(words: Int) {
        for seed in UInt64(0)..<40 {
            func text(_ number: UInt64) -> [UInt8] {
                (0..<UInt64(words)).map { place in
                    // Some of it is the same in both.
                    let own = place % 40 < seed ? 0 : number
                    return UInt8(TermHash.combine(seed * 2 + own, place) % 251)
                }
            }
            let (first, second) = (text(0), text(1))
            var (own, other) = (ShingleSet(), ShingleSet())
            own.fill(with: first.span)
            other.fill(with: second.span)
            let shared = Self.shingles(of: first).intersection(Self.shingles(of: second)).count
            let most = own.outline.mostShared(own.count, with: other.outline, other.count)
            #expect(shared <= most)
            let shingles = UInt16(other.count)
            let found = own.overlap(
                with: second.span, of: 0, shingles: shingles, atLeast: shared)
            #expect(found?.shared == shared)
            let more = own.overlap(
                with: second.span, of: 0, shingles: shingles, atLeast: shared + 1)
            #expect(more == nil)
        }
    }

    private static func shingles(of text: [UInt8]) -> Set<[UInt8]> {
        Set((0...(text.count - 4)).map { Array(text[$0..<($0 + 4)]) })
    }

    @Test("An index that leaves out what tells nothing finds the same copies")
    func findsTheSame() {
        var all = CopyIndex(settings: Self.settings)
        var telling = CopyIndex(settings: Self.settings, onlyTelling: true)
        var (found, kept) = (0, 0)
        for number in UInt64(0)..<400 {
            // Sentences of a few patterns, whole texts of others among them.
            let seed = TermHash.combine(9, number)
            let text = (0..<8).flatMap { sentence -> [String] in
                let pattern = seed >> UInt64(3 * sentence) & 3
                let words = 6 + Int(pattern) * 2
                return (0..<words).map { word in
                    let isNew = TermHash.combine(seed, UInt64(sentence * 50 + word)) % 12 == 0
                    return "w\(isNew ? number : 0)x\(sentence)y\(pattern)z\(word)"
                }
            }
            let body = TokenList(text.joined(separator: " "))
            let headline = TitleWords(TokenList("report number\(number % 60) of today again"))
            let answers = all.add(body, under: headline)
            let fewer = telling.add(body, under: headline)
            found += answers.count
            kept += fewer.count
            func tells(_ overlap: TextOverlap) -> Bool {
                SharedText(overlap: overlap, titles: 1, isMarked: true, isCited: true)
                    .tellsCopy(Self.settings)
            }
            #expect(answers.filter(tells).map(Self.told) == fewer.filter(tells).map(Self.told))
        }
        #expect(kept > 0 && kept < found)
    }

    private static func told(_ overlap: TextOverlap) -> [Int] {
        [
            overlap.other, overlap.shared, overlap.passage, overlap.lead, overlap.own.shingles,
            overlap.others.shingles, overlap.isPhrase ? 1 : 0, overlap.own.startIsShared ? 1 : 0,
            overlap.others.endIsShared ? 1 : 0,
        ]
    }
}
