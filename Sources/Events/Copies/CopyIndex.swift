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

        var range: Range<Int> { Int(start)..<(Int(start) + Int(words)) }
    }

    /// What an older document has in common with the one that is added.
    private struct Hits {
        var anchors: UInt32 = 0
        /// Those that are too common to tell a copy.
        var phrases: UInt32 = 0
    }

    private let settings: ClusterSettings
    /// The traces of all documents, one after the other.
    private var traces: [UInt8] = []
    private var extents: [Extent] = []
    private var index: AnchorIndex
    private var anchorCount = 0
    // Working space.
    private var hits: [Hits] = []
    private var own = ShingleSet()

    init(settings: ClusterSettings) {
        self.settings = settings
        index = AnchorIndex(mostHolders: settings.shingleHolders)
    }

    /// Adds the next document and answers those whose text overlaps with its own enough for one
    /// to be a copy of the other, oldest first.
    mutating func add(_ body: TokenList) -> [TextOverlap] {
        // Texts end at 65,536 bytes, so their words fit.
        let trace = body.count <= Int(UInt16.max) ? body.tokens.map(TextTrace.byte) : []
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
        anchorCount += anchors.count

        let touched = look(up: anchors, of: slot, isNew: true)
        if index.isOutgrown { rebuildIndex() }
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
        for slot in extents.indices where extents[slot].words > 0 {
            extents[slot].start -= UInt32(truncatingIfNeeded: first)
        }
        anchorCount = extents.reduce(0) { $0 + Int($1.anchors) }
        let phrases = index.phrases
        rebuildIndex()
        guard !phrases.isEmpty else { return [] }
        var anchors: [UInt32] = []
        return extents.indices.filter { slot in
            TextTrace.takeAnchors(
                of: traces.span.extracting(extents[slot].range), into: &anchors)
            return anchors.contains(where: phrases.contains)
        }
    }

    /// The different shingles that two documents have in common.
    mutating func shared(_ a: Int, _ b: Int) -> Int {
        let traces = traces
        own.fill(with: traces.span.extracting(extents[a].range))
        return own.overlap(
            with: traces.span.extracting(extents[b].range), of: b, shingles: extents[b].shingles
        ).shared
    }

    private mutating func rebuildIndex() {
        var index = AnchorIndex(mostHolders: settings.shingleHolders)
        swap(&index, &self.index)
        index.rebuild(documents: extents.count, total: anchorCount) { document, anchors in
            TextTrace.takeAnchors(
                of: traces.span.extracting(extents[document].range), into: &anchors)
        }
        swap(&index, &self.index)
    }

    /// Counts in `hits` what older documents share of the anchors, which one that is new is noted for
    /// but for phrases; answers the slots of those that share any, ascending.
    private mutating func look(up anchors: [UInt32], of slot: UInt32, isNew: Bool) -> [UInt32] {
        var touched: [UInt32] = []
        var holders: [UInt32] = []
        for anchor in anchors {
            index.takeHolders(of: anchor, into: &holders)
            if !isNew { holders.removeAll { $0 >= slot } }
            let isPhrase = holders.count >= settings.shingleHolders
            for holder in holders {
                if hits[Int(holder)].anchors == 0 { touched.append(holder) }
                hits[Int(holder)].anchors += 1
                if isPhrase { hits[Int(holder)].phrases += 1 }
            }
            if isNew, !isPhrase { index.add(slot, to: anchor, beside: holders.count) }
        }
        return touched.sorted()
    }

    private mutating func overlaps(of extent: Extent, with touched: [UInt32]) -> [TextOverlap] {
        var overlaps: [TextOverlap] = []
        var reprints = 0
        let traces = traces
        for other in touched {
            let found = hits[Int(other)]
            hits[Int(other)] = Hits()
            let others = extents[Int(other)]
            guard
                Double(found.anchors) >= Self.anchorShare
                    * Double(min(extent.anchors, others.anchors))
            else { continue }
            let overlap = own.overlap(
                with: traces.span.extracting(others.range), of: Int(other),
                shingles: others.shingles)
            let count = Double(overlap.shared)
            let telling = count - count * Double(found.phrases) / Double(found.anchors)
            let smaller = Double(min(extent.shingles, others.shingles))
            let isCopy =
                telling >= Double(settings.leastShared)
                && telling >= settings.containment * smaller
            // A text that was reprinted everywhere is made of phrases: then it takes more of it.
            let isReprint =
                count >= Double(settings.standingLeastShared)
                && count >= settings.standingContainment * smaller
            if !isCopy {
                guard isReprint, reprints < Self.mostReprints else { continue }
                reprints += 1
            }
            overlaps.append(overlap)
        }
        return overlaps
    }

    /// The share of the anchors of the shorter text that a copy has for certain.
    private static let anchorShare = 0.15
    /// Partners that a text made of phrases is given: they are partners of each other.
    private static let mostReprints = 4
}

/// The different shingles of one text, to hold others against.
private struct ShingleSet: Sendable {
    private struct Place {
        var shingle: UInt32 = 0
        /// The filling that it is of; what is of an earlier one is empty.
        var filling: UInt32 = 0
        /// The comparison in which it was last met.
        var comparison: UInt32 = 0
    }

    private var places = [Place](repeating: Place(), count: 512)
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
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let place = place(of: shingle)
            guard places[place].filling != filling else { continue }
            places[place] = Place(shingle: shingle, filling: filling)
            count += 1
        }
    }

    /// What the text shares with the older one at `slot`, which has so many different `shingles`.
    mutating func overlap(
        with trace: Span<UInt8>, of slot: Int, shingles: UInt16
    ) -> TextOverlap {
        if comparison == .max {
            for i in places.indices { places[i].comparison = 0 }
            comparison = 0
        }
        comparison += 1
        var shared = 0
        var shingle: UInt32 = 0
        for i in trace.indices {
            shingle = shingle << 8 | UInt32(trace[i])
            guard i >= TextTrace.shingleLength - 1 else { continue }
            let place = place(of: shingle)
            guard places[place].filling == filling, places[place].comparison != comparison
            else { continue }
            places[place].comparison = comparison
            shared += 1
        }
        let ends = Self.ends(of: trace)
        return TextOverlap(
            other: slot, shared: shared,
            own: .init(shingles: count, startIsShared: wasMet(first), endIsShared: wasMet(last)),
            others: .init(
                shingles: Int(shingles), startIsShared: wasMet(ends.first),
                endIsShared: wasMet(ends.last)))
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

/// How much running text two documents share, and where in each it stands.
struct TextOverlap: Sendable {
    struct Side: Sendable {
        /// Different shingles of the text.
        var shingles: Int
        /// Whether the other has its first, its last words too.
        var startIsShared: Bool
        var endIsShared: Bool
    }

    /// The slot of the older document.
    var other: Int
    var shared: Int
    var own: Side
    var others: Side

    /// Shared shingles over those of the smaller text, 0–1.
    var containment: Double {
        Double(shared) / Double(max(1, min(own.shingles, others.shingles)))
    }

    /// Shared shingles over those of the longer text, 0–1.
    var resemblance: Double {
        Double(shared) / Double(max(1, own.shingles, others.shingles))
    }

    /// The same overlap as the other document sees it.
    func reversed(slot: Int) -> TextOverlap {
        TextOverlap(other: slot, shared: shared, own: others, others: own)
    }
}
