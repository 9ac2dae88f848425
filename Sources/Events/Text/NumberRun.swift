/// What may stand between two digits of one number, or of one date.
enum NumberMark {
    case none, point, comma, apostrophe, blank
    /// Of dates alone.
    case hyphen, slash, spacedPoint
    /// Arabic has marks of its own, and its comma for want of the one on a keyboard.
    case arabicPoint, arabicGroup, arabicComma

    init(_ scalar: UInt32) {
        switch scalar {
        case 0x20, 0xa0, 0x2000...0x200a, 0x202f: self = .blank
        case 0x2e: self = .point
        case 0x2c: self = .comma
        case 0x2d, 0x2010, 0x2011: self = .hyphen
        case 0x2f: self = .slash
        case 0x27, 0x2019: self = .apostrophe
        case 0x66b: self = .arabicPoint
        case 0x66c: self = .arabicGroup
        case 0x60c: self = .arabicComma
        default: self = .none
        }
    }

    /// Whether digits on either side of it may be one number.
    var joins: Bool {
        switch self {
        case .none, .hyphen, .slash, .spacedPoint: false
        default: true
        }
    }

    /// What a blank behind it makes of it.
    var spaced: NumberMark { self == .point || self == .spacedPoint ? .spacedPoint : .none }

    /// What it makes of the digits behind it.
    var traits: Token.Traits {
        switch self {
        case .point: .behindPoint
        case .hyphen: .behindHyphen
        case .slash: .behindSlash
        case .spacedPoint: .behindSpacedPoint
        default: []
        }
    }

    var mayBeginFraction: Bool { self == .point || self == .comma || self == .arabicPoint }
}

/// Digits with a mark between each two of them, the last tokens of a list: made the numbers that they
/// spell, whichever way a language writes them. `3,800`, `3.800`, `3 800` and `3’800` are 3800, and
/// `7,6` is 7.6. Dates, versions and lists (`12.03.2023`, `1.2.3`) are left in pieces.
///
/// A point before three digits groups, as it does nearly everywhere: an English price of three
/// decimals is another number then, but one number still.
struct NumberRun {
    private struct Piece {
        let token: Token
        let text: ArraySlice<UInt8>
        let digits: Int
        /// No letter follows, as in `1bn`.
        let isPure: Bool
        let startsWithZero: Bool
        /// Four digits that are a year more likely than decimals.
        let isYear: Bool

        init(_ token: Token, _ text: ArraySlice<UInt8>) {
            self.token = token
            self.text = text
            digits = text.prefix { $0.isDigit }.count
            isPure = digits == text.count
            startsWithZero = text.first == UInt8(ascii: "0")
            isYear = digits == 4 && (text.starts(with: "19".utf8) || text.starts(with: "20".utf8))
        }
    }

    /// Of the pieces from one on: the last of its whole part and the last of all.
    private struct Extent {
        var whole: Int
        var end: Int
    }

    private var marks: [NumberMark] = []

    var isEmpty: Bool { marks.isEmpty }

    /// Takes the mark before a token of digits that follows another one.
    mutating func append(_ mark: NumberMark) { marks.append(mark) }

    /// Joins what makes one number and begins a new run.
    mutating func join(in list: inout TokenList) {
        let (tokens, bytes) = list.takeLast(marks.count + 1)
        let start = tokens[0].range.lowerBound
        let pieces = tokens.map {
            Piece($0, bytes[($0.range.lowerBound - start)..<($0.range.upperBound - start)])
        }
        var i = 0
        while i < pieces.count {
            if let extent = number(at: i, pieces) {
                put(
                    pieces[i...extent.whole], pieces[(extent.whole + 1)..<(extent.end + 1)],
                    to: &list)
                i = extent.end + 1
            } else {
                // What groups go on to is no number from any of them on: to ask again at each would
                // take the square of their count.
                let end = compactEnd(from: wholeEnd(at: i, pieces))
                for k in i...end { put(pieces[k...k], [], to: &list) }
                i = end + 1
            }
        }
        marks.removeAll(keepingCapacity: true)
    }

    private func put(
        _ whole: ArraySlice<Piece>, _ fraction: ArraySlice<Piece>, to list: inout TokenList
    ) {
        guard let first = whole.first else { return }
        var traits = first.token.traits
        if whole.count + fraction.count > 1 { traits.remove(.single) }
        var text = whole.reduce(into: []) { $0 += $1.text }
        if let fraction = fraction.first {
            traits.insert(.decimal)
            text.append(UInt8(ascii: "."))
            text += fraction.text
        }
        list.append(text, traits)
    }

    private func mark(_ i: Int) -> NumberMark { i < marks.count ? marks[i] : .none }

    private func isCompact(_ i: Int) -> Bool { mark(i) != .none && mark(i) != .blank }

    /// The last piece that no blank parts from this one.
    private func compactEnd(from i: Int) -> Int {
        var end = i
        while isCompact(end) { end += 1 }
        return end
    }

    /// The number that begins with a piece; nil where the marks around it are those of something else.
    private func number(at i: Int, _ pieces: [Piece]) -> Extent? {
        let first = pieces[i]
        let whole = wholeEnd(at: i, pieces)
        guard isCompact(whole) else { return Extent(whole: whole, end: whole) }
        let (point, fraction) = (mark(whole), pieces[whole + 1])
        guard point.mayBeginFraction, whole == i || point != mark(i), !isCompact(whole + 1),
            first.isPure, !fraction.isYear, first.digits == 1 || !first.startsWithZero,
            // `2024,300 people` lacks a blank.
            whole > i || point != .comma || fraction.digits != 3 || first.startsWithZero
        else { return nil }
        return Extent(whole: whole, end: whole + 1)
    }

    /// The last of the groups of three that begin with a piece, itself where there are none.
    private func wholeEnd(at i: Int, _ pieces: [Piece]) -> Int {
        let (first, mark) = (pieces[i], mark(i))
        guard mark != .none, first.isPure, first.digits <= 3, !first.startsWithZero else {
            return i
        }
        func isGroup(_ k: Int, of digits: Int) -> Bool {
            self.mark(k - 1) == mark && pieces[k].digits == digits
                // `15 256GB` is two.
                && (mark != .blank || pieces[k].isPure)
        }
        var end = i
        while end < marks.count, isGroup(end + 1, of: 3) { end += 1 }
        guard end == i, mark == .comma else { return end }
        // Lakhs and crores: `12,34,567`.
        while end < marks.count, isGroup(end + 1, of: 2) { end += 1 }
        return end > i && end < marks.count && isGroup(end + 1, of: 3) ? end + 1 : i
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
