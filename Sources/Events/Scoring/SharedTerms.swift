/// Which terms make a link.
extension Window {
    /// The terms that a decision names.
    static let termsTold = 5

    /// The terms that add most to the mean link of a document with a cluster's originals.
    ///
    /// Asked for every document that arrives, so it reads the terms' lists, which are long, only
    /// where the cluster's documents are more to look at.
    func sharedTerms(of slot: Int, with cluster: Int) -> [Decision.SharedTerm] {
        let (terms, weights) = documents.vectors.weighedTerms(of: slot)
        let sums = sums(of: terms, in: cluster)
        var parts: [(term: Vocabulary.Term, product: Int64)] = []
        for i in sums.indices where sums[i] > 0 {
            parts.append((terms[i], weights[i] &* sums[i]))
        }
        return told(parts, pairs: max(1, clusters[cluster].shape.count))
    }

    /// - Parameter pairs: the pairs of documents that the products were summed over.
    func told(
        _ parts: [(term: Vocabulary.Term, product: Int64)], pairs: Int,
        limit: Int = Window.termsTold
    ) -> [Decision.SharedTerm] {
        var top = TopTerms(limit: limit)
        for part in parts where !top.isFull || part.product >= top.least {
            top.offer(part.term, weight: part.product, key: vocabulary.key(of: part.term))
        }
        let scale = Weight.unitSquared * Double(pairs)
        return top.held.map { held in
            Decision.SharedTerm(vocabulary.told(held.term), Double(held.weight) / scale)
        }
    }

    /// Two groups of documents weighed against each other, with all terms that they share: exact and
    /// without the index, for the few pairs that are told. The same score as by the index.
    func link(
        _ a: [Int], _ b: [Int], terms limit: Int = Window.termsTold
    ) -> (score: Score, shared: [Decision.SharedTerm]) {
        var sums: [Vocabulary.Term: Int64] = [:]
        var shapes = (GroupShape(), GroupShape())
        for slot in a {
            shapes.0.add(documents[slot])
            var walk = documents.vectors.terms(of: slot)
            while walk.next(documents.vectors.units.span) {
                let term = Vocabulary.Term(truncatingIfNeeded: walk.number)
                sums[term, default: 0] &+= Int64(walk.weight)
            }
        }
        var products: [Vocabulary.Term: Int64] = [:]
        var dot: Int64 = 0
        for slot in b {
            shapes.1.add(documents[slot])
            var walk = documents.vectors.terms(of: slot)
            while walk.next(documents.vectors.units.span) {
                let term = Vocabulary.Term(truncatingIfNeeded: walk.number)
                guard let sum = sums[term], sum > 0, walk.weight > 0 else { continue }
                products[term, default: 0] &+= sum &* Int64(walk.weight)
                dot &+= sum &* Int64(walk.weight)
            }
        }
        var score = Score(dot: dot, shapes.0, shapes.1, settings: settings)
        let parts = products.map { (term: $0.key, product: $0.value) }
        // Of equals the one with the lower key, as `narrow` takes it.
        let most = parts.max {
            ($0.product, vocabulary.key(of: $1.term)) < ($1.product, vocabulary.key(of: $0.term))
        }
        if let most,
            Double(most.product) > Double(dot) * settings.loneShare
        {
            score.narrow(
                share: Double(most.product) / Double(dot),
                telling: vocabulary.rarity(of: most.term)
                    * concentration(of: most.term, among: a + b),
                settings: settings)
        }
        score.confirm(
            likeness(of: witnesses(of: a), with: witnesses(of: b)), settings: settings)
        return (score, told(parts, pairs: a.count * b.count, limit: limit))
    }
}
