/// The names and numbers of a text, and the places where they stand: what is told of one event only.
///
/// Reports that follow one pattern but tell of different events (results, quakes, decisions on
/// rates) fill its places with other names and numbers: *data of … customers*, *… per cent of the
/// vote*. Reports of one event fill the places that they have in common alike, or have none in
/// common, and share names and numbers wherever they stand.
struct Particulars: Sendable, Equatable {
    static let none = Particulars()

    /// First the places: the hash of the words around one in 24 bits, what stands there in 8, which are the
    /// hash of a name, or of a number with the top bit set. Those of days come behind the others; the last may be
    /// that where the title begins.
    /// Then the names and numbers: a hash in 24 bits, what it counts in 8. Both ascend.
    private(set) var packed: [UInt32] = []
    private(set) var placeCount = 0
    /// What all names and numbers count together.
    private(set) var mass = 0
    /// Whether its capitals can tell names: not those of a headline in title case, of a text in lower case,
    /// or of a script that has none.
    private(set) var showsNames = false

    /// Places that are kept of a text, the first.
    private static let limit = 64
    /// What a name counts; a number counts its digits up to that: a small one is soon met again.
    private static let whole: UInt32 = 4
    /// In what stands in a place: that it is a number.
    fileprivate static let numberBit: UInt32 = 0x80
    /// From here on a place is that of a day, and that where a title begins.
    fileprivate static let days: UInt32 = 0xfe00_0000
    fileprivate static let start: UInt32 = 0xff00_0000
    /// Letters on either side of one that is a place in a script without blanks: two are hardly a word.
    private static let unsegmentedFrame = 4
    /// One of so many words at least has a capital where these are used: sentences begin with one.
    private static let wordsPerCapital = 32

    private init() {}

    /// - Parameters:
    ///   - start: what the title begins with, where that tells whom it is about.
    ///   - year: that of publication; nil where it is not known.
    ///   - capitalsLimit: the share of capitalised words from which on they tell no names.
    init(
        title: TokenList, start: TitleStart? = nil, body: TokenList, year: Int? = nil,
        stopList: StopList, capitalsLimit: Double
    ) {
        var places: [UInt32] = []
        var words: [UInt32] = []
        places.reserveCapacity(Self.limit + 4)
        words.reserveCapacity(Self.limit)
        if let start {
            places.append(Self.start | Self.pack(start.frame, Self.filling(start.filling)))
        }
        for list in [title, body] {
            Self.take(
                list, year, stopList, capitalsLimit, places: &places, words: &words, &showsNames)
        }
        Self.takePlain(title.tokens.span, stopList, places: &places)
        Self.takePlain(body.tokens.span, stopList, places: &places)
        places.sort()
        words.sort()
        placeCount = places.count
        words.dropRepeats()
        mass = words.reduce(0) { $0 + Int($1 & 0xff) }
        packed = places
        packed += words
    }

    /// - Parameter hasCapitals: turns true where those of the list can tell names.
    private static func take(
        _ list: TokenList, _ year: Int?, _ stopList: StopList, _ capitalsLimit: Double,
        places: inout [UInt32], words: inout [UInt32], _ hasCapitals: inout Bool
    ) {
        let tokens = list.tokens.span
        let capitals = CapitalUse(list)
        let showsNames = !capitals.isTitleCase(limit: capitalsLimit)
        if showsNames, capitals.hasCapitals(oneOf: wordsPerCapital) { hasCapitals = true }
        for i in tokens.indices {
            guard places.count < limit, words.count < 4 * limit else { return }
            let traits = tokens[i].traits
            let isNumber = traits.contains(.startsWithDigit)
            let isName =
                showsNames && traits.contains(.capitalised) && !traits.contains(.startsSentence)
            guard isName || isNumber else { continue }
            let isDay =
                isNumber
                ? NumericDate.holds(i, in: list, publishedIn: year)
                : Weekdays.contains(tokens[i])
            var hash = tokens[i].hash
            var digits = tokens[i].range.count - (traits.contains(.decimal) ? 1 : 0)
            if isNumber, let number = SpelledThousands(list.bytes.span.extracting(tokens[i].range))
            {
                (hash, digits) = (number.hash, number.digits)
            }
            // Any report has a day, of whatever it tells: two that have the same one are not alike by it.
            if !isDay {
                words.append(pack(hash, isNumber ? UInt32(min(Int(whole), digits)) : whole))
            }
            let filling = filling(hash) | (isNumber ? numberBit : 0)
            for (first, second) in frames {
                guard let around = around(i, first, second, tokens, stopList) else { continue }
                places.append(isDay ? day(around, filling) : place(around, filling))
            }
        }
    }

    /// Where the two words of a frame stand, counted from what is in it.
    private static let frames = [(-1, 1), (-2, -1), (1, 2)]

    /// The hash of the words of a frame; nil for one that tells nothing.
    private static func around(
        _ i: Int, _ first: Int, _ second: Int, _ tokens: Span<Token>, _ stopList: StopList
    ) -> UInt64? {
        // 0, which no hash is, beyond an end of the text.
        var (before, after): (UInt64, UInt64) = (0, 0)
        // Between two words without meaning of their own stands anything.
        var tells = false
        if tokens.indices.contains(i + first) {
            before = tokens[i + first].hash
            tells = !stopList.contains(tokens[i + first])
        }
        if tokens.indices.contains(i + second) {
            after = tokens[i + second].hash
            tells = tells || !stopList.contains(tokens[i + second])
        }
        // Between the two the text may end, beside them it may not.
        let isBetween = first < 0 && second > 0
        guard tells, isBetween || (before != 0 && after != 0) else { return nil }
        return TermHash.combine(TermHash.combine(before, after), UInt64(first + 2))
    }

    /// What tells the word that stands in a place, below `numberBit`.
    private static func filling(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash) & (numberBit - 1)
    }

    /// Fills up with places of plain words, which tell less: only between two words on either side, or four
    /// letters of a script without blanks.
    private static func takePlain(
        _ tokens: Span<Token>, _ stopList: StopList, places: inout [UInt32]
    ) {
        guard tokens.count > 4 else { return }
        for i in 2..<(tokens.count - 2) {
            guard places.count < limit else { return }
            let token = tokens[i]
            guard token.traits.isDisjoint(with: [.capitalised, .startsWithDigit]),
                !stopList.contains(token)
            else { continue }
            let frame = (tokens[i - 2], tokens[i - 1], tokens[i + 1], tokens[i + 2])
            let stopWords =
                stopList.count(frame.0) + stopList.count(frame.1) + stopList.count(frame.2)
                + stopList.count(frame.3)
            guard stopWords <= 1 else { continue }
            var around: UInt64 = 3
            around = TermHash.combine(around, frame.0.hash)
            around = TermHash.combine(around, frame.1.hash)
            around = TermHash.combine(around, frame.2.hash)
            around = TermHash.combine(around, frame.3.hash)
            if token.traits.contains(.unsegmented) {
                guard i >= unsegmentedFrame, i + unsegmentedFrame < tokens.count else { continue }
                for k in 3...unsegmentedFrame {
                    around = TermHash.combine(around, tokens[i - k].hash)
                    around = TermHash.combine(around, tokens[i + k].hash)
                }
            }
            places.append(place(around, filling(token.hash)))
        }
    }

    /// A place within a text, below `days`.
    private static func place(_ around: UInt64, _ filling: UInt32) -> UInt32 {
        let place = pack(around, filling)
        return place < days ? place : place & ~(1 << 31)
    }

    /// That of a day of the week or of a part of a date, from `days` on and below `start`.
    private static func day(_ around: UInt64, _ filling: UInt32) -> UInt32 {
        days | pack(around, filling) & 0xff_ffff
    }

    /// - Parameter low: 0–255.
    private static func pack(_ hash: UInt64, _ low: UInt32) -> UInt32 {
        // The low bits of a word's own hash tell what fills a place: these are others.
        UInt32(truncatingIfNeeded: hash >> 32) & ~0xff | low
    }

    /// The upper bits by which a name is told, never 0.
    static func mark(of token: Token) -> UInt16 { UInt16(truncatingIfNeeded: token.hash >> 48) | 1 }

    /// Whether a name with these upper bits is among those of a text.
    func hasName(_ mark: UInt16) -> Bool {
        Self.hasName(mark, in: packed.span.extracting(placeCount..<packed.count))
    }

    static func hasName(_ mark: UInt16, in words: Span<UInt32>) -> Bool {
        for i in words.indices where UInt16(truncatingIfNeeded: words[i] >> 16) | 1 == mark {
            return true
        }
        return false
    }

    /// What the names and numbers of both count.
    static func alike(_ own: Span<UInt32>, _ others: Span<UInt32>) -> Int {
        var sum = 0
        var (i, j) = (0, 0)
        while i < own.count, j < others.count {
            let (a, b) = (own[i], others[j])
            if a == b { sum += Int(a & 0xff) }
            if a <= b { i += 1 }
            if b <= a { j += 1 }
        }
        return sum
    }
}

/// The places that two texts both have and that no name and no number of both fills.
struct UnlikePlaces {
    private(set) var count = 0
    /// Titles that begin otherwise and go on alike: at most one in a pair. Not among `count`.
    private(set) var starts = 0
    /// Days of the week and parts of dates that are others. Not among `count`.
    private(set) var days = 0
    /// Those that tell nothing more: up to three places overlap where a number stands, so that one number
    /// that is another in the other text is told by each of them.
    private(set) var repeated = 0
    /// A bit for each number that is another; that two have one bit is rare, and does not matter.
    private var met: UInt64 = 0

    /// Numbers that are others in the other text.
    var numbers: Int { met.nonzeroBitCount }

    /// Counts in the places of two texts, or some of them: all with one frame at once.
    mutating func add(_ own: Span<UInt32>, _ others: Span<UInt32>) {
        var (i, j) = (0, 0)
        while i < own.count, j < others.count {
            let (frame, other) = (own[i] >> 8, others[j] >> 8)
            if frame != other {
                // Counted without a branch, which would be guessed wrong.
                i &+= frame < other ? 1 : 0
                j &+= frame < other ? 0 : 1
                continue
            }
            let (mine, theirs) = (own[i] & 0xff, others[j] & 0xff)
            var isAlike = false
            while i < own.count, own[i] >> 8 == frame {
                while j < others.count, others[j] < own[i] { j += 1 }
                if j < others.count, others[j] == own[i] { isAlike = true }
                i += 1
            }
            while j < others.count, others[j] >> 8 == frame { j += 1 }
            guard !isAlike else { continue }
            switch frame << 8 {
            case Particulars.start...: starts += 1
            case Particulars.days...: days += 1
            default: add(mine, theirs)
            }
        }
    }

    /// Counts a place by what fills it: the least of each where there are several, in which numbers come
    /// last.
    private mutating func add(_ own: UInt32, _ other: UInt32) {
        count += 1
        guard own & other & Particulars.numberBit != 0 else { return }
        // The same whichever text is asked.
        let pair = UInt64(min(own, other)) << 8 | UInt64(max(own, other))
        let bit: UInt64 = 1 << (TermHash.combine(pair, 0) & 63)
        if met & bit != 0 { repeated += 1 }
        met |= bit
    }
}
