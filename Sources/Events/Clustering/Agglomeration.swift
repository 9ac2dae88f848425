internal import Values

/// Documents formed into groups by nothing but their scores with each other: the pair of groups
/// with the best score is joined, over and over. The outcome does not depend on their order.
///
/// Takes time and memory with the square of their number.
struct Agglomeration {
    /// Documents that belong together.
    struct Group {
        /// Places in the list that was given, ascending.
        var members: [Int]
        var shape: GroupShape
        var factor: Double
        fileprivate var vector: SparseVector
        /// The score by which its two parts were joined; 0 for a document alone.
        var score = 0.0
        /// The place at which its dot products are.
        fileprivate let place: Int
        fileprivate var version = 0
    }

    private let vocabulary: Vocabulary
    private let settings: ClusterSettings
    /// By place, that of the first member; nil once it is part of another.
    private var held: [Group?] = []
    /// Dot products of the groups' vector sums, row by row.
    private var dots: [Int64]

    /// Begins with each of `documents`, in ascending order of id, on its own.
    init(of documents: [HeldDocument], vocabulary: Vocabulary, settings: ClusterSettings) {
        self.vocabulary = vocabulary
        self.settings = settings
        let count = documents.count
        dots = [Int64](repeating: 0, count: count * count)
        var vectors: [SparseVector] = []
        for (i, document) in documents.enumerated() {
            let shape = GroupShape(of: document)
            let vector = SparseVector(document)
            for j in 0..<i {
                let dot = vector.product(with: vectors[j]).dot
                dots[i * count + j] = dot
                dots[j * count + i] = dot
            }
            vectors.append(vector)
            held.append(
                Group(
                    members: [i], shape: shape, factor: shape.factor(settings), vector: vector,
                    place: i))
        }
    }

    /// The groups, the largest first, of equals the one with the older document.
    var groups: [Group] {
        held.compactMap(\.self).sorted {
            $0.members.count != $1.members.count
                ? $0.members.count > $1.members.count : $0.place < $1.place
        }
    }

    func score(_ a: Group, _ b: Group) -> Score {
        let dot = dots[a.place * held.count + b.place]
        var score = Score(dot: dot, a.shape, b.shape, settings: settings)
        let limit = Double(dot) * settings.loneShare
        if Double(a.vector.peak) * Double(b.vector.peak) > limit {
            let (_, term, most) = a.vector.product(with: b.vector)
            if Double(most) > limit {
                score.narrow(
                    share: Double(most) / Double(dot), rarity: vocabulary.rarity(of: term),
                    settings: settings)
            }
        }
        return score
    }

    /// Joins groups while a pair scores `limit` or more.
    mutating func run(while limit: Double) {
        var pairs = PairQueue()
        for i in held.indices { queuePairs(of: i, with: 0..<i, limit, to: &pairs) }
        while let pair = pairs.popBest() {
            let (a, b) = (pair.older.slot, pair.younger.slot)
            guard var older = held[a], let younger = held[b],
                older.version == pair.older.version, younger.version == pair.younger.version
            else { continue }
            older.members = (older.members + younger.members).sorted()
            older.shape.add(younger.shape)
            older.vector.add(younger.vector)
            older.factor = older.shape.factor(settings)
            older.score = pair.score
            older.version += 1
            held[a] = older
            held[b] = nil
            for other in held.indices where other != a && held[other] != nil {
                let dot = dots[a * held.count + other] &+ dots[b * held.count + other]
                dots[a * held.count + other] = dot
                dots[other * held.count + a] = dot
            }
            queuePairs(of: a, with: held.indices, limit, to: &pairs)
        }
    }

    private func queuePairs(
        of place: Int, with others: Range<Int>, _ limit: Double, to pairs: inout PairQueue
    ) {
        guard let own = held[place] else { return }
        for i in others where i != place {
            guard let other = held[i] else { continue }
            // Time and breadth can only lower it.
            let bound =
                Double(dots[place * held.count + i]) / Weight.unitSquared
                / (Double(own.shape.count) * Double(other.shape.count))
                * own.factor * other.factor
            guard bound >= limit * (1 - 1e-9) else { continue }
            let score = score(own, other)
            guard score.value >= limit else { continue }
            pairs.add(
                score.value, .init(slot: place, id: Int64(place), version: own.version),
                .init(slot: i, id: Int64(i), version: other.version))
        }
    }
}
