/// A group's vector sum, to be weighed against the clusters.
struct GroupProbe {
    var terms: [Vocabulary.Term]
    var weights: [Int64]
    /// The most that each term can add to a dot product with one document.
    var mosts: [Double] = []
    /// Documents in the group, and what its size multiplies its scores by.
    var count: Int
    var factor: Double
    /// Slots of the documents whose names and numbers speak for it.
    var members: [Int]
    /// The cluster that it is; nil for one document.
    var cluster: Int?

    /// The square of a weight, in units that let all of them add up below 2^53: whole numbers, so that the
    /// order of a sum does not tell.
    func square(of weight: Int64) -> Double {
        let shift = max(0, Int.bitWidth - count.leadingZeroBitCount - 10)
        let weight = Double(weight &>> Int64(shift))
        return weight * weight
    }
}

extension Window {
    func mosts(of probe: GroupProbe) -> [Double] {
        var mosts: [Double] = []
        mosts.reserveCapacity(probe.terms.count)
        for i in probe.terms.indices {
            mosts.append(Double(probe.weights[i]) * Double(terms.peak(of: probe.terms[i])))
        }
        return mosts
    }

    /// The probe of one document.
    func probe(of slot: Int) -> GroupProbe {
        var probe = GroupProbe(
            terms: [], weights: [], count: 1,
            factor: GroupShape(of: documents[slot]).factor(settings), members: [slot])
        let range = documents.vectors.range(of: slot)
        probe.terms.reserveCapacity(range.count)
        probe.weights.reserveCapacity(range.count)
        var walk = documents.vectors.terms(of: slot)
        while walk.next(documents.vectors.units.span) {
            guard walk.weight > 0 else { continue }
            probe.terms.append(Vocabulary.Term(truncatingIfNeeded: walk.number))
            probe.weights.append(Int64(walk.weight))
        }
        probe.mosts = mosts(of: probe)
        return probe
    }
}
