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

    /// In what stands in a place: that it is a number.
    static let numberBit: UInt32 = 0x80
    /// From here on a place is that of a day, and that where a title begins.
    static let days: UInt32 = 0xfe00_0000
    static let start: UInt32 = 0xff00_0000

    private init() {}

    /// - Parameters:
    ///   - start: what the title begins with, where that tells whom it is about.
    ///   - year: that of publication; nil where it is not known.
    ///   - capitalsLimit: the share of capitalised words from which on they tell no names.
    init(
        title: TokenList, start: TitleStart? = nil, body: TokenList, year: Int? = nil,
        stopList: StopList, capitalsLimit: Double
    ) {
        var found = FoundParticulars()
        if let start { found.take(start) }
        for list in [title, body] { found.take(list, year, stopList, capitalsLimit) }
        found.takePlain(title.tokens.span, stopList)
        found.takePlain(body.tokens.span, stopList)
        (packed, placeCount) = (found.places + found.days, found.places.count + found.days.count)
        packed.sort()
        var words = found.words
        words.sort()
        words.dropRepeats()
        mass = words.reduce(0) { $0 + Int($1 & 0xff) }
        packed += words
        showsNames = found.showsNames
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
    /// Places of names, numbers and plain words that both have and fill alike. Not among `count`.
    private(set) var alike = 0
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
            if isAlike {
                if frame << 8 < Particulars.days { alike += 1 }
                continue
            }
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
