/// Which terms of a group find no candidate, since their lists are long for what they weigh.
extension Window {
    /// The terms of a probe that find no candidate.
    struct CommonTerms {
        /// By place in the probe.
        var isSkipped: [Bool]
        var count = 0
        /// The most that they can add to a dot product with one document, unless it is crowded.
        var bound = 0.0
        /// Whether so many were skipped that a cluster may not be found.
        var isCrowded = false
    }

    /// A term of the probe with a long list.
    private struct LongList {
        var length: Int
        /// Its place in the probe.
        var place: Int
    }

    /// The terms that are to find no candidate, of those with long lists.
    func commonTerms(of probe: GroupProbe, threshold: Double) -> CommonTerms {
        var long: [LongList] = []
        long.reserveCapacity(probe.terms.count)
        var volume = 0
        for i in probe.terms.indices {
            let length = terms.length(of: probe.terms[i])
            if length >= Self.longList { long.append(LongList(length: length, place: i)) }
            volume += length
        }
        // Which way is gone depends on the documents held alone, as after a restart.
        return volume > Self.crowdedVolume * min(probe.count, Self.mostCounted)
            ? dearTerms(of: probe, long, volume: volume)
            : idleTerms(of: probe, long, threshold: threshold)
    }

    /// As many terms, those with the longest lists first, as cannot bring a cluster to the threshold.
    private func idleTerms(
        of probe: GroupProbe, _ long: [LongList], threshold: Double
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        // Half of it, so that what the rest finds can still be told from what cannot reach it.
        let budget =
            threshold / (probe.factor * clusters.largestFactor) * Weight.unitSquared
            * Double(probe.count)
            / 2
        let ordered = long.map {
            (length: $0.length, key: vocabulary.key(of: probe.terms[$0.place]), place: $0.place)
        }
        .sorted { $0.length != $1.length ? $0.length > $1.length : $0.key < $1.key }
        for list in ordered {
            let place = list.place
            let most = probe.mosts[place]
            if skipped.bound + most > budget { continue }
            skipped.bound += most
            skipped.isSkipped[place] = true
            skipped.count += 1
        }
        return skipped
    }

    /// Terms, those first that take most time for what they weigh, until the lists of the others are
    /// short enough or there would be too little weight in them.
    private func dearTerms(
        of probe: GroupProbe, _ long: [LongList], volume: Int
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        skipped.isCrowded = true
        var left = probe.weights.reduce(0.0) { $0 + probe.square(of: $1) }
        let least = left * Self.keptSquares
        var volume = volume
        let most = Self.mostVolume * min(probe.count, Self.mostCounted)
        var lists = DearLists(long, of: probe)
        while volume > most, let range = lists.nextLevel() {
            // Of a level that is taken as a whole the order is of no interest.
            let (all, squares, dearest) = lists.sum(of: range)
            let isWhole = volume - all > most && left - squares >= least
            if !isWhole {
                // What is left has longer lists for its weight, and so each more weight than this.
                if left - Double(Self.longList) / dearest * (1 - 1e-9) < least { break }
                lists.sort(range, by: probe.terms, of: vocabulary)
            }
            for i in range {
                guard isWhole || volume > most else { break }
                let list = lists.ordered[i]
                if !isWhole && left - list.square < least { continue }
                left -= list.square
                volume -= list.length
                skipped.isSkipped[list.place] = true
                skipped.count += 1
            }
        }
        skipDearest(&skipped, of: long, probe, volume: volume)
        return skipped
    }

    /// Skips terms by their lists alone, whatever they weigh, while there are more entries left than any
    /// probe is worth; one is left. A text of common words alone, as nobody writes but to be costly, would
    /// walk through the window once for each of its words. In a large window it may find no event, and stand
    /// alone.
    private func skipDearest(
        _ skipped: inout CommonTerms, of long: [LongList], _ probe: GroupProbe, volume: Int
    ) {
        let most = Self.boundedVolume * min(probe.count, Self.mostCounted)
        var volume = volume
        guard volume > most else { return }
        let left = long.filter { !skipped.isSkipped[$0.place] }
            .map { (list: $0, key: vocabulary.key(of: probe.terms[$0.place])) }
            .sorted {
                $0.list.length != $1.list.length
                    ? $0.list.length > $1.list.length : $0.key < $1.key
            }
        for (list, _) in left.dropLast() {
            guard volume > most else { break }
            volume -= list.length
            skipped.isSkipped[list.place] = true
            skipped.count += 1
        }
    }

    /// Long lists in the order of what they cost for what their terms weigh, as far as that is asked
    /// for: level by level, within which they have none at first.
    private struct DearLists {
        struct List {
            var length = 0
            /// The place of its term in the probe.
            var place = 0
            /// That of the term's weight.
            var square = 0.0
            var cost = 0.0
        }

        private(set) var ordered: [List]
        /// By level where the next one begins, the dearest first; a level is half of a doubling.
        private var ends = InlineArray<64, Int>(repeating: 0)
        private var level = -1

        init(_ lists: [LongList], of probe: GroupProbe) {
            ordered = [List](repeating: List(), count: lists.count)
            var places = InlineArray<64, Int>(repeating: 0)
            // As if of one document.
            let scale = Double(probe.count) * Double(probe.count)
            var costs: [List] = []
            costs.reserveCapacity(lists.count)
            for list in lists {
                let square = probe.square(of: probe.weights[list.place])
                let cost = Double(list.length) / square
                costs.append(
                    List(length: list.length, place: list.place, square: square, cost: cost))
                ends[Self.level(of: cost * scale)] += 1
            }
            var end = 0
            for level in ends.indices {
                places[level] = end
                end += ends[level]
                ends[level] = end
            }
            for list in costs {
                let level = Self.level(of: list.cost * scale)
                ordered[places[level]] = list
                places[level] += 1
            }
        }

        /// By the exponent and the first digit behind the point.
        private static func level(of cost: Double) -> Int {
            let rank = Int(truncatingIfNeeded: cost.bitPattern &>> 51) &- leastRank
            return 63 &- min(max(0, rank), 63)
        }

        /// That of a list of 128 entries whose term is all of a document.
        private static let leastRank = 2 * (1_023 - 25)

        /// The places of the lists of the next level; nil after the last.
        mutating func nextLevel() -> Range<Int>? {
            guard level < 63 else { return nil }
            let start = level < 0 ? 0 : ends[level]
            level += 1
            return start..<ends[level]
        }

        func sum(of range: Range<Int>) -> (length: Int, squares: Double, dearest: Double) {
            var sum = (length: 0, squares: 0.0, dearest: 0.0)
            for i in range {
                sum.length += ordered[i].length
                sum.squares += ordered[i].square
                sum.dearest = max(sum.dearest, ordered[i].cost)
            }
            return sum
        }

        /// Sorts the lists of a level, which are few for one document. The order of the probe's terms, and
        /// their numbers, may be others after a restart: so of equals the keys decide.
        mutating func sort(
            _ range: Range<Int>, by terms: [Vocabulary.Term], of vocabulary: Vocabulary
        ) {
            func precedes(_ a: List, _ b: List) -> Bool {
                a.cost > b.cost
                    || a.cost == b.cost
                        && vocabulary.key(of: terms[a.place]) < vocabulary.key(of: terms[b.place])
            }
            if range.count > 32 { return ordered[range].sort(by: precedes) }
            for i in range.dropFirst() {
                let list = ordered[i]
                var place = i
                while place > range.lowerBound {
                    let other = ordered[place - 1]
                    guard precedes(list, other) else { break }
                    ordered[place] = other
                    place -= 1
                }
                ordered[place] = list
            }
        }
    }

    /// Documents in a list from which on it is worth going around.
    private static let longList = 128
    /// Entries in the lists of a probe's terms, for each of its documents, from which on only its
    /// rarer terms find candidates, and how many these may have.
    private static let crowdedVolume = 8_192
    private static let mostVolume = 1_024
    /// Entries that these have at most, whatever share of the probe's weight that leaves.
    private static let boundedVolume = 65_536
    /// More documents of a probe do not count there: what they have in common is its event, and that
    /// stands out of the sum of 16 already.
    private static let mostCounted = 16
    /// The share of a probe's squared length that finds candidates, unless that is more than `boundedVolume`.
    private static let keptSquares = 0.6
}
