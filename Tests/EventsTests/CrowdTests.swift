import Testing
import Values

@testable import Events

/// Texts of a few common words, as a feed brings them that is made to cost much.
@Suite("Crowds")
struct CrowdTests {
    private func flood(_ count: Int, of words: Int = 31, each: Int = 24) -> [Document] {
        var random = SplitMix(seed: 7)
        return (1...count).map { id in
            let text = (0..<each).map { _ in NewsDay.word(random.next() % UInt64(words)) }
            return document(
                Document.ID(id), text[0] + " " + text[1], text.joined(separator: " "), at: 0,
                from: "flood.example")
        }
    }

    private func clusterer(holding documents: some Sequence<Document>) -> Clusterer {
        var clusterer = Clusterer(background: .none)
        clusterer.restore(
            documents.map { ($0, Membership(document: $0.id, cluster: 1, score: 1)) })
        return clusterer
    }

    /// The sums of a cluster's vectors by its documents.
    private func walked(_ cluster: Int, _ window: Window) -> [Vocabulary.Term: Int64] {
        var sums: [Vocabulary.Term: Int64] = [:]
        for slot in window.originals(of: cluster) {
            let (terms, weights) = window.documents.vectors.weighedTerms(of: slot)
            for (term, weight) in zip(terms, weights) { sums[term, default: 0] += weight }
        }
        return sums
    }

    private func isSummed(_ cluster: Int, _ window: Window) -> Bool {
        let walked = walked(cluster, window)
        return !walked.isEmpty
            && (0..<Vocabulary.Term(window.vocabulary.count)).allSatisfy {
                window.terms.sum(of: $0, in: cluster) == walked[$0] ?? 0
            }
    }

    @Test(
        "What a cluster sums up to is the same when it becomes a crowd, is one and is none any more"
    )
    func sums() {
        let documents = flood(1_040)
        var clusterer = clusterer(holding: documents[..<1_020])
        #expect(!clusterer.window.terms.isCrowd(0))
        _ = clusterer.follow(Array(documents[1_020...]))
        #expect(clusterer.window.documents[1_039].cluster == 0)
        #expect(clusterer.window.terms.isCrowd(0))
        #expect(isSummed(0, clusterer.window))

        // Out of it, and back.
        let other = clusterer.openCluster()
        for slot in 0..<600 { clusterer.place(slot, in: other) }
        #expect(!clusterer.window.terms.isCrowd(0) && !clusterer.window.terms.isCrowd(other))
        clusterer.merge(other, into: 0)
        #expect(clusterer.window.terms.isCrowd(0))
        #expect(isSummed(0, clusterer.window))
        clusterer.place(0, in: clusterer.openCluster())
        #expect(isSummed(0, clusterer.window))
    }

    @Test("A document scores with its crowd as by all documents of it")
    func scores() {
        var window = clusterer(holding: flood(1_040)).window
        #expect(window.terms.isCrowd(0))
        var known = OwnLinks()
        let link = window.ownLink(of: 7, &known)
        let walked = window.ownLinks(of: window.originals(of: 0))[7]
        #expect(link.dot == walked.dot && link.most == walked.most)
        #expect(link.strongest == walked.strongest && link.dot > 0)
        let probe = window.probe(of: 7)
        #expect(
            window.summedDot(of: probe, with: 0)
                == link.dot + probe.weights.reduce(0) { $0 + $1 * $1 })
    }

    @Test("What a crowd's sums take is reckoned as memory of the window")
    func reckons() {
        let documents = flood(1_040)
        let crowd = clusterer(holding: documents)
        var apart = Clusterer(background: .none)
        apart.restore(
            documents.map {
                ($0, Membership(document: $0.id, cluster: $0.id % 2 + 1, score: 1))
            })
        #expect(crowd.window.terms.isCrowd(0) && !apart.window.terms.isCrowd(0))
        #expect(apart.window.terms.crowdTerms == 0)
        #expect(crowd.footprint == apart.footprint + 32 * crowd.window.terms.crowdTerms)
        #expect(crowd.window.terms.crowdTerms >= 31)
    }

    @Test("A text of common words alone walks through so many documents at most")
    func boundsCandidates() {
        let window = clusterer(holding: flood(2_600, of: 80, each: 240)).window
        let probe = window.probe(of: 9)
        let lengths = probe.terms.map { window.terms.length(of: $0) }
        let skipped = window.commonTerms(of: probe, threshold: 0.285)
        let left = lengths.indices.filter { !skipped.isSkipped[$0] }
        // Of which its weight would keep six tenths.
        #expect(lengths.reduce(0, +) > 120_000)
        #expect(left.reduce(0) { $0 + lengths[$1] } <= 65_536)
        #expect(!left.isEmpty)
    }

    @Test(
        "Of documents with one date any may leave the measures of a group, the last alone may not")
    func remeasures() {
        let held = flood(3).map { document in
            HeldDocument(
                membership: Membership(document: document.id, cluster: 1, score: 1),
                title: TitleWords(TokenList("")), published: document.id == 3 ? 9 : 5,
                shortness: .none)
        }
        var shape = GroupShape()
        for document in held { shape.add(document) }
        #expect(shape.dates == 5...9)
        func leaves(_ document: HeldDocument, _ shape: inout GroupShape) -> Bool {
            shape.remove(document)
        }
        var last = shape
        let left = [leaves(held[0], &shape), leaves(held[1], &shape), leaves(held[2], &last)]
        // The second had the first date alone by then.
        #expect(left == [true, false, false])
        #expect(shape.dates == 5...9 && shape.count == 2)
        // Of two groups that begin on one day as well.
        var joined = GroupShape(of: held[0])
        joined.add(GroupShape(of: held[1]))
        let joinedLeft = [leaves(held[0], &joined), leaves(held[1], &joined)]
        #expect(joinedLeft == [true, false])
        #expect(joined.dates == 5...5)
    }
}
