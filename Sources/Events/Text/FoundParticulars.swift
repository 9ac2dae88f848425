/// What `Particulars` are made of, as it is found in a text.
struct FoundParticulars {
    /// The places of names, numbers and plain words, and that where a title begins; those of days.
    private(set) var places: [UInt32] = []
    private(set) var days: [UInt32] = []
    /// Names and numbers, with repeats.
    private(set) var words: [UInt32] = []
    private(set) var showsNames = false

    /// Places that are kept of a text, the first; and those of days, which take no room from the others.
    private static let limit = 64
    private static let daysLimit = 24
    /// What a name counts; a number counts its digits up to that: a small one is soon met again.
    private static let whole: UInt32 = 4
    /// Letters on either side of one that is a place in a script without blanks: two are hardly a word.
    private static let unsegmentedFrame = 4
    /// One of so many words at least has a capital where these are used: sentences begin with one.
    private static let wordsPerCapital = 32

    init() {
        places.reserveCapacity(Self.limit + 4)
        words.reserveCapacity(Self.limit)
    }

    mutating func take(_ start: TitleStart) {
        places.append(Particulars.start | Self.pack(start.frame, Self.filling(start.filling)))
    }

    /// Takes names and numbers, and where they stand.
    mutating func take(
        _ list: TokenList, _ year: Int?, _ stopList: StopList, _ capitalsLimit: Double
    ) {
        let tokens = list.tokens.span
        let capitals = CapitalUse(list)
        let tellsNames = !capitals.isTitleCase(limit: capitalsLimit)
        if tellsNames, capitals.hasCapitals(oneOf: Self.wordsPerCapital) { showsNames = true }
        for i in tokens.indices {
            guard places.count < Self.limit, words.count < 4 * Self.limit else { return }
            let traits = tokens[i].traits
            let isNumber = traits.contains(.startsWithDigit)
            let isName =
                tellsNames && traits.contains(.capitalised) && !traits.contains(.startsSentence)
            guard isName || isNumber else { continue }
            let isDay =
                isNumber
                ? NumericDate.holds(i, in: list, publishedIn: year)
                    || SignedDate.holds(i, in: list, publishedIn: year)
                    || NamedDate.holds(i, in: list, publishedIn: year)
                : Weekdays.contains(tokens[i], in: list)
            var hash = tokens[i].hash
            var digits = tokens[i].range.count - (traits.contains(.decimal) ? 1 : 0)
            if isNumber, let number = SpelledThousands(list.bytes.span.extracting(tokens[i].range))
            {
                (hash, digits) = (number.hash, number.digits)
            }
            // Any report has a day, of whatever it tells: two that have the same one are not alike by it.
            if !isDay {
                let counts = isNumber ? UInt32(min(Int(Self.whole), digits)) : Self.whole
                words.append(Self.pack(hash, counts))
            }
            let filling = Self.filling(hash) | (isNumber ? Particulars.numberBit : 0)
            for (first, second) in Self.frames {
                guard let around = Self.around(i, first, second, tokens, stopList) else { continue }
                if !isDay {
                    places.append(Self.place(around, filling))
                } else if days.count < Self.daysLimit,
                    !Self.areOfDate(i + first, i + second, tokens)
                {
                    days.append(Self.day(around, filling))
                }
            }
        }
    }

    /// Whether both are, as the other parts of a date are: between these stands any day.
    private static func areOfDate(_ i: Int, _ j: Int, _ tokens: Span<Token>) -> Bool {
        tokens.indices.contains(i) && tokens.indices.contains(j)
            && isOfDate(tokens[i]) && isOfDate(tokens[j])
    }

    private static func isOfDate(_ token: Token) -> Bool {
        token.traits.contains(.startsWithDigit) || SignedDate.signs.contains(token.hash)
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

    /// What tells the word that stands in a place, below `Particulars.numberBit`.
    private static func filling(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash) & (Particulars.numberBit - 1)
    }

    /// Fills up with places of plain words, which tell less: only between two words on either side, or four
    /// letters of a script without blanks.
    mutating func takePlain(_ tokens: Span<Token>, _ stopList: StopList) {
        guard tokens.count > 4 else { return }
        for i in 2..<(tokens.count - 2) {
            guard places.count < Self.limit else { return }
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
                guard i >= Self.unsegmentedFrame, i + Self.unsegmentedFrame < tokens.count else {
                    continue
                }
                for k in 3...Self.unsegmentedFrame {
                    around = TermHash.combine(around, tokens[i - k].hash)
                    around = TermHash.combine(around, tokens[i + k].hash)
                }
            }
            places.append(Self.place(around, Self.filling(token.hash)))
        }
    }

    /// A place within a text, below `Particulars.days`.
    private static func place(_ around: UInt64, _ filling: UInt32) -> UInt32 {
        let place = pack(around, filling)
        return place < Particulars.days ? place : place & ~(1 << 31)
    }

    /// That of a day of the week or of a part of a date, from `Particulars.days` on and below `start`.
    private static func day(_ around: UInt64, _ filling: UInt32) -> UInt32 {
        Particulars.days | pack(around, filling) & 0xff_ffff
    }

    /// - Parameter low: 0–255.
    private static func pack(_ hash: UInt64, _ low: UInt32) -> UInt32 {
        // The low bits of a word's own hash tell what fills a place: these are others.
        UInt32(truncatingIfNeeded: hash >> 32) & ~0xff | low
    }
}
