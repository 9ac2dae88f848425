import Testing

@testable import Events

/// Each took a minute or more by the square of its length: what fails here does not end soon.
@Suite("Texts that are made to cost much")
struct HostileCostTests {
    @Test("Hashes that end alike are found as quickly as others")
    func spreadsHashes() {
        let hashes = (1...60_000).map { UInt64($0) << 32 }
        var places = HashPlaces()
        var index = HashedIndex()
        for number in hashes.indices {
            places.note(number, among: hashes)
            index[hashes[number]] = UInt32(number)
        }
        #expect(hashes.indices.allSatisfy { places.number(of: hashes[$0], among: hashes) == $0 })
        #expect(hashes.indices.allSatisfy { index[hashes[$0]] == UInt32($0) })
        #expect(places.number(of: 1, among: hashes) == nil)
        #expect(index.count == hashes.count)
    }

    @Test(
        "Places are within the table, whatever its size", arguments: 1...32 as ClosedRange<UInt32>)
    func keepsPlaces(bits: UInt32) {
        let hidden = HiddenPlaces()
        let hashes = [UInt64.max, 1, 1 << 63] + (0..<100).map { TermHash.combine(1, $0) }
        #expect(
            hashes.allSatisfy {
                (0..<1 << Int(bits)).contains(hidden.place(of: $0, among: 1 << Int(bits)))
            })
    }

    @Test("A word of particles alone ends with its second letter")
    func shortensParticles() {
        let word = Array(String(repeating: "은", count: 40_000).utf8)
        #expect(KoreanParticles.length(of: word.span) == 2 * 3)
    }

    @Test("Clusters of a large window that merge in pairs are told by what is in each alone")
    func regroups() {
        let count: Int64 = 50_000
        func memberships(_ cluster: (Int64) -> ClusterID) -> [Membership] {
            (1...count).map { Membership(document: $0, cluster: cluster($0), score: 0) }
        }
        let merged = count / 2
        let regrouping = Regrouping(
            from: memberships { $0 },
            to: Reclustering(memberships { $0 <= merged ? ($0 + 1) / 2 * 2 : $0 }),
            nextCluster: count + 1)
        #expect(regrouping.merges.count == merged / 2)
        #expect(regrouping.merges.allSatisfy { $0.documents == [$0.old] })
        #expect(regrouping.changes.memberships.count == merged / 2)
        #expect(regrouping.moves.isEmpty && regrouping.splits.isEmpty)
    }

    @Test("What is longer than any headline is not looked for in a body")
    func passesLongTitles() {
        let words = (0..<20_000).map { "tlona\($0)" }.joined(separator: " ")
        let body = TokenList((0..<199).map { "tlonx\($0)" }.joined(separator: " "))
        let title = HeadlineInBody(TokenList(words), Language(code: "en"))
        #expect(title.extent(in: body) == .more)
    }
}
