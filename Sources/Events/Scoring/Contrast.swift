/// How far the best event stands out from all others.
///
/// Two reports in a few sentences each share few words, so that their score may stay below the
/// threshold. How much that tells depends on what else is in the news: where nothing comes near, the
/// little that is shared is the event's; where others share as much, it is their common subject. That
/// the nearest tells by how much nearer it is than the second is the test by which features of images
/// are matched (Lowe, "Distinctive image features from scale-invariant keypoints", 2004).
extension Window {
    /// What standing out may add to a score of such texts, 0 for headlines: of these far too many share
    /// a word with one other headline and no more.
    private func mostContrast(of shape: GroupShape) -> Double {
        settings.contrast * min(1, 2 * (1 - shape.meanShortness))
    }

    /// The least score that standing out can raise to the threshold.
    func leastScore(of shape: GroupShape) -> Double {
        settings.mergeThreshold / (1 + mostContrast(of: shape))
    }

    /// Raises the score of a document with an event by how far that stands out, where it is below the
    /// threshold and can reach it so.
    ///
    /// The others are taken as they score before their names and numbers are looked into: what is
    /// alike but for these is one pattern, in which little that is shared tells nothing.
    ///
    /// - Parameter own: the clusters that are no others.
    mutating func raise(
        _ score: inout Score, of probe: GroupProbe, _ shape: GroupShape, besides own: [Int],
        barred: BarredClusters
    ) {
        let most = mostContrast(of: shape)
        guard score.value < settings.mergeThreshold,
            score.value * (1 + most) >= settings.mergeThreshold,
            clusters.openCount >= Self.fewestEvents
        else { return }
        // Most have a rival that decides: a search for no weaker ones is a short one.
        var rival = nextBest(
            to: probe, shape, besides: own, barred: barred,
            atLeast: settings.mostRival(of: score.value, most: most) * score.bare)
        if rival == 0 {
            rival = nextBest(
                to: probe, shape, besides: own, barred: barred,
                atLeast: settings.faintRival * score.bare)
        }
        score.standOut(from: rival, most: most, settings: settings)
    }

    /// The best of the other clusters before it is looked into; 0 where none has so much.
    private mutating func nextBest(
        to probe: GroupProbe, _ shape: GroupShape, besides own: [Int], barred: BarredClusters,
        atLeast least: Double
    ) -> Double {
        findCandidates(of: probe, reaching: least)
        var best = 0.0
        for candidate in row.found.lazy.map(Int.init) {
            let dot = row.dots[candidate]
            guard dot > 0, !own.contains(candidate), !barred.contains(candidate) else { continue }
            best = max(best, bareScore(dot, of: probe, shape, with: candidate).bare)
        }
        return best >= least ? best : 0
    }

    /// Among fewer there is nothing to stand out from.
    private static let fewestEvents = 6

    /// Whether an original would come back to its cluster if it were taken out and arrived now.
    mutating func wouldJoinAgain(_ slot: Int, barred: BarredClusters) -> Bool {
        let probe = probe(of: slot)
        let shape = GroupShape(of: documents[slot])
        var known = OwnLinks()
        var score = scoreWithOwn(slot, probe, ownLink(of: slot, &known))
        raise(
            &score, of: probe, shape, besides: [documents[slot].cluster], barred: barred)
        return score.value >= settings.mergeThreshold
    }
}

extension ClusterSettings {
    /// The share of a score that its next best may have, at which standing out raises it to the threshold:
    /// where `Score.standOut` comes to that.
    func mostRival(of score: Double, most: Double) -> Double {
        let lead = ((fitted.mergeThreshold / score - 1) / most).squareRoot()
        return max(fitted.faintRival, 1 - lead * (1 - fitted.faintRival))
    }
}
