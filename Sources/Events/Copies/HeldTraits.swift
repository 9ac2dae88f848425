internal import Platform

/// The traits of all documents that are held, by slot: their marks stand side by side, and what all of a
/// feed have in common once.
struct HeldTraits: Sendable {
    private struct Header {
        /// Where the marks begin.
        var start: UInt32
        /// The place of its source in `sources`.
        let source: UInt32
        let ends: CopyTraits.Ends
        let notes: CopyTraits.Notes
    }

    private var headers: [Header] = []
    private var marks: [UInt32] = []
    private var sources = Sources()

    /// Adds the next document.
    mutating func append(_ traits: CopyTraits) {
        headers.append(
            Header(
                start: UInt32(truncatingIfNeeded: marks.count),
                source: sources.number(of: traits.source), ends: traits.ends,
                notes: traits.notes))
        marks += traits.marks
    }

    /// The marks of all documents.
    var markCount: Int { marks.count }

    subscript(slot: Int) -> CopyTraits {
        let header = headers[slot]
        let end = slot + 1 < headers.count ? Int(headers[slot + 1].start) : marks.count
        return CopyTraits(
            marks[Int(header.start)..<end], header.ends, sources.all[Int(header.source)],
            header.notes)
    }

    func isMarked(_ slot: Int) -> Bool { headers[slot].notes.isMarked }

    /// Whether two documents are of one feed, which is known.
    func areOfOneFeed(_ a: Int, _ b: Int) -> Bool {
        let (first, second) = (Int(headers[a].source), Int(headers[b].source))
        guard let feed = sources.all[first].feed else { return false }
        return first == second || sources.all[second].feed == feed
    }

    /// Lets go of the first documents; the slots of the others begin at 0 then.
    mutating func removeFirst(_ leaving: Int) {
        let first = leaving < headers.count ? headers[leaving].start : UInt32(marks.count)
        marks.letGo(first: Int(first))
        var kept = Sources()
        let former = sources
        headers = headers.dropFirst(leaving).map { header in
            Header(
                start: header.start - first,
                source: kept.number(of: former.all[Int(header.source)]), ends: header.ends,
                notes: header.notes)
        }
        sources = kept
    }
}

/// What documents come from, each once.
private struct Sources: Sendable {
    private(set) var all: [CopyTraits.Source] = []
    private var numbers: [CopyTraits.Source: UInt32] = [:]

    /// The place of a source in `all`, where it is put if it is not there.
    mutating func number(of source: CopyTraits.Source) -> UInt32 {
        if let known = numbers[source] { return known }
        let number = UInt32(truncatingIfNeeded: all.count)
        numbers[source] = number
        all.append(source)
        return number
    }
}
