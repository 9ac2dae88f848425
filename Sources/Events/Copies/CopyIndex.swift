/// Finds the documents that share running text with another, by the w-shingles of all bodies (Broder,
/// "On the resemblance and containment of documents", 1997): chosen ones, the anchors, find who may
/// share text, and all of them, held as `TextTrace`, tell how much that is.
///
/// Documents are told by their slot. What is found depends on the documents held and their order
/// alone.
struct CopyIndex: Sendable {
    /// Where the trace of a document is, and what is in it.
    private struct Extent {
        var start: UInt32 = 0
        var words: UInt16 = 0
        /// Different shingles.
        var shingles: UInt16 = 0
        var anchors: UInt16 = 0
        /// The slot + 1 of the one before it with its headline and opening; 0: none.
        var earlier: UInt32 = 0

        var range: Range<Int> { Int(start)..<(Int(start) + Int(words)) }
    }

    /// What an older document has in common with the one that is added.
    private struct Hits {
        var anchors: UInt16 = 0
        /// Those that are too common to tell a copy.
        var phrases: UInt16 = 0
        /// Whether it has the headline and the opening of the new one.
        var beginsAlike = false
    }

    private let settings: ClusterSettings
    /// The traces of all documents, one after the other.
    private var traces: [UInt8] = []
    private var extents: [Extent] = []
    private var index: AnchorIndex
    /// By headline and first shingle, the slot of the latest: texts of a sentence are too short to have
    /// an anchor in common for certain, and what is reprinted very often has phrases for anchors.
    private var openings = HashedIndex()
    // Working space.
    private var hits: [Hits] = []
    private var own = ShingleSet()

    init(settings: ClusterSettings) {
        self.settings = settings
        index = AnchorIndex(mostHolders: settings.shingleHolders)
    }

    /// Adds the next document and answers those whose text overlaps with its own enough for one
    /// to be a copy of the other, if nothing else speaks against it, oldest first.
    mutating func add(_ body: TokenList, under headline: TitleWords) -> [TextOverlap] {
        // Texts end at 65,536 bytes, so their words fit.
        let trace = body.count <= Int(UInt16.max) ? TextTrace.trace(of: body) : []
        let slot = UInt32(truncatingIfNeeded: extents.count)
        hits.append(Hits())
        // Beyond four gigabytes none is kept.
        guard trace.count >= TextTrace.shingleLength,
            traces.count + trace.count <= Int(UInt32.max)
        else {
            extents.append(Extent())
            return []
        }
        var extent = Extent(
            start: UInt32(truncatingIfNeeded: traces.count),
            words: UInt16(truncatingIfNeeded: trace.count))
        traces += trace
        let traces = traces
        var anchors: [UInt32] = []
        TextTrace.takeAnchors(of: traces.span.extracting(extent.range), into: &anchors)
        own.fill(with: traces.span.extracting(extent.range))
        extent.shingles = UInt16(truncatingIfNeeded: own.count)
        extent.anchors = UInt16(truncatingIfNeeded: anchors.count)
        extents.append(extent)

        let latest = note(headline, of: slot)
        extents[Int(slot)].earlier = latest
        let touched = look(up: anchors, of: slot, isNew: true)
        if index.isOutgrown { index.rebuild() }
        return overlaps(of: extent, with: touched)
    }

    /// What `add` would answer for a document that came when those before it were held and no other.
    mutating func overlaps(of slot: Int) -> [TextOverlap] {
        let extent = extents[slot]
        let traces = traces
        var anchors: [UInt32] = []
        TextTrace.takeAnchors(of: traces.span.extracting(extent.range), into: &anchors)
        own.fill(with: traces.span.extracting(extent.range))
        let touched = look(up: anchors, of: UInt32(truncatingIfNeeded: slot), isNew: false)
        return overlaps(of: extent, with: touched)
    }

    /// Lets go of the first documents; the slots of the others begin at 0 then. Answers those, by their
    /// new slots, for which `overlaps(of:)` may be another without them: who hold a phrase, of which the
    /// first holders alone are known.
    mutating func removeFirst(_ leaving: Int) -> [Int] {
        let first = extents[leaving...].first { $0.words > 0 }.map { Int($0.start) } ?? traces.count
        traces.removeSubrange(..<first)
        extents.removeSubrange(..<leaving)
        hits.removeLast(leaving)
        let gone = UInt32(truncatingIfNeeded: leaving)
        for slot in extents.indices where extents[slot].words > 0 {
            extents[slot].start -= UInt32(truncatingIfNeeded: first)
            extents[slot].earlier -= min(extents[slot].earlier, gone)
        }
        var kept = HashedIndex()
        openings.visit { key, slot in
            if slot >= gone { kept[key] = slot - gone }
        }
        openings = kept
        return index.removeFirst(gone).map(Int.init)
    }

    /// Whether one of `others` has fewer different shingles in common with a document than tell a copy.
    mutating func standsAlone(_ slot: Int, among others: [Int]) -> Bool {
        if others.isEmpty { return false }
        let traces = traces
        own.fill(with: traces.span.extracting(extents[slot].range))
        for other in others
        where !own.shares(settings.leastShared, with: traces.span.extracting(extents[other].range))
        {
            return true
        }
        return false
    }

    /// Counts in `hits` what older documents share of the anchors, which one that is new is noted for;
    /// answers the slots of those that share any, ascending.
    private mutating func look(up anchors: [UInt32], of slot: UInt32, isNew: Bool) -> [UInt32] {
        var touched: [UInt32] = []
        let (found, ends) = index.holders(of: anchors)
        var start = 0
        for (anchor, end) in zip(anchors, ends) {
            var holders = found[start..<end]
            start = end
            if !isNew { holders.removeAll { $0 >= slot } }
            let isPhrase = holders.count >= settings.shingleHolders
            for holder in holders {
                if hits[Int(holder)].anchors == 0 { touched.append(holder) }
                hits[Int(holder)].anchors += 1
                if isPhrase { hits[Int(holder)].phrases += 1 }
            }
            if isNew { index.add(slot, to: anchor, beside: holders.count) }
        }
        var next = extents[Int(slot)].earlier
        for _ in 0..<Self.mostAlike where next > 0 {
            let other = next - 1
            if hits[Int(other)].anchors == 0 { touched.append(other) }
            hits[Int(other)].beginsAlike = true
            next = extents[Int(other)].earlier
        }
        return touched.sorted()
    }

    /// Notes a document for its headline and its opening. Answers the slot + 1 of the latest that has
    /// the same; 0: none.
    private mutating func note(_ headline: TitleWords, of slot: UInt32) -> UInt32 {
        guard headline.tells else { return 0 }
        let start = Int(extents[Int(slot)].start)
        let opening = traces[start..<(start + TextTrace.shingleLength)]
        let key = opening.reduce(headline.bits) { TermHash.combine($0, UInt64($1)) }
        let latest = openings[key].map { $0 + 1 } ?? 0
        openings[key] = slot
        return latest
    }

    private mutating func overlaps(of extent: Extent, with touched: [UInt32]) -> [TextOverlap] {
        var overlaps: [TextOverlap] = []
        let traces = traces
        for other in touched {
            let found = hits[Int(other)]
            hits[Int(other)] = Hits()
            let others = extents[Int(other)]
            guard
                found.beginsAlike
                    || Double(found.anchors) >= Self.anchorShare
                        * Double(min(extent.anchors, others.anchors))
            else { continue }
            var overlap = own.overlap(
                with: traces.span.extracting(others.range), of: Int(other),
                shingles: others.shingles)
            let count = Double(overlap.shared)
            let telling =
                found.beginsAlike
                ? count : count - count * Double(found.phrases) / Double(found.anchors)
            let least = max(
                Double(found.beginsAlike ? settings.leastAlike : settings.leastShared),
                settings.containment * Double(min(extent.shingles, others.shingles)))
            overlap.isPhrase = telling < least
            if count >= least { overlaps.append(overlap) }
        }
        return overlaps
    }

    /// The share of the anchors of the shorter text that a copy has for certain.
    private static let anchorShare = 0.15
    /// Documents with one headline and one opening that are looked at.
    private static let mostAlike = 64
}

/// The different shingles of one text, to hold others against.
private struct ShingleSet: Sendable {
    private struct Place {
        var shingle: UInt32 = 0
        /// The filling that it is of; what is of an earlier one is empty.
        var filling: UInt32 = 0
        /// The comparison in which it was last met.
        var comparison: UInt32 = 0
        /// Where it stands first.
        var position: UInt32 = 0
    }

    private var places = [Place](repeating: Place(), count: 512)
    /// A bit for each shingle of this filling: most of another text have none, and need no look at
    /// their place.
    private var bits = [UInt64](repeating: 0, count: 128)
    private var filling: UInt32 = 0
    private var comparison: UInt32 = 0
    private(set) var count = 0
    private var first: UInt32 = 0
    /// Without the last word, which is often cut in the middle.
    private var last: UInt32 = 0

    mutating func fill(with trace: Span<UInt8>) {
        if trace.count * 2 > places.count || filling == .max {
            var size = places.count
            while trace.count * 2 > size { size *= 2 }
            places = [Place](repeating: Place(), count: size)
            filling = 0
        }
        filling += 1
        count = 0
        (first, last) = Self.ends(of: trace)
        for i in bits.indices { bits[i] = 0 }
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let (word, bit) = Self.bit(of: shingle)
            bits[word] |= 1 &<< bit
            let place = place(of: shingle)
            guard places[place].filling != filling else { continue }
            places[place] = Place(
                shingle: shingle, filling: filling, position: UInt32(truncatingIfNeeded: i))
            count += 1
        }
    }

    /// What the text shares with the older one at `slot`, which has so many different `shingles`.
    mutating func overlap(
        with trace: Span<UInt8>, of slot: Int, shingles: UInt16
    ) -> TextOverlap {
        beginComparison()
        var shared = 0
        var run = 0
        var longest = 0
        // Where the first that both have ends, in words.
        var (start, otherStart) = (UInt32.max, UInt32.max)
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            guard mayHold(shingle) else {
                run = 0
                continue
            }
            let place = place(of: shingle)
            guard places[place].filling == filling else {
                run = 0
                continue
            }
            run += 1
            longest = max(longest, run)
            guard places[place].comparison != comparison else { continue }
            places[place].comparison = comparison
            shared += 1
            start = min(start, places[place].position)
            if shared == 1 { otherStart = UInt32(truncatingIfNeeded: i) }
        }
        let ends = Self.ends(of: trace)
        var overlap = TextOverlap(
            other: slot, shared: shared,
            own: .init(shingles: count, startIsShared: wasMet(first), endIsShared: wasMet(last)),
            others: .init(
                shingles: Int(shingles), startIsShared: wasMet(ends.first),
                endIsShared: wasMet(ends.last)))
        overlap.passage = min(longest, shared)
        overlap.lead =
            Int(min(max(start, otherStart), UInt32(UInt16.max)))
            &- (TextTrace.shingleLength - 1)
        return overlap
    }

    /// Whether so many different shingles are in the other text too; looks no further than it must.
    mutating func shares(_ least: Int, with trace: Span<UInt8>) -> Bool {
        beginComparison()
        var shared = 0
        var shingle: UInt32 = 0
        for i in trace.indices {
            if shared >= least { return true }
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let place = place(of: shingle)
            guard places[place].filling == filling, places[place].comparison != comparison
            else { continue }
            places[place].comparison = comparison
            shared += 1
        }
        return shared >= least
    }

    private mutating func beginComparison() {
        if comparison == .max {
            for i in places.indices { places[i].comparison = 0 }
            comparison = 0
        }
        comparison += 1
    }

    private func mayHold(_ shingle: UInt32) -> Bool {
        let (word, bit) = Self.bit(of: shingle)
        return bits[word] &>> bit & 1 != 0
    }

    /// A bit of 8,192.
    private static func bit(of shingle: UInt32) -> (word: Int, bit: UInt64) {
        let hash = shingle &* 0x9e37_79b1
        return (Int(hash &>> 25), UInt64(hash &>> 19) & 63)
    }

    private func wasMet(_ shingle: UInt32) -> Bool {
        let place = places[place(of: shingle)]
        return place.filling == filling && place.comparison == comparison
    }

    /// Where a shingle is or would be.
    private func place(of shingle: UInt32) -> Int {
        let mask = places.count - 1
        var place = Int(TextTrace.mixed(shingle)) & mask
        while places[place].filling == filling && places[place].shingle != shingle {
            place = (place + 1) & mask
        }
        return place
    }

    /// The first shingle of a text, and the last but one.
    private static func ends(of trace: Span<UInt8>) -> (first: UInt32, last: UInt32) {
        let length = TextTrace.shingleLength
        guard trace.count >= length else { return (0, 0) }
        let end = max(0, trace.count - length - 1)
        var (first, last): (UInt32, UInt32) = (0, 0)
        for i in 0..<length {
            first = first << 8 | UInt32(trace[i])
            last = last << 8 | UInt32(trace[end + i])
        }
        return (first, last)
    }
}
