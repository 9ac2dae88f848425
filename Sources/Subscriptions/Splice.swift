/// Bytes of a text that give place to others.
struct Splice {
    let range: Range<Int>
    let bytes: [UInt8]

    init(_ range: Range<Int>, _ bytes: [UInt8]) {
        self.range = range
        self.bytes = bytes
    }

    init(_ range: Range<Int>, _ text: String) {
        self.init(range, Array(text.utf8))
    }
}

extension FileEdit {
    /// The text with all of `splices`, whose places are those of the old text; of two at one place the
    /// one that was named first stands first, and what is taken out by two goes once.
    func applying(_ splices: [Splice]) -> [UInt8] {
        let ordered = splices.enumerated().sorted { a, b in
            let (first, second) = (a.element.range, b.element.range)
            return (first.lowerBound, first.upperBound, a.offset)
                < (second.lowerBound, second.upperBound, b.offset)
        }
        var text: [UInt8] = []
        text.reserveCapacity(lines.bytes.count + splices.reduce(0) { $0 + $1.bytes.count })
        var place = 0
        for (_, splice) in ordered {
            let start = max(place, splice.range.lowerBound)
            text += lines.bytes[place..<start] + splice.bytes
            place = max(start, splice.range.upperBound)
        }
        text += lines.bytes[place...]
        guard isOpen else { return text }
        let edited = LineTable(text)
        return Array(text.dropLast(edited.lineBreak(edited.count - 1).count))
    }

    /// Puts `added` behind line `line`, their breaks being those of the file.
    func insertion(of added: [String], behind line: Int) -> Splice {
        let own = Array(lines.lineBreak(max(line, 1)))
        let lineBreak = own.isEmpty ? lines.usualBreak : own
        let place = line == 0 ? 0 : lines.start(line + 1)
        return Splice(place..<place, added.flatMap { Array($0.utf8) + lineBreak })
    }

    /// Takes out several groups of whole lines, in their order; those that follow on one another go as one.
    func removals(of ranges: [ClosedRange<Int>]) -> [Splice] {
        var joined: [ClosedRange<Int>] = []
        for range in ranges {
            if let last = joined.last, last.upperBound + 1 == range.lowerBound {
                joined[joined.count - 1] = last.lowerBound...range.upperBound
            } else {
                joined.append(range)
            }
        }
        return joined.map(removal)
    }

    /// Takes out whole lines.
    func removal(of range: ClosedRange<Int>) -> Splice {
        Splice(lines.start(range.lowerBound)..<lines.start(range.upperBound + 1), [])
    }
}
