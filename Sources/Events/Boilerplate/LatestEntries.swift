/// The latest entries of one feed, in the order of arrival, with their marks side by side.
struct LatestEntries: Sendable {
    private struct Entry {
        let id: Document.ID
        let parts: UInt16
        let words: UInt16
        /// Marks of its origin, and those of its `source` element among them.
        let origin: UInt16
        let syndication: UInt16
    }

    private var entries: [Entry] = []
    /// Of all entries, one after the other.
    private var parts: [UInt32] = []
    private var words: [UInt32] = []
    private var origins: [UInt32] = []

    /// What stands before a colon is mostly the subject: it has to stand before half of the titles, and
    /// before so many.
    private static let leastHeads = 5
    private static let mostWitnesses = 4

    var count: Int { entries.count }

    mutating func append(_ marks: EntryMarks, id: Document.ID, mostHeld: Int) {
        if entries.count == mostHeld { removeFirst(1) }
        let (origin, syndication) = marks.origin.packed()
        entries.append(
            Entry(
                id: id, parts: UInt16(clamping: marks.parts.count),
                words: UInt16(clamping: marks.words.count),
                origin: UInt16(clamping: origin.count),
                syndication: UInt16(clamping: syndication)))
        Self.append(marks.parts, to: &parts)
        Self.append(marks.words, to: &words)
        Self.append(origin, to: &origins)
    }

    /// Every feed has such arrays, which hardly grow any more once they are full: so they get little
    /// room beyond what they need.
    private static func append(_ marks: [UInt32], to held: inout [UInt32]) {
        let needed = held.count + marks.count
        if held.capacity < needed { held.reserveCapacity(needed + needed / 8) }
        held += marks
    }

    /// Forgets the entries up to the id `last`.
    mutating func expire(through last: Document.ID) {
        let leaving = entries.prefix { $0.id <= last }.count
        if leaving > 0 { removeFirst(leaving) }
    }

    private mutating func removeFirst(_ leaving: Int) {
        var ends: (parts: Int, words: Int, origins: Int) = (0, 0, 0)
        for entry in entries[..<leaving] {
            ends.parts += Int(entry.parts)
            ends.words += Int(entry.words)
            ends.origins += Int(entry.origin)
        }
        parts.removeSubrange(..<ends.parts)
        words.removeSubrange(..<ends.words)
        origins.removeSubrange(..<ends.origins)
        entries.removeSubrange(..<leaving)
    }

    /// The parts of a new entry that three have in common whose titles share no word. What two publishers
    /// wrote of whom an aggregator has it may be one agency's text.
    func standingParts(of marks: EntryMarks) -> StandingParts {
        // A bit for each part.
        var result: UInt64 = 0
        // The words of entries that have the part.
        var witnesses: [[Range<Int>]] = []
        var holders = 0
        let filter = PartFilter(marks.parts)
        let parts = parts.span
        var (partsEnd, wordsEnd, originsEnd) = (parts.count, words.count, origins.count)
        for entry in entries.reversed() {
            let own = (partsEnd - Int(entry.parts))..<partsEnd
            let title = (wordsEnd - Int(entry.words))..<wordsEnd
            let origin = (originsEnd - Int(entry.origin))..<originsEnd
            (partsEnd, wordsEnd, originsEnd) = (
                own.lowerBound, title.lowerBound, origin.lowerBound
            )
            guard filter.mayHaveOne(of: parts.extracting(own)), !title.isEmpty else { continue }
            if !own.isEmpty, let head = marks.parts.first, head != 0, parts[own.lowerBound] == head
            {
                holders += 1
            }
            var isOther: Bool?
            for bit in marks.parts.indices where marks.parts[bit] != 0 {
                guard result >> UInt64(bit) & 1 == 0, self.parts[own].contains(marks.parts[bit])
                else { continue }
                let differs =
                    isOther
                    ?? (!words[title].contains { marks.words.contains($0) }
                        && !marks.origin.isElsewheres(
                            beside: EntryOrigin(
                                packed: origins[origin], syndication: Int(entry.syndication))))
                isOther = differs
                guard differs else { break }
                if witnesses.isEmpty {
                    witnesses = [[Range<Int>]](repeating: [], count: marks.parts.count)
                }
                if witnesses[bit].contains(where: { shareNoWord($0, title) }) {
                    result |= 1 << UInt64(bit)
                } else if witnesses[bit].count < Self.mostWitnesses {
                    witnesses[bit].append(title)
                }
            }
        }
        if holders < Self.leastHeads || 2 * holders < entries.count {
            result &= ~1
        }
        return Self.parts(result, of: marks)
    }

    /// What is further inside stands as far as all does between it and that end; what has no words of
    /// its own is passed over.
    private static func parts(_ bits: UInt64, of marks: EntryMarks) -> StandingParts {
        let outer = StandingParts.outer
        var parts = StandingParts(bits: UInt32(truncatingIfNeeded: bits & (1 << UInt64(outer) - 1)))
        guard marks.parts.count > outer else { return parts }
        func count(_ places: Range<Int>) -> Int {
            var count = 0
            for place in places {
                if bits >> UInt64(place) & 1 != 0 {
                    count = place - places.lowerBound + 1
                } else if marks.parts[place] != 0 {
                    break
                }
            }
            return count
        }
        let middle = min(marks.parts.count, outer + EntryParts.insideLast)
        let firstOfLast = 2 + EntryParts.firstBlocks
        if parts.contains(bit: firstOfLast) { parts.insideLast = count(outer..<middle) }
        if parts.contains(bit: firstOfLast - 1) {
            parts.insideFirst = count(middle..<marks.parts.count)
        }
        return parts
    }

    private func shareNoWord(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        !words[one].contains { words[other].contains($0) }
    }
}

/// A bit for each part of an entry, to see at a glance that another has none of them.
private struct PartFilter {
    private var bits = InlineArray<16, UInt64>(repeating: 0)

    init(_ parts: [UInt32]) {
        for part in parts where part != 0 {
            bits[Int(part >> 28)] |= 1 << UInt64(part >> 22 & 63)
        }
    }

    func mayHaveOne(of parts: Span<UInt32>) -> Bool {
        for i in parts.indices {
            let part = parts[i]
            if bits[Int(part >> 28)] >> UInt64(part >> 22 & 63) & 1 != 0 { return true }
        }
        return false
    }
}
