internal import Values

/// How many entries each event of a made store has: most have one, a few have hundreds.
struct EventSizes {
    let sizes: [Int]

    /// Sizes that add up to `entries`. Six in ten events have one entry; the rest are drawn in three
    /// classes around the mean, and then all are made to fit the sum.
    init(entries: Int, events: Int, random: inout SplitMix) {
        let events = max(1, min(events, entries))
        let mean = max(1, entries / events)
        var sizes = (0..<events).map { _ in
            switch random.below(100) {
            case ..<60: 1
            case ..<85: 1 + random.below(mean)
            case ..<97: mean + random.below(4 * mean)
            default: 10 * mean + random.below(20 * mean)
            }
        }
        var excess = sizes.reduce(0, +) - entries
        while excess != 0 {
            for place in sizes.indices where excess != 0 {
                if excess < 0 {
                    // One entry more for an event in eight: the others stay as they were drawn.
                    guard place % 8 == 0 else { continue }
                    sizes[place] += 1
                    excess += 1
                } else if sizes[place] > 1 {
                    sizes[place] -= 1
                    excess -= 1
                }
            }
        }
        self.sizes = sizes
    }
}
