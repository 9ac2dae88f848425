internal import Platform

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

        /// Of so many shared shingles those that tell a copy.
        func telling(_ shared: Int) -> Double {
            let count = Double(shared)
            return beginsAlike ? count : count - count * Double(phrases) / Double(anchors)
        }
    }

    private let settings: ClusterSettings
    private let onlyTelling: Bool
    /// The traces of all documents, one after the other.
    private var traces: [UInt8] = []
    private var extents: [Extent] = []
    /// By slot.
    private var outlines: [ShingleOutline] = []
    private var index: AnchorIndex
    /// By headline and first shingle, the slot of the latest: texts of a sentence are too short to have
    /// an anchor in common for certain, and what is reprinted very often has phrases for anchors.
    private var openings = HashedIndex()
    // Working space.
    private var hits: [Hits] = []
    private var own = ShingleSet()
    private var anchors: [UInt32] = []
    private var holders = AnchorHolders()
    /// Slots that have hits.
    private var touched: [UInt32] = []
    private var telling: TellingShare

    /// - Parameter onlyTelling: leave out what can tell no copy whatever else is known of the texts.
    init(settings: ClusterSettings, onlyTelling: Bool = false) {
        self.settings = settings
        self.onlyTelling = onlyTelling
        telling = TellingShare(settings: settings)
        index = AnchorIndex(mostHolders: settings.shingleHolders)
    }

    /// Adds the next document and answers those whose text overlaps with its own enough for one
    /// to be a copy of the other, if nothing else speaks against it, oldest first.
    mutating func add(_ body: TokenList, under headline: TitleWords) -> [TextOverlap] {
        let slot = UInt32(truncatingIfNeeded: extents.count)
        hits.append(Hits())
        let start = traces.count
        // Texts end at 65,536 bytes, so their words fit. Beyond four gigabytes none is kept.
        if body.count <= Int(UInt16.max), start + body.count <= Int(UInt32.max) {
            TextTrace.append(body, to: &traces)
        }
        guard traces.count - start >= TextTrace.shingleLength else {
            traces.removeLast(traces.count - start)
            extents.append(Extent())
            outlines.append(ShingleOutline())
            return []
        }
        var extent = Extent(
            start: UInt32(truncatingIfNeeded: start),
            words: UInt16(truncatingIfNeeded: traces.count - start))
        read(extent)
        extent.shingles = UInt16(truncatingIfNeeded: own.count)
        extent.anchors = UInt16(truncatingIfNeeded: anchors.count)
        extents.append(extent)
        outlines.append(own.outline)

        let latest = note(headline, of: slot)
        extents[Int(slot)].earlier = latest
        look(up: slot, isNew: true)
        if index.isOutgrown { index.rebuild() }
        return overlaps(of: extent)
    }

    /// The words of all texts that are held against others.
    var wordCount: Int { traces.count }

    /// Fills the working space with what a text is made of.
    private mutating func read(_ extent: Extent) {
        let traces = traces
        let trace = traces.span.extracting(extent.range)
        TextTrace.takeAnchors(of: trace, into: &anchors)
        own.fill(with: trace)
    }

    /// What `add` would answer for a document that came when those before it were held and no other.
    mutating func overlaps(of slot: Int) -> [TextOverlap] {
        let extent = extents[slot]
        read(extent)
        look(up: UInt32(truncatingIfNeeded: slot), isNew: false)
        return overlaps(of: extent)
    }

    /// Lets go of the first documents; the slots of the others begin at 0 then. Answers those, by their
    /// new slots, for which `overlaps(of:)` may be another without them: who hold a phrase, of which the
    /// first holders alone are known.
    mutating func removeFirst(_ leaving: Int) -> [Int] {
        let first = extents[leaving...].first { $0.words > 0 }.map { Int($0.start) } ?? traces.count
        traces.letGo(first: first)
        extents.letGo(first: leaving)
        outlines.letGo(first: leaving)
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

    /// Counts in `hits` what older documents share of the anchors of a text that was read, which one that
    /// is new is noted for; those that share any are `touched`.
    private mutating func look(up slot: UInt32, isNew: Bool) {
        touched.removeAll(keepingCapacity: true)
        index.take(anchors, into: &holders)
        let holders = holders
        let slots = holders.slots.span
        var start = 0
        for (i, end) in holders.ends.enumerated() {
            var count = end - start
            if !isNew {
                count = 0
                for place in start..<end where slots[place] < slot { count += 1 }
            }
            let isPhrase = count >= settings.shingleHolders
            for place in start..<end where slots[place] < slot {
                let holder = slots[place]
                if hits[Int(holder)].anchors == 0 { touched.append(holder) }
                hits[Int(holder)].anchors += 1
                if isPhrase { hits[Int(holder)].phrases += 1 }
            }
            if isNew { index.add(slot, to: anchors[i], beside: count) }
            start = end
        }
        var next = extents[Int(slot)].earlier
        for _ in 0..<Self.mostAlike where next > 0 {
            let other = next - 1
            if hits[Int(other)].anchors == 0 { touched.append(other) }
            hits[Int(other)].beginsAlike = true
            next = extents[Int(other)].earlier
        }
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

    private mutating func overlaps(of extent: Extent) -> [TextOverlap] {
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
            let shorter = min(extent.shingles, others.shingles)
            let least = max(
                Double(found.beginsAlike ? settings.leastAlike : settings.leastShared),
                settings.containment * Double(shorter))
            // Most share a sentence of a pattern and no more: that is seen without a look at the text.
            let most = own.outline.mostShared(
                own.count, with: outlines[Int(other)], Int(others.shingles))
            guard Double(most) >= least else { continue }
            var needed = Int(least.rounded(.up))
            if onlyTelling {
                let isPhrase = found.telling(most) < least
                let asOther = isPhrase ? .max : telling.least(of: Int(shorter), isPhrase: false)
                needed = max(
                    needed, min(asOther, telling.least(of: Int(shorter), isPhrase: true)))
            }
            guard most >= needed,
                var overlap = own.overlap(
                    with: traces.span.extracting(others.range), of: Int(other),
                    shingles: others.shingles, atLeast: needed)
            else { continue }
            overlap.isPhrase = found.telling(overlap.shared) < least
            overlaps.append(overlap)
        }
        return overlaps.sorted { $0.other < $1.other }
    }

    /// The share of the anchors of the shorter text that a copy has for certain.
    private static let anchorShare = 0.15
    /// Documents with one headline and one opening that are looked at.
    private static let mostAlike = 64
}
