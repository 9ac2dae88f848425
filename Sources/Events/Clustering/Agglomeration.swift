/// Documents formed into groups by nothing but their scores with each other: the pair of groups
/// with the best score is joined, over and over. Their order decides between equal scores alone.
///
/// Takes memory, and mostly time, with the square of their number.
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
    }

    private let vocabulary: Vocabulary
    private let settings: ClusterSettings
    /// By place, that of the first member; nil once it is part of another.
    private var held: [Group?] = []
    /// Dot products of the groups' vector sums, row by row.
    private var dots: [Int64]
    /// Likewise, what the names and numbers of their documents have in common.
    private var likeness: [Likeness]
    /// Their scores likewise.
    private var scores: [Double]
    /// By place: the group that it scores best with, the first of equals; its own place for none.
    private var nearest: [Int]

    /// Begins with each of `documents`, in ascending order of id, on its own.
    ///
    /// - Parameter sums: working space, with room for all terms.
    init(
        of documents: [(slot: Int, shape: GroupShape)], _ vectors: DocumentVectors,
        particulars: HeldParticulars, vocabulary: Vocabulary, settings: ClusterSettings,
        sums: inout TermSums
    ) {
        self.vocabulary = vocabulary
        self.settings = settings
        let count = documents.count
        dots = [Int64](repeating: 0, count: count * count)
        likeness = [Likeness](repeating: Likeness(), count: count * count)
        scores = [Double](repeating: 0, count: count * count)
        nearest = Array(0..<count)
        // Its working space is written to, nothing else.
        var particulars = particulars
        for (i, (slot, shape)) in documents.enumerated() {
            sums.add(vectors, slot)
            defer { sums.reset() }
            for j in 0..<i {
                let dot = sums.dot(vectors, documents[j].slot)
                dots[i * count + j] = dot
                dots[j * count + i] = dot
                let common = particulars.likeness(of: [slot], with: [documents[j].slot]) { _ in
                    true
                }
                likeness[i * count + j] = common
                likeness[j * count + i] = common
            }
            held.append(
                Group(
                    members: [i], shape: shape, factor: shape.factor(settings),
                    vector: SparseVector(vectors, slot), place: i))
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
        var score = Score(
            dot: dot, a.shape, b.shape, size: a.factor * b.factor, settings: settings)
        let limit = Double(dot) * settings.loneShare
        if Double(a.vector.peak) * Double(b.vector.peak) > limit {
            let (_, term, most) = a.vector.product(with: b.vector, by: vocabulary)
            if Double(most) > limit {
                score.narrow(
                    share: Double(most) / Double(dot), telling: vocabulary.rarity(of: term),
                    settings: settings)
            }
        }
        score.confirm(likeness[a.place * held.count + b.place], settings: settings)
        return score
    }

    /// Joins documents whatever they score, given by their places. To be called before `run`.
    mutating func bind(_ places: [Int]) {
        var owners: Set<Int> = []
        for place in places {
            if let owner = held.indices.first(where: { held[$0]?.members.contains(place) == true })
            {
                owners.insert(owner)
            }
        }
        let ascending = owners.sorted()
        for younger in ascending.dropFirst() { join(younger, to: ascending[0]) }
    }

    /// Joins groups while a pair scores `limit` or more.
    mutating func run(while limit: Double) {
        for place in held.indices { weigh(place, with: 0..<place, limit) }
        for place in held.indices { findNearest(of: place) }
        while let (older, younger) = bestPair {
            join(younger, to: older)
            weigh(older, with: held.indices, limit)
            for place in held.indices where held[place] != nil {
                let known = nearest[place]
                if place == older || known == older || known == younger {
                    findNearest(of: place)
                } else if precedes(older, known, for: place) {
                    nearest[place] = older
                }
            }
        }
    }

    /// The first of the pairs with the best score; nil when none reaches the limit.
    private var bestPair: (older: Int, younger: Int)? {
        var best = 0
        for place in held.indices where score(at: place) > score(at: best) { best = place }
        return nearest.isEmpty || nearest[best] == best ? nil : (best, nearest[best])
    }

    /// The score of a group with its nearest.
    private func score(at place: Int) -> Double {
        scores[place * held.count + nearest[place]]
    }

    private func precedes(_ a: Int, _ b: Int, for place: Int) -> Bool {
        let (first, second) = (scores[place * held.count + a], scores[place * held.count + b])
        return first > second || (first == second && first > 0 && a < b)
    }

    private mutating func findNearest(of place: Int) {
        var best = place
        for other in held.indices where precedes(other, best, for: place) { best = other }
        nearest[place] = best
    }

    private mutating func join(_ younger: Int, to older: Int) {
        guard var group = held[older], let part = held[younger] else { return }
        group.members = (group.members + part.members).sorted()
        group.shape.add(part.shape)
        group.vector.add(part.vector)
        group.factor = group.shape.factor(settings)
        group.score = scores[older * held.count + younger]
        held[older] = group
        held[younger] = nil
        nearest[younger] = younger
        for other in held.indices {
            let dot = dots[older * held.count + other] &+ dots[younger * held.count + other]
            dots[older * held.count + other] = dot
            dots[other * held.count + older] = dot
            likeness[older * held.count + other] += likeness[younger * held.count + other]
            likeness[other * held.count + older] = likeness[older * held.count + other]
            scores[younger * held.count + other] = 0
            scores[other * held.count + younger] = 0
        }
    }

    /// Takes the scores of a group with others; 0 stands for those below the limit.
    private mutating func weigh(_ place: Int, with others: Range<Int>, _ limit: Double) {
        guard let own = held[place] else { return }
        for i in others where i != place {
            guard let other = held[i] else { continue }
            // What else there is can only lower it.
            let bound =
                Double(dots[place * held.count + i]) / Weight.unitSquared
                / (Double(own.shape.count) * Double(other.shape.count))
                * own.factor * other.factor
            var value = bound >= limit * (1 - 1e-9) ? score(own, other).value : 0
            if value < limit { value = 0 }
            scores[place * held.count + i] = value
            scores[i * held.count + place] = value
        }
    }
}
