internal import Platform

/// The names and numbers of all documents that are held, and the places where these stand, side by side
/// by slot: see `Particulars`.
///
/// Most of what is held against each other has nothing in common, and to find that out is nearly all
/// that there is to do. So what one document has is noted by bits, and of the others only those are
/// walked through that meet one of them.
struct HeldParticulars: Sendable {
    /// What stands before those of a document: how many there are of each, and what its names and
    /// numbers count. There and not in an array of its own, which would be one more place in memory to
    /// wait for.
    private struct Header {
        var start: Int
        var words: Int
        var places: Int
        var mass: Int
        var showsNames: Bool

        // At most 256 words of a mass of 4, and some 66 places.
        init(at start: Int, _ bits: UInt32) {
            self.start = start
            words = Int(bits & 0x3ff)
            places = Int(bits >> 10 & 0x3ff)
            mass = Int(bits >> 20 & 0x7ff)
            showsNames = bits >> 31 != 0
        }

        static func bits(words: Int, places: Int, mass: Int, showsNames: Bool) -> UInt32 {
            UInt32(
                truncatingIfNeeded: words | places << 10 | mass << 20 | (showsNames ? 1 << 31 : 0))
        }

        var wordRange: Range<Int> { (start + 1)..<(start + 1 + words) }
        var placeRange: Range<Int> { wordRange.upperBound..<(wordRange.upperBound + places) }
    }

    /// Of each document its header, then its names and numbers, then the places.
    private var packed: [UInt32] = []
    private var starts: [UInt32] = []
    // Working space.
    private var places = HashBits()
    private var words = HashBits()

    /// Adds the next document.
    mutating func append(_ particulars: Particulars) {
        starts.append(UInt32(truncatingIfNeeded: packed.count))
        let places = particulars.placeCount
        packed.append(
            Header.bits(
                words: particulars.packed.count - places, places: places,
                mass: particulars.mass, showsNames: particulars.showsNames))
        packed += particulars.packed[places...]
        packed += particulars.packed[..<places]
    }

    /// Lets go of the first documents; the slots of the others begin at 0 then.
    mutating func removeFirst(_ documents: Int) {
        let first = documents < starts.count ? starts[documents] : UInt32(packed.count)
        packed.letGo(first: Int(first))
        starts.letGo(first: documents)
        for slot in starts.indices { starts[slot] -= first }
        places.forget()
        words.forget()
    }

    private func header(of slot: Int) -> Header {
        let start = Int(starts[slot])
        return Header(at: start, packed[start])
    }

    /// Whether a name with these upper bits is among those of a document; see `Particulars.mark(of:)`.
    func hasName(_ mark: UInt16, of slot: Int) -> Bool {
        Particulars.hasName(mark, in: packed.span.extracting(header(of: slot).wordRange))
    }

    /// What two documents have in common and what speaks against it.
    func likeness(of slot: Int, with other: Int) -> Likeness {
        let (own, others) = (header(of: slot), header(of: other))
        let packed = packed.span
        var unlike = UnlikePlaces()
        unlike.add(packed.extracting(own.placeRange), packed.extracting(others.placeRange))
        return Likeness(
            alike: Particulars.alike(
                packed.extracting(own.wordRange), packed.extracting(others.wordRange)),
            unlike: unlike, showsNames: own.showsNames && others.showsNames,
            masses: (own.mass, others.mass))
    }

    /// What the documents `slots` have in common with `others`: each with each.
    ///
    /// Names tell sooner than places, and are fewer. So they are looked at first, and places only while
    /// what was found until then `isWorthMore`: more of them only speak against it.
    mutating func likeness(
        of slots: [Int], with others: [Int], while isWorthMore: (Likeness) -> Bool
    ) -> Likeness {
        var likeness = Likeness()
        for slot in slots { addWords(of: slot, with: others, to: &likeness) }
        for slot in slots {
            guard isWorthMore(likeness) else { break }
            addPlaces(of: slot, with: others, to: &likeness)
        }
        return likeness
    }

    private mutating func addWords(
        of slot: Int, with others: [Int], to likeness: inout Likeness
    ) {
        let packed = packed
        let own = header(of: slot)
        let ownWords = packed.span.extracting(own.wordRange)
        words.note(ownWords, of: slot)
        for other in others {
            let others = header(of: other)
            let theirs = packed.span.extracting(others.wordRange)
            let alike = words.mayHold(oneOf: theirs) ? Particulars.alike(ownWords, theirs) : 0
            likeness += Likeness(
                alike: alike, unlike: UnlikePlaces(),
                showsNames: own.showsNames && others.showsNames, masses: (own.mass, others.mass))
        }
    }

    private mutating func addPlaces(
        of slot: Int, with others: [Int], to likeness: inout Likeness
    ) {
        let packed = packed
        let ownHeader = header(of: slot)
        let own = packed.span.extracting(ownHeader.placeRange)
        places.note(own, of: slot)
        for other in others {
            let others = self.header(of: other)
            let theirs = packed.span.extracting(others.placeRange)
            likeness.add(
                places.unlike(own, theirs), showsNames: ownHeader.showsNames && others.showsNames)
        }
    }
}

/// What one document has, each noted as a bit of many: tells at once what others have that it has not.
private struct HashBits: Sendable {
    /// Enough that of a hundred others one or two meet a bit by chance.
    private static let wordCount = 256
    private var bits = [UInt64](repeating: 0, count: wordCount)
    /// The document; -1 for none.
    private var slot = -1

    /// Notes the upper 24 bits of what a document has, and nothing else.
    mutating func note(_ packed: Span<UInt32>, of slot: Int) {
        guard slot != self.slot else { return }
        self.slot = slot
        var span = bits.mutableSpan
        for i in span.indices { span[i] = 0 }
        for i in packed.indices {
            let (place, bit) = Self.place(of: packed[i])
            span[place] |= 1 &<< bit
        }
    }

    /// To be called when slots are others than they were.
    mutating func forget() { slot = -1 }

    func mayHold(oneOf packed: Span<UInt32>) -> Bool {
        let bits = bits.span
        var met: UInt64 = 0
        for i in packed.indices {
            let (place, bit) = Self.place(of: packed[i])
            met |= bits[place] &>> bit
        }
        return met & 1 != 0
    }

    /// The places of what is noted and of another that are filled otherwise.
    func unlike(_ own: Span<UInt32>, _ others: Span<UInt32>) -> UnlikePlaces {
        let bits = bits.span
        var met: UInt64 = 0
        for i in others.indices {
            let (place, bit) = Self.place(of: others[i])
            met &+= bits[place] &>> bit & 1
        }
        var unlike = UnlikePlaces()
        guard met > 0 else { return unlike }
        if met > Self.few {
            unlike.add(own, others)
            return unlike
        }
        var i = 0
        while i < others.count {
            let (place, bit) = Self.place(of: others[i])
            guard bits[place] &>> bit & 1 != 0 else {
                i &+= 1
                continue
            }
            let frame = others[i] >> 8
            var end = i + 1
            while end < others.count, others[end] >> 8 == frame { end += 1 }
            let start = Self.start(of: frame, in: own)
            unlike.add(
                own.extracting(start..<Self.end(of: frame, in: own, from: start)),
                others.extracting(i..<end))
            i = end
        }
        return unlike
    }

    /// So many are looked up one by one.
    private static let few: UInt64 = 12

    /// Where the places with this frame begin, or would.
    private static func start(of frame: UInt32, in own: Span<UInt32>) -> Int {
        var (low, high) = (0, own.count)
        while low < high {
            let middle = (low + high) / 2
            if own[middle] >> 8 < frame { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func end(of frame: UInt32, in own: Span<UInt32>, from start: Int) -> Int {
        var end = start
        while end < own.count, own[end] >> 8 == frame { end += 1 }
        return end
    }

    private static func place(of packed: UInt32) -> (place: Int, bit: UInt64) {
        (Int(packed &>> 14) & (wordCount - 1), UInt64(packed &>> 8) & 63)
    }
}
