import Testing

@testable import Events

@Suite("Copies whose partners have left")
struct UnlinkingTests {
    /// What is known of a document's copies.
    private struct Ties: Equatable {
        struct Tie: Equatable {
            let slot: Int
            let shared: Int
            let isCopy: Bool
            let evidence: CopyDirection.Evidence
        }

        let origin: Int
        let partners: [Tie]

        init(_ clusterer: Clusterer, _ slot: Int) {
            let document = clusterer.window.documents[slot]
            origin = clusterer.window.documents.origins[slot]
            partners = document.partners.map {
                Tie(
                    slot: $0.slot, shared: $0.overlap.shared, isCopy: $0.isCopy,
                    evidence: $0.direction.evidence)
            }
        }
    }

    private static func words(_ range: Range<Int>, of text: Int) -> String {
        range.map { "w\(TermHash.combine(UInt64(text), UInt64($0)) % 1_000_000)" }
            .joined(separator: " ")
    }

    private static let everywhere = words(0..<50, of: 500)

    /// Texts that are reprinted whole, in part, one in another, and one of them by everybody.
    private static let stream: [Document] = (1...190).map { number in
        let chance = TermHash.combine(99, UInt64(number))
        let text = Int(chance % 24)
        let body =
            switch (chance >> 8) % 10 {
            case 0: words(0..<60, of: text)
            case 1: words(0..<(20 + text), of: text)
            case 2: words(0..<40, of: 1_000 + number) + " " + words(10..<55, of: text)
            case 3: words(0..<60, of: text) + " " + words(0..<50, of: (text + 1) % 24)
            case 4: words(0..<30, of: 500) + " " + words(0..<15, of: 2_000 + number)
            default: everywhere
            }
        var document = document(
            Int64(number), "Title \(number % 50)", body, at: Int64(number),
            from: "feed \((chance >> 20) % 4)")
        if (chance >> 30) % 2 == 0 {
            document.link = "https://outlet.example/\((chance >> 40) % 15)"
        }
        return document
    }

    @Test(
        "What stays is tied as in a clusterer that never held the others", arguments: [1, 16, 50],
        [ClusterSettings.standard.mostKin, 12])
    func forgets(batch: Int, mostKin: Int) {
        var settings = ClusterSettings.standard
        settings.mostKin = mostKin
        var clusterer = Clusterer(background: .none, settings: settings)
        var outcome = Outcome()
        var hasPhrases = false
        for start in stride(from: 0, to: Self.stream.count, by: batch) {
            let end = min(start + batch, Self.stream.count)
            outcome.apply(clusterer.add(Array(Self.stream[start..<end])))
            let last = Int64(end) - 130
            guard clusterer.expire(through: last) else { continue }
            var fresh = Clusterer(
                background: .none, settings: settings, nextCluster: clusterer.nextCluster)
            fresh.restore(
                Self.stream[..<end].filter { $0.id > last }.compactMap { document in
                    outcome.memberships[document.id].map { (document, $0) }
                })
            #expect(fresh.window.documents.map(\.id) == clusterer.window.documents.map(\.id))
            for slot in clusterer.window.documents.indices.prefix(fresh.window.documents.count) {
                let id = clusterer.window.documents[slot].id
                #expect(Ties(clusterer, slot) == Ties(fresh, slot), "document \(id) after \(end)")
            }
            let held = Self.stream[..<end].filter { $0.id > last && $0.text == Self.everywhere }
            if held.count > ClusterSettings.standard.shingleHolders { hasPhrases = true }
        }
        #expect(hasPhrases)
    }
}
